package xlsx

import (
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"

	"gongwen/forms/block"
)

// sheet writes one section's worksheet.
type sheet struct {
	book    *book
	file    *excelize.File
	name    string
	number  int // from 1
	section *block.Section
	plan    *plan
	styles  *styles
	fonts   FontNames
	mark    string // in the head of every printed page

	stream *excelize.StreamWriter
	cells  []excelize.Cell // of the row being written, one a column
	values []any           // what SetRow takes: pointers to the cells that are there, nil for the others
}

// emptySheet is a worksheet with what excelize has no call for (text that looks like a number is meant as text) or
// writes out of order (columns).
const emptySheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
	`<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="%[1]s"/>` +
	`<sheetViews><sheetView showGridLines="0"%[2]s workbookViewId="0">%[4]s</sheetView></sheetViews>` +
	`<sheetFormatPr defaultRowHeight="14.25"/><cols>%[3]s</cols><sheetData/>%[5]s` +
	`<ignoredErrors><ignoredError sqref="%[1]s" formula="1" unlockedFormula="1" numberStoredAsText="1"/></ignoredErrors></worksheet>`

func (s *sheet) write() error {
	if err := s.open(); err != nil {
		return err
	}
	if err := s.setup(); err != nil {
		return err
	}
	if err := s.defineNames(); err != nil {
		return err
	}
	stream, err := s.file.NewStreamWriter(s.name)
	if err != nil {
		return err
	}
	s.stream = stream
	n := s.plan.grid.columns()
	s.cells, s.values = make([]excelize.Cell, n), make([]any, n)
	if err := s.content(); err != nil {
		return err
	}
	if err := s.pageBreaks(); err != nil {
		return err
	}
	return stream.Flush()
}

// open adds the worksheet to the workbook.
func (s *sheet) open() error {
	selected := ""
	if s.number == 1 {
		selected = ` tabSelected="1"`
		if s.name != "Sheet1" {
			if err := s.file.SetSheetName("Sheet1", s.name); err != nil {
				return err
			}
		}
	} else if _, err := s.file.NewSheet(s.name); err != nil {
		return err
	}
	part := fmt.Sprintf("xl/worksheets/sheet%d.xml", s.number)
	used := "A1:" + address(s.plan.grid.columns(), max(len(s.plan.rows), 1))
	s.file.Sheet.Delete(part)
	s.file.Pkg.Store(part, fmt.Appendf(nil, emptySheet, used, selected, s.plan.grid.cols(), s.frozen(), s.protect()+s.colours()+s.checks()))
	return nil
}

// content writes the rows, block by block.
func (s *sheet) content() error {
	items := s.plan.items
	for len(items) > 0 {
		n := 1
		for n < len(items) && items[n].block == items[0].block {
			n++
		}
		var err error
		switch b := s.section.Blocks[items[0].block].(type) {
		case *block.Paragraph:
			for _, it := range items[:n] {
				if err == nil {
					err = s.across(it, b.Style, strip{inset(b, &it), b.Style.Align, 0, s.plan.grid.columns()})
				}
			}
		case *block.Line:
			err = s.across(items[0], b.Style, s.plan.grid.strips(b)...)
		case *block.Table:
			err = s.table(items[:n], b)
		case *block.Signature:
			content := slices.Concat(b.Body, []block.Span{{Text: "\n"}}, b.Date)
			err = s.across(items[0], b.Style, strip{content, block.Right, 0, s.plan.grid.columns()})
		case *block.Rule:
			err = s.rule(items[0], b)
		}
		if err != nil {
			return err
		}
		items = items[n:]
	}
	return nil
}

// of is the item's part of a paragraph's content. A text that is cut has no formula.
func (it item) of(content []block.Span) (part []block.Span) {
	if it.to == 0 {
		return content
	}
	from, to := it.from, it.to
	for _, s := range content {
		n := len(s.Text)
		if s.Text = s.Text[min(max(from, 0), n):min(max(to, 0), n)]; len(s.Text) < n {
			s.Formula = ""
		}
		if s.Text != "" || n == 0 && from <= 0 && to > 0 {
			part = append(part, s)
		}
		from, to = from-n, to-n
	}
	return part
}

