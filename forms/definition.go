package forms

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// Kind is what a form is made of; it decides which parts a Definition has.
type Kind string

// The kinds.
const (
	Ledger Kind = "ledger" // 台账、名册、汇总表: fixed columns, any number of rows
	Score  Kind = "score"  // 评分表、考核细则: fixed items with points
)

// Definition is one form (表式) as data: immutable once parsed and already checked.
type Definition struct {
	ID      string // family/name
	Version int
	Kind    Kind
	Source  string // the document it comes from
	Title   Template
	Marker  string // 附件1; empty for none
	Unit    string // key of the field that says who fills the form in (填报单位); empty for none
	Page    PageSetup
	Fields  []Field
	Head    []string // keys of the fields printed above the table, left to right
	Columns []Column
	Rows    RowRule         // ledger
	Points  decimal.Decimal // score: what the items add up to
	Groups  []Group         // score; a form without groups has one with an empty label
	Total   string          // score: the label of the total row; empty for none
	Notes   []string
	Sign    []string // labels of the signature line, left to right
	Advise  []Advice
	Summary []Summary

	inputs []Field    // see Inputs
	items  []Item     // see Items
	sample *yaml.Node // what `sample:` says; turned into JSON when asked for
	text   []byte     // the definition as it was written
}

// Inputs are the values that a row of a ledger takes, in printed order: columns that are counted (序号) are
// left out and columns of several inputs are spread out. The slice may not be written to.
func (d *Definition) Inputs() []Field { return d.inputs }

// Items are the items of a scoring table over all its groups, in printed order. The slice may not be written to.
func (d *Definition) Items() []Item { return d.items }

// PageSetup is paper, turn and margins, resolved to lengths.
type PageSetup struct {
	Width, Height block.Length // as turned
	Margin        block.Margin
}

// Type is what a field or column takes.
type Type string

// The types.
const (
	TypeText    Type = "text" // one line unless Lines
	TypeInteger Type = "integer"
	TypeNumber  Type = "number" // exact, at most Places decimals
	TypeDate    Type = "date"   // 2013-05-20
	TypeMonth   Type = "month"  // 2009-07
	TypeYear    Type = "year"   // 1949–2999
	TypeChoice  Type = "choice"
	TypePhone   Type = "phone"
	TypeID      Type = "id"     // 公民身份号码, GB 11643
	TypeSerial  Type = "serial" // 序号, counted by the system; never an input
)

// typeNames are all types.
func typeNames() []string {
	return []string{
		string(TypeText), string(TypeInteger), string(TypeNumber), string(TypeDate), string(TypeMonth),
		string(TypeYear), string(TypeChoice), string(TypePhone), string(TypeID), string(TypeSerial),
	}
}

func (t Type) known() bool { return slices.Contains(typeNames(), string(t)) }

// Field is one value of the input and the rules it must keep.
type Field struct {
	Key      string
	Label    string
	Type     Type
	Required bool
	Default  string           // year only: used when nothing is given
	Min, Max *decimal.Decimal // numbers: the value; text: its length in characters (Max)
	Places   int
	Lines    bool         // text may have line breaks
	Of       []string     // choice
	Since    string       // date, month: key of the field it may not come before
	Until    string       // date, month: key of the field it may not come after
	Print    Pattern      // date, month: how it is printed
	Else     string       // the form's own words for a broken Min or Max, e.g. 此栏不能为零
	Seal     block.Length // diameter of the seal set over it (盖章); 0 for none
}

// Column is one printed column of a ledger or a scoring table. The columns of a scoring table have the keys
// no, name, content, points, criteria and score, and take no input of their own.
type Column struct {
	Field          // of a ledger with one input
	Inputs []Field // of a ledger, when one printed column takes several inputs
	Width  block.Length
	Align  *block.Align // nil: by type
}

// RowRule is how a ledger's rows are printed.
type RowRule struct {
	PrintAtLeast int
	Height       block.Length // of a row, at least
}

// Group is a group of scoring items with its points.
type Group struct {
	Label  string
	Points decimal.Decimal
	Items  []Item
}

// Item is one scoring item (考核项目).
type Item struct {
	No       string // key in the input's items
	Name     string // 项目
	Content  string // 考核内容
	Points   decimal.Decimal
	Criteria string // 计（扣）分办法, as printed
	Deduct   []Deduction
}

// Deduction is one rule of an item's criteria, as data.
type Deduction struct {
	Key    string
	Label  string // words of the criteria
	Points decimal.Decimal
	Zero   bool // 不得分: takes all of the item's points
	Each   bool // Points are taken once per count
}

// Advice is a hint that does not stop a print.
type Advice struct {
	When Expr
	Say  string
}

// Summary is a total shown beside the form, not on it.
type Summary struct {
	Key   string
	Label string
	Value Expr
}
