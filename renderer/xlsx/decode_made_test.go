package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongwen/forms/block"
)

// madeParts are the parts of a workbook, by their names.
type madeParts map[string]string

// Beginnings of parts.
const (
	xmlHead  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	mainNS   = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relsNS   = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	relsType = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
)

// made is a sound workbook of one sheet, as programs that are not ours write them: rows is what stands in sheetData, after
// is what follows it.
func made(rows, after string) madeParts {
	return madeParts{
		"[Content_Types].xml": xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":         xmlHead + `<Relationships ` + relsNS + `><Relationship Id="rId1" Type="` + relsType + `officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":     book1(`<sheet name="台账" sheetId="1" r:id="rId1"/>`, ""),
		"xl/_rels/workbook.xml.rels": xmlHead + `<Relationships ` + relsNS + `><Relationship Id="rId1" Type="` + relsType + `worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + relsType + `styles" Target="styles.xml"/></Relationships>`,
		"xl/styles.xml": xmlHead + `<styleSheet ` + mainNS + `><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>` +
			`<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml": xmlHead + `<worksheet ` + mainNS + `><sheetData>` + rows + `</sheetData>` + after + `</worksheet>`,
	}
}

// book1 is a main part with sheets and defined names.
func book1(sheets, names string) string {
	if names != "" {
		names = "<definedNames>" + names + "</definedNames>"
	}
	return xmlHead + `<workbook ` + mainNS + `><sheets>` + sheets + `</sheets>` + names + `</workbook>`
}

// zip packs the parts.
func (p madeParts) zip(t testing.TB) []byte { return p.pack(t, zip.Deflate) }

// store only puts them together, which is quick for large ones.
func (p madeParts) store(t testing.TB) []byte { return p.pack(t, zip.Store) }

func (p madeParts) pack(t testing.TB, method uint16) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	names := make([]string, 0, len(p))
	for name := range p {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = w.Write([]byte(p[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// sheetRows are rows of cells with texts, from a row on: an empty text is no cell, one that begins with # a number, one with
// = a formula whose value stands behind |.
func sheetRows(from int, rows ...[]string) string {
	var b strings.Builder
	for i, cells := range rows {
		fmt.Fprintf(&b, `<row r="%d">`, from+i)
		for c, s := range cells {
			at := address(c+1, from+i)
			switch {
			case s == "":
			case s[0] == '#':
				fmt.Fprintf(&b, `<c r="%s"><v>%s</v></c>`, at, s[1:])
			case s[0] == '=':
				f, v, _ := strings.Cut(s[1:], "|")
				fmt.Fprintf(&b, `<c r="%s" t="str"><f>%s</f><v>%s</v></c>`, at, f, v)
			default:
				fmt.Fprintf(&b, `<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, at, s)
			}
		}
		b.WriteString(`</row>`)
	}
	return b.String()
}

