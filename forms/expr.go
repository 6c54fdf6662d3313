package forms

// Expr is an expression of a definition.
type Expr struct{ src string }

// ParseExpr parses an expression.
func ParseExpr(src string) (Expr, error) { return Expr{src}, nil }

// Lookup says what a name of an expression stands for: its type, and whether it is a column's, with a value in each
// row, or a field's, with one in the document.
type Lookup func(name string) (t Type, column, ok bool)

// Condition checks an expression that says something about one row, or about the document's fields: a truth value.
func (e Expr) Condition(look Lookup) error { return nil }

// Amount checks an expression that sums the document up: a number.
func (e Expr) Amount(look Lookup) error { return nil }