// across writes texts side by side, each merged over its columns.
func (s *sheet) across(it item, style block.Style, pieces ...strip) error {
	if it.valign != block.Middle {
		style.VAlign = it.valign
	}
	shrink := style.Shrink > 0
	style.Pitch, style.Cell, style.Shrink = 0, 0, 0
	for _, p := range pieces {
		l := look{style: style, format: text, shrink: shrink}
		l.style.Align = p.align
		if len(p.content) == 1 && p.content[0].Font != nil {
			l.style.Font = *p.content[0].Font
		}
		if err := s.piece(it, l, p); err != nil {
			return err
		}
	}
	for r := it.first; r <= it.last; r++ {
		if err := s.flush(r); err != nil {
			return err
		}
	}
	return nil
}

// piece writes one of them: the value of an input, a text, or a formula that gives a text. A cell of text format would
// show its formula.
func (s *sheet) piece(it item, l look, p strip) error {
	str := join(p.content)
	v := textOrNil(str)
	var formula string
	var err error
	in := sole(p.content)
	switch {
	case in != nil && s.book.isHome(s, it.block, in.Input, p.from+1, it.first):
		v, l.format = entry(in, "", "")
		l.open, l.shrink = !in.Input.Fixed, l.shrink || isNumber(in.Input)
		if formula, err = s.joined(p.content, s.beside(it.first)); formula != "" && l.format == text {
			l.format = ""
		}
	case str == "" && !live(p.content):
		return nil
	default:
		formula, err = s.joined(p.content, s.beside(it.first))
		if formula != "" || units(str) > maxFormat {
			l.format = ""
		}
	}
	if err != nil {
		return err
	}
	if text, ok := v.(string); ok {
		if err := check(text); err != nil {
			return &CellError{Pointer: pointer(p.content), Cell: address(p.from+1, it.first), Err: err}
		}
	}
	if str != "" && !l.shrink {
		l.style.Size = s.plan.fitting(str, l.style.Size, p.from, p.to, s.plan.height(it.first, it.last))
	}
	id, err := s.styles.id(l)
	if err != nil {
		return err
	}
	s.set(p.from, excelize.Cell{StyleID: id, Value: v, Formula: formula})
	return s.merge(p.from, it.first, p.to, it.last)
}

// rule writes a row with a line under it.
func (s *sheet) rule(it item, r *block.Rule) error {
	id, err := s.styles.id(look{style: block.Style{Size: 10, Color: r.Color}, edges: edges{bottom: weight(r.Width)}})
	if err != nil {
		return err
	}
	for row := it.first; row <= it.last; row++ {
		if row == it.last {
			for i := range s.values {
				s.set(i, excelize.Cell{StyleID: id})
			}
		}
		if err := s.flush(row); err != nil {
			return err
		}
	}
	return nil
}

// set puts a cell into the row being written; columns count from 0.
func (s *sheet) set(column int, c excelize.Cell) {
	s.cells[column] = c
	s.values[column] = &s.cells[column]
}

// merge joins the columns from left up to right and the rows from top to bottom, if they are more than one cell.
func (s *sheet) merge(left, top, right, bottom int) error {
	if right-left == 1 && top == bottom {
		return nil
	}
	return s.stream.MergeCell(address(left+1, top), address(right, bottom))
}

// flush writes the row and empties it for the next.
func (s *sheet) flush(r int) error {
	height := float64(s.plan.rows[r-1].height) * pixel.Points()
	err := s.stream.SetRow(address(1, r), s.values, excelize.RowOpts{Height: height})
	clear(s.values)
	return err
}

// pageBreaks breaks the sheet where the pages break.
func (s *sheet) pageBreaks() error {
	rows, breaks := s.plan.rows, 0
	for i := 1; i < len(rows) && breaks < maxBreaks; i++ {
		if rows[i].page == rows[i-1].page {
			continue
		}
		if err := s.stream.InsertPageBreak(address(1, i+1)); err != nil {
			return err
		}
		breaks++
	}
	return nil
}
