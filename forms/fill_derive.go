package forms

import (
	"slices"
	"strconv"
	"strings"
)

// CodeZero is a value that would be divided by zero.
const CodeZero = "zero"

// derive computes the columns that follow from others, and asks whether all else that follows from the rows can be
// computed.
func (f *filler) derive(array int32) {
	for _, i := range f.def.derive {
		fd := &f.def.inputs[i]
		memo := newMemo()
		for n, row := range f.doc.Rows {
			v := exprScope{doc: f.doc, row: row, memo: memo}.eval(fd.Value.root)
			if v.zero != nil {
				f.zeroRow(array, n, fd, v)
			}
			row[i] = fd.result(v)
		}
	}
	for i := range f.def.Sums {
		sum := &f.def.Sums[i]
		if sum.When == nil || !sum.When.divides() {
			continue
		}
		for n, row := range f.doc.Rows {
			if v := (exprScope{doc: f.doc, row: row}).eval(sum.When.root); v.zero != nil {
				f.zeroRow(array, n, &Field{Label: sum.Label}, v)
			}
		}
	}
	for i := range f.def.Summary {
		s := &f.def.Summary[i]
		if !s.Value.divides() {
			continue
		}
		if v := (exprScope{doc: f.doc}).eval(s.Value.root); v.zero != nil {
			f.fail(array, CodeZero, f.zero(s.Label, v))
		}
	}
}

// zero says what is divided by zero, and what the divisor follows from.
func (f *filler) zero(label string, v exprValue) Args {
	var from []string
	walkNames(v.zero, func(id *exprIdent) bool {
		if name := "“" + shortLabel(f.def.label(id.name)) + "”"; !slices.Contains(from, name) {
			from = append(from, name)
		}
		return true
	})
	return Args{Label: shortLabel(label), Value: strings.Join(from, "、")}
}

// zeroRow reports what is divided by zero in the n-th row of the document: at its column, if it has one, and at the row
// of the input that it was filled in from.
func (f *filler) zeroRow(array int32, n int, fd *Field, v exprValue) {
	if f.errors.full() {
		f.errors.total++
		return
	}
	at := f.rowNode(array, n)
	p := Problem{Code: CodeZero, Args: f.zero(fd.Label, v), at: int(f.in.nodes[f.in.nodes[at].end-1].at)}
	p.Pointer = f.in.pointer(append(f.path, array))
	if at != array {
		p.Pointer += "/" + strconv.Itoa(int(f.in.nodes[at].key))
		if fd.Key != "" {
			p.Pointer += "/" + fd.Key
		}
	}
	f.errors.add(p)
}

// rowNode is the value in the input of the n-th row of the document, or that of all rows when the form printed it and
// nothing was filled in.
func (f *filler) rowNode(array int32, n int) int32 {
	for _, v := range f.doc.Rows[n] {
		if _, rest, ok := strings.Cut(v.Pointer, "/rows/"); f.def.Rows.Fixed != nil && ok {
			index, _, _ := strings.Cut(rest, "/")
			if i, err := strconv.Atoi(index); err == nil {
				return f.child(array, i)
			}
		}
	}
	if f.def.Rows.Fixed != nil {
		return array
	}
	return f.child(array, n)
}

// child is the i-th value of an array.
func (f *filler) child(array int32, i int) int32 {
	n := array + 1
	for ; i > 0; i-- {
		n = f.in.nodes[n].end
	}
	return n
}
