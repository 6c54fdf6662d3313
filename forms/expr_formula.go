package forms

import (
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
	exact bool // whole numbers, which need no rounding
	signs *Field
}

// of is a computed column's formula for the cells of one row, or empty. No value is the empty text.
func (w *formulas) of(f *Field) block.Formula {
	part, ok := w.value(f.Value.root)
	if !ok || part.kind == "" {
		return ""
	}
	switch {
	case part.kind == TypeNumber && f.Round:
		part.code = "ROUND(" + part.code + "," + strconv.Itoa(f.Places) + ")"
	case part.kind == TypeNumber && !part.exact:
		part.code = "ROUND(" + part.code + ",12)"
	case part.kind == TypeDate:
		return ""
	}
	return block.Formula(part.full())
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
func together(a, b []string) []string {
	joined := append([]string(nil), a...)
	for _, c := range b {
		found := false
		for _, have := range joined {
			found = found || have == c
		}
		if !found {
			joined = append(joined, c)
		}
	}
	return joined
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
		return formula{code: d.String(), kind: TypeNumber, exact: d.Places() == 0}
	case exprTextType:
		return formula{code: quoteFormula(v.text), kind: TypeText}
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
		f := formula{code: "{" + key + "}", known: []string{"ISNUMBER({" + key + "})"}, exact: c.Type == TypeInteger}
		switch c.Type {
		case TypeInteger, TypeNumber, TypeYear:
			f.kind = TypeNumber
		case TypeDate:
			f.kind = TypeDate
		case TypeMonth:
			return f, false
		default:
			f.kind, f.known = TypeText, []string{"{" + key + `}<>""`}
			if c.Signs != nil {
				f.signs = &c.Field
			}
		}
		return f, true
	}
	i := w.doc.fieldIndex(key)
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

func dateFormula(day string) string {
	return "DATEVALUE(" + quoteFormula(day) + ")"
}

func (w *formulas) arithmetic(n *exprBinary) (formula, bool) {
	a, okA := w.value(n.a)
	b, okB := w.value(n.b)
	if !okA || !okB || a.kind != TypeNumber || b.kind != TypeNumber {
		return formula{}, false
	}
	f := formula{kind: TypeNumber, known: together(a.known, b.known), exact: a.exact && b.exact}
	switch n.op {
	case opAdd, opSub, opMul:
		f.code = "(" + a.code + string(n.op) + b.code + ")"
	case opQuo:
		f.code, f.exact = "ROUND("+a.code+"/"+b.code+",12)", false
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

// among is the smallest or largest of cells and numbers, of which cells may be empty.
func (w *formulas) among(n *exprAmong) (formula, bool) {
	var codes, cells []string
	f := formula{kind: TypeNumber, exact: true}
	for _, arg := range n.args {
		a, ok := w.value(arg)
		_, ident := arg.(*exprIdent)
		if !ok || a.kind != TypeNumber || !ident && len(a.known) > 0 {
			return formula{}, false
		}
		if len(a.known) > 0 {
			cells = append(cells, a.code)
		}
		codes, f.exact = append(codes, a.code), f.exact && a.exact
	}
	if len(cells) == len(codes) {
		f.known = []string{"COUNT(" + strings.Join(cells, ",") + ")>0"}
	}
	f.code = map[bool]string{true: "MAX", false: "MIN"}[n.largest] + "(" + strings.Join(codes, ",") + ")"
	return f, true
}
