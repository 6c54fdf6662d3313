package renderer_test

import (
	"strings"
	"testing"

	"gongwen/forms/block"
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
		pages[name] = len(layOut(t, block.Sheets(f.doc.Sections())).Pages) // a chart is a table there
	}
	return files, pages
}

// TestWorkbooksAreJudged has the Open XML SDK look at every workbook of the library.
func TestWorkbooksAreJudged(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	files, _ := workbooks(t)
	for name, file := range files {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			judge.Schema(t, file)
		})
	}
}

// TestOfficePrintsAsManyPages has LibreOffice print every workbook of the library: on as many pages as our PDF has.
func TestOfficePrintsAsManyPages(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	files, pages := workbooks(t)
	for name, file := range judge.Office(t, faces, "pdf", files) {
		if got := judge.Pages(t, file); got != pages[name] {
			t.Errorf("%s: %d pages, want %d", name, got, pages[name])
		}
	}
}
