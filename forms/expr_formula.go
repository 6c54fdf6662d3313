package forms

import (
	"slices"
	"strconv"
	"strings"

	"gongwen/forms/block"
)

// formulas writes a document's expressions as formulas of a spreadsheet. Where a sheet cannot say the same, there is
// no formula and the value stands alone.
type formulas struct {
	doc     *Document
	columns []printedColumn
}

// formula is a part of a formula. It has a value exactly when all conditions of known hold; code may only be computed
// then.
type formula struct {
	code  string
	known []string
	kind  Type // TypeNumber, TypeText or TypeDate; empty is null
	exact bool // as near to the decimal number as a sheet can be, so that it needs no rounding
	whole bool // a whole number: sums and products of these are exact
	words bool // a text of the definition without Latin letters, for which a sheet's = is exact
	signs *Field
}

// of is the formula of a computed value, or empty. No value is the empty text.
func (w *formulas) of(f *Field) block.Formula {
	row, _ := w.both(f)
	return row
}

// both are the formula for the cells of one row, and the same for a row that nobody has filled in yet.
func (w *formulas) both(f *Field) (row, open block.Formula) {
	part, ok := w.value(f.Value.root)
	switch {
	case !ok || part.kind == "" || part.kind == TypeDate:
		return "", ""
	case part.kind == TypeNumber && f.Round && !part.whole:
		part.code = "ROUND(" + part.code + "," + strconv.Itoa(f.Places) + ")"
	case part.kind == TypeNumber && !part.exact:
		part.code = "ROUND(" + part.code + ",12)"
	}
	row = block.Formula(part.full())
	if len(part.known) > 0 {
		return row, row
	}
	for i := range w.columns {
		if c := &w.columns[i]; c.Required && c.Inputs == nil && c.at >= 0 {
			empty := "{" + c.Key + `}=""`
			if below := w.doc.Definition.Rows.Below; below != "" {
				empty = "OR(" + empty + ",{" + c.Key + "}=" + quoteFormula(below) + ")"
			}
			return row, block.Formula("IF(" + empty + `,"",` + string(row) + ")")
		}
	}
	return row, ""
}

// full is the part with the empty text where it has no value.
func (p *formula) full() string {
	if len(p.known) == 0 {
		return p.code
	}
	return "IF(" + all(p.known) + "," + p.code + `,"")`
}

// all is that every condition holds.
func all(conditions []string) string {
	if len(conditions) == 1 {
		return conditions[0]
	}
	return "AND(" + strings.Join(conditions, ",") + ")"
}

// together are the conditions of both, each once.
func together(a, b []string) []string { return append(slices.Clone(a), without(b, a)...) }

// without are the conditions of a that are none of b's.
func without(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(c string) bool { return slices.Contains(b, c) })
}

func (w *formulas) value(n exprNode) (formula, bool) {
	switch n := n.(type) {
	case *exprLiteral:
		return literalFormula(n.value), n.value.kind != exprTruthType
	case *exprIdent:
		return w.name(n.name)
	case *exprUnary:
		a, ok := w.value(n.a)
		a.code = "-" + a.code
		return a, ok && n.op == opSub && a.kind == TypeNumber
	case *exprBinary:
		return w.arithmetic(n)
	case *exprAmong:
		return w.among(n)
	case *exprOver:
		return w.over(n)
	case *exprCall:
		return w.call(n)
	}
	return formula{}, false
}

func literalFormula(v exprValue) formula {
	switch v.kind {
	case exprNumberType:
		d := v.decimal()
		return formula{code: d.String(), kind: TypeNumber, exact: true, whole: d.Places() == 0}
	case exprTextType:
		return formula{code: quoteFormula(v.text), kind: TypeText, words: !strings.ContainsFunc(v.text, isLatin)}
	}
	return formula{code: `""`}
}

