package renderer

import (
	"fmt"

	"gongwen/renderer/xlsx"
)

// CellError is a value that no cell of a workbook can hold; it is one that PDF and PNG can print.
type CellError = xlsx.CellError

// PageError asks for a page that the document does not have.
type PageError struct {
	Page  int // asked for, counted from 1
	Pages int // that there are
}

// Error says how many pages there are.
func (e *PageError) Error() string {
	return fmt.Sprintf("no page %d: the document has %d", e.Page, e.Pages)
}

// DPIError is a resolution outside MinDPI to MaxDPI.
type DPIError int

// Error says what a resolution may be.
func (e DPIError) Error() string {
	return fmt.Sprintf("resolution %d dpi: it may be %d to %d", int(e), MinDPI, MaxDPI)
}

// LengthError is a document of more pages than Limits allows.
type LengthError struct {
	Pages int // that the document has
	Limit int // that it may have
}

// Error says how many pages there are and may be.
func (e *LengthError) Error() string {
	return fmt.Sprintf("the document has %d pages; at most %d are printed", e.Pages, e.Limit)
}
