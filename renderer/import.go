package renderer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"gongwen/forms"
	"gongwen/forms/block"
	"gongwen/renderer/xlsx"
)

// Upload is a file that was filled in: a workbook, or a table as text.
type Upload struct {
	Name string // with its ending: .csv, .tsv and .txt are tables, everything else has to be a workbook
	Data []byte

	// Fields are texts for fields that the file may lack, by their keys, as they would be typed. One that says something
	// else in the file is a problem.
	Fields map[string]string
}

// Table tells whether the file is a table as text by what it is called.
func (u *Upload) Table() bool {
	switch strings.ToLower(path.Ext(u.Name)) {
	case ".csv", ".tsv", ".txt":
		return true
	}
	return false
}

// Imported is one input that was read of a filled file.
type Imported struct {
	Definition *forms.Definition
	JSON       []byte          // the input, also of a file with problems: what could be read of it
	Document   *forms.Document // nil where a problem is an error
	Problems   []forms.Problem // and advice, with their places, in the order of somebody who reads the file
	Entered    *forms.Entered  // the same before it was checked, with what is wrong with the file; nil: the file is not a copy of the form
}

// Versions finds the definition of a form in a version; 0 is the one to start from. nil: there is none of that version,
// or another one than the first is not wanted.
type Versions func(version int) *forms.Definition

// FileError is a file that is not read as a filled copy of the form, with the reason.
type FileError = xlsx.FileError

// Import reads a filled copy of a form: a workbook made by Render, filled in anywhere, or a table as text. A workbook that
// says which version it is of is read as that one, where there is it. A file that cannot be read at all is a *FileError;
// what is wrong in it is in Imported.Problems. Of a file with several documents (RenderWide, or a table with a row for
// each) that is a problem, too: ImportEach reads them.
func (r *Renderer) Import(ctx context.Context, of Versions, file Upload, lim forms.Limits) (*Imported, error) {
	all, err := r.ImportEach(ctx, of, file, "", lim)
	switch {
	case err != nil:
		return nil, err
	case len(all) == 1:
		return all[0], nil
	}
	return &Imported{
		Definition: all[0].Definition, JSON: []byte("null\n"),
		Problems: []forms.Problem{{Code: forms.CodeSeveral, Args: forms.Args{Count: len(all)}}},
	}, nil
}

// ImportEach reads every document of a filled file, at least one: those of a workbook that RenderWide made or of a table,
// or the one of a printed form. A ledger's rows become a document for each value of splitBy, the key of a field or of
// a column, or one where that is empty. Errors are those of Import.
func (r *Renderer) ImportEach(ctx context.Context, of Versions, file Upload, splitBy string, lim forms.Limits) ([]*Imported, error) {
	d := of(0)
	if file.Table() {
		return r.importTable(ctx, d, file, splitBy, lim)
	}
	book, wide, err := decode(ctx, d, file, splitBy)
	if err != nil {
		return nil, err
	}
	if version, err := strconv.Atoi(book.Version); err == nil && book.Form == d.ID && version != d.Version {
		if other := of(version); other != nil && other != d {
			d = other
			if book, wide, err = decode(ctx, d, file, splitBy); err != nil {
				return nil, err
			}
		}
	}
	if problem, ok := foreign(d, book); ok {
		return []*Imported{failed(d, []forms.Problem{problem})}, nil
	}
	return r.enterBook(d, book, wide, file.Fields, splitBy, lim), nil
}

// enterBook makes inputs of a workbook, one or, where it is wide or split, one for each document in it.
func (r *Renderer) enterBook(d *forms.Definition, book *xlsx.Workbook, wide bool, fields map[string]string, splitBy string, lim forms.Limits) []*Imported {
	entries, problems := d.Given(fields)
	entries = append(book.Entries, entries...)
	for _, in := range book.Missed {
		if _, given := fields[strings.TrimPrefix(in.Path, "fields/")]; !given {
			problems = append(problems, forms.Problem{Code: forms.CodeNoColumn, Args: forms.Args{Label: in.Label}})
		}
	}
	for _, u := range book.Unread {
		problems = append(problems, forms.Problem{Severity: forms.SeverityAdvice, Code: forms.CodeUnread, Args: forms.Args{Label: u.Label}, Place: u.Place})
	}
	for _, l := range book.Lost {
		problems = append(problems, forms.Problem{
			Code: lostCodes[l.Kind], Args: forms.Args{Label: l.Label, Value: l.Text, Count: l.Count}, Place: l.Place,
		})
	}
	if book.Macros {
		problems = append(problems, forms.Problem{Severity: forms.SeverityAdvice, Code: forms.CodeMacros})
	}
	if wide || splitBy != "" {
		return r.enterEach(d, entries, problems, splitBy, lim)
	}
	return []*Imported{r.enter(d, d.Enter(entries), problems, entries, lim)}
}

// lostCodes say why something in a workbook was not read.
var lostCodes = map[xlsx.LostKind]string{
	xlsx.LostRows: forms.CodeBehind, xlsx.LostColumn: forms.CodeNoHead, xlsx.LostOther: forms.CodeNotHead,
}

// failed is a file of which no input could be made.
func failed(d *forms.Definition, problems []forms.Problem) *Imported {
	return &Imported{Definition: d, JSON: []byte("null\n"), Problems: problems}
}

