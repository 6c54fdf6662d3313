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

// The alignments. Justify stretches every line but a paragraph's last. Decimal is Right with the decimal points of
// a table's column one under the other: a number with fewer decimals than the column's longest stands in by what
// it lacks; elsewhere it is Right.
const (
	Left Align = iota
	Center
	Right
	Justify
	Decimal
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
	Color  Color  // of the text
	Pitch  Length // distance of two lines; 0 is 1.3 times the size
	// Cell is the width that every full-width character gets, as on squared paper (稿纸): a run of others is set in
	// the middle of as many cells as it needs. 0 sets characters as wide as they are.
	Cell Length
	// Shrink is how small a table cell's text may be made so that it stays within its row's Height, or the height that
	// the row's other cells need, or on one line in a row without Height. A text that does not fit even then is broken at this size. 0 never shrinks. A paragraph is made
	// smaller to stand on one line, and is then no higher than its characters.
	Shrink Size
	// Vertical sets a table cell's text from top to bottom, each character upright under the one before, a short
	// number or word upright and whole if it is no wider than the cell. Align is not used.
	Vertical bool
	// Spread is how many characters wide a shorter text of Chinese characters alone is set: with 3, a name of two
	// stands as wide as one of three. The text itself gets no spaces.
	Spread uint8
}

// Color is 0xRRGGBB; the zero Color is black.
type Color uint32

// Red is the red of a masthead and its rule (GB/T 9704-2012, 7.2.4 and 7.2.7).
const Red Color = 0xFF0000

// Span is a piece of text. Data marks what was filled in, as against the form's own words; Pointer is then the
// JSON pointer of the input value it shows (empty for computed values).
type Span struct {
	Text    string
	Pointer string
	Data    bool
	Font    *Font   // nil is the style's
	Room    uint8   // characters: a narrower text stands in the middle of as much; 0: it takes what it needs
	Input   *Input  // what takes the value from who fills in a worksheet; nil: nobody does. Its Text may be empty
	Formula Formula // how a text follows from other cells, for a worksheet; empty: it has none
	Raw     string  // with an Input outside a table: as Cell.Raw, of a number, a day, a month or a year; else empty
}

// Section is one page set-up and the blocks printed with it. Its name is the worksheet's.
type Section struct {
	Name          string
	Width, Height Length // of the paper, as it is turned
	Margin        Margin
	Foot          string // printed at every page's foot, with {page} and {pages}; empty for none
	Blocks        []Block
	// Pinned is how many of the last blocks stand on the bottom of the type area of the section's last page: a
	// colophon (版记). They are paragraphs, lines and rules.
	Pinned int
	// Mirror gives even pages the left margin on the right, for sheets printed on both sides and bound.
	Mirror bool
	// Outer sets the foot in 四号, a character (FootInset) in from the outer edge: right on odd pages, left on even
	// ones (GB/T 9704-2012, 7.5).
	Outer bool
	// Turned is set for a sheet that lies across in a book of upright ones. Bound, its top is on the left: at the binding
	// edge of odd pages, at the cut edge of even ones. Its foot stands where the upright pages have theirs, beside the
	// left margin and a quarter turned, and Mirror exchanges top and bottom (GB/T 9704-2012, 8).
	Turned bool
	// Entry is what the file's outline (bookmarks) calls the section's first page; empty: it has no entry.
	Entry string
	// Starts are texts of the section that say on which page other sections begin.
	Starts []Start
	// Stamp is set on the section's first page; nil for none.
	Stamp *Stamp
	// Aside is set for a section that only a workbook has: what is not printed but filled in (填写), or read (填表说明).
	Aside bool
	// Rulers draws rulers in millimetres along the paper's edges and a cross in each corner, RulerCross from both of its
	// edges, on every page.
	Rulers bool
}

// RulerCross is how far the crosses of Rulers stand from the paper's edges.
const RulerCross = 20 * MM

// FootInset is how far an Outer foot stands from the type area's side: a character of 28 on 156 mm.
const FootInset = 156 * MM / 28

// Start is a text that says on which page a section begins, by its place among all that are printed together. It is
// written when the pages are made.
type Start struct {
	Section int
	Text    *Span
}

// Margin is the distance of the text from the paper's edges.
type Margin struct{ Top, Right, Bottom, Left Length }

