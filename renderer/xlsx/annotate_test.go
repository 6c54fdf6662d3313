package xlsx

import (
	"archive/zip"
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/renderer/internal/judge"
)

// remarks are what is wrong with a ledger of three rows and with nothing in particular.
var remarks = []Remark{
	{Sheet: "台账", Cell: "E6", Text: "此栏不能为零 (min)"},
	{Sheet: "台账", Cell: "E6", Text: "=1+1 <&> 不是整数 _x000D_"},
	{Sheet: "台账", Cell: "B5", Text: "学校名称未填写"},
	{Sheet: "台账", Cell: "J40", Text: "表外"},
	{Sheet: "台账", Cell: "G5", Text: "前后的空白已去掉", Advice: true},
	{Text: "行数过多"},
}

// annotated is a workbook with remarks.
func annotated(t testing.TB, workbook []byte, remarks []Remark) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Annotate(t.Context(), &out, bytes.NewReader(workbook), int64(len(workbook)), remarks); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// ground is the colour of a cell's ground.
func ground(t *testing.T, f *excelize.File, sheet, cell string) string {
	t.Helper()
	id, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.GetStyle(id); err != nil { // which reads them
		t.Fatal(err)
	}
	fill := f.Styles.CellXfs.Xf[id].FillID
	if fill == nil || f.Styles.Fills.Fill[*fill].PatternFill.FgColor == nil {
		return ""
	}
	return f.Styles.Fills.Fill[*fill].PatternFill.FgColor.RGB
}

// notesOf are the texts of a sheet's notes by their cells.
func notesOf(t *testing.T, f *excelize.File, sheet string) map[string]string {
	t.Helper()
	notes, err := f.GetComments(sheet)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, n := range notes {
		if _, twice := all[n.Cell]; twice {
			t.Errorf("two notes on %s", n.Cell)
		}
		text := n.Text
		for _, p := range n.Paragraph {
			text += p.Text
		}
		all[n.Cell] = text
	}
	return all
}

// TestAnnotate marks a workbook of ours, and looks at it with excelize.
func TestAnnotate(t *testing.T) {
	workbook := encode(t, Options{}, ledger(3), score())
	marked := annotated(t, workbook, remarks)
	f := open(t, marked)
	const color = wrongColor
	for cell, want := range map[string]bool{"E6": true, "B5": true, "J40": true, "G5": false, "A1": false, "E5": false} {
		if got := strings.HasSuffix(ground(t, f, "台账", cell), color); got != want {
			t.Errorf("%s is coloured: %t", cell, got)
		}
	}
	notes := notesOf(t, f, "台账")
	if len(notes) != 3 || !strings.Contains(notes["E6"], "此栏不能为零 (min)\n=1+1 <&> 不是整数") || !strings.Contains(notes["B5"], "未填写") {
		t.Errorf("notes %q", notes)
	}
	rows, err := f.GetRows(ListSheet)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2+len(remarks) || rows[2][3] != "E6" || rows[3][4] != remarks[1].Text || rows[6][1] != wordHint || rows[7][4] != "行数过多" {
		t.Errorf("list %q", rows)
	}
	if linked, to, err := f.GetCellHyperLink(ListSheet, "D3"); err != nil || !linked || to != "'台账'!E6" {
		t.Errorf("link %t to %s: %v", linked, to, err)
	}
	if got := f.GetSheetName(f.GetActiveSheetIndex()); got != ListSheet {
		t.Errorf("it opens with %s", got)
	}
	if formula, err := f.GetCellFormula(ListSheet, "E4"); err != nil || formula != "" {
		t.Errorf("formula %q: %v", formula, err)
	}
	for name, part := range parts(t, marked) {
		before := parts(t, workbook)[name]
		if strings.HasPrefix(name, "docProps/") || name == "xl/sharedStrings.xml" || name == "xl/worksheets/sheet2.xml" {
			if !bytes.Equal(part, before) {
				t.Errorf("%s is changed", name)
			}
		}
	}
	if !bytes.Equal(marked, annotated(t, workbook, remarks)) {
		t.Error("the same remarks make other bytes")
	}
	judge.Schema(t, marked)
}

