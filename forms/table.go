package forms

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"strconv"
	"strings"

	"gongwen/forms/block"
)

// Table is a table file (CSV, TSV) as text: its records but for empty lines. EntriesOf tells what they mean.
type Table struct {
	Name    string // of the file, in places; empty: there is one file
	Records []Record
}

// Record is a line of a table file.
type Record struct {
	Line  int // of the file on which it starts, from 1
	Cells []string
}

// Lines are the records with the numbers of their lines.
func (t *Table) Lines() iter.Seq2[int, []string] {
	return func(yield func(int, []string) bool) {
		for i := range t.Records {
			if !yield(t.Records[i].Line, t.Records[i].Cells) {
				return
			}
		}
	}
}

// Codes of table files.
const (
	CodeTableEncoding = "table_encoding"
	CodeTableQuote    = "table_quote"
	CodeTableEmpty    = "table_empty"
	CodeNoColumn      = "no_column"      // a required one is not there
	CodeColumnTwice   = "column_twice"   // two columns of one meaning
	CodeColumnUnclear = "column_unclear" // its name is that of several
	CodeBeyond        = "beyond"         // a cell behind the last column that has a name
)

// maxTable is how large a table file may be, in bytes.
const maxTable = 64 << 20

// ReadTable reads a table file in UTF-8, UTF-16 or GB18030, with commas, semicolons or tabs between its cells and with
// quotes as in RFC 4180. What is wrong with the file is a problem, and there is no table; the error is of r. The name goes
// into places; empty: there is one file.
func ReadTable(r io.Reader, name string) (*Table, []Problem, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxTable+1))
	if err != nil {
		return nil, nil, fmt.Errorf("read table %s: %w", name, err)
	}
	wrong := func(line int, code string, args Args) (*Table, []Problem, error) {
		p := Problem{Code: code, Args: args, Place: block.Place{File: name}}
		if line > 0 {
			p.Place.Cell = "A" + strconv.Itoa(line)
		}
		return nil, []Problem{p}, nil
	}
	if len(data) > maxTable {
		return wrong(0, CodeSize, Args{Value: ">" + strconv.Itoa(maxTable), Limit: strconv.Itoa(maxTable)})
	}
	text, line := decoded(data)
	if line > 0 {
		return wrong(line, CodeTableEncoding, Args{Line: line})
	}
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	first, comma := 0, delimiter(text, name)
	if rest, ok := strings.CutPrefix(text, "sep="); ok && len(rest) > 1 && strings.IndexByte(",;\t|", rest[0]) >= 0 && (rest[1] == '\n' || rest[1] == '\r') {
		comma = rune(rest[0]) // a line of Excel's
		_, text, _ = strings.Cut(text, "\n")
		first = 1
	}
	t := &Table{Name: name}
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma, reader.FieldsPerRecord = comma, -1
	for {
		cells, err := reader.Read()
		var parse *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return t, nil, nil
		case errors.As(err, &parse):
			return wrong(first+parse.StartLine, CodeTableQuote, Args{Line: first + parse.Line, Column: parse.Column})
		case err != nil:
			return nil, nil, fmt.Errorf("read table %s: %w", name, err)
		}
		line, _ := reader.FieldPos(0)
		t.Records = append(t.Records, Record{Line: first + line, Cells: cells})
	}
}

// delimiter is what stands between the cells of the first line: the sign that it has most of outside quotes.
func delimiter(text, name string) rune {
	signs := [...]rune{',', ';', '\t'}
	var count [len(signs)]int
	quoted := false
	for _, r := range strings.TrimLeft(text, "\r\n") {
		if r == '\n' && !quoted {
			break
		}
		quoted = quoted != (r == '"')
		for i, sign := range signs {
			if r == sign && !quoted {
				count[i]++
			}
		}
	}
	best := 0
	if strings.EqualFold(path.Ext(name), ".tsv") {
		best = 2
	}
	for i := range signs {
		if count[i] > count[best] {
			best = i
		}
	}
	return signs[best]
}

// cellName is the name of a cell as spreadsheets have it: B7 is the second one of line 7.
func cellName(column, line int) string {
	return letters(column) + strconv.Itoa(line)
}

// columnName is the letters of a column that is counted from 0.
func letters(column int) string {
	name := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}
