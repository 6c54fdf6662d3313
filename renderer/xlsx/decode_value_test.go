package xlsx

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/forms/block"
)

// column is a form of one column, and a workbook in which cells stand under its label.
func column(t testing.TB, cells []string, change ...string) (block.Section, []byte) {
	t.Helper()
	in := &block.Input{Path: "rows/value", Label: "内容", Repeated: true}
	section := block.Section{Name: "表", Blocks: []block.Block{&block.Table{
		Columns: make([]block.Column, 1), Head: []block.Row{{Cells: []block.Cell{{Content: words("内容")}}}},
		Body: []block.Row{{Cells: []block.Cell{{Content: []block.Span{{Input: in}}}}}},
	}}}
	var rows strings.Builder
	rows.WriteString(sheetRows(1, []string{"内容"}))
	for i, c := range cells {
		fmt.Fprintf(&rows, `<row r="%d">%s</row>`, i+2, strings.ReplaceAll(c, "@", fmt.Sprintf(`r="A%d"`, i+2)))
	}
	file := made(rows.String(), "")
	const rels = "xl/_rels/workbook.xml.rels"
	file = file.put(rels, "</Relationships>", `<Relationship Id="s" Type="`+relsType+`sharedStrings" Target="/xl/sharedStrings.xml"/>`)
	file["xl/sharedStrings.xml"] = xmlHead + `<sst ` + mainNS + `><si><t>甲</t></si><si><r><rPr><b/></rPr><t>乙</t></r><r><t xml:space="preserve"> 丙</t></r>` +
		`<rPh sb="0" eb="1"><t>yi</t></rPh><phoneticPr fontId="1"/></si><si><t>a_x000D_
b_x0041_c_x005F_x0041_d_xD83D__xDE00_e_xD83D_</t></si><si><t><![CDATA[<丁> & ]]&#62;]]></t></si><si/></sst>`
	for i := 0; i+1 < len(change); i += 2 {
		for name := range file {
			file[name] = strings.ReplaceAll(file[name], change[i], change[i+1])
		}
	}
	return section, file.zip(t)
}

