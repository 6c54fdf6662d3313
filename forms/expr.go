package forms

import (
	"strings"
	"unicode/utf8"
)

// Expr is an expression of a definition: a condition (when) or an amount (value). It is parsed once, when the
// definition loads, and never fails after its check.
//
// This is all that the language can say, with its form in a spreadsheet, where x stands for the cell of the same row
// and X for its whole column:
//
//	members, year           the input of that key              x
//	3  0.4  "单独建"         a number, exactly; a text          3  0.4  "单独建"
//	null  ""                not given                          ""
//	a + b  a - b  a * b     exact                              a+b  a-b  a*b
//	a / b                   to 12 decimals; null when b is 0   IFERROR(ROUND(a/b,12),"")
//	-a                                                         -a
//	a == b  a != b          numbers, texts, or null            a=b  a<>b
//	a < b  <=  >  >=        numbers, or texts such as dates    a<b  <=  >  >=
//	p and q  p or q  not p  truth values                       AND(p,q)  OR(p,q)  NOT(p)
//	min(a, b, …)  max(…)    of those that are given            MIN(a,b,…)  MAX(…)
//	sum(x)                  over all rows                      SUM(X)
//	min(x)  max(x)          over all rows                      MIN(X)  MAX(X)
//	count()                 how many rows there are            ROWS(X)
//	count(p)                rows for which p is true           COUNTIF(X,…), SUMPRODUCT(--(…))
//	if(p, a, b)             a when p holds, else b             IF(p,a,b)
//	days(from, to)          days from a date to another, both  to-from+1
//	                        of them counted
//	band(a, 3, "甲", 10,    the text of the first limit that   IF(a<=3,"甲",IF(a<=10,"乙","丙"))
//	     "乙", "丙")         a does not exceed, or the last
//	rank(a)                 place among all rows, the largest  RANK(a,A)
//	                        being 1; equal ones share a place
//	                        (in computed columns only)
//	capitals(a)             人民币大写 of an amount in 元,        see decimal.CapitalsFormula
//	                        to the 分
//
// The name of a grid (a column for every day of a month, or for every month) stands in sum, count, min or max for the
// cells of one row: count(day == "病假") is how many days of the row say so, COUNTIF over the row's cells. A computed
// column may use both: amount / sum(amount) is the row's share of all.
//
// A value that is not given is null, and so is the empty text, as an empty cell of a spreadsheet is both. Null equals
// null and nothing else; to be more or less than it, and any arithmetic with it, is null again: not known. So is what is
// divided by 0, which is an error of the input once anything is given that the 0 follows from. A condition holds only when it is true, and p and q, p or q are known as soon
// as one side decides them. Sums, smallest and largest leave nulls out. Dates and months are texts (2013-05-20), which
// are in order as they stand; a year is a number.
type Expr struct {
	src  string
	root exprNode
}

// String is the expression as it was written.
func (e Expr) String() string { return e.src }

// Lookup says what a name of an expression stands for: its type, and whether it is a column's, with a value in each
// row, or a field's, with one in the document.
type Lookup func(name string) (t Type, column, ok bool)

// ExprError is what is wrong with an expression, and where.
type ExprError struct {
	Column int    // in characters, from 1
	Code   string // a key of the tables of words
	Name   string // what it is about; may be empty
}

// Error is in English.
func (e *ExprError) Error() string { return e.text(English) }

// text words the error inside a fault of a definition.
func (e *ExprError) text(lang Lang) string {
	words := exprZH
	if lang == English {
		words = exprEN
	}
	p := Problem{Args: Args{Column: e.Column, Value: e.Name, Of: functionNames()}}
	return p.fill(words["at"]+words[e.Code], lang)
}

// Codes of expressions.
const (
	exprSyntax   = "syntax"
	exprLong     = "long"
	exprForeign  = "foreign"  // what the parser knows and the language does not
	exprFunction = "function" // an unknown one
	exprArgs     = "args"     // a wrong number of arguments
	exprName     = "name"     // neither a field nor a column
	exprNumber   = "number"   // a number is needed
	exprTruth    = "truth"    // a truth value is needed
	exprCompare  = "compare"  // two sorts of value
	exprOverRow  = "over"     // a sum over rows where one row is meant
	exprInRow    = "row"      // a column outside a sum, where all rows are meant
	exprZero     = "zero"     // division by 0, as written
	exprDigits   = "digits"   // a number too long
	exprDate     = "date"     // a date is needed
	exprOrder    = "order"    // limits that do not rise
	exprItself   = "itself"   // a value that follows from itself
	exprLater    = "later"    // from one that is computed after it
	exprRank     = "rank"     // a rank outside computed columns
	exprTruths   = "truths"   // a truth value where none may be
)

