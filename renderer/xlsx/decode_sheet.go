package xlsx

import (
	"bytes"
	"errors"
	"strings"
)

// errTwice is a sheet in which a cell stands twice.
var errTwice = errors.New("two cells with one address")

// keptFormula is how much of a formula is kept, in bytes.
const keptFormula = 512

// sheetReader reads the cells of one sheet.
type sheetReader struct {
	*scanner
	filled     *filled
	leaf       *leaf
	row        int // the one being read
	column     int // the last one in it
	scratch    []byte
	formula    []byte
	hasValue   bool
	hasFormula bool
}

// readTab reads a sheet.
func (b *filled) readTab(t *leaf) error {
	if t.part == "" {
		return nil
	}
	in, err := b.open(t.part, maxUnpacked)
	if err != nil {
		return err
	}
	defer in.Close()
	r := &sheetReader{scanner: newScanner(in, b.buf), filled: b, leaf: t}
	for {
		k, err := r.next()
		switch {
		case err != nil:
			return err
		case k == tokenEOF:
			return t.index(in.name)
		case k != tokenStart:
			continue
		}
		switch name := string(r.name); {
		case len(r.starts) == 1 && (name != "worksheet" || r.root != mainSpace && r.root != strictSpace):
			return r.damage("a worksheet that is none")
		case len(r.starts) == 1:
		case r.ours && name == "sheetData":
			err = r.rows()
		case r.ours && name == "mergeCells":
			err = r.merged()
		default:
			err = r.skip()
		}
		if err != nil {
			return err
		}
	}
}

// rows reads the rows to the end of sheetData.
func (r *sheetReader) rows() error {
	for depth := len(r.starts); ; {
		more, err := r.inside(depth)
		if err != nil || !more {
			return err
		}
		if !r.ours || string(r.name) != "row" {
			if err := r.skip(); err != nil {
				return err
			}
			continue
		}
		row := r.row + 1
		if n := r.attr("r"); n != nil {
			row = small(n)
		}
		if row < 1 || row > lastRow {
			return &FileError{Code: FileRange, Part: r.in.name}
		}
		r.leaf.mixed = r.leaf.mixed || row <= r.row
		r.row, r.column = row, 0
		if err := r.cells(); err != nil {
			return err
		}
	}
}

// cells reads the cells of a row to its end.
func (r *sheetReader) cells() error {
	for depth := len(r.starts); ; {
		more, err := r.inside(depth)
		if err != nil || !more {
			return err
		}
		switch {
		case r.ours && len(r.name) == 1 && r.name[0] == 'c':
			err = r.cell()
		default:
			err = r.skip()
		}
		if err != nil {
			return err
		}
	}
}

// cell reads a cell and keeps it if it holds something.
func (r *sheetReader) cell() error {
	d := datum{row: int32(r.row)}
	column, style := r.column+1, 0
	var typ [12]byte
	types := 0
	for i := range r.attrs {
		a := &r.attrs[i]
		if len(a.prefix) > 0 || len(a.name) != 1 {
			continue
		}
		switch a.name[0] {
		case 'r':
			var row int
			if column, row = cellRef(a.value); row != r.row {
				return &FileError{Code: FileRange, Part: r.in.name}
			}
		case 's':
			style = small(a.value)
		case 't':
			types = copy(typ[:], a.value)
		}
	}
	if column < 1 || column > lastColumn {
		return &FileError{Code: FileRange, Part: r.in.name}
	}
	r.leaf.mixed = r.leaf.mixed || column <= r.column
	d.column, r.column = uint16(column), column
	if r.empty {
		_, err := r.next()
		return err
	}
	if err := r.children(); err != nil {
		return err
	}
	d.formula = r.hasFormula
	seen, err := r.settle(&d, typ[:types], style)
	if err != nil || !seen {
		return err
	}
	if r.filled.cells++; r.filled.cells > maxCells {
		return &FileError{Code: FileMany, Part: r.in.name}
	}
	r.leaf.data = append(r.leaf.data, d)
	return nil
}

// children reads what is in a cell, to its end: its text or number into scratch, its formula into formula.
func (r *sheetReader) children() error {
	r.scratch, r.formula, r.hasValue, r.hasFormula = r.scratch[:0], r.formula[:0], false, false
	for depth := len(r.starts); ; {
		more, err := r.inside(depth)
		if err != nil || !more {
			return err
		}
		switch name := string(r.name); {
		case r.ours && name == "v":
			r.hasValue = true
			r.scratch, err = r.content(r.scratch[:0])
		case r.ours && name == "is":
			r.hasValue = true
			r.scratch, err = r.rich(r.scratch[:0])
		case r.ours && name == "f":
			r.hasFormula = true
			r.formula, err = r.content(r.formula[:0])
		default:
			err = r.skip()
		}
		if err != nil {
			return err
		}
	}
}

