package renderer_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"math"
	"path"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/forms"
	"gongwen/renderer"
	"gongwen/renderer/internal/judge"
)

// faces are what the workbooks' faces stand for in LibreOffice.
const faces = "../fonts/faces"

// workbooks are all forms of the library, blank, with their samples and full, by file name.
func workbooks(t *testing.T) (files map[string][]byte, pages map[string]int) {
	t.Helper()
	files, pages = map[string][]byte{}, map[string]int{}
	for _, f := range everything(t) {
		name := strings.ReplaceAll(f.name, "/", "-")
		files[name+".xlsx"] = render(t, f.doc, renderer.Options{Format: renderer.XLSX})
		pages[name] = len(layOut(t, f.doc.Sheets()).Pages)
	}
	return files, pages
}

// TestWorkbooksAreJudged has the Open XML SDK look at every sheet of the library: at three workbooks with all blank
// forms, all samples and all full inputs, since one start takes it longer than a sheet, and at one of every kind alone.
func TestWorkbooksAreJudged(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	files := map[string][]byte{}
	packets := map[string]*forms.Packet{}
	for _, f := range everything(t) {
		d := f.doc.Definition
		if f.full() {
			files[string(d.Kind)] = render(t, f.doc, renderer.Options{Format: renderer.XLSX})
		}
		state := path.Base(f.name)
		if packets[state] == nil {
			packets[state] = &forms.Packet{}
		}
		if d.Kind != forms.PacketKind { // its sheets are those of the others
			packets[state].Documents = append(packets[state].Documents, f.doc)
		}
	}
	for state, p := range packets {
		var out bytes.Buffer
		o := renderer.Options{Format: renderer.XLSX, Issued: issued}
		if err := renderer.New(book(t), renderer.Limits{}).RenderPacket(context.Background(), &out, p, o); err != nil {
			t.Fatal(err)
		}
		files[state] = out.Bytes()
	}
	for name, file := range files {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			judge.Schema(t, file)
		})
	}
}

// TestOfficePrintsAsManyPages has LibreOffice print every workbook of the library: on as many pages as our PDF has, and
// nothing on a sample's first is coloured as missing or wrong.
func TestOfficePrintsAsManyPages(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	t.Parallel()
	files, pages := workbooks(t)
	for name, file := range judge.Office(t, faces, "pdf", files) {
		if got := judge.Pages(t, file); got != pages[name] {
			t.Errorf("%s: %d pages, want %d", name, got, pages[name])
		}
		if !strings.HasSuffix(name, "-sample") {
			continue
		}
		if n := coloured(judge.Picture(t, file, 1, 36)); n > 0 {
			t.Errorf("%s: %d dots are coloured as missing or wrong", name, n)
		}
	}
}

// coloured counts the dots of a page that are of the light yellow and red of marked cells.
func coloured(page image.Image) (n int) {
	for y := range page.Bounds().Dy() {
		for x := range page.Bounds().Dx() {
			r, g, b, _ := page.At(x, y).RGBA()
			if dot := [3]uint32{r >> 8, g >> 8, b >> 8}; dot == [3]uint32{0xFF, 0xF2, 0xCC} || dot == [3]uint32{0xFF, 0xC7, 0xCE} {
				n++
			}
		}
	}
	return n
}

// TestOfficeWorksOutTheFormulas has LibreOffice open the library's workbooks, whose formulas' values are taken away
// before, and save them: it must come to those values, and what was filled in must come back from what it has saved,
// with the names of its inputs and without.
func TestOfficeWorksOutTheFormulas(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	t.Parallel()
	want, files := map[string]map[string]string{}, map[string][]byte{}
	all, _ := workbooks(t)
	for name, file := range all {
		want[strings.TrimSuffix(name, ".xlsx")], files[name] = formulas(t, file), bare(t, file)
	}
	count := 0
	saved := judge.Office(t, faces, "xlsx:Calc MS Excel 2007 XML", files)
	for name, file := range saved {
		got := formulas(t, file)
		for at, v := range want[name] {
			count++
			if got[at] != v {
				t.Errorf("%s: %s is %q, want %q", name, at, got[at], v)
			}
		}
	}
	for _, d := range definitions(t) {
		file := saved[stem(d)+"-sample"]
		same(t, d, file, d.Sample())
		if d.Kind != forms.PacketKind {
			same(t, d, unnamed(t, file), d.Sample())
		}
	}
	t.Logf("%d formulas in %d workbooks", count, len(files))
	if count < 1000 {
		t.Errorf("only %d formulas", count)
	}
}

// formulas are the values of a workbook's formulas, by sheet and cell.
func formulas(t *testing.T, workbook []byte) map[string]string {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(workbook))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	values := map[string]string{}
	for n, sheet := range file.GetSheetList() {
		rows, err := file.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, v := range row {
				at, err := excelize.CoordinatesToCellName(c+1, r+1)
				if err != nil {
					t.Fatal(err)
				}
				if formula, err := file.GetCellFormula(sheet, at); err != nil {
					t.Fatal(err)
				} else if formula != "" {
					values[fmt.Sprint(n, "!", at)] = shown(t, file, sheet, at, v)
				}
			}
		}
	}
	return values
}

// shown is a value without what binary fractions add; empty for a zero that the cell's format hides.
func shown(t *testing.T, file *excelize.File, sheet, at, v string) string {
	t.Helper()
	f, err := strconv.ParseFloat(v, 64)
	if err != nil {
		return v
	}
	id, err := file.GetCellStyle(sheet, at)
	if err != nil {
		t.Fatal(err)
	}
	style, err := file.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	if f == 0 && style.CustomNumFmt != nil && strings.HasSuffix(*style.CustomNumFmt, ";") {
		return ""
	}
	return strconv.FormatFloat(math.Round(f*1e6)/1e6, 'f', -1, 64)
}
