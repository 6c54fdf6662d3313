package forms

import (
	"cmp"
	"slices"

	"gongwen/forms/decimal"
)

// exprScope is what names stand for: the fields of a document and, inside one row, its inputs.
type exprScope struct {
	doc *Document
	row []Value // nil outside rows

	memo *exprMemo // of computed columns; may be nil
	bind *exprBind // of the cells of a series; may be nil
}

func (s exprScope) value(name string) exprValue {
	if s.row != nil {
		inputs := s.doc.Definition.Inputs()
		if s.bind != nil && s.bind.name == name {
			return valueOf(&inputs[s.bind.cell], s.row[s.bind.cell])
		}
		for i := range inputs {
			if inputs[i].Key == name {
				return valueOf(&inputs[i], s.row[i])
			}
		}
	}
	fields := s.doc.Definition.Fields
	for i := range fields {
		if fields[i].Key == name {
			return valueOf(&fields[i], s.doc.Fields[i])
		}
	}
	for i := range s.doc.Results {
		if r := &s.doc.Definition.Results[i]; r.Key == name {
			return valueOf(&r.Field, s.doc.Results[i])
		}
	}
	return exprValue{}
}

func valueOf(fd *Field, v Value) exprValue {
	if !v.Set {
		return exprValue{}
	}
	if exprTypeOf(fd.Type) == exprTextType {
		return exprValue{kind: exprTextType, text: v.Text}
	}
	whole, small := plain(v.Text)
	return exprValue{kind: exprNumberType, text: v.Text, whole: whole, small: small}
}

// decimal is a number's value. That of an input is computed when it is asked for: most rules only ask whether there
// is one.
func (v exprValue) decimal() decimal.Decimal {
	if v.text == "" {
		return v.number
	}
	d, err := decimal.Parse(v.text)
	if err != nil { // values are checked
		return decimal.Decimal{}
	}
	return d
}

func truth(ok bool) exprValue { return exprValue{kind: exprTruthType, truth: ok} }

func amount(d decimal.Decimal) exprValue { return exprValue{kind: exprNumberType, number: d} }

// eval is the value of a checked part of an expression.
func (s exprScope) eval(n exprNode) exprValue {
	switch n := n.(type) {
	case *exprLiteral:
		return n.value
	case *exprIdent:
		return s.value(n.name)
	case *exprUnary:
		a := s.eval(n.a)
		switch {
		case a.kind == exprNullType:
			return a
		case n.op == opNot:
			return truth(!a.truth)
		}
		return amount(decimal.Decimal{}.Sub(a.decimal()))
	case *exprBinary:
		return s.binary(n)
	case *exprAmong:
		var best exprValue
		for _, arg := range n.args {
			v := s.eval(arg)
			if v.zero != nil {
				return v
			}
			best = extreme(best, v, n.largest)
		}
		return best
	case *exprOver:
		return s.over(n)
	case *exprCall:
		return n.fn.eval(s, n.args)
	}
	return exprValue{}
}

// extreme is the smaller or larger of two numbers, of which either may be null.
func extreme(a, b exprValue, largest bool) exprValue {
	switch {
	case a.kind == exprNullType:
		return b
	case b.kind == exprNullType:
		return a
	case largest:
		return amount(decimal.Max(a.decimal(), b.decimal()))
	}
	return amount(decimal.Min(a.decimal(), b.decimal()))
}

func (s exprScope) binary(n *exprBinary) exprValue {
	a := s.eval(n.a)
	if n.op == opAnd || n.op == opOr {
		decided := n.op == opOr
		if a.kind == exprTruthType && a.truth == decided {
			return a
		}
		b := s.eval(n.b)
		if b.kind == exprTruthType && b.truth == decided || a.kind == exprTruthType {
			return b
		}
		return unknown(a, b)
	}
	b := s.eval(n.b)
	if n.op == opEqual || n.op == opOther {
		return truth(equal(a, b) == (n.op == opEqual))
	}
	if a.kind == exprNullType || b.kind == exprNullType {
		return unknown(a, b)
	}
	switch n.op {
	case opAdd:
		return amount(a.decimal().Add(b.decimal()))
	case opSub:
		return amount(a.decimal().Sub(b.decimal()))
	case opMul:
		return amount(a.decimal().Mul(b.decimal()))
	case opQuo:
		if q, ok := a.decimal().Quo(b.decimal()); ok {
			return amount(q)
		}
		if s.given(n.b) {
			return exprValue{zero: n.b}
		}
		return exprValue{}
	}
	order := compare(a, b)
	switch n.op {
	case opLess:
		return truth(order < 0)
	case opMost:
		return truth(order <= 0)
	case opMore:
		return truth(order > 0)
	}
	return truth(order >= 0)
}

