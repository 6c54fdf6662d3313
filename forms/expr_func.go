package forms

import (
	"slices"
	"time"

	"gongwen/forms/decimal"
)

// exprFunc is a function of values, as against those over rows. check finds the type of a call, of whose arguments there
// are as many as there may be; eval is the call's value.
type exprFunc struct {
	name  string
	count func(args int) bool
	check func(c *exprCheck, n *exprCall) (exprType, error)
	eval  func(s exprScope, args []exprNode) exprValue
}

// exprFunctions is the closed set of them; type Expr says what each means.
func exprFunctions() []exprFunc {
	return []exprFunc{
		{"if", exactly(3), checkIf, evalIf},
		{"days", exactly(2), checkDays, evalDays},
		{"band", func(n int) bool { return n >= 4 && n%2 == 0 }, checkBand, evalBand},
		{"rank", exactly(1), checkRank, evalRank},
		{"capitals", exactly(1), checkCapitals, evalCapitals},
	}
}

// exprCall is a call of one of them.
type exprCall struct {
	column
	fn   *exprFunc
	args []exprNode
}

func findFunction(name string) *exprFunc {
	all := exprFunctions()
	if i := slices.IndexFunc(all, func(f exprFunc) bool { return f.name == name }); i >= 0 {
		return &all[i]
	}
	return nil
}

// functionNames are all functions of the language.
func functionNames() []string {
	names := []string{string(foldSum), string(foldCount), string(foldMin), string(foldMax)}
	for _, f := range exprFunctions() {
		names = append(names, f.name)
	}
	return names
}

func exactly(want int) func(int) bool { return func(n int) bool { return n == want } }

// alike checks parts that are each of the type t, or of one type if t is null.
func (c *exprCheck) alike(t exprType, parts ...exprNode) (exprType, error) {
	for _, p := range parts {
		got, err := c.check(p)
		switch {
		case err != nil:
			return 0, err
		case t == exprNullType:
			t = got
		case got != t && got != exprNullType:
			return 0, &ExprError{Column: p.place(), Code: exprCompare}
		}
	}
	return t, nil
}

func checkIf(c *exprCheck, n *exprCall) (exprType, error) {
	if err := c.want(n.args[0], exprTruthType, exprTruth); err != nil {
		return 0, err
	}
	return c.alike(exprNullType, n.args[1:]...)
}

func evalIf(s exprScope, args []exprNode) exprValue {
	switch when := s.eval(args[0]); {
	case when.kind == exprNullType:
		return when
	case when.truth:
		return s.eval(args[1])
	}
	return s.eval(args[2])
}

// checkDays takes dates: fields and columns that are, and days as they are written.
func checkDays(c *exprCheck, n *exprCall) (exprType, error) {
	for _, arg := range n.args {
		date := false
		switch arg := arg.(type) {
		case *exprIdent:
			if _, err := c.ident(arg); err != nil {
				return 0, err
			}
			t, _, _ := c.look(arg.name)
			date = t == TypeDate
		case *exprLiteral:
			date = realDate(arg.value.text)
		}
		if !date {
			return 0, &ExprError{Column: arg.place(), Code: exprDate}
		}
	}
	return exprNumberType, nil
}

func evalDays(s exprScope, args []exprNode) exprValue {
	from, to := s.eval(args[0]), s.eval(args[1])
	if from.kind == exprNullType || to.kind == exprNullType {
		return exprValue{}
	}
	a, errA := time.Parse(time.DateOnly, from.text)
	b, errB := time.Parse(time.DateOnly, to.text)
	if errA != nil || errB != nil {
		return exprValue{}
	}
	return amount(decimal.New((b.Unix()-a.Unix())/(24*60*60)+1, 0))
}

// checkBand takes limits that are written as numbers and rise, so that every text can be reached.
func checkBand(c *exprCheck, n *exprCall) (exprType, error) {
	if err := c.want(n.args[0], exprNumberType, exprNumber); err != nil {
		return 0, err
	}
	var texts []exprNode
	var last *decimal.Decimal
	for i := 1; i+1 < len(n.args); i += 2 {
		limit, ok := n.args[i].(*exprLiteral)
		if !ok || limit.value.kind != exprNumberType {
			return 0, &ExprError{Column: n.args[i].place(), Code: exprNumber}
		}
		if last != nil && limit.value.number.Cmp(*last) <= 0 {
			return 0, &ExprError{Column: limit.place(), Code: exprOrder}
		}
		last = &limit.value.number
		texts = append(texts, n.args[i+1])
	}
	return c.alike(exprNullType, append(texts, n.args[len(n.args)-1])...)
}

func evalBand(s exprScope, args []exprNode) exprValue {
	v := s.eval(args[0])
	if v.kind == exprNullType {
		return v
	}
	for i := 1; i+1 < len(args); i += 2 {
		if compare(v, s.eval(args[i])) <= 0 {
			return s.eval(args[i+1])
		}
	}
	return s.eval(args[len(args)-1])
}

func checkCapitals(c *exprCheck, n *exprCall) (exprType, error) {
	return exprTextType, c.want(n.args[0], exprNumberType, exprNumber)
}

func evalCapitals(s exprScope, args []exprNode) exprValue {
	v := s.eval(args[0])
	if v.kind == exprNullType {
		return v
	}
	words := v.decimal().Capitals()
	if words == "" {
		return exprValue{}
	}
	return exprValue{kind: exprTextType, text: words}
}
