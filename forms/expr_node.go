package forms

import (
	"strings"

	"gongwen/forms/decimal"
)

// exprNode is a part of an expression: one of the closed set below.
type exprNode interface{ place() int }

// column is the place of a node in its source, in characters from 1.
type column int

func (c column) place() int { return int(c) }

type (
	// exprLiteral is a number, a text or null.
	exprLiteral struct {
		column
		value exprValue
	}
	// exprIdent is the value of a field or a column.
	exprIdent struct {
		column
		name string
	}
	// exprBinary is arithmetic, a comparison, and or or.
	exprBinary struct {
		column
		op   exprOp
		a, b exprNode
	}
	// exprUnary is - or not.
	exprUnary struct {
		column
		op exprOp
		a  exprNode
	}
	// exprAmong is the smallest or largest of its arguments.
	exprAmong struct {
		column
		largest bool
		args    []exprNode
	}
	// exprOver goes over all rows: sum, count, min or max of an expression about one row, which only count may lack.
	exprOver struct {
		column
		fold exprFold
		of   exprNode
	}
)

// exprOp is an operator.
type exprOp string

const (
	opAdd   exprOp = "+"
	opSub   exprOp = "-"
	opMul   exprOp = "*"
	opQuo   exprOp = "/"
	opEqual exprOp = "=="
	opOther exprOp = "!="
	opLess  exprOp = "<"
	opMost  exprOp = "<="
	opMore  exprOp = ">"
	opLeast exprOp = ">="
	opAnd   exprOp = "and"
	opOr    exprOp = "or"
	opNot   exprOp = "not"
)

// exprFold is how the rows are taken together.
type exprFold string

const (
	foldSum   exprFold = "sum"
	foldCount exprFold = "count"
	foldMin   exprFold = "min"
	foldMax   exprFold = "max"
)

// exprType is a type of the language.
type exprType uint8

const (
	exprNullType exprType = iota
	exprNumberType
	exprTextType
	exprTruthType
)

// exprValue is a value of the language. The zero value is null.
type exprValue struct {
	kind   exprType
	truth  bool
	text   string // or the digits of a number that was given
	number decimal.Decimal
	whole  int64 // a number that is small and whole, once more: most comparisons are of two such
	small  bool
	zero   exprNode // null because this, which something is divided by, is 0
}

// exprTypeOf is the type of a field's values.
func exprTypeOf(t Type) exprType {
	t = Type(strings.TrimSuffix(string(t), seriesMark))
	switch t {
	case TypeInteger, TypeNumber, TypeYear:
		return exprNumberType
	}
	return exprTextType
}