// TestCellKinds reads every kind of cell.
func TestCellKinds(t *testing.T) {
	for _, c := range []struct{ cell, want string }{
		{`<c @ t="s"><v>0</v></c>`, `text "甲"`},
		{`<c @ t="s"><v> 1 </v></c>`, `text "乙 丙"`},
		{`<c @ t="s"><v>2</v></c>`, `text "a\nbAc_x0041_d😀e_xD83D_"`},
		{`<c @ t="s"><v>3</v></c>`, `text "<丁> & ]]&#62;"`},
		{`<c @ t="s"><v>4</v></c>`, ``},
		{`<c @ t="inlineStr"><is><t>甲&lt;&#x4E59;&#10;丙</t></is></c>`, `text "甲<乙\n丙"`},
		{`<c @ t="inlineStr"><is><t xml:space="preserve">　 </t></is></c>`, ``},
		{`<c @ t="inlineStr"><is><t xml:space="preserve"> 甲 </t></is></c>`, `text " 甲 "`},
		{`<c @ t="str"><f>A1</f><v>甲</v></c>`, `text "甲"`},
		{`<c @ t="str"><f>A1</f><v></v></c>`, ``},
		{`<c @><f>A1*2</f></c>`, `uncounted "=A1*2"`},
		{`<c @><f>A1*2</f><v></v></c>`, `uncounted "=A1*2"`},
		{`<c @><f>"以下空白"</f></c>`, ``},
		{`<c @><f> "a ""b"" &amp; 甲" </f><v></v></c>`, `text "a \"b\" & 甲"`},
		{`<c @ t="str"><f>"001"</f></c>`, `text "001"`},
		{`<c @><f>""</f></c>`, ``},
		{`<c @><f>"a"&amp;A1&amp;"b"</f></c>`, `uncounted "=\"a\"&A1&\"b\""`},
		{`<c @><f>"a""</f></c>`, `uncounted "=\"a\"\""`},
		{`<c @><f t="shared" si="0"/><v>3</v></c>`, `number "3"`},
		{`<c @ t="b"><v>1</v></c>`, `truth "true"`},
		{`<c @ t="b"><v>0</v></c>`, `truth "false"`},
		{`<c @ t="e"><v>#REF!</v></c>`, `fault "#REF!"`},
		{`<c @ t="e"><f>1/0</f><v>#DIV/0!</v></c>`, `fault "#DIV/0!"`},
		{`<c @ t="d"><v>2013-05-20T00:00:00</v></c>`, `day "2013-05-20"`},
		{`<c @ t="d"><v>2013-05-20T08:30:00Z</v></c>`, `day "2013-05-20 08:30:00"`},
		{`<c @ t="d"><v>昨天</v></c>`, `text "昨天"`},
		{`<c @ s="1"><v>41414</v></c>`, `day "2013-05-20"`},
		{`<c @ s="2"><v>41414.5</v></c>`, `day "2013-05-20 12:00:00"`},
		{`<c @ s="2"><v>41413.9999999</v></c>`, `day "2013-05-20"`},
		{`<c @ s="1"><v>0.5</v></c>`, `number "0.5"`},
		{`<c @ s="1"><v>-3</v></c>`, `number "-3"`},
		{`<c @ s="1"><v>60</v></c>`, `day "1900-02-29"`},
		{`<c @ s="9"><v>41414</v></c>`, `number "41414"`},
		{`<c @><v>5</v></c>`, `number "5"`},
		{`<c @ t="n"><v>1.38E10</v></c>`, `number "13800000000"`},
		{`<c @><v>0.10000000000000001</v></c>`, `number "0.1"`},
		{`<c @><v>110101199001011234</v></c>`, `number "110101199001011234"`},
		{`<c @><v>1.1010119900101124E17</v></c>`, `number "110101199001011240"`},
		{`<c @><v>1e999999</v></c>`, `text "1e999999"`},
		{`<c @><v>甲</v></c>`, `text "甲"`},
		{`<c @/>`, ``},
		{`<c @><v/><extLst><ext><x14:v xmlns:x14="urn:x">7</x14:v></ext></extLst></c>`, ``},
	} {
		section, file := column(t, []string{c.cell})
		got := said(decoded(t, file, section))
		want := ""
		if c.want != "" {
			want = "rows/value[1] " + c.want + " A2\n"
		}
		if got != want {
			t.Errorf("%s: %q, want %q", c.cell, got, want)
		}
	}
}

// TestNamespaces reads workbooks of programs that name things otherwise.
func TestNamespaces(t *testing.T) {
	section, file := column(t, []string{`<c @><v>5</v></c>`}, "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
		relsType, "http://purl.oclc.org/ooxml/officeDocument/relationships/")
	decoded(t, file, section).want(t, `rows/value[1] number "5" A2`)
	section, file = column(t, []string{`<x:c @><x:v>5</x:v><c xmlns="urn:other"><v>7</v></c></x:c>`}, "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"",
		"xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"", "<worksheet", "<x:worksheet", "</worksheet", "</x:worksheet", "<sheetData>", "<x:sheetData>",
		"</sheetData", "</x:sheetData", "<row ", "<x:row ", "</row>", "</x:row>", `<c r="A1" t="inlineStr"><is><t xml:space="preserve">内容</t></is></c>`,
		`<x:c r="A1" t="inlineStr"><x:is><x:t>内容</x:t></x:is></x:c>`, "<workbook ", "<x:workbook ", "</workbook>", "</x:workbook>", "<sheets>", "<x:sheets>",
		"</sheets>", "</x:sheets>", "<sheet ", "<x:sheet ", "<styleSheet", "<x:styleSheet", "</styleSheet", "</x:styleSheet", "<sst", "<x:sst", "</sst", "</x:sst")
	decoded(t, file, section).want(t, `rows/value[1] number "5" A2`)
}