// settle makes a datum of what a cell holds. seen is false for nothing, or white space alone.
func (r *sheetReader) settle(d *datum, typ []byte, style int) (seen bool, err error) {
	switch string(typ) {
	case "s":
		d.kind = kindText
		if len(r.scratch) == 0 {
			return r.uncounted(d)
		}
		i := small(bytes.TrimSpace(r.scratch))
		if i < 0 || i >= len(r.filled.texts) {
			return false, r.damage("a shared text that is not there")
		}
		d.text = r.filled.texts[i]
		return strings.TrimSpace(d.text) != "", nil
	case "str":
		d.kind = kindText
		if r.scratch, err = r.typed(r.scratch, 0); err != nil {
			return false, err
		}
		if !r.hasValue {
			return r.uncounted(d)
		}
	case "inlineStr":
		d.kind = kindText
	case "b":
		d.kind = kindTruth
	case "e":
		d.kind = kindFault
	case "d":
		d.kind = kindISO
	case "", "n":
		d.kind = kindNumber
		if style > 0 && style < len(r.filled.days) && r.filled.days[style] || style == 0 && len(r.filled.days) > 0 && r.filled.days[0] {
			d.kind = kindDay
		}
	default:
		return false, r.damage("a cell of no known type")
	}
	if d.kind != kindText {
		if r.scratch = bytes.TrimSpace(r.scratch); len(r.scratch) == 0 {
			return r.uncounted(d)
		}
		if r.scratch, err = r.typed(r.scratch, 0); err != nil {
			return false, err
		}
	}
	if len(bytes.TrimSpace(r.scratch)) == 0 {
		return false, nil
	}
	return r.shelve(d, r.scratch)
}

// uncounted keeps a formula that has no value. One that is nothing but a text is worth that text.
func (r *sheetReader) uncounted(d *datum) (bool, error) {
	if !r.hasFormula {
		return false, nil
	}
	if text, ok := constantText(r.formula); ok {
		d.kind = kindText
		if len(bytes.TrimSpace(text)) == 0 {
			return false, nil
		}
		return r.shelve(d, bytes.ToValidUTF8(text, nil))
	}
	d.kind = kindUncounted
	if len(r.formula) > keptFormula {
		r.formula = r.formula[:keptFormula]
	}
	return r.shelve(d, append([]byte("="), bytes.ToValidUTF8(r.formula, nil)...))
}

// constantText is the text of a formula that is one in quotes, in which two quotes are one.
func constantText(formula []byte) (text []byte, ok bool) {
	f := bytes.TrimSpace(formula)
	if len(f) < 2 || f[0] != '"' || f[len(f)-1] != '"' {
		return nil, false
	}
	for f = f[1 : len(f)-1]; ; {
		i := bytes.IndexByte(f, '"')
		switch {
		case i < 0:
			return append(text, f...), true
		case i+1 == len(f) || f[i+1] != '"':
			return nil, false
		}
		text, f = append(text, f[:i+1]...), f[i+2:]
	}
}

func (r *sheetReader) shelve(d *datum, text []byte) (bool, error) {
	var ok bool
	if d.text, ok = r.filled.shelf.keep(text); !ok {
		return false, &FileError{Code: FileMany, Part: r.in.name}
	}
	return true, nil
}

// merged reads the merged cells.
func (r *sheetReader) merged() error {
	for depth := len(r.starts); ; {
		more, err := r.inside(depth)
		if err != nil || !more {
			return err
		}
		if !r.ours || string(r.name) != "mergeCell" {
			continue
		}
		from, to, two := bytes.Cut(r.attr("ref"), []byte(":"))
		if !two {
			to = from
		}
		var m area
		m.left, m.top = cellRef(from)
		m.right, m.bottom = cellRef(to)
		if m.left == 0 || m.right == 0 || m.left > m.right || m.top > m.bottom {
			return &FileError{Code: FileRange, Part: r.in.name}
		}
		if r.filled.merges++; r.filled.merges > maxMerges {
			return &FileError{Code: FileMany, Part: r.in.name}
		}
		r.leaf.merges = append(r.leaf.merges, m)
	}
}

// cellRef is the column and the row of an address such as E7 or $E$7, 0 and 0 if it is none.
func cellRef(b []byte) (column, row int) {
	i := 0
	if i < len(b) && b[i] == '$' {
		i++
	}
	for ; i < len(b) && (b[i]|0x20) >= 'a' && (b[i]|0x20) <= 'z' && column <= lastColumn; i++ {
		column = column*26 + int(b[i]|0x20) - 'a' + 1
	}
	if i < len(b) && b[i] == '$' {
		i++
	}
	digits := i
	for ; i < len(b) && b[i] >= '0' && b[i] <= '9' && row <= lastRow; i++ {
		row = row*10 + int(b[i]-'0')
	}
	if i < len(b) || i == digits || column < 1 || column > lastColumn || row < 1 || row > lastRow {
		return 0, 0
	}
	return column, row
}
