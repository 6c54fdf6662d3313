package renderer_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/forms"
	"gongwen/renderer"
)

// savedTable is the first sheet of a workbook as a spreadsheet saves it as a table file, with its cells as they show.
func savedTable(t *testing.T, workbook []byte) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(workbook))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	width := 0
	for _, row := range rows {
		width = max(width, len(row))
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	for _, row := range rows {
		if err := w.Write(append(row, make([]string, width-len(row))...)); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	return out.Bytes()
}

// readEach imports a file, with errors as errors of the test.
func readEach(t *testing.T, d *forms.Definition, file renderer.Upload, splitBy string) []*renderer.Imported {
	t.Helper()
	all, err := renderer.New(book(t), renderer.Limits{}).ImportEach(t.Context(), func(int) *forms.Definition { return d }, file, splitBy, forms.Limits{})
	if err != nil {
		t.Fatalf("%s: %v", d.ID, err)
	}
	return all
}

// TestSavedTables reads the ledgers' samples back from table files that their printed workbooks were saved as.
func TestSavedTables(t *testing.T) {
	for _, d := range definitions(t) {
		if d.Kind != forms.Ledger || d.ByRow() {
			continue
		}
		t.Run(d.ID, func(t *testing.T) {
			t.Parallel()
			workbook := render(t, fill(t, d, d.Sample()), renderer.Options{Format: renderer.XLSX})
			all := readEach(t, d, renderer.Upload{Name: "saved.csv", Data: savedTable(t, workbook)}, "")
			for _, p := range all[0].Problems {
				if p.Severity == forms.SeverityError {
					t.Errorf("%s", p.Line(forms.Chinese))
				}
			}
			differ(t, "", inputValues(t, all[0].JSON), inputValues(t, plainly(t, d, d.Sample())))
		})
	}
}

// splitWorkbook is a ledger's workbook with rows of two schools, to whose table somebody has added a column.
func splitWorkbook(t *testing.T, d *forms.Definition, unit, label string, values ...string) []byte {
	t.Helper()
	input := `{"fields":{` + unit + `"date":"2013-05-20"},"rows":[{"school":"甲校","members":1},{"school":"乙校","members":2},{"school":"丙校","members":1}]}`
	f, err := excelize.OpenReader(bytes.NewReader(render(t, fill(t, d, []byte(input)), renderer.Options{Format: renderer.XLSX})))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetName(0)
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		if len(row) < 2 || row[1] != "学校名称" {
			continue
		}
		if err := f.SetCellValue(sheet, cellAt(t, 9, i+1), label); err != nil {
			t.Fatal(err)
		}
		for k, v := range values {
			if err := f.SetCellValue(sheet, cellAt(t, 9, i+3+k), v); err != nil {
				t.Fatal(err)
			}
		}
		b, err := f.WriteToBuffer()
		if err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	t.Fatal("no head")
	return nil
}

func cellAt(t *testing.T, column, row int) string {
	t.Helper()
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// TestSplitWorkbook splits a ledger's workbook, and the table file it was saved as, by a column that was added for a field.
func TestSplitWorkbook(t *testing.T) {
	d := definition(t, "luzhou-2013/ledger")
	const whole = `"unit":"示例局",`
	for _, c := range []struct {
		name     string
		workbook []byte
		units    []string
		code     string
	}{
		{"a column", splitWorkbook(t, d, whole, "填报单位", "一局", "二局", "一局"), []string{"一局", "二局"}, forms.CodeReplaced},
		{"the whole label", splitWorkbook(t, d, whole, "填报单位（盖章）", "一局", "一局", "二局"), []string{"一局", "二局"}, forms.CodeReplaced},
		{"a row without", splitWorkbook(t, d, whole, "填报单位", "一局", "", "二局"), []string{"一局", "二局"}, forms.CodeNoGroup},
		{"no column", splitWorkbook(t, d, whole, "备用"), nil, forms.CodeOneGroup},
	} {
		for file, data := range map[string][]byte{
			"x.xlsx": c.workbook, "bare.xlsx": unmarked(t, c.workbook), "x.csv": savedTable(t, c.workbook),
		} {
			var units, codes []string
			for _, in := range readEach(t, d, renderer.Upload{Name: file, Data: data}, "unit") {
				for _, p := range in.Problems {
					codes = append(codes, p.Code)
				}
				if _, rest, ok := strings.Cut(string(in.JSON), `"unit": "`); ok {
					unit, _, _ := strings.Cut(rest, `"`)
					units = append(units, unit)
				}
			}
			if strings.Join(units, " ") != strings.Join(c.units, " ") || !strings.Contains(strings.Join(codes, " "), c.code) {
				t.Errorf("%s, %s: %q, with %q", c.name, file, units, codes)
			}
		}
	}
}

// TestFieldsOfAFile gives fields that a file lacks: they fill it, and disagree with what it says.
func TestFieldsOfAFile(t *testing.T) {
	d := definition(t, "luzhou-2013/ledger")
	workbook := render(t, fill(t, d, []byte(`{"fields":{"unit":"示例局","date":"2013-05-20"},"rows":[{"school":"甲校","members":1}]}`)),
		renderer.Options{Format: renderer.XLSX})
	for _, c := range []struct {
		file   string
		data   []byte
		fields map[string]string
		want   string
	}{
		{"x.csv", []byte("学校名称,党员人数\n甲校,1\n"), map[string]string{"unit": "示例局", "date": "2013年5月20日"}, ""},
		{"x.csv", savedTable(t, workbook), map[string]string{"unit": "示例局"}, ""},
		{"x.xlsx", workbook, map[string]string{"date": "2013.5.20"}, ""},
		{"x.xlsx", workbook, map[string]string{"unit": "别局"}, forms.CodeDisagree},
		{"x.csv", savedTable(t, workbook), map[string]string{"unit": "别局"}, forms.CodeDisagree},
		{"x.xlsx", workbook, map[string]string{"nosuch": "1"}, forms.CodeUnknown},
	} {
		in := readEach(t, d, renderer.Upload{Name: c.file, Data: c.data, Fields: c.fields}, "")[0]
		code := ""
		for _, p := range in.Problems {
			if p.Severity == forms.SeverityError {
				code = p.Code
			}
		}
		if code != c.want || (c.want == "") != (in.Document != nil) {
			t.Errorf("%s with %v: %v", c.file, c.fields, in.Problems)
		}
		if c.want == "" && !bytes.Contains(in.JSON, []byte(`"unit": "示例局", "date": "2013-05-20"`)) {
			t.Errorf("%s with %v: %s", c.file, c.fields, in.JSON)
		}
	}
}
