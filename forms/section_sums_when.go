package forms

import (
	"slices"
	"strings"

	"gongwen/forms/block"
)

// criteria are what SUMIFS asks of a row for a sum's condition: comparisons of a column with a text or a number, all of
// which have to hold. What cannot be said so has none, and its sums are values in a workbook.
func (d *Document) criteria(sum *Sum, columns []printedColumn) ([]block.Criterion, bool) {
	if sum.When == nil {
		return nil, true
	}
	return criteriaOf(sum.When.root, columns)
}

func criteriaOf(n exprNode, columns []printedColumn) ([]block.Criterion, bool) {
	p, ok := n.(*exprBinary)
	if !ok {
		return nil, false
	}
	if p.op == opAnd {
		a, okA := criteriaOf(p.a, columns)
		b, okB := criteriaOf(p.b, columns)
		if !okA || !okB {
			return nil, false
		}
		return append(a, b...), true
	}
	id, named := p.a.(*exprIdent)
	l, literal := p.b.(*exprLiteral)
	if !named || !literal {
		return nil, false
	}
	at := slices.IndexFunc(columns, func(c printedColumn) bool { return c.Key == id.name && c.Inputs == nil && c.at >= 0 })
	if at < 0 {
		return nil, false
	}
	f := &columns[at].Field
	switch {
	case l.value.kind == exprNumberType && exprTypeOf(f.Type) == exprNumberType && p.op != opOther:
		op := string(p.op)
		if p.op == opEqual {
			op = "="
		}
		return []block.Criterion{{Column: at, Is: op + l.value.decimal().String()}}, true
	case l.value.kind == exprTextType && p.op == opEqual && f.Type != TypeDate && f.Type != TypeMonth:
		one, ok := textCriterion(at, f.sign(l.value.text))
		return []block.Criterion{one}, ok
	}
	return nil, false
}

// textCriterion asks for a text. Marks that mean more to SUMIFS, and Latin letters, whose case it does not see, it cannot
// ask for.
func textCriterion(column int, text string) (block.Criterion, bool) {
	if column < 0 || text == "" || strings.ContainsAny(text, "*?~<>=") || strings.ContainsFunc(text, isLatin) {
		return block.Criterion{}, false
	}
	return block.Criterion{Column: column, Is: text}, true
}