// Block is a Paragraph, a Line, a Table, a Tree, a Rule or a Signature.
type Block interface{ block() }

// Paragraph is text over the whole width: a marker, a title, a note. "\n" breaks a line.
type Paragraph struct {
	Content       []Span
	Style         Style
	Before, After Length // space above and below; not at a page's top
	// Keep keeps the paragraph on the page of what stands before it: for a table, of its last row.
	Keep bool
	// Flow lets it go on over a page's end line by line. What is kept with it has its last two lines beside it.
	Flow   bool
	Indent Indent
	At     Length // how far under the type area's top it starts at least
}

// Indent is how far text stands in from the sides of the type area. First is added to Left in the first line; a
// negative one hangs the line out.
type Indent struct{ Left, Right, First Length }

// Line is a row of parts side by side: head fields, signatures. The parts share the width equally; the first
// is set to the left and, when there is more than one, the last to the right unless Spread is set.
type Line struct {
	Parts  []Part
	Style  Style // of every part; Align is not used
	Height Length
	Spread bool // every part starts at the left of its share of the width
	Keep   bool // as Paragraph.Keep
	Before Length
	Indent Indent // First is not used
	// Loose gives the first of two parts all the room that the last one leaves.
	Loose bool
}

// Rule is a stroke over the width of the type area. Its height on the page is Before, Width and After.
type Rule struct {
	Width         Length
	Before, After Length
	Color         Color
	Keep          bool // as Paragraph.Keep
}

// Signature is an issuing body over its date (发文机关署名、成文日期), kept with the text above it. With a seal the
// body is centred on the date, and the seal on both; without one, the date starts Shift to the right of the
// body's first character, and the longer of the two is Right from the type area's side (GB/T 9704-2012, 7.3.5).
type Signature struct {
	Body, Date []Span
	Style      Style
	Before     Length
	Right      Length // from the type area's right side: of the date under a seal, of the longer of the two without
	Shift      Length
	Seal       Length // diameter; 0 for none
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
	// Later stands above the head on every page but the table's first: its title with （续表）, its unit of measure. A
	// worksheet, which is one long table, does not repeat it.
	Later []*Paragraph
	// Again is said after the text of a cell over several rows of Body, or of a Group row, where a later page shows it again:
	// （续）.
	Again string
	// Named are rows that formulas name.
	Named []Named
	// Sums are rows that are counted after the pages are made, in the order in which they are printed.
	Sums []SumRow
}

// Named is one row or several, by a key that formulas use. Rows count from 0, over Body and Tail in one; To is the
// last one.
type Named struct {
	Key      string
	From, To int
}

// Column is one column of a table. Key names it in formulas.
type Column struct {
	Key    string
	Width  Length
	Style  Style // of the cells that have none of their own
	Serial bool  // its cells number the rows (序号), which a worksheet counts by itself
}

// Row is one row of a table.
type Row struct {
	Cells  []Cell
	Height Length // at least
	Filler bool   // an empty row that fills the form's grid; never opens a page
	Keep   bool   // it stays on the page of the row before
	// Group marks a row of Body that names a group: the rows after it, up to the next one that does or is a Filler. A page on
	// which they go on shows it again, with Again after its text.
	Group bool
	// Total marks a row of Body that sums up rows above it: sum rows do not count it. Its formulas are SUBTOTAL(9,…),
	// which others of their kind do not count either.
	Total bool
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
	Repeat     bool   // shown again on every page that its row goes on over
	Above      bool   // one with the cell above: no rule between them, as that one says with Below
	Below      bool   // one with the cell below
	Shaded     bool   // it has a light grey ground: weekends in a grid of days
	Style      *Style // nil is the column's
}

// Formula is a spreadsheet formula, without =, in which cells are named instead of addressed: {key} is the cell
// of column key in the same row, {key:} that column's cells in all rows of Body, {key:rows} those in the rows that
// the table names so. {@path} is the cell of an Input anywhere in the workbook, {@path:} are those of a repeated one.
// Cells over a column may be several ranges, which a function takes as so many arguments: what takes one range stands
// between {+ and +}, and is written for each and added up.
type Formula string

func (*Paragraph) block() {}
func (*Line) block()      {}
func (*Rule) block()      {}
func (*Signature) block() {}
func (*Table) block()     {}
