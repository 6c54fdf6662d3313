package renderer_test

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/renderer"
)

// TestWorkbooksClipNoText checks that every text of every workbook, blank, with its sample and full, has the height that
// it needs in its cell's width, in 宋体: every character as wide as it is high, ASCII half of that, 1.1 sizes a line.
func TestWorkbooksClipNoText(t *testing.T) {
	for _, f := range everything(t) {
		t.Run(f.name, func(t *testing.T) {
			file, err := excelize.OpenReader(bytes.NewReader(render(t, f.doc, renderer.Options{Format: renderer.XLSX})))
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			for _, sheet := range file.GetSheetList() {
				if visible, _ := file.GetSheetVisible(sheet); visible {
					clipped(t, file, sheet)
				}
			}
		})
	}
}

// rooms is how large the merged cells of a sheet are, by their first one; a cell by itself is in none.
func rooms(t *testing.T, file *excelize.File, sheet string) (room func(col, row int) (width, height float64)) {
	t.Helper()
	merged, err := file.GetMergeCells(sheet)
	if err != nil {
		t.Fatal(err)
	}
	last := map[string]string{}
	for _, m := range merged {
		last[m.GetStartAxis()] = m.GetEndAxis()
	}
	return func(col, row int) (width, height float64) {
		toCol, toRow := col, row
		at, _ := excelize.CoordinatesToCellName(col, row)
		if end := last[at]; end != "" {
			toCol, toRow, _ = excelize.CellNameToCoordinates(end)
		}
		for ; col <= toCol; col++ {
			name, _ := excelize.ColumnNumberToName(col)
			w, _ := file.GetColWidth(sheet, name)
			width += w * 6 // points of a digit of the default face
		}
		for ; row <= toRow; row++ {
			h, _ := file.GetRowHeight(sheet, row)
			height += h
		}
		return width, height
	}
}

func clipped(t *testing.T, file *excelize.File, sheet string) {
	rows, err := file.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	room := rooms(t, file, sheet)
	for r, row := range rows {
		for c, text := range row {
			at, _ := excelize.CoordinatesToCellName(c+1, r+1)
			id, _ := file.GetCellStyle(sheet, at)
			style, err := file.GetStyle(id)
			if err != nil {
				t.Fatal(err)
			}
			a := style.Alignment
			if text == "" || a == nil || !a.WrapText || a.ShrinkToFit || a.TextRotation != 0 {
				continue
			}
			if style.CustomNumFmt != nil {
				text = strings.Repeat("\u3000", strings.Count(*style.CustomNumFmt, "\u3000")) + text
			}
			lines := 0
			width, height := room(c+1, r+1)
			for _, p := range strings.Split(text, "\n") {
				wide := 0.0
				for _, ch := range p {
					if wide += style.Font.Size / 2; ch > 0x7e {
						wide += style.Font.Size / 2
					}
				}
				lines += max(1, int(math.Ceil(wide/max(width-4, 1)-0.02)))
			}
			if need := float64(lines) * style.Font.Size * 1.1; need > height+1 {
				t.Errorf("%s!%s: %d lines of %g need %.0f of %.0f pt: %.30s", sheet, at, lines, style.Font.Size, need, height, text)
			}
			if style.Font.Size < 6 {
				t.Errorf("%s!%s is set in %g pt: %.30s", sheet, at, style.Font.Size, text)
			}
		}
	}
}
