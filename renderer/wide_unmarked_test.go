package renderer_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/forms"
	"gongwen/renderer"
)

// wideFilled is the workbook of a form with a row for each document in which something stands in each cell of two rows.
func wideFilled(t *testing.T, d *forms.Definition) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(wide(t, d)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i, n := range f.GetDefinedName() {
		if !strings.HasPrefix(n.Name, "in.") {
			continue
		}
		sheet, cell, _ := strings.Cut(strings.ReplaceAll(n.RefersTo, "$", ""), "!")
		cell, _, _ = strings.Cut(cell, ":")
		if err := f.SetSheetCol(strings.Trim(sheet, "'"), cell, &[]any{fmt.Sprint("甲", i), fmt.Sprint("乙", i)}); err != nil {
			t.Fatal(err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unnoted is a workbook without properties of its own; its names stay.
func unnoted(t *testing.T, workbook []byte) []byte {
	t.Helper()
	return repacked(t, workbook, func(name string, part []byte) []byte {
		if name == "docProps/custom.xml" {
			return []byte(`<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>`)
		}
		return part
	})
}

// everyDocument is what each document of a workbook says, and what is wrong with it.
func everyDocument(t *testing.T, d *forms.Definition, workbook []byte) (all []string) {
	t.Helper()
	each, err := renderer.New(book(t), renderer.Limits{}).ImportEach(t.Context(), func(int) *forms.Definition { return d },
		renderer.Upload{Name: "many.xlsx", Data: workbook}, "", forms.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range each {
		all = append(all, string(in.JSON))
		for _, p := range in.Problems {
			all = append(all, p.Line(forms.Chinese))
		}
	}
	return all
}

// TestWideWithoutMark reads workbooks with a row for each document that have lost their mark, and those that have lost
// their names, too: they say what they said before.
func TestWideWithoutMark(t *testing.T) {
	for _, d := range definitions(t) {
		if d.Kind == forms.PacketKind {
			continue
		}
		t.Run(d.ID, func(t *testing.T) {
			workbook := wideFilled(t, d)
			want := everyDocument(t, d, workbook)
			if got := everyDocument(t, d, unnoted(t, workbook)); !slices.Equal(got, want) {
				t.Errorf("without a mark:\n%s\nnot\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			if got := everyDocument(t, d, unmarked(t, workbook)); !slices.Equal(got, want) {
				t.Errorf("without names:\n%s\nnot\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}