// TestAnnotateAgain marks a marked workbook: the marks of what has been put right go, notes of others stay.
func TestAnnotateAgain(t *testing.T) {
	f := open(t, encode(t, Options{}, ledger(3), score()))
	for cell, text := range map[string]string{"B6": "请补盖章", "C6": "见附件"} {
		if err := f.AddComment("台账", excelize.Comment{Cell: cell, Author: "张示例", Text: text}); err != nil {
			t.Fatal(err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	first := annotated(t, b.Bytes(), remarks)
	again := annotated(t, first, []Remark{
		{Sheet: "台账", Cell: "B5", Text: "学校名称未填写"}, {Sheet: "台账", Cell: "C6", Text: "不对"}, {Sheet: "评分表", Cell: "B3", Text: "缺"},
	})
	g := open(t, again)
	notes := notesOf(t, g, "台账")
	if len(notes) != 3 || !strings.Contains(notes["B6"], "请补盖章") || !strings.Contains(notes["C6"], "见附件\n【须改正】不对") || !strings.Contains(notes["B5"], "未填写") {
		t.Errorf("notes %q", notes)
	}
	for cell, want := range map[string]bool{"E6": false, "B5": true, "C6": true, "J40": false} {
		if got := ground(t, g, "台账", cell) != ""; got != want {
			t.Errorf("%s is coloured: %t", cell, got)
		}
	}
	if list := g.GetSheetList(); len(list) != 3 || list[2] != ListSheet {
		t.Errorf("sheets %q", list)
	}
	if rows, _ := g.GetRows(ListSheet); len(rows) != 5 {
		t.Errorf("list %q", rows)
	}
	twice := annotated(t, annotated(t, encode(t, Options{}, ledger(3), score()), remarks), remarks[2:3])
	judge.Schema(t, twice) // the other is not sound since excelize saved it
}

// TestAnnotateOthers marks workbooks of other programs' ways: parts with prefixes, without styles, without numbers of rows
// and cells, with an empty sheet.
func TestAnnotateOthers(t *testing.T) {
	for name, sheet := range map[string]string{
		"prefixes":  `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="2"/><x:row r="3"><x:c r="A3"/><x:c r="D3" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row></x:sheetData><x:tableParts count="0"/></x:worksheet>`,
		"unindexed": `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row/><row><c/><c/></row><row><c/><c t="inlineStr"><is><t>a</t></is></c></row></sheetData></worksheet>`,
		"empty":     `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>`,
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			z := zip.NewWriter(&out)
			for _, p := range [][2]string{
				{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`},
				{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
				{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets><sheet name="表" sheetId="7" r:id="q" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></sheets></workbook>`},
				{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="q" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>`},
				{"xl/worksheets/sheet1.xml", sheet},
			} {
				if err := store(z, p[0], []byte(p[1])); err != nil {
					t.Fatal(err)
				}
			}
			if err := z.Close(); err != nil {
				t.Fatal(err)
			}
			marked := annotated(t, out.Bytes(), []Remark{{Sheet: "表", Cell: "C3", Text: "缺"}, {Sheet: "表", Cell: "B2", Text: "缺"}, {Sheet: "表", Cell: "F1", Text: "缺"}})
			judge.Schema(t, marked)
			f := open(t, marked)
			for _, cell := range []string{"C3", "B2", "F1"} {
				if ground(t, f, "表", cell) == "" {
					t.Errorf("%s is not coloured", cell)
				}
			}
			if notes := notesOf(t, f, "表"); len(notes) != 3 {
				t.Errorf("notes %q", notes)
			}
		})
	}
}

// TestAnnotatedOpens has LibreOffice open and save a marked workbook: marks and notes are still there.
func TestAnnotatedOpens(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	marked := annotated(t, encode(t, Options{}, ledger(3), score()), remarks)
	if dir := os.Getenv("GONGWEN_KEEP"); dir != "" {
		_ = os.WriteFile(dir+"/marked.xlsx", marked, 0o600)
	}
	saved := judge.Office(t, "../../fonts/faces", "xlsx", map[string][]byte{"form.xlsx": marked})["form"]
	f := open(t, saved)
	if notes := notesOf(t, f, "台账"); len(notes) != 3 || !strings.Contains(notes["E6"], "此栏不能为零") {
		t.Errorf("notes %q", notes)
	}
	if got := ground(t, f, "台账", "E6"); !strings.HasSuffix(got, "FEC8CD") {
		t.Errorf("E6 has the ground %q", got)
	}
	clean := open(t, annotated(t, saved, []Remark{{Sheet: "台账", Cell: "B5", Text: "缺"}}))
	if notes := notesOf(t, clean, "台账"); len(notes) != 1 || ground(t, clean, "台账", "E6") != "" {
		t.Errorf("notes %q, E6 has the ground %q", notes, ground(t, clean, "台账", "E6"))
	}
}