// unknown is what follows from two values of which one is null.
func unknown(a, b exprValue) exprValue {
	if a.zero != nil {
		return exprValue{zero: a.zero}
	}
	return exprValue{zero: b.zero}
}

// given tells whether anything that an expression follows from is filled in: values or, if it has no names, rows.
func (s exprScope) given(n exprNode) bool {
	named, given := false, false
	walkNames(n, func(id *exprIdent) bool {
		named = true
		given = s.holds(s.row, id.name) || s.memo.holds(id.name, func() bool {
			return slices.ContainsFunc(s.doc.Rows, func(row []Value) bool { return s.holds(row, id.name) })
		})
		return !given
	})
	return given || !named && len(s.doc.Rows) > 0
}

// holds tells whether a name has a value in a row or, of a grid, one of its cells.
func (s exprScope) holds(row []Value, name string) bool {
	if g := s.doc.Definition.seriesOf(name); g != nil && row != nil {
		return slices.ContainsFunc(row[g.First:g.First+g.Count], func(v Value) bool { return v.Set })
	}
	return exprScope{doc: s.doc, row: row}.value(name).kind != exprNullType
}

// equal compares two values of one type, of which either may be null.
func equal(a, b exprValue) bool {
	if a.kind == exprNullType || b.kind == exprNullType {
		return a.kind == b.kind
	}
	return compare(a, b) == 0
}

func compare(a, b exprValue) int {
	switch {
	case a.small && b.small:
		return cmp.Compare(a.whole, b.whole)
	case a.kind == exprNumberType:
		return a.decimal().Cmp(b.decimal())
	case a.kind == exprTruthType:
		return boolInt(a.truth) - boolInt(b.truth)
	}
	return cmp.Compare(a.text, b.text)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// over folds the rows or, of a grid, the cells of this row.
func (s exprScope) over(n *exprOver) exprValue {
	if n.of == nil {
		return amount(decimal.New(int64(len(s.doc.Rows)), 0))
	}
	f := exprFolding{fold: n.fold}
	if f.fold == foldSum {
		f.folded = amount(decimal.Decimal{})
	}
	grid := s.doc.Definition.seriesIn(n.of)
	switch {
	case grid != nil && s.row != nil:
		s.cells(grid, n.of, &f)
	case s.memo.has(n):
		return s.memo.folds[n]
	default:
		for _, row := range s.doc.Rows {
			in := exprScope{doc: s.doc, row: row, memo: s.memo}
			if grid != nil {
				in.cells(grid, n.of, &f)
			} else {
				f.add(in.eval(n.of))
			}
		}
		s.memo.keep(n, f.value())
	}
	return f.value()
}

// exprFolding is values taken together.
type exprFolding struct {
	fold   exprFold
	folded exprValue
	count  int64
	zero   exprNode // what one of them is divided by
}

func (f *exprFolding) value() exprValue {
	switch {
	case f.zero != nil:
		return exprValue{zero: f.zero}
	case f.fold == foldCount:
		return amount(decimal.New(f.count, 0))
	}
	return f.folded
}

func (f *exprFolding) add(v exprValue) {
	switch {
	case v.zero != nil:
		f.zero = v.zero
	case v.kind == exprNullType:
	case f.fold == foldCount:
		f.count += int64(boolInt(v.truth))
	case f.fold == foldSum:
		f.folded = amount(f.folded.decimal().Add(v.decimal()))
	default:
		f.folded = extreme(f.folded, v, f.fold == foldMax)
	}
}