func quoteFormula(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// name is the cell of a column, or what a field says.
func (w *formulas) name(key string) (formula, bool) {
	for i := range w.columns {
		c := &w.columns[i]
		if c.Inputs != nil || c.Key != key || c.at < 0 {
			continue
		}
		return cellFormula("{"+key+"}", &c.Field)
	}
	i := w.doc.fieldIndex(key)
	if w.doc.twin != nil {
		return w.live(key, i)
	}
	if i < 0 {
		return formula{}, false
	}
	f, v := &w.doc.Definition.Fields[i], &w.doc.Fields[i]
	switch {
	case !v.Set && w.doc.Blank:
		return formula{}, false
	case !v.Set:
		return formula{code: `""`}, true
	case f.Type == TypeDate:
		return formula{code: dateFormula(v.Text), kind: TypeDate}, true
	}
	return literalFormula(valueOf(f, *v)), f.Type != TypeMonth
}

// cellFormula is the value of a cell that holds what a field takes.
func cellFormula(cell string, c *Field) (formula, bool) {
	f := formula{code: cell, known: []string{"ISNUMBER(" + cell + ")"}, exact: true}
	f.whole = c.Type == TypeInteger || c.Type == TypeYear || c.Round && c.Places == 0
	switch c.Type {
	case TypeInteger, TypeNumber, TypeYear:
		f.kind = TypeNumber
	case TypeDate:
		f.kind = TypeDate
	case TypeMonth:
		return f, false
	default:
		f.kind, f.known = TypeText, []string{cell + `<>""`}
		if c.Signs != nil {
			f.signs = c
		}
	}
	return f, true
}

func dateFormula(day string) string {
	return "DATEVALUE(" + quoteFormula(day) + ")"
}

func (w *formulas) arithmetic(n *exprBinary) (formula, bool) {
	a, okA := w.value(n.a)
	b, okB := w.value(n.b)
	if !okA || !okB || a.kind != TypeNumber || b.kind != TypeNumber {
		return formula{}, false
	}
	f := formula{kind: TypeNumber, known: together(a.known, b.known)}
	f.whole = a.whole && b.whole && n.op != opQuo
	f.exact = f.whole || n.op == opQuo
	switch n.op {
	case opAdd, opSub, opMul:
		f.code = "(" + a.code + string(n.op) + b.code + ")"
	case opQuo:
		f.code = "ROUND(" + a.code + "/" + b.code + ",12)"
		_, ident := n.b.(*exprIdent)
		if _, literal := n.b.(*exprLiteral); !literal {
			f.known = append(f.known, b.code+"<>0")
		}
		if len(b.known) > 0 && !ident { // what is no number cannot be asked whether it is 0
			return formula{}, false
		}
	default:
		return formula{}, false
	}
	return f, true
}

// among is the smallest or largest of cells and numbers, of which cells may be empty. A part that may have no value
// gives way to one that always has.
func (w *formulas) among(n *exprAmong) (formula, bool) {
	f := formula{kind: TypeNumber, exact: true, whole: true}
	parts, sure := make([]formula, len(n.args)), ""
	for i, arg := range n.args {
		a, ok := w.value(arg)
		if !ok || a.kind != TypeNumber {
			return formula{}, false
		}
		if !a.exact {
			a.code, a.exact = "ROUND("+a.code+",12)", true
		}
		if len(a.known) == 0 {
			sure = a.code
		}
		parts[i], f.whole = a, f.whole && a.whole
	}
	codes := make([]string, len(parts))
	for i, a := range parts {
		codes[i] = a.code
		if _, cell := n.args[i].(*exprIdent); cell || len(a.known) == 0 {
			continue
		}
		if sure == "" {
			return formula{}, false
		}
		codes[i] = "IF(" + all(a.known) + "," + a.code + "," + sure + ")"
	}
	if sure == "" {
		f.known = []string{"COUNT(" + strings.Join(codes, ",") + ")>0"}
	}
	name := "MIN("
	if n.largest {
		name = "MAX("
	}
	f.code = name + strings.Join(codes, ",") + ")"
	return f, true
}
