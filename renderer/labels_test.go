package renderer_test

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"testing"

	"gongwen/forms"
	"gongwen/renderer"
)

// unnamed is a workbook without defined names and properties: one whose sheets were copied into another.
func unnamed(t *testing.T, workbook []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	defined := regexp.MustCompile(`<definedNames>.*</definedNames>`)
	for _, f := range in.File {
		if f.Name == "docProps/custom.xml" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "xl/workbook.xml" {
			text = defined.ReplaceAll(text, nil)
		}
		w, err := out.Create(f.Name)
		if err == nil {
			_, err = w.Write(text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestByLabels reads the workbook of every form's sample back by nothing but its labels.
func TestByLabels(t *testing.T) {
	for _, d := range definitions(t) {
		if d.Kind == forms.PacketKind {
			continue // which documents it has, nothing but the names can tell
		}
		t.Run(d.ID, func(t *testing.T) {
			same(t, d, unnamed(t, render(t, fill(t, d, d.Sample()), renderer.Options{Format: renderer.XLSX})), d.Sample())
		})
	}
}
