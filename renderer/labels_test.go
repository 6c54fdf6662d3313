package renderer_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"testing"

	"gongwen/forms"
	brim "gongwen/forms/full"
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

// TestByLabels reads the workbook of every form's sample, and of every slip's full input, back by nothing but its labels.
func TestByLabels(t *testing.T) {
	for _, d := range definitions(t) {
		if d.Kind == forms.PacketKind {
			continue // which documents it has, nothing but the names can tell
		}
		inputs := map[string][]byte{"sample": d.Sample()}
		if d.Kind == forms.Slip {
			inputs["full"] = fullInput(t, d)
		}
		for name, input := range inputs {
			t.Run(d.ID+"/"+name, func(t *testing.T) {
				t.Parallel()
				same(t, d, unnamed(t, render(t, fill(t, d, input), renderer.Options{Format: renderer.XLSX})), input)
			})
		}
	}
}

// fullInput is an input with a value for everything that a form takes.
func fullInput(t *testing.T, d *forms.Definition) []byte {
	t.Helper()
	full, err := brim.Input(forms.Builtin(), d)
	if err != nil {
		t.Fatal(err)
	}
	return full
}

// Parts of a workbook that a sheet leaves behind when it is copied into another one as values.
var (
	laterSheets = regexp.MustCompile(`(<sheet [^>]*?/?>(?:</sheet>)?).*</sheets>`)
	cellFormula = regexp.MustCompile(`(?s)<f(?: [^>]*)?>.*?</f>|<f(?: [^>]*)?/>`)
)

// copied is a workbook with the first sheet alone, as values: without formulas, names and properties.
func copied(t *testing.T, workbook []byte) []byte {
	t.Helper()
	return repacked(t, unmarked(t, workbook), func(name string, part []byte) []byte {
		switch {
		case name == "xl/workbook.xml":
			return laterSheets.ReplaceAll(part, []byte("$1</sheets>"))
		case strings.HasPrefix(name, "xl/worksheets/"):
			return cellFormula.ReplaceAll(part, nil)
		}
		return part
	})
}

// TestCopiedSlips reads every slip's sample and full input back from its first sheet alone, as values in a workbook of
// another name: all that it prints, with ticks, signatures and dates.
func TestCopiedSlips(t *testing.T) {
	for _, d := range definitions(t) {
		if d.Kind != forms.Slip {
			continue
		}
		for name, input := range map[string][]byte{"sample": d.Sample(), "full": fullInput(t, d)} {
			t.Run(d.ID+"/"+name, func(t *testing.T) {
				t.Parallel()
				same(t, d, copied(t, render(t, fill(t, d, input), renderer.Options{Format: renderer.XLSX})), printedOnly(t, input))
			})
		}
	}
}

// printedOnly is an input without what only the sheet 填写 holds: the 归档章.
func printedOnly(t *testing.T, input []byte) []byte {
	t.Helper()
	var members map[string]json.RawMessage
	if err := json.Unmarshal(input, &members); err != nil {
		t.Fatal(err)
	}
	delete(members, "archive")
	b, err := json.Marshal(members)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
