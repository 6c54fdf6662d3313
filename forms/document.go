package forms

import "gongwen/forms/decimal"

// Document is a filled form: definition, typed values and computed ones. It exists only without errors.
type Document struct {
	Definition *Definition
	Fields     []Value            // one for each Definition.Fields
	Rows       [][]Value          // ledger: one for each Definition.Inputs, by row
	Items      []Award            // score: one for each item of Definition.Groups, in their order
	Total      *decimal.Decimal   // score: with the bonus; nil while an item has no score
	Groups     []*decimal.Decimal // score: what each group got; nil while one of its items has no score
	Base       *decimal.Decimal   // score: Total without the bonus
	Bonus      *decimal.Decimal   // score: of the bonus items
	Grade      string             // score: empty while it is open, or when the form has none
	Veto       []int              // score: indexes of the Definition.Veto that are met, in the form's order
	Text       Value              // notice: its text, if the input has one that replaces the definition's
	Attached   []*Document        // notice: one for each attachment; nil for those that are not filled
	Results    []Value            // slip: one for each Definition.Results
	Above      []int              // chart: for each row, that of the node above it; -1 for the top one
	Archive    []Value            // one for each of ArchiveFields; nil without a 归档章
	Documents  []*Document        // packet: bound in this order
	Advice     []Problem
	Blank      bool // the empty form

	prefix string // pointer of its input in that of the notice that it is attached to
	twin   *twin  // what makes its sections those of a workbook; nil: they are printed
}

// Value is one checked input value in canonical text: the text itself, exact decimal digits, 2006-01-02, 2006-01 or 2006.
type Value struct {
	Text    string
	Pointer string // JSON pointer into the input; empty when Text is the default or nothing
	Set     bool   // false: there is no value
}

// Award is what one scoring item got.
type Award struct {
	Score    *decimal.Decimal // nil: not scored yet
	Weighted *decimal.Decimal // its part by the item's weight; nil: not scored yet, or the form has no weights
	Pointer  string           // of the item in the input
	Reasons  []Reason         // the deductions, or of a bonus item the additions, that led to Score
	Met      *bool            // checklist; nil: not looked at yet
	Values   []Value          // one for each Definition.Inputs; nil for none
}

// Reason is one deduction or addition: points taken or added and why.
type Reason struct {
	Points decimal.Decimal `json:"points"`
	Label  string          `json:"label"`

	rule  int   // which of the item's, from 1; 0: none of them
	times int64 // it was taken
}