// decoded reads a workbook as the form of shape.
func decoded(t testing.TB, file []byte, shape ...block.Section) *Workbook {
	t.Helper()
	w, err := Decode(context.Background(), bytes.NewReader(file), int64(len(file)), shape)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// said are the entries on lines: path, row, kind, text and cell; without empty ones.
func said(w *Workbook) string {
	var b strings.Builder
	for _, e := range w.Entries {
		if e.Kind == block.EntryText && e.Text == "" {
			continue
		}
		fmt.Fprintf(&b, "%s", e.Path)
		if e.Row > 0 {
			fmt.Fprintf(&b, "[%d]", e.Row)
		}
		fmt.Fprintf(&b, " %s %q %s\n", kindNames[e.Kind], e.Text, e.Place.Cell)
	}
	return b.String()
}

var kindNames = map[block.EntryKind]string{
	block.EntryText: "text", block.EntryNumber: "number", block.EntryDay: "day", block.EntryTruth: "truth",
	block.EntryFault: "fault", block.EntryUncounted: "uncounted", block.EntryUnclear: "unclear",
}

// want compares the entries that were read with those that are there.
func (w *Workbook) want(t testing.TB, lines ...string) {
	t.Helper()
	if got, want := said(w), strings.Join(lines, "\n")+"\n"; got != want {
		t.Errorf("read\n%swant\n%s", got, want)
	}
}

// register is a form: a title with a year, a line with a unit and a day, a table with a double head, notes.
func register() block.Section {
	in := func(path, label string, of block.Type, repeated bool) *block.Input {
		return &block.Input{Path: path, Label: label, Type: of, Repeated: repeated, Required: true}
	}
	open := func(in *block.Input) []block.Span { return []block.Span{{Data: true, Input: in}} }
	head := func(rows ...[]string) (all []block.Row) {
		for _, labels := range rows {
			var r block.Row
			for _, s := range labels {
				switch s {
				case "^", "<":
					r.Cells = append(r.Cells, block.Cell{Covered: true})
				default:
					r.Cells = append(r.Cells, block.Cell{Content: words(s)})
				}
			}
			all = append(all, r)
		}
		return all
	}
	school, kind := in("rows/school", "学校名称", block.FreeText, true), in("rows/type", "党组织类型", block.Choice, true)
	members := in("rows/members", "党员人数", block.Whole, true)
	name, phone := in("rows/secretary", "姓名", block.FreeText, true), in("rows/phone", "联系方式", block.Digits, true)
	rows := head(
		[]string{"序号", "学校名称", "党组织类型", "党员人数\n（此栏不能为零）", "党组织书记姓名及联系方式", "<"},
		[]string{"^", "^", "^", "^", "姓名", "联系方式"},
	)
	for c := range 4 {
		rows[0].Cells[c].Rows = 2
	}
	rows[0].Cells[4].Cols = 2
	table := &block.Table{Head: rows, Columns: make([]block.Column, 6)}
	for range 3 {
		r := block.Row{Cells: make([]block.Cell, 6)}
		for c, in := range []*block.Input{nil, school, kind, members, name, phone} {
			if in != nil {
				r.Cells[c].Content = open(in)
			}
		}
		table.Body = append(table.Body, r)
	}
	table.Tail = []block.Row{{Cells: []block.Cell{{Content: words("合计"), Cols: 3}, {Covered: true}, {Covered: true}, {Formula: "SUM({members:})"}, {}, {}}}}
	year := in("fields/year", "年度", block.Year, false)
	plain := block.Style{Size: 105}
	last := &block.Table{Columns: make([]block.Column, 2), Body: []block.Row{{Cells: []block.Cell{{Content: words("年度")}, {Content: open(year)}}}}}
	for _, t := range []*block.Table{table, last} {
		for c := range t.Columns {
			t.Columns[c] = block.Column{Width: 40 * block.MM, Style: plain}
			if t == table {
				t.Columns[c].Key = []string{"no", "school", "type", "members", "secretary", "phone"}[c]
			}
		}
	}
	return block.Section{
		Name: "台账", Width: 297 * block.MM, Height: 210 * block.MM,
		Blocks: []block.Block{
			&block.Paragraph{Content: []block.Span{{Text: "    ", Formula: `IF({@fields/year}="","    ",{@fields/year})`}, {Text: "年度党建工作台账"}}, Style: plain},
			&block.Line{Style: plain, Parts: []block.Part{
				{Content: append(words("填报单位（盖章）："), open(in("fields/unit", "填报单位", block.FreeText, false))...)},
				{Content: append(words("填报日期："), open(in("fields/date", "填报日期", block.Day, false))...)},
			}},
			table,
			&block.Paragraph{Content: words("注：党组织类型为单独建、挂靠建、联合建。"), Style: plain},
			&block.Line{Style: plain, Parts: []block.Part{{Content: words("分管领导签字：")}, {Content: words("填表人签字：")}}},
			last,
		},
	}
}