// exprZH words the errors of expressions in Chinese, exprEN in English.
var exprZH = map[string]string{
	"at":         "第 {column} 个字：",
	exprSyntax:   "不合语法[（{value}）]",
	exprLong:     "表达式过长",
	exprForeign:  "不能使用[“{value}”]",
	exprFunction: "没有“{value}”这个函数，可用的有 {of}",
	exprArgs:     "“{value}”的参数个数不对",
	exprName:     "没有“{value}”这个栏目",
	exprNumber:   "此处应为数字",
	exprTruth:    "此处应为条件",
	exprCompare:  "两边不是同一类值，不能比较",
	exprOverRow:  "针对单行的条件不能用“{value}”汇总各行",
	exprInRow:    "“{value}”是每行一个值，应放在 sum、count、min 或 max 之内",
	exprZero:     "除数为零",
	exprDigits:   "数字过长",
	exprDate:     "此处应为日期",
	exprOrder:    "界限应由小到大",
	exprItself:   "“{value}”不能由自己算出",
	exprLater:    "“{value}”在后面才算出，应写在前面",
	exprRank:     "“{value}”只能用于计算的栏目",
	exprTruths:   "此处应为数字或文字，不能是条件",
}

var exprEN = map[string]string{
	"at":         "character {column}: ",
	exprSyntax:   "syntax error[ ({value})]",
	exprLong:     "too long",
	exprForeign:  `not allowed here[: "{value}"]`,
	exprFunction: `there is no function "{value}"; there are {of}`,
	exprArgs:     `wrong number of arguments of "{value}"`,
	exprName:     `there is no field or column "{value}"`,
	exprNumber:   "a number is needed",
	exprTruth:    "a condition is needed",
	exprCompare:  "the two sides are of different types",
	exprOverRow:  `a condition about one row cannot go over the rows with "{value}"`,
	exprInRow:    `"{value}" has a value in each row; it belongs inside sum, count, min or max`,
	exprZero:     "division by zero",
	exprDigits:   "the number is too long",
	exprDate:     "a date is needed",
	exprOrder:    "limits must rise",
	exprItself:   `"{value}" cannot follow from itself`,
	exprLater:    `"{value}" is computed further down; it belongs above`,
	exprRank:     `"{value}" belongs in a computed column`,
	exprTruths:   "a number or a text is needed, not a condition",
}

// Condition checks an expression that says something about one row or, without columns, about the document: a truth
// value. The error is an *ExprError.
func (e Expr) Condition(look Lookup) error {
	c := exprCheck{look: look, columns: true}
	if err := c.want(e.root, exprTruthType, exprTruth); err != nil {
		return err
	}
	if c.column != "" && c.over != nil {
		return &ExprError{Column: c.over.column, Code: exprOverRow, Name: c.over.name}
	}
	return nil
}

// Amount checks an expression that sums the document up: a number. The error is an *ExprError.
func (e Expr) Amount(look Lookup) error {
	c := exprCheck{look: look}
	return c.want(e.root, exprNumberType, exprNumber)
}

// Value checks an expression that says something about the document, a number or a text, and tells which. The error is an
// *ExprError.
func (e Expr) Value(look Lookup) (Type, error) {
	c := exprCheck{look: look}
	t, err := c.check(e.root)
	switch {
	case err != nil:
		return "", err
	case t == exprTruthType:
		return "", &ExprError{Column: e.root.place(), Code: exprTruths}
	case t == exprNumberType:
		return TypeNumber, nil
	}
	return TypeText, nil
}

// divides tells whether an expression may divide.
func (e Expr) divides() bool { return strings.ContainsRune(e.src, '/') }

// perRow reports whether an expression that has been checked is about one row at a time.
func (e Expr) perRow(look Lookup) bool {
	c := exprCheck{look: look, columns: true}
	_, err := c.check(e.root)
	return err == nil && c.column != ""
}

const maxExpr = 500 // characters

// ParseExpr reads an expression. The error is an *ExprError.
func ParseExpr(src string) (Expr, error) {
	if utf8.RuneCountInString(src) > maxExpr {
		return Expr{}, &ExprError{Column: maxExpr + 1, Code: exprLong}
	}
	root, err := parseExpr(src)
	if err != nil {
		return Expr{}, err
	}
	return Expr{src: src, root: root}, nil
}
