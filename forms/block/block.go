package block

// Length is a length in micrometres.
type Length int32

// MM is one millimetre.
const MM Length = 1000

// Size is a font size in 1/10 pt: 五号 (10.5 pt) is 105.
type Size int32

// Font is a typeface by its role in GB/T 9704.
type Font uint8

// The roles.
const (
	Song     Font = iota // 宋体: tables, page numbers
	FangSong             // 仿宋: body
	Hei                  // 黑体: first-level headings, table heads, markers
	Kai                  // 楷体: second-level headings
	Title                // 小标宋: titles
)

// Align is the horizontal place of text in its box.
type Align uint8

// The alignments. Justify stretches every line but a paragraph's last.
const (
	Left Align = iota
	Center
	Right
	Justify
)

// VAlign is the vertical place of text in its box.
type VAlign uint8

// The vertical alignments.
const (
	Middle VAlign = iota
	Top
	Bottom
)

// Style is how a text looks. The zero Style is 宋体 of size 0, which no block may have.
type Style struct {
	Font   Font
	Size   Size
	Align  Align
	VAlign VAlign
	// Format is the spreadsheet number format of Number and Date cells, such as 0.0 or yyyy"年"m"月"d"日"; empty is General.
	Format string
}

// Span is a piece of text. Data marks what was filled in, as against the form's own words; Pointer is then the
// JSON pointer of the input value it shows (empty for computed values).
type Span struct {
	Text    string
	Pointer string
	Data    bool
}

// Section is one page set-up and the blocks printed with it. Its name is the worksheet's.
type Section struct {
	Name          string
	Width, Height Length // of the paper, as it is turned
	Margin        Margin
	Foot          string // printed at every page's foot, with {page} and {pages}; empty for none
	Blocks        []Block
}

// Margin is the distance of the text from the paper's edges.
type Margin struct{ Top, Right, Bottom, Left Length }

// Block is a Paragraph, a Line or a Table.
type Block interface{ block() }

// Paragraph is text over the whole width: a marker, a title, a note. "\n" breaks a line.
type Paragraph struct {
	Content       []Span
	Style         Style
	Before, After Length // space above and below; not at a page's top
	// Keep keeps the paragraph on the page of what stands before it: for a table, of its last row.
	Keep bool
}

// Line is a row of parts side by side: head fields, signatures. The parts share the width equally; the first
// is set to the left and, when there is more than one, the last to the right unless Spread is set.
type Line struct {
	Parts  []Part
	Style  Style // of every part; Align is not used
	Height Length
	Spread bool // every part starts at the left of its share of the width
	Keep   bool // as Paragraph.Keep
}

// Part is one label with its value. Seal, if not 0, is the diameter of the seal set over the part.
type Part struct {
	Content []Span
	Seal    Length
}

// Table is a resolved grid. Every row has one cell a column.
type Table struct {
	Columns []Column
	Head    []Row // repeated at the top of every page
	Body    []Row
	Tail    []Row  // total rows; they stay with the last row of Body
	Outer   Length // width of the outer rules
	Inner   Length // width of the inner rules
}

// Column is one column of a table. Key names it in formulas.
type Column struct {
	Key   string
	Width Length
	Style Style // of the cells that have none of their own
}

// Row is one row of a table.
type Row struct {
	Cells  []Cell
	Height Length // at least
	Filler bool   // an empty row that fills the form's grid; never opens a page
}

// Kind is what a cell's value is.
type Kind uint8

// The kinds.
const (
	Text Kind = iota
	Number
	Date
)

// Cell is one cell. A cell under another's span is Covered and has nothing else.
type Cell struct {
	Content    []Span
	Kind       Kind
	Raw        string  // Number: exact decimal digits; Date: 2006-01-02; else empty
	Formula    Formula // how the value follows from other cells; empty for input and labels
	Cols, Rows int     // span; 0 is 1
	Covered    bool
	Style      *Style // nil is the column's
}

// Formula is a spreadsheet formula, without =, in which cells are named instead of addressed: {key} is the cell
// of column key in the same row, {key:} that column's cells in all rows of Body.
type Formula string

func (*Paragraph) block() {}
func (*Line) block()      {}
func (*Table) block()     {}
