package forms

// Series is a run of columns of a ledger that say the same of every day of a month, or of every month of a year. Its
// inputs are Key_1, Key_2 and so on.
type Series struct {
	Key   string
	Label string
	First int    // index of Definition.Inputs
	Count int    // 31 or 12
	Month string // days: the key of the field that says of which month
}

// FixedRow is a row that the form prints itself. The input says by Item which one a row of it is about.
type FixedRow struct {
	Item string
	Text []Template // one for each of Definition.Inputs; of one that is taken, what stands there when nothing is given
}

// Sum is a printed row that sums columns up.
type Sum struct {
	Label    string
	Of       []string // keys of computed columns and of inputs with numbers, in printed order
	Each     Every
	When     *Expr  // of a row: whether it counts; nil: all do
	Capitals string // key of the column whose sum is also printed in capitals; empty for none
}

// Every says which rows a Sum counts.
type Every string

// What there is to count.
const (
	EveryPage Every = "page"    // 本页小计
	Running   Every = "running" // 累计
	EveryRow  Every = "all"     // 合计
	EachGroup Every = "group"   // 小计: a row under every group of rows
)

// Quota bounds how many rows may have a value: 优秀 at most 20 % of the list.
type Quota struct {
	Of     string // key of the input or the computed column
	Value  string
	AtMost int64  // percent, of which the part of a row that is left over does not count
	By     string // key of the number that puts rows in order, the largest first
	Name   string // key of the text that names a row
}
