package forms

import (
	"strings"

	"gongwen/forms/decimal"
)

// truth is a condition as a formula.
func (w *formulas) truth(n exprNode) (formula, bool) {
	switch n := n.(type) {
	case *exprUnary:
		f, ok := w.truth(n.a)
		f.code = "NOT(" + f.code + ")"
		return f, ok && n.op == opNot
	case *exprBinary:
		switch n.op {
		case opAnd, opOr:
			a, okA := w.truth(n.a)
			b, okB := w.truth(n.b)
			// One side may decide while the other is not known; a sheet would have to say so at length.
			ok := okA && okB && len(a.known)+len(b.known) == 0
			return formula{code: strings.ToUpper(string(n.op)) + "(" + a.code + "," + b.code + ")"}, ok
		case opEqual, opOther:
			return w.equality(n)
		}
		return w.order(n)
	}
	return formula{}, false
}

// sides are the two sides of a comparison, a day as it is written beside a date made one and the words of a choice the
// signs that its cells hold.
func (w *formulas) sides(n *exprBinary) (a, b formula, ok bool) {
	a, okA := w.value(n.a)
	b, okB := w.value(n.b)
	for _, p := range []struct {
		one, other *formula
		node       exprNode
	}{{&a, &b, n.b}, {&b, &a, n.a}} {
		l, literal := p.node.(*exprLiteral)
		if !literal || p.other.kind != TypeText {
			continue
		}
		switch {
		case p.one.kind == TypeDate && realDate(l.value.text):
			p.other.code, p.other.kind = dateFormula(l.value.text), TypeDate
		case p.one.signs != nil:
			*p.other = literalFormula(exprValue{kind: exprTextType, text: p.one.signs.sign(l.value.text)})
			p.one.signs = nil
		}
	}
	for _, p := range []*formula{&a, &b} {
		if p.kind == TypeNumber && !p.exact {
			p.code = "ROUND(" + p.code + ",12)"
		}
	}
	same := a.kind == b.kind || a.kind == "" || b.kind == ""
	return a, b, okA && okB && same && a.signs == nil && b.signs == nil
}

func (w *formulas) order(n *exprBinary) (formula, bool) {
	a, b, ok := w.sides(n)
	return formula{code: "(" + a.code + string(n.op) + b.code + ")", known: together(a.known, b.known)}, ok && a.kind != TypeText
}

// equality is always known.
func (w *formulas) equality(n *exprBinary) (formula, bool) {
	a, b, ok := w.sides(n)
	if !ok {
		return formula{}, false
	}
	same := a.code + "=" + b.code
	if a.kind == TypeText && b.kind == TypeText && !a.words && !b.words {
		same = "EXACT(" + a.code + "," + b.code + ")"
	}
	switch {
	case a.kind == "" && b.kind == "":
		same = "TRUE"
	case b.kind == "":
		same = noneOf(a.known)
	case a.kind == "":
		same = noneOf(b.known)
	case len(a.known) > 0 && len(b.known) > 0:
		same = "IF(" + all(together(a.known, b.known)) + "," + same + ",AND(" + noneOf(a.known) + "," + noneOf(b.known) + "))"
	case len(a.known)+len(b.known) > 0 && a.kind != TypeText:
		same = "IF(" + all(together(a.known, b.known)) + "," + same + ",FALSE)"
	}
	if n.op == opOther {
		same = "NOT(" + same + ")"
	}
	return formula{code: same}, true
}

// isLatin tells whether a letter has a capital that a sheet takes for the same.
func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func noneOf(known []string) string {
	if len(known) == 0 {
		return "FALSE"
	}
	return "NOT(" + all(known) + ")"
}

// maxFormula is how long a formula may be before its cells have addresses, of the 8,192 characters that a sheet takes.
const maxFormula = 6000

// call is one of the functions that a sheet has, too.
func (w *formulas) call(n *exprCall) (formula, bool) {
	switch n.fn.name {
	case "if":
		when, ok := w.truth(n.args[0])
		return w.choice(formula{known: when.known}, []string{when.code}, n.args[1:], ok)
	case "band":
		a, ok := w.value(n.args[0])
		if !a.exact {
			a.code = "ROUND(" + a.code + ",12)"
		}
		var conditions []string
		var results []exprNode
		for i := 1; i+1 < len(n.args); i += 2 {
			limit, _ := w.value(n.args[i])
			conditions, results = append(conditions, a.code+"<="+limit.code), append(results, n.args[i+1])
		}
		return w.choice(formula{known: a.known}, conditions, append(results, n.args[len(n.args)-1]), ok)
	case "capitals":
		a, ok := w.value(n.args[0])
		if !a.exact {
			a.code = "ROUND(" + a.code + ",12)"
		}
		f := formula{code: decimal.CapitalsFormula(a.code), known: a.known, kind: TypeText, exact: true}
		return f, ok && a.kind == TypeNumber && len(f.code) < maxFormula
	case "days":
		from, to, ok := w.sides(&exprBinary{a: n.args[0], b: n.args[1]})
		f := formula{code: "(" + to.code + "-" + from.code + "+1)", known: together(from.known, to.known)}
		f.kind, f.exact, f.whole = TypeNumber, true, true
		return f, ok && from.kind == TypeDate
	case "rank":
		a, ok := w.value(n.args[0])
		if among, fine := w.rankAmong(n.args[0]); fine && ok {
			a.code, a.exact, a.whole = among, true, true
			return a, true
		}
		id, ident := n.args[0].(*exprIdent)
		if !ok || !ident || len(a.known) == 0 {
			return formula{}, false
		}
		a.code, a.exact, a.whole = "RANK("+a.code+",({"+id.name+":}))", true, true
		return a, true
	}
	return formula{}, false
}

