package renderer

import (
	"fmt"
	"io"
	"time"

	"gongwen/renderer/pdf"
)

// MergeOptions say what one file of many documents tells about itself.
type MergeOptions struct {
	Title  string    // empty: none
	Issued time.Time // zero: no date
	Duplex bool      // every document starts on the front of a sheet, behind a blank page where it has to
}

// Merge writes the parts of a batch (Batch.Part) as one PDF/A-2u file, as they come: faces are in it once, every item
// has a bookmark with its name, and memory does not grow with what is on the pages.
type Merge struct {
	to *pdf.Merge
	o  MergeOptions
}

// NewMerge starts a file on w.
func (r *Renderer) NewMerge(w io.Writer, o MergeOptions) (*Merge, error) {
	to, err := pdf.NewMerge(w, r.book, pdf.Options{Title: o.Title, Creator: creator, Issued: o.Issued})
	if err != nil {
		return nil, err
	}
	return &Merge{to: to, o: o}, nil
}

// Add adds the item's pages and notes in r where they start. A bad item adds nothing.
func (m *Merge) Add(r *Result) error {
	if r.Bad() {
		return nil
	}
	first, err := m.to.Add(r.Part, r.Name, m.o.Duplex)
	if err != nil {
		return fmt.Errorf("item %d: %w", r.No, err)
	}
	r.Page = first
	return nil
}

// Pages is how many pages the file has so far, blank ones included.
func (m *Merge) Pages() int { return m.to.Pages() }

// Close ends the file. One without a page is an error.
func (m *Merge) Close() error { return m.to.Close() }
