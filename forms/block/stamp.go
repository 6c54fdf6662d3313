package block

// Stamp is the stamp of a file's first page (归档章, DA/T 22-2015): six equal cells in two rows, each a label over what was
// filled in. It stands at the upper right, where nothing else does.
type Stamp struct {
	Cells [6]StampCell
	Under []Span // a line under it: the file's number (档号); nil for none
	// Sections is how many sections are the file, from the one that has the stamp on: their pages are counted.
	Sections int
}

// StampCell is one cell. Pages gives it the number of the file's pages.
type StampCell struct {
	Label   string
	Content []Span
	Pages   bool
}

// The measures of a stamp, without the line under it.
const (
	StampWidth  = 45 * MM
	StampHeight = 16 * MM
)
