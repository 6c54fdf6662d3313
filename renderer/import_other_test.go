package renderer_test

import (
	"errors"
	"slices"
	"testing"

	"gongwen/forms"
	"gongwen/renderer"
)

// TestImportOther gives filled workbooks of all other forms, whose mark is gone, for copies of the ledger: none is read
// without an error.
func TestImportOther(t *testing.T) {
	ledger, err := forms.Builtin().Get("luzhou-2013/ledger", 0)
	if err != nil {
		t.Fatal(err)
	}
	r := renderer.New(book(t), renderer.Limits{})
	for _, d := range definitions(t) {
		if d.ID == ledger.ID {
			continue
		}
		workbook := unnamed(t, render(t, fill(t, d, d.Sample()), renderer.Options{Format: renderer.XLSX}))
		in, err := r.Import(t.Context(), func(int) *forms.Definition { return ledger }, renderer.Upload{Name: "送错表.xlsx", Data: workbook}, forms.Limits{})
		var file *renderer.FileError
		switch {
		case err != nil && !errors.As(err, &file):
			t.Errorf("%s: %v", d.ID, err)
		case err == nil && !slices.ContainsFunc(in.Problems, func(p forms.Problem) bool { return p.Severity == forms.SeverityError }):
			t.Errorf("%s is read as %s", d.ID, in.JSON)
		case d.ID == "luzhou-2013/score" && err == nil:
			t.Errorf("%s is read as a copy with problems", d.ID)
		}
	}
}
