package block

// Scope is which rows a sum row counts: rows of Body that are no Total.
type Scope uint8

// The scopes.
const (
	PageTotal    Scope = iota // 本页小计: those that begin on the page; at the foot of every page
	RunningTotal              // 累计: those and all before them; at the foot of every page
	GrandTotal                // 合计: all; after the table's last row, over its Tail
)

// SumRow is a row that layout counts. Row is as it is printed, with labels, spans and styles; a cell that holds a
// count has no Raw and no Formula, and the count is added to its Content. A worksheet gets the same rows at the
// same places, with formulas.
type SumRow struct {
	Scope  Scope
	Row    Row
	Counts []Count
	// Only is which rows of Body it counts of those in its Scope; nil: all. When says the same of a worksheet's rows: what
	// all hold for. With Only and without When the counts are values there.
	Only []bool
	When []Criterion
	// Many leaves the row out of a table that stands on one page, where it would say what GrandTotal says.
	Many bool
}

// Criterion is what a worksheet asks of a row as SUMIFS does: that the cell of the column is the text, or that its number
// is as the text says (>=3).
type Criterion struct {
	Column int
	Is     string
}

// Count is one counted cell: the sum of a column's numbers, blank if there is none. It has the decimals of the
// number format of its cell, or, as General, those it needs.
type Count struct {
	Cell   int // its place in the row
	Column int // what is summed
	// Capitals gives the sum in words (人民币大写) and not as a number.
	Capitals bool
}

// Filled is the row as it is printed with the counts, in their order: texts are what is printed, digits the exact
// numbers.
func (s *SumRow) Filled(texts, digits []string) Row {
	row := s.Row
	row.Cells = append([]Cell(nil), row.Cells...)
	for i, n := range s.Counts {
		c := &row.Cells[n.Cell]
		if !n.Capitals && len(c.Content) == 0 {
			c.Kind, c.Raw = Number, digits[i]
		}
		if texts[i] != "" {
			c.Content = append(c.Content[:len(c.Content):len(c.Content)], Span{Text: texts[i], Data: true})
		}
	}
	return row
}
