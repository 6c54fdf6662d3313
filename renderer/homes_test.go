package renderer_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/forms"
	"gongwen/forms/block"
	"gongwen/renderer"
	"gongwen/renderer/xlsx"
)

// maxBlank is how large the workbook of an empty ledger may be.
const maxBlank = 30 << 10

// TestEveryInputHasACell checks that the workbook of every form names a cell for each input, open to be written in
// unless the form fixes it, on sheets that are protected, and that those of empty ledgers are small.
func TestEveryInputHasACell(t *testing.T) {
	for _, f := range everything(t) {
		if f.full() {
			continue
		}
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			file := render(t, f.doc, renderer.Options{Format: renderer.XLSX})
			if f.doc.Blank && f.doc.Definition.Kind == forms.Ledger && len(file) > maxBlank {
				t.Errorf("the empty ledger is %d bytes", len(file))
			}
			book, err := excelize.OpenReader(bytes.NewReader(file))
			if err != nil {
				t.Fatal(err)
			}
			defer book.Close()
			sections := f.doc.Sheets()
			want := inputs(sections)
			names := 0
			for _, n := range book.GetDefinedName() {
				if strings.HasPrefix(n.Name, "in.") {
					names++
				}
			}
			if names != len(want) || names == 0 {
				t.Errorf("%d names for %d inputs", names, len(want))
			}
			open := 0
			for _, in := range want {
				if !in.Fixed {
					open++
				}
			}
			cells := 0
			for _, sheet := range book.GetSheetList()[:len(sections)] {
				if p, err := book.GetSheetProtection(sheet); err != nil || p.FormatCells || !p.InsertRows {
					t.Errorf("%s is not protected: %+v, %v", sheet, p, err)
				}
				cells += openCells(t, book, sheet)
			}
			if cells < open {
				t.Errorf("%d open cells for %d inputs", cells, open)
			}
			props, err := book.GetCustomProps()
			if mark := xlsx.Layout(sections); err != nil || !slices.Contains(props, excelize.CustomProperty{Name: "layout", Value: mark}) {
				t.Errorf("no mark %s: %v, %v", mark, props, err)
			}
		})
	}
}

// inputs are those of sections, by path.
func inputs(sections []block.Section) map[string]*block.Input {
	all := map[string]*block.Input{}
	add := func(content []block.Span) {
		for _, s := range content {
			if s.Input != nil {
				all[s.Input.Path] = s.Input
			}
		}
	}
	for i := range sections {
		for _, b := range sections[i].Blocks {
			switch b := b.(type) {
			case *block.Line:
				for _, p := range b.Parts {
					add(p.Content)
				}
			case *block.Table:
				for _, r := range slices.Concat(b.Head, b.Body, b.Tail) {
					for k := range r.Cells {
						add(r.Cells[k].Content)
					}
				}
			}
		}
	}
	return all
}

// openCells counts the cells that are not locked.
func openCells(t *testing.T, book *excelize.File, sheet string) (n int) {
	t.Helper()
	size, err := book.GetSheetDimension(sheet)
	if err != nil {
		t.Fatal(err)
	}
	_, end, _ := strings.Cut(size, ":")
	columns, rows, err := excelize.CellNameToCoordinates(end)
	if err != nil {
		t.Fatal(err)
	}
	locked := map[int]bool{}
	for r := 1; r <= rows; r++ {
		for c := 1; c <= columns; c++ {
			at, _ := excelize.CoordinatesToCellName(c, r)
			id, err := book.GetCellStyle(sheet, at)
			if err != nil {
				t.Fatal(err)
			}
			if _, known := locked[id]; !known {
				style, err := book.GetStyle(id)
				if err != nil {
					t.Fatal(err)
				}
				locked[id] = style.Protection == nil || style.Protection.Locked
			}
			if !locked[id] {
				n++
			}
		}
	}
	return n
}
