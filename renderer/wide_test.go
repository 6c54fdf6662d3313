package renderer_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/forms"
	"gongwen/renderer"
	"gongwen/renderer/internal/judge"
)

// wide is the empty workbook of a form with a row for each document.
func wide(t *testing.T, d *forms.Definition) []byte {
	t.Helper()
	var out bytes.Buffer
	err := renderer.New(book(t), renderer.Limits{}).RenderWide(t.Context(), &out, d, renderer.Options{Format: renderer.XLSX, Issued: issued})
	if err != nil {
		t.Fatalf("%s: %v", d.ID, err)
	}
	return out.Bytes()
}

// TestWideIsEmpty reads the empty workbook of every form with a row for each document: nobody has given anything.
func TestWideIsEmpty(t *testing.T) {
	kinds := map[forms.Kind]bool{}
	for _, d := range definitions(t) {
		t.Run(d.ID, func(t *testing.T) {
			workbook := wide(t, d)
			if !kinds[d.Kind] {
				kinds[d.Kind] = true
				judge.Schema(t, workbook)
			}
			in := readBack(t, d, workbook)
			for _, p := range in.Problems {
				if p.Severity == forms.SeverityError && p.Code != forms.CodeRequired {
					t.Errorf("%s", p.Line(forms.Chinese))
				}
			}
			if left := leavesOf("", inputValues(t, in.JSON), given(d)); len(left) > 0 {
				t.Errorf("not empty: %s", strings.Join(left, ", "))
			}
		})
	}
}

// TestWide fills two rows of a slip's workbook, by the names of its columns, and reads them back as two documents.
func TestWide(t *testing.T) {
	d := definition(t, "lanzhou/leave")
	f, err := excelize.OpenReader(bytes.NewReader(wide(t, d)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	values := map[string][2]any{}
	for i, name := range []string{"张示例", "李样本"} {
		for key, value := range map[string]any{
			"name": name, "county": "示例区", "group": "示例街道包片工作组", "from": "2018.5.7", "to": "2018年5月8日", "reason": "家中老人住院，需本人陪护。",
		} {
			pair := values["in.fields."+key]
			pair[i] = value
			values["in.fields."+key] = pair
		}
	}
	filled := 0
	for _, n := range f.GetDefinedName() {
		pair, ok := values[n.Name]
		if !ok {
			continue
		}
		sheet, cell, _ := strings.Cut(strings.ReplaceAll(n.RefersTo, "$", ""), "!")
		cell, _, _ = strings.Cut(cell, ":")
		if err := f.SetSheetCol(strings.Trim(sheet, "'"), cell, &[]any{pair[0], pair[1]}); err != nil {
			t.Fatal(err)
		}
		filled++
	}
	if filled != len(values) {
		t.Fatalf("%d of %d columns have names", filled, len(values))
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	r := renderer.New(book(t), renderer.Limits{})
	of := func(int) *forms.Definition { return d }
	all, err := r.ImportEach(t.Context(), of, renderer.Upload{Name: "many.xlsx", Data: b.Bytes()}, "", forms.Limits{})
	if err != nil || len(all) != 2 {
		t.Fatalf("%d documents, %v", len(all), err)
	}
	for i, in := range all {
		if in.Document == nil {
			t.Errorf("%v", in.Problems)
		}
		if name := [...]string{"张示例", "李样本"}[i]; !bytes.Contains(in.JSON, []byte(name)) || !bytes.Contains(in.JSON, []byte("2018-05-07")) {
			t.Errorf("document %d: %s", i, in.JSON)
		}
	}
	one, err := r.Import(t.Context(), of, renderer.Upload{Name: "many.xlsx", Data: b.Bytes()}, forms.Limits{})
	if err != nil || one.Document != nil || one.Problems[0].Code != forms.CodeSeveral {
		t.Errorf("as one: %+v, %v", one, err)
	}
}
