package forms

import (
	"slices"
	"strings"

	"gongwen/forms/decimal"
)

// seriesMark ends the type of a grid's name: number[] has a number in each cell.
const seriesMark = "[]"

func isSeries(t Type) bool { return strings.HasSuffix(string(t), seriesMark) }

// walkNames calls do with every name in an expression, in order, until it returns false.
func walkNames(n exprNode, do func(*exprIdent) bool) bool {
	switch n := n.(type) {
	case *exprIdent:
		return do(n)
	case *exprUnary:
		return walkNames(n.a, do)
	case *exprBinary:
		return walkNames(n.a, do) && walkNames(n.b, do)
	case *exprAmong:
		return !slices.ContainsFunc(n.args, func(a exprNode) bool { return !walkNames(a, do) })
	case *exprCall:
		return !slices.ContainsFunc(n.args, func(a exprNode) bool { return !walkNames(a, do) })
	case *exprOver:
		return n.of == nil || walkNames(n.of, do)
	}
	return true
}

// gridOf is the first grid that is named in an expression, or empty.
func (c *exprCheck) gridOf(n exprNode) (name string) {
	walkNames(n, func(id *exprIdent) bool {
		if t, _, ok := c.look(id.name); ok && isSeries(t) {
			name = id.name
		}
		return name == ""
	})
	return name
}

// seriesIn is the same of a checked expression.
func (d *Definition) seriesIn(n exprNode) (grid *Series) {
	if len(d.Series) == 0 {
		return nil
	}
	walkNames(n, func(id *exprIdent) bool {
		grid = d.seriesOf(id.name)
		return grid == nil
	})
	return grid
}

func (d *Definition) seriesOf(key string) *Series {
	if i := slices.IndexFunc(d.Series, func(g Series) bool { return g.Key == key }); i >= 0 {
		return &d.Series[i]
	}
	return nil
}

// exprBind is an input that a series' name stands for.
type exprBind struct {
	name string
	cell int
}

// cells folds an expression about the cells of a grid over those of this row.
func (s exprScope) cells(g *Series, of exprNode, f *exprFolding) {
	s.bind = &exprBind{name: g.Key}
	for i := range g.Count {
		s.bind.cell = g.First + i
		f.add(s.eval(of))
	}
}

// exprMemo keeps what is the same for all rows while a column is computed, so that its time grows with the rows and
// not with their square.
type exprMemo struct {
	folds map[*exprOver]exprValue
	ranks map[exprNode][]decimal.Decimal // the values of all rows, the largest first
	given map[string]bool                // names that have a value in some row
}

func newMemo() *exprMemo {
	return &exprMemo{folds: map[*exprOver]exprValue{}, ranks: map[exprNode][]decimal.Decimal{}, given: map[string]bool{}}
}

// holds keeps what is asked of all rows.
func (m *exprMemo) holds(name string, ask func() bool) bool {
	if m == nil {
		return ask()
	}
	given, known := m.given[name]
	if !known {
		given = ask()
		m.given[name] = given
	}
	return given
}

func (m *exprMemo) has(n *exprOver) bool {
	if m == nil {
		return false
	}
	_, ok := m.folds[n]
	return ok
}

func (m *exprMemo) keep(n *exprOver, v exprValue) {
	if m != nil {
		m.folds[n] = v
	}
}

// checkRank takes a number of each row, in a computed column.
func checkRank(c *exprCheck, n *exprCall) (exprType, error) {
	if !c.derived || c.inside {
		return 0, &ExprError{Column: n.place(), Code: exprRank, Name: n.fn.name}
	}
	return exprNumberType, c.want(n.args[0], exprNumberType, exprNumber)
}

func evalRank(s exprScope, args []exprNode) exprValue {
	v := s.eval(args[0])
	if v.kind == exprNullType || s.memo == nil {
		return unknown(v, v)
	}
	all, known := s.memo.ranks[args[0]]
	if !known {
		for _, row := range s.doc.Rows {
			if other := (exprScope{doc: s.doc, row: row, memo: s.memo}).eval(args[0]); other.kind == exprNumberType {
				all = append(all, other.decimal())
			}
		}
		slices.SortFunc(all, func(a, b decimal.Decimal) int { return b.Cmp(a) })
		s.memo.ranks[args[0]] = all
	}
	place, _ := slices.BinarySearchFunc(all, v.decimal(), func(a, b decimal.Decimal) int { return b.Cmp(a) })
	return amount(decimal.New(int64(place)+1, 0))
}

// Derived checks an expression that a column is computed with, a number or a text of each row, and tells which. The
// error is an *ExprError.
func (e Expr) Derived(look Lookup) (Type, error) {
	if e.root == nil {
		return TypeText, nil
	}
	c := exprCheck{look: look, columns: true, derived: true}
	t, err := c.check(e.root)
	switch {
	case err != nil:
		return TypeText, err
	case t == exprTruthType:
		return TypeText, &ExprError{Column: e.root.place(), Code: exprTruths}
	case t == exprNumberType:
		return TypeNumber, nil
	}
	return TypeText, nil
}