// TestCountedFrom1904 reads days of a workbook from a Macintosh.
func TestCountedFrom1904(t *testing.T) {
	section, file := column(t, []string{`<c @ s="1"><v>39952</v></c>`, `<c @ s="1"><v>0</v></c>`, `<c @><v>39952</v></c>`}, "<sheets>", `<workbookPr date1904="1"/><sheets>`)
	w := decoded(t, file, section)
	w.want(t, `rows/value[1] day "2013-05-20" A2`, `rows/value[2] day "1904-01-01" A3`, `rows/value[3] number "39952" A4`)
	if w.Entries[2].Day != "2013-05-20" {
		t.Errorf("%+v", w.Entries[2])
	}
}

// TestRowsWithoutNumbers reads rows and cells that do not say where they are.
func TestRowsWithoutNumbers(t *testing.T) {
	section, _ := column(t, nil)
	rows := `<row><c t="inlineStr"><is><t>内容</t></is></c></row><row/><row><c><v>5</v></c></row>`
	decoded(t, made(rows, "").zip(t), section).want(t, `rows/value[2] number "5" A3`)
	rows = `<row r="3"><c r="A3"><v>5</v></c></row><row r="1"><c r="A1" t="inlineStr"><is><t>内容</t></is></c></row>`
	decoded(t, made(rows, "").zip(t), section).want(t, `rows/value[2] number "5" A3`)
}

func TestShowsDay(t *testing.T) {
	for code, want := range map[string]bool{
		"General": false, "0.00": false, "0.00E+00": false, `yyyy"年"m"月"`: true, "[$-804]e年": true, "[h]:mm": true, "[Red]0": false,
		`"day"0`: false, `0\d`: false, "m/d/yy;@": true, "@": false, "#,##0;[Red]d": false, `[DBNum1][$-804]yyyy"年"`: true, `_(* #,##0_)`: false, "": false, `"`: false, "[": false,
	} {
		if got := showsDay(code); got != want {
			t.Errorf("%s: %v", code, got)
		}
	}
}

func TestDigits(t *testing.T) {
	for in, want := range map[string]string{
		"0": "0", "-0": "0", "-0.0": "0", "5": "5", "05": "5", "5.0": "5", ".5": "0.5", "1E3": "1000", "1.5E-3": "0.0015", "-1.25e1": "-12.5", "1.1000000000000001": "1.1",
		"123456789012345678": "123456789012345678", "0.30000000000000004": "0.30000000000000004", "1E-400": "0." + strings.Repeat("0", 399) + "1",
	} {
		if got, ok := digits(in); !ok || got != want {
			t.Errorf("%s: %s", in, got)
		}
	}
	for _, in := range []string{"", "-", ".", "1E", "E5", "1e500", "0x10", "NaN", "1,5", "١", "--1"} {
		if got, ok := digits(in); ok {
			t.Errorf("%s: %s", in, got)
		}
	}
}

func TestParted(t *testing.T) {
	wants := []*want{{in: &block.Input{}}, {in: &block.Input{Type: block.Digits}}}
	for in, want := range map[string]string{
		"张示例 0000-0000000": "张示例|0000-0000000", "张示例\n13900000000": "张示例|13900000000", "张示例（13900000000）": "张示例|（13900000000）", "张　示例": "张　示例|",
		"０００-1234567": "|０００-1234567", "张示例，13900000000": "张示例|13900000000",
	} {
		if got, ok := parted(in, wants); !ok || strings.Join(got, "|") != want {
			t.Errorf("%s: %q", in, got)
		}
	}
	for _, in := range []string{"13900000000 张示例", "张示例 3组", "张示例 李样本 139000 转8"} {
		if got, ok := parted(in, wants); ok {
			t.Errorf("%s: %q", in, got)
		}
	}
}
