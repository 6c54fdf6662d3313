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
	Slip   Kind = "slip"   // 审批表、登记表、记录: a grid of labelled cells, filled once per person or event
	Notice Kind = "notice" // 公文、通知: running text in the layout of GB/T 9704-2012
	Chart  Kind = "chart"  // 组织网络图: a tree of boxes

	PacketKind Kind = "packet" // 文件包、档案: other forms, bound in their order behind a page with the contents
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
	Series  []Series        // ledger
	Sums    []Sum           // ledger: the rows that sum it up, as printed
	Quota   []Quota         // ledger
	Measure string          // ledger: 单位：元, above the table at the right
	Later   string          // ledger and score: （续表）, after the title above the table on its later pages; empty: it is not said again
	Points  decimal.Decimal // score: what the items add up to; 0 in a checklist
	Marks   bool            // score: a checklist, whose items are met (达标) or not
	Groups  []Group         // score; a form without groups has one with an empty label
	Closing []Closing       // score: the rows under the items
	Grades  []Grade         // score: the best first
	Veto    []Veto          // score
	Shares  []Share         // score: of grades, over a list of its documents
	Notice  *Elements       // notice
	Grids   []SlipGrid      // slip
	Nodes   *NodeRule       // chart
	Parts   []Part          // packet
	Results []Result        // slip: what follows from its fields and rows
	Notes   []string
	Sign    []string // labels of the signature line, left to right
	Advise  []Advice
	Summary []Summary

	inputs []Field    // see Inputs
	items  []Item     // see Items
	derive []int      // the inputs that are computed, each after those that it is computed from
	sample *yaml.Node // what `sample:` says; turned into JSON when asked for
	text   []byte     // the definition as it was written
}

// Inputs are the values that a row of a ledger takes, in printed order: columns that are counted (序号) are
// left out and columns of several inputs are spread out. Those of a scoring table are what an item takes beside its
// score. Those of a ledger that are Given or computed are among them, but not taken from the input; what is not
// printed comes last. The slice may not be written to.
func (d *Definition) Inputs() []Field { return d.inputs }

// Items are the items of a scoring table over all its groups, in printed order. The slice may not be written to.
func (d *Definition) Items() []Item { return d.items }

// PageSetup is paper, turn and margins, resolved to lengths.
type PageSetup struct {
	Width, Height block.Length // as turned
	Margin        block.Margin
	Mirror        bool // even pages have the left margin on the right; see block.Section
	Rulers        bool // rulers along the paper's edges; see block.Section
}

// Type is what a field or column takes.
type Type string

// The types.
const (
	TypeText    Type = "text" // one line unless Lines
	TypeInteger Type = "integer"
	TypeName    Type = "name"   // a person's: text, with Name set
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
		string(TypeText), string(TypeName), string(TypeInteger), string(TypeNumber), string(TypeDate), string(TypeMonth),
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
	Several  bool         // choice: more than one may be chosen; the Value joins them with 、
	Since    string       // date, month: key of the field it may not come before
	Until    string       // date, month: key of the field it may not come after
	Print    Pattern      // date, month: how it is printed
	Else     string       // the form's own words for a broken Min or Max, e.g. 此栏不能为零
	Seal     block.Length // diameter of the seal set over it (盖章); 0 for none
	Name     bool         // text: a person's, of which one of two characters is printed as wide as one of three
	Signs    []string     // choice: what is printed for each of Of; nil: its own words
	Given    bool         // of a ledger's row: the definition says it
	Value    *Expr        // of a ledger's row: it is computed
	Round    bool         // a computed number is rounded to Places
}

// Taken reports whether the value comes from the input.
func (f *Field) Taken() bool { return !f.Given && f.Value == nil }

// Column is one printed column of a ledger or a scoring table. The columns of a scoring table have keys that say
// what of an item they print; those with a Type take an input of their own from each item.
type Column struct {
	Field          // of a ledger with one input
	Inputs []Field // of a ledger, when one printed column takes several inputs
	Width  block.Length
	Align  *block.Align // nil: by type
	Shrink block.Size   // how small its text may be made before a row grows; 0: by type
	Unit   string       // of a scoring table, printed after its numbers: 分
	Under  []string     // of a ledger: the labels of the heads above it, the highest first
	Merge  bool         // of a ledger: equal texts one under the other share a cell
	Day    int          // of a ledger: the day of the month that the column is for; 0 for none
}

// RowRule is how a ledger's rows are printed.
type RowRule struct {
	PrintAtLeast int
	Height       block.Length // of a row, at least
	Required     bool         // slip: there has to be a row
	Across       int          // how many rows stand side by side in one printed row, at least 1
	Below        string       // 以下空白, in the first empty row
	Group        string       // key of the input that a row of its own stands for, above the rows that have it; empty for none
	Ordered      bool         // rows come in the order of the group's choices; else as they are given
	Fixed        []FixedRow   // the rows that the form prints; nil: any number
}

// Group is a group of scoring items with its points.
type Group struct {
	Label  string
	Points decimal.Decimal // 0: the form says none
	Cap    decimal.Decimal // what its items can come to at most; 0: all that they add up to
	Bonus  bool            // 加分项: beside the form's points
	Items  []Item
}

// Item is one scoring item (考核项目).
type Item struct {
	Key      string          // in the input's items
	No       string          // 序号, as printed
	Name     string          // 项目
	Content  string          // 考核内容
	Points   decimal.Decimal // at most; of a bonus item, what it can add
	Weight   decimal.Decimal // percent of the score that count; 0: the form has no weights
	Criteria string          // 计（扣）分办法, as printed
	Bonus    bool            // its rules add points, and it need not be scored
	Rules    []Rule
}

// Rule is one rule of an item's criteria, as data: it takes points off or, of a bonus item, adds them.
type Rule struct {
	Key    string
	Label  string // words of the criteria, and which of several the rule is: 基层先进典型（市级）
	Points decimal.Decimal
	To     *decimal.Decimal // 扣1-3分: from Points to this, as the input says; nil: Points
	Zero   bool             // 不得分: takes all of the item's points
	Lack   bool             // 得2分: the criteria give the points for what the rule takes them off without
	Each   bool             // Points are taken once per count
}

// Closing is a row under the items of a scoring table.
type Closing struct {
	Label string
	Show  Show
}

// Show is what a closing row shows.
type Show string

// What there is to show.
const (
	ShowBase  Show = "base"  // points without the bonus
	ShowBonus Show = "bonus" // of the bonus items
	ShowTotal Show = "total"
	ShowGrade Show = "grade"
	ShowVeto  Show = "veto"  // every condition, with those that are met ticked
	ShowMet   Show = "met"   // how many items are met
	ShowUnmet Show = "unmet" // how many are not
)

// Grade is one band of totals (等次): from From up to the band before.
type Grade struct {
	Label string
	From  decimal.Decimal // of the last band 0
}

// Veto is a condition that decides the grade whatever the total (一票否决).
type Veto struct {
	Key   string
	Label string // as printed
	Grade int    // index of Definition.Grades
}

// Advice is what a definition says when something holds: a hint, or what stops a print.
type Advice struct {
	When  Expr
	Say   string
	Stops bool
}

// Summary is a total shown beside the form, not on it.
type Summary struct {
	Key   string
	Label string
	Value Expr
}
