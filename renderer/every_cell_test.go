package renderer_test

import (
	"bytes"
	"image/png"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"gongwen/forms/block"
	"gongwen/renderer"
	"gongwen/renderer/internal/judge"
	"gongwen/renderer/page"
)

// TestReadersFindThePages checks that a reader of the PDF finds the characters that layout set, page by page, and that
// the picture of the first page is of its size.
func TestReadersFindThePages(t *testing.T) {
	for _, f := range everything(t) {
		if testing.Short() && f.full() {
			continue
		}
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			pages := strings.Split(judge.Text(t, render(t, f.doc, renderer.Options{})), "\f")
			for i, p := range f.laid.Pages {
				if got, want := sorted(pages[i]), sorted(said(p)); got != want {
					t.Errorf("page %d: the PDF has %q, want %q", i+1, got, want)
				}
			}
			first, err := png.DecodeConfig(bytes.NewReader(render(t, f.doc, renderer.Options{Format: renderer.PNG, DPI: 72})))
			if p := f.laid.Pages[0]; err != nil || abs(first.Width-int(p.Width/page.Pt)) > 1 || abs(first.Height-int(p.Height/page.Pt)) > 1 {
				t.Errorf("the picture is %d by %d, %v", first.Width, first.Height, err)
			}
		})
	}
}

func abs(n int) int { return max(n, -n) }

// sorted are the characters of a text in order, without white space.
func sorted(s string) string {
	runes := []rune(squeeze(s))
	slices.Sort(runes)
	return string(runes)
}

// TestWorkbooksHoldTheSameCells checks that every cell of a table, every paragraph and every part of a line is a cell
// of the workbook, with the same value, and that nothing else is there but what pages show again.
func TestWorkbooksHoldTheSameCells(t *testing.T) {
	for _, f := range everything(t) {
		t.Run(f.name, func(t *testing.T) {
			sheets := f.doc.Sheets()
			laid := layOut(t, sheets)
			want, again := blockCells(sheets), map[string]bool{}
			tables(sheets, func(_, _ int, table *block.Table) {
				for i := range table.Sums {
					for _, c := range table.Sums[i].Row.Cells {
						again[squeeze(plain(c.Content))] = true
					}
				}
				for _, r := range table.Body {
					for _, c := range r.Cells {
						again[canonical(squeeze(plain(c.Content)+table.Again))] = true
						again[canonical(squeeze(plain(c.Content)))] = true
					}
				}
			})
			for _, p := range laid.Rows {
				if p.Sum != nil {
					for i := range p.Sum.Digits {
						again[canonical(p.Sum.Digits[i])], again[squeeze(p.Sum.Texts[i])] = true, true
					}
				}
			}
			all := sheetCells(t, render(t, f.doc, renderer.Options{Format: renderer.XLSX}))
			got := map[string]int{}
			for _, s := range all {
				got[s]++
			}
			for s, n := range want {
				if got[s] < n && !inPieces(s, all, again) {
					t.Errorf("%q stands in %d cells, want %d", s, got[s], n)
				}
			}
			for s, n := range got {
				if n > want[s] && !again[s] {
					t.Errorf("%q stands in %d cells, want %d", s, n, want[s])
				}
			}
		})
	}
}

// inPieces finds a paragraph that goes on over pages' ends in cells one after the other, and adds those to again.
func inPieces(s string, all []string, again map[string]bool) (found bool) {
	for i := range all {
		rest, whole := strings.CutPrefix(s, all[i])
		for k := i + 1; whole && rest != "" && k < len(all); k++ {
			rest, whole = strings.CutPrefix(rest, all[k])
			if whole && rest == "" {
				for _, piece := range all[i : k+1] {
					again[piece] = true
				}
				found = true
			}
		}
	}
	return found
}

// blockCells counts the values of blocks, as a sheet keeps them; a stamp is set on paper alone.
func blockCells(sections []block.Section) map[string]int {
	cells := map[string]int{}
	add := func(content []block.Span) { cells[canonical(squeeze(plain(content)))]++ }
	for i := range sections {
		for _, b := range sections[i].Blocks {
			switch b := b.(type) {
			case *block.Paragraph:
				add(b.Content)
			case *block.Line:
				for _, p := range b.Parts {
					k := slices.IndexFunc(p.Content, func(s block.Span) bool { return s.Input != nil })
					if k < 0 {
						add(p.Content)
						continue
					}
					add(p.Content[:k]) // the label, and beside it the value
					cells[takenValue(&p.Content[k])]++
				}
			case *block.Signature:
				add(append(slices.Clone(b.Body), b.Date...))
			case *block.Table:
				for _, rows := range [][]block.Row{b.Head, b.Body, b.Tail} {
					for _, r := range rows {
						for k := range r.Cells {
							cells[value(&r.Cells[k])]++
						}
					}
				}
			}
		}
	}
	delete(cells, "")
	return cells
}

// plain is the text of spans.
func plain(content []block.Span) string {
	var b strings.Builder
	for _, s := range content {
		b.WriteString(s.Text)
	}
	return b.String()
}

// value is what a sheet keeps of a cell.
func value(c *block.Cell) string {
	switch {
	case c.Kind == block.Number && c.Raw != "":
		return canonical(c.Raw)
	case c.Kind == block.Date && c.Raw != "":
		if day, err := time.Parse(time.DateOnly, c.Raw); err == nil {
			return strconv.FormatInt(day.Unix()/86400+25569, 10)
		}
	}
	return canonical(squeeze(plain(c.Content)))
}

// takenValue is what a sheet keeps of a value that is filled in beside its label.
func takenValue(s *block.Span) string {
	c := block.Cell{Content: []block.Span{*s}, Raw: s.Raw}
	switch s.Input.Type {
	case block.Whole, block.Decimals, block.Year:
		c.Kind = block.Number
	case block.Day, block.Month:
		c.Kind = block.Date
	}
	return value(&c)
}

// canonical is a number as a sheet writes it.
func canonical(digits string) string {
	f, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return digits
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// sheetCells are the values of a workbook, row by row.
func sheetCells(t *testing.T, workbook []byte) (cells []string) {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(workbook))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, sheet := range file.GetSheetList() {
		rows, err := file.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			for _, v := range r {
				if v = squeeze(v); v != "" {
					cells = append(cells, canonical(v))
				}
			}
		}
	}
	return cells
}
