package forms

import "gongwen/forms/decimal"

// Document is a filled form: definition, typed values and computed ones. It exists only without errors.
type Document struct {
	Definition *Definition
	Fields     []Value          // one for each Definition.Fields
	Rows       [][]Value        // ledger: one for each Definition.Inputs, by row
	Items      []Award          // score: one for each item of Definition.Groups, in their order
	Total      *decimal.Decimal // score: nil while an item has no score
	Advice     []Problem
	Blank      bool // the empty form
}

// Value is one checked input value in canonical text: the text itself, exact decimal digits, 2006-01-02, 2006-01 or 2006.
type Value struct {
	Text    string
	Pointer string // JSON pointer into the input; empty when Text is the default or nothing
	Set     bool   // false: there is no value
}

// Award is what one scoring item got.
type Award struct {
	Score   *decimal.Decimal // nil: not scored yet
	Pointer string           // of the item in the input
	Reasons []Reason         // the deductions that led to Score
}

// Reason is one deduction: points taken and why.
type Reason struct {
	Points decimal.Decimal `json:"points"`
	Label  string          `json:"label"`
}
