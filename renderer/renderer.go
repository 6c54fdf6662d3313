package renderer

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"time"

	"gongwen/fonts"
	"gongwen/forms"
	"gongwen/forms/block"
	"gongwen/renderer/layout"
	"gongwen/renderer/page"
	"gongwen/renderer/pdf"
	"gongwen/renderer/png"
	"gongwen/renderer/xlsx"
)

// The resolutions a PNG may have, in dots per inch.
const (
	MinDPI     = png.MinDPI
	MaxDPI     = png.MaxDPI
	DefaultDPI = png.DefaultDPI
)

// creator is the program's name in the properties of what it makes.
const creator = "gongwen"

// Limits bounds the work of one render. The zero value bounds nothing.
type Limits struct {
	Pages int // a document may have; 0 for any number
}

// Options says what to make of a document.
type Options struct {
	Format Format
	Page   int       // PNG: which page, counted from 1; 0 is 1
	DPI    int       // PNG: dots per inch, MinDPI to MaxDPI; 0 is DefaultDPI
	Issued time.Time // the clock of the print, written into the file
	Mark   string    // across every page, or in the head of a workbook's pages, at most MarkLength characters; empty for none
	Layer  Layer     // PDF, PNG: what is painted
	Offset Offset    // PDF, PNG: how far everything is moved
}

// Renderer makes files of documents. It is safe for concurrent use.
type Renderer struct {
	book   *fonts.Book
	limits Limits
}

// New returns a Renderer that sets type from book.
func New(book *fonts.Book, limits Limits) *Renderer {
	return &Renderer{book: book, limits: limits}
}

// Render writes doc to w in the format asked for. It asks ctx between its stages and returns its error when it is over.
// Wrong options are an OptionError, a PageError or a DPIError, a document that is too long a LengthError, one with a value that a
// workbook cannot hold a CellError; nothing is written then.
func (r *Renderer) Render(ctx context.Context, w io.Writer, doc *forms.Document, o Options) error {
	_, err := r.print(ctx, w, doc, o)
	return err
}

// print is Render; it gives the document's pages too.
func (r *Renderer) print(ctx context.Context, w io.Writer, doc *forms.Document, o Options) ([]*page.Page, error) {
	if o.DPI == 0 {
		o.DPI = DefaultDPI
	}
	if o.Format == PNG && (o.DPI < MinDPI || o.DPI > MaxDPI) {
		return nil, DPIError(o.DPI)
	}
	if err := r.Check(o); err != nil {
		return nil, err
	}
	sections := doc.Sections
	if o.Format == XLSX {
		sections = doc.Sheets
	}
	return r.render(ctx, w, sections(), about{
		name: doc.Definition.ID, title: doc.Title(), author: doc.Unit(), subject: subject(doc.Definition), number: doc.FileNumber(),
		properties: []xlsx.Property{
			{Name: "form", Value: doc.Definition.ID},
			{Name: "version", Value: strconv.Itoa(doc.Definition.Version)},
		},
	}, o)
}

// RenderPacket writes a packet to w as one PDF, with an entry in its outline for every document, or as one workbook, with
// a sheet for each. Page numbers run on over all documents. Errors are those of Render.
func (r *Renderer) RenderPacket(ctx context.Context, w io.Writer, p *forms.Packet, o Options) error {
	if o.Format == PNG {
		return FormatError(o.Format.String())
	}
	if err := r.Check(o); err != nil {
		return err
	}
	sections := p.Sections
	if o.Format == XLSX {
		sections = p.Sheets
	}
	_, err := r.render(ctx, w, sections(), about{
		name: "packet", title: p.Name(), author: p.Unit(),
		properties: []xlsx.Property{{Name: "documents", Value: strconv.Itoa(len(p.Documents))}},
	}, o)
	return err
}

// about is what a file says about itself.
type about struct {
	name                           string // in errors
	title, author, subject, number string
	properties                     []xlsx.Property
}

// render makes a file of sections and gives their pages.
func (r *Renderer) render(ctx context.Context, w io.Writer, sections []block.Section, a about, o Options) ([]*page.Page, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if o.Format == XLSX {
		sections = block.Sheets(sections)
	}
	laid, err := r.lay(sections, layout.Numbers{}, a.name)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r.choose(laid.Pages, o)
	if err := r.encode(w, sections, laid, a, o); err != nil {
		return nil, fmt.Errorf("%s of %s: %w", o.Format, a.name, err)
	}
	return laid.Pages, nil
}

// lay makes pages of sections, whose numbers are those of a file of many documents if n says so.
func (r *Renderer) lay(sections []block.Section, n layout.Numbers, name string) (layout.Result, error) {
	laid, err := layout.Numbered(r.book, sections, n)
	if err == nil && paged(sections, laid.Starts, max(n.First-1, 0)) { // with the pages' numbers in it
		laid, err = layout.Numbered(r.book, sections, n)
	}
	if err != nil {
		return laid, fmt.Errorf("lay out %s: %w", name, err)
	}
	if n := len(laid.Pages); r.limits.Pages > 0 && n > r.limits.Pages {
		return laid, &LengthError{Pages: n, Limit: r.limits.Pages}
	}
	return laid, nil
}

// paged writes the numbers of their first pages, before which the file has skip others, into the texts that say where
// sections begin, and tells whether there are any.
func paged(sections []block.Section, starts []int, skip int) (found bool) {
	for i := range sections {
		for _, s := range sections[i].Starts {
			s.Text.Text = strconv.Itoa(skip + starts[s.Section] + 1)
			found = true
		}
	}
	return found
}

// outline is the bookmarks of the sections that have an entry.
func outline(sections []block.Section, starts []int) (entries []pdf.Entry) {
	for i := range sections {
		if sections[i].Entry != "" {
			entries = append(entries, pdf.Entry{Title: sections[i].Entry, Page: starts[i] + 1})
		}
	}
	return entries
}

// encode paints what layout finished.
func (r *Renderer) encode(w io.Writer, sections []block.Section, laid layout.Result, a about, o Options) error {
	switch o.Format {
	case PDF:
		return pdf.Encode(w, r.book, laid.Pages, pdf.Options{
			Title: a.title, Author: a.author, Subject: a.subject, Keywords: a.number, Creator: creator, Issued: o.Issued,
			Outline: outline(sections, laid.Starts),
		})
	case XLSX:
		return xlsx.Encode(w, sections, laid.Rows, xlsx.Options{
			Title: a.title, Subject: a.subject, Author: a.author, Keywords: a.number, Creator: creator, Issued: o.Issued,
			Mark: o.Mark, Properties: a.properties,
		})
	case PNG:
		page := max(o.Page, 1)
		if o.Page < 0 || page > len(laid.Pages) {
			return &PageError{Page: o.Page, Pages: len(laid.Pages)}
		}
		return png.Encode(w, r.book, laid.Pages[page-1], png.Options{DPI: o.DPI})
	}
	return FormatError(o.Format.String())
}

// subject names the form that was filled and where it comes from.
func subject(d *forms.Definition) string {
	s := d.ID + "@" + strconv.Itoa(d.Version)
	if d.Source != "" {
		s += " " + d.Source
	}
	return s
}