// rankAmong is the place of x among the rows that have nothing in y, for rank(if(y == "", x, null)): RANK takes all rows.
func (w *formulas) rankAmong(n exprNode) (code string, ok bool) {
	call, ok := n.(*exprCall)
	if !ok || call.fn.name != "if" {
		return "", false
	}
	test, isTest := call.args[0].(*exprBinary)
	of, isColumn := call.args[1].(*exprIdent)
	none, isLiteral := call.args[2].(*exprLiteral)
	if !isTest || !isColumn || !isLiteral || none.value.kind != exprNullType || test.op != opEqual {
		return "", false
	}
	by, isColumn := test.a.(*exprIdent)
	empty, isLiteral := test.b.(*exprLiteral)
	if !isColumn || !isLiteral || empty.value.kind != exprNullType {
		return "", false
	}
	own, ok := w.value(of)
	rows := "({" + by.name + ":}=\"\")*ISNUMBER({" + of.name + ":})*({" + of.name + ":}>" + own.code + ")"
	return "(1+" + eachRange("SUMPRODUCT("+rows+")") + ")", ok && own.kind == TypeNumber
}

// choice is the result of the first condition that holds, or the last one.
func (w *formulas) choice(f formula, conditions []string, results []exprNode, ok bool) (formula, bool) {
	f.exact, f.whole = true, true
	closing, always := "", true
	for i, r := range results {
		part, fine := w.value(r)
		if part.kind != "" {
			f.kind = part.kind
		}
		ok, f.exact, f.whole = ok && fine && part.signs == nil, f.exact && part.exact, f.whole && part.whole
		part.known = without(part.known, f.known)
		always = always && len(part.known) == 0 && part.kind != ""
		if i < len(conditions) {
			f.code += "IF(" + conditions[i] + "," + part.full() + ","
			closing += ")"
		} else {
			f.code += part.full()
		}
	}
	f.code += closing
	if f.kind == TypeNumber && !always { // it may be none of the numbers
		f.code = f.full()
		f.known = []string{"ISNUMBER(" + f.code + ")"}
	}
	return f, ok && f.kind != TypeDate
}

// over is a function over the cells of a column, or of a series in this row.
func (w *formulas) over(n *exprOver) (formula, bool) {
	f := formula{kind: TypeNumber}
	name := strings.ToUpper(string(n.fold))
	if id, ident := n.of.(*exprIdent); ident && n.fold != foldCount {
		cells, one := w.cells(id.name)
		f.code, f.whole = name+"("+cells+")", one != nil && one.Type == TypeInteger
		f.exact = f.whole || n.fold != foldSum
		if n.fold != foldSum {
			f.known = []string{"COUNT(" + cells + ")>0"}
		}
		return f, one != nil
	}
	p, compared := n.of.(*exprBinary)
	if n.fold != foldCount || !compared {
		return formula{}, false
	}
	id, ident := p.a.(*exprIdent)
	l, literal := p.b.(*exprLiteral)
	if !ident || !literal {
		return formula{}, false
	}
	cells, one := w.cells(id.name)
	if one == nil {
		return formula{}, false
	}
	f.exact, f.whole = true, true
	number := exprTypeOf(one.Type) == exprNumberType
	switch {
	case l.value.kind == exprNullType && p.op == opOther && number:
		f.code = "COUNT(" + cells + ")"
	case l.value.kind == exprNullType && p.op == opOther && one.Type != TypeDate && one.Type != TypeMonth:
		f.code = countIf(cells, "?*")
	case l.value.kind == exprTextType && p.op == opEqual && one.Type != TypeDate && one.Type != TypeMonth:
		text := one.sign(l.value.text)
		if strings.ContainsAny(text, "*?~<>=") {
			return formula{}, false
		}
		f.code = countIf(cells, text)
	case l.value.kind == exprNumberType && number && p.op != opOther:
		op := string(p.op)
		if p.op == opEqual {
			op = "="
		}
		f.code = countIf(cells, op+l.value.decimal().String())
	default:
		return formula{}, false
	}
	return f, true
}

// countIf counts the cells that are like a text. It takes one range.
func countIf(cells, like string) string {
	return eachRange("COUNTIF(" + cells + "," + quoteFormula(like) + ")")
}

// eachRange is a part of a formula that is written for each range of cells, and added up.
func eachRange(part string) string { return "{+" + part + "+}" }

// cells are those of a column, or of a series in one row, and what each holds; nil when they are not on the sheet.
func (w *formulas) cells(key string) (string, *Field) {
	first, last := "", ""
	var one *Field
	s := w.doc.Definition.seriesOf(key)
	for i := range w.columns {
		c := &w.columns[i]
		switch {
		case c.at < 0 || c.Inputs != nil:
		case s == nil && c.Key == key:
			return "{" + key + ":}", &c.Field
		case s != nil && c.at >= s.First && c.at < s.First+s.Count:
			if one == nil {
				one, first = &c.Field, c.Key
			}
			last = c.Key
		}
	}
	if i := w.doc.Definition.input(key); w.doc.twin != nil && one == nil && i >= 0 {
		return "{@" + w.doc.twin.prefix + "rows/" + key + ":}", &w.doc.Definition.inputs[i]
	}
	return "{" + first + "}:{" + last + "}", one
}

// sign is what is printed for a choice.
func (f *Field) sign(choice string) string {
	for i, sign := range f.Signs {
		if i < len(f.Of) && f.Of[i] == choice {
			return sign
		}
	}
	return choice
}
