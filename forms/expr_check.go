package forms

// exprCheck finds the types of an expression's parts, so that evaluating it cannot fail.
type exprCheck struct {
	look    Lookup
	columns bool   // columns may stand outside sums
	derived bool   // a computed column, whose rows may be ranked
	inside  bool   // a sum
	column  string // a column that does stand outside
	over    *exprOverUse
}

// exprOverUse is a function over all rows that has been met.
type exprOverUse struct {
	column int
	name   string
}

// want checks a part that must be of a type, or null.
func (c *exprCheck) want(n exprNode, t exprType, code string) error {
	got, err := c.check(n)
	if err != nil {
		return err
	}
	if got != t && got != exprNullType {
		return &ExprError{Column: n.place(), Code: code}
	}
	return nil
}

func (c *exprCheck) check(n exprNode) (exprType, error) {
	switch n := n.(type) {
	case *exprLiteral:
		return n.value.kind, nil
	case *exprIdent:
		return c.ident(n)
	case *exprUnary:
		if n.op == opNot {
			return exprTruthType, c.want(n.a, exprTruthType, exprTruth)
		}
		return exprNumberType, c.want(n.a, exprNumberType, exprNumber)
	case *exprBinary:
		return c.binary(n)
	case *exprAmong:
		for _, a := range n.args {
			if err := c.want(a, exprNumberType, exprNumber); err != nil {
				return 0, err
			}
		}
		return exprNumberType, nil
	case *exprOver:
		return c.overRows(n)
	case *exprCall:
		return n.fn.check(c, n)
	}
	return exprNullType, nil
}

func (c *exprCheck) ident(n *exprIdent) (exprType, error) {
	t, column, ok := c.look(n.name)
	switch {
	case !ok:
		return 0, &ExprError{Column: n.place(), Code: exprName, Name: n.name}
	case column && !c.inside && (!c.columns || isSeries(t)):
		return 0, &ExprError{Column: n.place(), Code: exprInRow, Name: n.name}
	case column && !c.inside && c.column == "":
		c.column = n.name
	}
	return exprTypeOf(t), nil
}

func (c *exprCheck) binary(n *exprBinary) (exprType, error) {
	switch n.op {
	case opAnd, opOr:
		if err := c.want(n.a, exprTruthType, exprTruth); err != nil {
			return 0, err
		}
		return exprTruthType, c.want(n.b, exprTruthType, exprTruth)
	case opAdd, opSub, opMul, opQuo:
		if err := c.want(n.a, exprNumberType, exprNumber); err != nil {
			return 0, err
		}
		if l, ok := n.b.(*exprLiteral); ok && n.op == opQuo && l.value.kind == exprNumberType && l.value.number.Sign() == 0 {
			return 0, &ExprError{Column: n.b.place(), Code: exprZero}
		}
		return exprNumberType, c.want(n.b, exprNumberType, exprNumber)
	}
	a, err := c.check(n.a)
	if err != nil {
		return 0, err
	}
	b, err := c.check(n.b)
	if err != nil {
		return 0, err
	}
	null := a == exprNullType || b == exprNullType
	ordered := n.op != opEqual && n.op != opOther
	if ordered && (null || a == exprTruthType) || !null && a != b {
		return 0, &ExprError{Column: n.place(), Code: exprCompare}
	}
	return exprTruthType, nil
}

func (c *exprCheck) overRows(n *exprOver) (exprType, error) {
	use := &exprOverUse{n.place(), string(n.fold)}
	if c.columns && n.of != nil {
		if grid := c.gridOf(n.of); grid != "" {
			c.column = grid
			use = c.over
		}
	}
	if c.inside {
		return 0, &ExprError{Column: n.place(), Code: exprOverRow, Name: string(n.fold)}
	}
	c.over = use
	if n.of == nil {
		return exprNumberType, nil
	}
	c.inside = true
	defer func() { c.inside = false }()
	if n.fold == foldCount {
		return exprNumberType, c.want(n.of, exprTruthType, exprTruth)
	}
	return exprNumberType, c.want(n.of, exprNumberType, exprNumber)
}