// decode reads a workbook as a copy of a form, or as one with a row for each document of it.
func decode(ctx context.Context, d *forms.Definition, file Upload, splitBy string) (book *xlsx.Workbook, wide bool, err error) {
	in, size := bytes.NewReader(file.Data), int64(len(file.Data))
	empty := d.Blank()
	if d.Kind == forms.PacketKind {
		if empty, err = emptyPacket(ctx, d, in); err != nil {
			return nil, false, err
		}
	}
	printed, extra := splitSheets(empty.Sheets(), d, splitBy)
	book, err = xlsx.Decode(ctx, in, size, printed, d.Wide())
	var wrong *FileError
	switch {
	case err == nil:
		extra.rename(book.Entries)
		return book, book.Shape == 1, nil
	case book != nil && book.Form != "" && book.Form != d.ID:
		return book, false, nil // which says more
	case errors.As(err, &wrong) || ctx.Err() != nil:
		return nil, false, err
	}
	return nil, false, fmt.Errorf("read workbook of %s: %w", d.ID, err)
}

// emptyPacket is the empty packet with the documents that a workbook has.
func emptyPacket(ctx context.Context, d *forms.Definition, in *bytes.Reader) (*forms.Document, error) {
	ids, err := xlsx.Named(ctx, in, in.Size(), func(n int) string { return "documents/" + strconv.Itoa(n) + "/form" })
	if err != nil {
		return nil, err
	}
	if doc := d.BlankOf(ids); doc != nil && len(ids) > 0 {
		return doc, nil
	}
	return d.Blank(), nil
}

// foreign is the problem of a workbook that says it is another form's, or another version's.
func foreign(d *forms.Definition, book *xlsx.Workbook) (forms.Problem, bool) {
	switch version := strconv.Itoa(d.Version); {
	case book.Form != "" && book.Form != d.ID:
		return forms.Problem{Pointer: "/form", Code: forms.CodeForm, Args: forms.Args{Value: book.Form, Limit: d.ID}}, true
	case book.Form != "" && book.Version != "" && book.Version != version:
		return forms.Problem{Pointer: "/version", Code: forms.CodeVersion, Args: forms.Args{Value: book.Version, Limit: version}}, true
	}
	return forms.Problem{}, false
}

// enterEach makes inputs of a table's rows. What is wrong with the table stands with the first of them.
func (r *Renderer) enterEach(d *forms.Definition, entries []block.Entry, problems []forms.Problem, splitBy string, lim forms.Limits) []*Imported {
	each, wrong := d.EnterEach(entries, splitBy)
	problems = append(problems, wrong...)
	if len(each) == 0 && len(problems) > 0 {
		return []*Imported{failed(d, problems)}
	}
	if len(each) == 0 {
		each = []*forms.Entered{d.Enter(nil)}
	}
	all := make([]*Imported, len(each))
	for i := range each {
		all[i] = r.enter(d, each[i], problems, entries, lim)
		problems = nil
	}
	return all
}

// enter fills the form with an input. Problems are those that the file has beside it: they go with what was entered.
func (r *Renderer) enter(d *forms.Definition, entered *forms.Entered, problems []forms.Problem, entries []block.Entry, lim forms.Limits) *Imported {
	entered.Problems = append(slices.Clone(problems), entered.Problems...)
	in := &Imported{Definition: d, Entered: entered, JSON: entered.JSON}
	in.Document, in.Problems = d.FillEntered(entered, lim, r.book)
	sortByPlace(in.Problems, entries)
	return in
}

// sortByPlace brings problems into the order in which somebody reads the workbook: those of no cell first, then sheet by
// sheet, row by row.
func sortByPlace(problems []forms.Problem, entries []block.Entry) {
	sheets := map[string]int{}
	for i := range entries {
		if name := entries[i].Place.Sheet; sheets[name] == 0 {
			sheets[name] = len(sheets) + 1
		}
	}
	slices.SortStableFunc(problems, func(a, b forms.Problem) int {
		if n := sheets[a.Place.Sheet] - sheets[b.Place.Sheet]; n != 0 {
			return n
		}
		ac, ar := xlsx.Address(a.Place.Cell)
		bc, br := xlsx.Address(b.Place.Cell)
		if ar != br {
			return ar - br
		}
		return ac - bc
	})
}

// Annotate writes a filled workbook with its problems marked in it, for who has to put it right: see xlsx.Annotate. The
// words are Chinese, as the form's are.
func (r *Renderer) Annotate(ctx context.Context, file Upload, problems []forms.Problem) ([]byte, error) {
	remarks := make([]xlsx.Remark, len(problems))
	for i, p := range problems {
		remarks[i] = xlsx.Remark{
			Sheet: p.Place.Sheet, Cell: p.Place.Cell, Text: p.Text(forms.Chinese), Advice: p.Severity == forms.SeverityAdvice,
		}
		if p.Place.Cell == "" && p.Pointer != "" {
			remarks[i].Text += "（" + p.Pointer + "）"
		}
	}
	var out bytes.Buffer
	if err := xlsx.Annotate(ctx, &out, bytes.NewReader(file.Data), int64(len(file.Data)), remarks); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
