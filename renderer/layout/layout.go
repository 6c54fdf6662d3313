package layout

import (
	"fmt"

	"gongwen/fonts"
	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// Result is what layout gives: the pages of all sections, and where each row of each block stands.
type Result struct {
	Pages []*page.Page
	// Rows are in the order of sections, blocks, rows and pages. A table's rows count head, body and tail in one;
	// a head has placements on its first page only, a Filler row that was dropped has none.
	Rows []page.Placement
	// Starts is, for each section, the index of its first page.
	Starts []int
}

// Pages lays the sections out, each from a new page on; page numbers run on over them. An error means that a
// section breaks a promise of package block: wrong spans, a width that does not fit, no room for one line, a
// character that no face of the book has.
func Pages(book *fonts.Book, sections []block.Section) (Result, error) {
	return Numbered(book, sections, Numbers{})
}

// Numbers are page numbers of a file that has more than the sections in it. The zero value is those of a file that
// has no more.
type Numbers struct {
	First int // the number of the sections' first page; 0: 1
	Pages int // of the whole file; 0: the sections'
}

// Numbered is Pages where the sections are a part of a file: its numbers and sides of the paper go by the whole file.
func Numbered(book *fonts.Book, sections []block.Section, n Numbers) (Result, error) {
	s := setter{skip: max(n.First-1, 0), total: n.Pages, drawer: drawer{breaker: &breaker{book: book, chars: make([]char, 0, 512), lines: make([]line, 0, 128)}}}
	ends := make([]int, len(sections))
	s.result.Starts = make([]int, len(sections))
	for i := range sections {
		first := len(s.result.Pages)
		if err := s.stamped(i, &sections[i]); err != nil {
			return Result{}, fmt.Errorf("layout: section %d %q: %w", i, sections[i].Name, err)
		}
		ends[i], s.result.Starts[i] = len(s.result.Pages), first
	}
	if s.total == 0 {
		s.total = s.skip + len(s.result.Pages)
	}
	from := 0
	for i := range sections {
		if err := s.feet(&sections[i], from, ends[i]); err != nil {
			return Result{}, fmt.Errorf("layout: foot of section %d %q: %w", i, sections[i].Name, err)
		}
		from = ends[i]
	}
	for _, at := range s.stamps {
		if err := s.stamp(at, ends[min(max(at.last, 0), len(ends)-1)]); err != nil {
			return Result{}, fmt.Errorf("layout: stamp on page %d: %w", at.page+1, err)
		}
	}
	return s.result, nil
}

// setter sets one section after the other. y is where the next block may start.
type setter struct {
	drawer
	result  Result
	section *block.Section
	at      page.Placement // of what is being placed: section and block are set
	slab    []page.Page

	left, width, top, bottom, y page.Length
	after                       page.Length // wanted below the last block
	low                         page.Length // where the last seal on the page ends
	lower                       page.Length // how far the section's first page starts under its top, for the stamp
	stamps                      []stampAt

	skip, total int // pages of the file before these; of the file
}

func um(l block.Length) page.Length { return page.Microns(int64(l)) }

// lay sets the blocks of a section.
func (s *setter) lay(index int, section *block.Section) error {
	if err := checkSection(section); err != nil {
		return err
	}
	s.section = section
	s.left, s.width = um(section.Margin.Left), um(section.Width-section.Margin.Left-section.Margin.Right)
	s.top, s.bottom = um(section.Margin.Top), um(section.Height-section.Margin.Bottom)
	s.turn()
	s.y += s.lower
	for i, b := range section.Blocks {
		s.at = page.Placement{Section: index, Block: i}
		s.chars, s.lines = s.chars[:0], s.lines[:0]
		var err error
		if section.Pinned > 0 && i == s.pinned() {
			if err := s.pin(); err != nil {
				return err
			}
		}
		switch b := b.(type) {
		case *block.Paragraph:
			err = s.paragraph(b)
		case *block.Line:
			err = s.line(b)
		case *block.Table:
			err = s.table(b)
		case *block.Tree:
			err = s.tree(b)
		case *block.Rule:
			err = s.rule(b)
		case *block.Signature:
			err = s.signature(b)
		default:
			err = fmt.Errorf("unknown sort %T", b)
		}
		if err != nil {
			return fmt.Errorf("block %d: %w", i, err)
		}
	}
	return nil
}

// turn opens a new page, with as much room for operations as the last one needed.
func (s *setter) turn() {
	texts, lines := 64, 16
	if s.page != nil {
		texts, lines = len(s.page.Texts)+8, len(s.page.Lines)
	}
	if len(s.slab) == 0 {
		s.slab = make([]page.Page, min(1+len(s.result.Pages), 64))
	}
	s.page, s.slab = &s.slab[0], s.slab[1:]
	s.page.Width, s.page.Height = um(s.section.Width), um(s.section.Height)
	s.page.Texts = make([]page.Text, 0, texts)
	s.page.Lines = make([]page.Line, 0, lines)
	s.result.Pages = append(s.result.Pages, s.page)
	s.y, s.after, s.low = s.top, 0, 0
}

// fresh reports whether nothing stands on the page yet.
func (s *setter) fresh() bool { return s.y == s.top }

// place notes that a row of the current block stands at y on the current page.
func (s *setter) place(row int, y, height page.Length) {
	p := s.at
	p.Row, p.Page, p.Top, p.Height = row, len(s.result.Pages)-1, y, height
	s.result.Rows = append(s.result.Rows, p)
}

// space is what stands above a block that wants before: nothing at a page's top.
func (s *setter) space(before block.Length) page.Length {
	if s.fresh() {
		return 0
	}
	return s.after + um(before)
}
