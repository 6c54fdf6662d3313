package xlsx

import (
	"strings"
	"testing"

	"gongwen/forms/block"
)

// schools are the rows of an older copy, which has other columns in another order and one for two values.
var oldCopy = [][]string{
	{"2013 年度党建工作台帐"},
	{"填报单位(盖章)： 示例职业培训学校", "", "", "填报日期", "2013.5.20"},
	{"序 号", "党员\n人数", "学校名称", "联系人", "党组织 类型", "党组织书记姓名及联系方式"},
	{"#1", "#5", "示例一校", "张三", "单独建", "张示例 0000-0000000"},
	{"#2", "", "示例二校", "", "挂靠建", "李样本13900000000"},
	{},
	{"#3", "#3", "示例三校", "", "联合建", "王样张（代）"},
	{"合计", "#8"},
	{"注:党组织类型为单独建、挂靠建、联合建。"},
	{"", "", "签字"},
}

func TestDecodeByLabels(t *testing.T) {
	rows := append([][]string{}, oldCopy...)
	rows[0] = []string{"2013 年度党建工作台账"}
	w := decoded(t, made(sheetRows(1, rows...), `<mergeCells><mergeCell ref="A1:F1"/></mergeCells>`).zip(t), register())
	w.want(t,
		`fields/unit text "示例职业培训学校" A2`,
		`fields/date text "2013.5.20" E2`,
		`fields/year text "2013" A1`,
		`rows/school[1] text "示例一校" C4`,
		`rows/type[1] text "单独建" E4`,
		`rows/members[1] number "5" B4`,
		`rows/secretary[1] text "张示例" F4`,
		`rows/phone[1] text "0000-0000000" F4`,
		`rows/school[2] text "示例二校" C5`,
		`rows/type[2] text "挂靠建" E5`,
		`rows/secretary[2] text "李样本" F5`,
		`rows/phone[2] text "13900000000" F5`,
		`rows/school[4] text "示例三校" C7`,
		`rows/type[4] text "联合建" E7`,
		`rows/members[4] number "3" B7`,
		`rows/secretary[4] text "王样张（代）" F7`,
	)
	if len(w.Unread) != 1 || w.Unread[0].Label != "联系人" || w.Unread[0].Place.Cell != "D4" {
		t.Errorf("unread %+v", w.Unread)
	}
	if len(w.Missed) > 0 {
		t.Errorf("missed %v", w.Missed)
	}
}

func TestDecodeNoCopy(t *testing.T) {
	file := made(sheetRows(1, []string{"姓名", "金额"}, []string{"张示例", "#5"}), "").zip(t)
	if code := refused(t, file, register()); code != FileNoForm {
		t.Errorf("refused with %q", code)
	}
	if !strings.Contains((&FileError{Code: FileNoForm}).Text("zh"), "不是这张表") {
		t.Error("no words")
	}
}

// inNames are the defined names of the register's inputs in a sheet.
func inNames(sheet string, more ...string) string {
	cells := map[string]string{
		"fields.unit": "$B$2", "fields.date": "$E$2", "fields.year": "$B$20", "rows.school": "$B$5:$B$7", "rows.type": "$C$5:$C$7",
		"rows.members": "$D$5:$D$7", "rows.secretary": "$E$5:$E$7", "rows.phone": "$F$5:$F$7",
	}
	for i := 0; i+1 < len(more); i += 2 {
		cells[more[i]] = more[i+1]
	}
	var b strings.Builder
	for _, name := range []string{"fields.unit", "fields.date", "fields.year", "rows.school", "rows.type", "rows.members", "rows.secretary", "rows.phone"} {
		if at := cells[name]; at != "" {
			b.WriteString(`<definedName name="in.` + name + `">` + sheet + `!` + strings.ReplaceAll(at, ",", ","+sheet+"!") + `</definedName>`)
		}
	}
	return b.String()
}

// ours is a workbook like those that Encode writes, with names.
func ours(rows string, defined string) madeParts {
	merges := `<mergeCells><mergeCell ref="A1:F1"/><mergeCell ref="A3:A4"/><mergeCell ref="B3:B4"/><mergeCell ref="C3:C4"/><mergeCell ref="D3:D4"/><mergeCell ref="E3:F3"/></mergeCells>`
	return made(rows, merges).with("xl/workbook.xml", book1(`<sheet name="台账" sheetId="1" r:id="rId1"/>`, defined))
}

var ourHead = [][]string{
	{`=TEXT(B20,"0")|2013年度党建工作台账`},
	{"填报单位（盖章）：", "示例学校", "", "填报日期：", "2013年5月20日"},
	{"序号", "学校名称", "党组织类型", "党员人数（此栏不能为零）", "党组织书记姓名及联系方式"},
	{"", "", "", "", "姓名", "联系方式"},
}

func TestDecodeByNames(t *testing.T) {
	row := []string{"=ROW()-4|1", "示例一校", "单独建", "#5", "张示例", "0000-0000000"}
	year := sheetRows(20, []string{"年度", "#2013"})
	head := []string{`fields/unit text "示例学校" B2`, `fields/date text "2013年5月20日" E2`, `fields/year number "2013" B20`}
	first := func(at string) []string {
		return []string{`rows/school[1] text "示例一校" B` + at, `rows/type[1] text "单独建" C` + at, `rows/members[1] number "5" D` + at, `rows/secretary[1] text "张示例" E` + at, `rows/phone[1] text "0000-0000000" F` + at}
	}
	more := func(n, at string) []string { return []string{`rows/school[` + n + `] text "示例二校" B` + at} }
	two := []string{"", "示例二校"}
	for name, c := range map[string]struct {
		file madeParts
		want [][]string
	}{
		"as written":          {ours(sheetRows(1, append(ourHead[:4:4], row)...)+year, inNames("'台账'")), [][]string{head, first("5")}},
		"typed under it":      {ours(sheetRows(1, append(ourHead[:4:4], row, nil, nil, two, []string{"合计", "", "", "#5"}, []string{"注：党组织类型为单独建、挂靠建、联合建。"}, []string{"", "不是数据"})...)+year, inNames("'台账'")), [][]string{head, first("5"), more("4", "8")}},
		"inserted above":      {ours(sheetRows(1, append(ourHead[:4:4], row, two)...)+year, inNames("'台账'", "rows.school", "$B$6:$B$8", "rows.type", "$C$6:$C$8", "rows.members", "$D$6:$D$8", "rows.secretary", "$E$6:$E$8", "rows.phone", "$F$6:$F$8")), [][]string{head, first("5"), more("2", "6")}},
		"sums between":        {ours(sheetRows(1, append(ourHead[:4:4], row, []string{"本页小计", "", "", "#5"}, two)...)+year, inNames("'台账'", "rows.school", "$B$5,$B$7")), [][]string{head, first("5"), more("2", "7")}},
		"a name that is gone": {ours(sheetRows(1, append(ourHead[:4:4], row)...)+year, strings.Replace(inNames("'台账'"), "'台账'!$C$5:$C$7", "#REF!", 1)), [][]string{head, first("5")}},
		"names of others":     {ours(sheetRows(1, append(ourHead[:4:4], row)...)+year, strings.ReplaceAll(inNames("'台账'"), "'台账'!", "'[1]台账'!")), [][]string{head, first("5")}},
		"no names":            {ours(sheetRows(1, append(ourHead[:4:4], row)...)+year, ""), [][]string{head, first("5")}},
		"another sheet's name": {ours(sheetRows(1, append(ourHead[:4:4], row)...)+year, inNames("'报 ''表'' 1'")).
			with("xl/workbook.xml", book1(`<sheet name="报 '表' 1" sheetId="1" r:id="rId1"/>`, inNames("'报 ''表'' 1'"))), [][]string{head, first("5")}},
		"in capitals":  {ours(sheetRows(1, append(ourHead[:4:4], row)...)+year, strings.ReplaceAll(inNames("'台账'"), `name="in.rows`, `name="IN.ROWS`)), [][]string{head, first("5")}},
		"of one sheet": {ours(sheetRows(1, append(ourHead[:4:4], row)...)+year, strings.ReplaceAll(inNames("'台账'"), `<definedName `, `<definedName localSheetId="0" `)), [][]string{head, first("5")}},
	} {
		t.Run(name, func(t *testing.T) {
			var lines []string
			for _, w := range c.want {
				lines = append(lines, w...)
			}
			w := decoded(t, c.file.zip(t), register())
			w.want(t, lines...)
			if len(w.Missed)+len(w.Unread) > 0 {
				t.Errorf("missed %v, unread %v", w.Missed, w.Unread)
			}
		})
	}
}

// TestDecodeMoved takes the columns that the labels name where the names of an older layout lie elsewhere.
func TestDecodeMoved(t *testing.T) {
	rows := [][]string{
		ourHead[0], ourHead[1],
		{"序号", "党组织类型", "学校名称", "党员人数（此栏不能为零）", "党组织书记姓名及联系方式"},
		ourHead[3],
		{"#1", "单独建", "示例一校", "#5", "张示例", "0000-0000000"},
	}
	w := decoded(t, ours(sheetRows(1, rows...), inNames("'台账'")).zip(t), register())
	if got := said(w); !strings.Contains(got, `rows/school[1] text "示例一校" C5`) || !strings.Contains(got, `rows/type[1] text "单独建" B5`) {
		t.Error(got)
	}
}

// TestDecodeMerged reads cells that were merged by hand.
func TestDecodeMerged(t *testing.T) {
	rows := append(ourHead[:4:4],
		[]string{"", "示例一校", "单独建", "#5", "张示例"},
		[]string{"", "示例二校", "", "", "李样本"},
		[]string{"", "", "", "", ""},
		[]string{"", "无此情况"},
	)
	file := ours(sheetRows(1, rows...), inNames("'台账'", "rows.school", "$B$5:$B$8"))
	file["xl/worksheets/sheet1.xml"] = strings.Replace(file["xl/worksheets/sheet1.xml"], "</mergeCells>",
		`<mergeCell ref="C5:C6"/><mergeCell ref="D5:D6"/><mergeCell ref="B6:B7"/><mergeCell ref="E6:E7"/><mergeCell ref="F6:F7"/><mergeCell ref="B8:F8"/></mergeCells>`, 1)
	decoded(t, file.zip(t), register()).want(t,
		`fields/unit text "示例学校" B2`,
		`fields/date text "2013年5月20日" E2`,
		`rows/school[1] text "示例一校" B5`,
		`rows/type[1] text "单独建" C5`,
		`rows/members[1] number "5" D5`,
		`rows/secretary[1] text "张示例" E5`,
		`rows/school[2] text "示例二校" B6`,
		`rows/type[2] text "单独建" C5`,
		`rows/members[2] unclear "5" D5`,
		`rows/secretary[2] text "李样本" E6`,
		`rows/school[4] unclear "无此情况" B8`,
	)
}

// slip is a form of labelled cells, with a check sheet behind it whose rows the form prints.
func slip() []block.Section {
	in := func(path string) block.Cell {
		return block.Cell{Content: []block.Span{{Input: &block.Input{Path: path, Label: path, Required: true}}}}
	}
	label := func(s string) block.Cell { return block.Cell{Content: words(s)} }
	none := block.Cell{Covered: true}
	opinion := block.Cell{Content: append(words("意见："), block.Span{Text: "同意", Formula: "{@fields/opinion}"})}
	opinion.Cols = 4
	wide := in("fields/reason")
	wide.Cols = 3
	grid := &block.Table{Columns: make([]block.Column, 4), Body: []block.Row{
		{Cells: []block.Cell{label("姓名"), in("fields/name"), label("电话"), in("fields/phone")}},
		{Cells: []block.Cell{label("事由"), wide, none, none}},
		{Cells: []block.Cell{label("经办人"), label("日期"), label("审核人"), label("日期")}},
		{Cells: []block.Cell{in("fields/clerk"), in("fields/clerk_date"), in("fields/checker"), in("fields/checker_date")}},
		{Cells: []block.Cell{opinion, none, none, none}},
	}}
	check := &block.Table{
		Columns: make([]block.Column, 4),
		Head:    []block.Row{{Cells: []block.Cell{label("序号"), label("考核内容"), label("分值"), label("得分")}}},
		Body: []block.Row{
			{Cells: []block.Cell{label("1"), label("组织健全"), label("20"), in("items/1/score")}},
			{Cells: []block.Cell{label("2"), label("制度完善"), label("20"), in("items/2/score")}},
			{Cells: []block.Cell{label("3"), label("活动经常"), label("60"), in("items/3/score")}},
		},
	}
	return []block.Section{
		{Name: "审批单", Blocks: []block.Block{&block.Paragraph{Content: words("审批单")}, grid}},
		{Name: "评分", Blocks: []block.Block{&block.Paragraph{Content: words("评分表")}, check}},
	}
}

func TestDecodeSlip(t *testing.T) {
	first := sheetRows(2,
		[]string{"审批单"}, []string{"电 话:", "0000-0000000", "姓　名", "张示例"}, nil, []string{"事由", "探亲"},
		[]string{"经办人", "日期", "审核人", "日期"}, []string{"李样本", "2013.5.20", "", "2013.5.21"}, []string{"意见：同意。"})
	second := sheetRows(1,
		[]string{"考核内容", "备注", "得分", "序号", "分值"}, []string{"组织健全", "", "#18", "#1", "#20"}, []string{"（新增一行）"},
		[]string{"活动经常", "", "#55.5", "#3", "#60"}, []string{"制度完善", "好", "=20-2|18", "#2", "#20"})
	file := made(first, `<mergeCells><mergeCell ref="B5:D5"/></mergeCells>`)
	file["xl/worksheets/sheet2.xml"] = made(second, "")["xl/worksheets/sheet1.xml"]
	file["xl/workbook.xml"] = book1(`<sheet name="Sheet2" sheetId="2" r:id="rId9"/><sheet name="Sheet1" sheetId="1" r:id="rId1" state="hidden"/>`, "")
	file = file.put("xl/_rels/workbook.xml.rels", "</Relationships>", `<Relationship Id="rId9" Type="`+relsType+`worksheet" Target="worksheets/sheet2.xml"/>`)
	w := decoded(t, file.zip(t), slip()...)
	w.want(t,
		`fields/name text "张示例" D3`,
		`fields/phone text "0000-0000000" B3`,
		`fields/reason text "探亲" B5`,
		`fields/clerk text "李样本" A7`,
		`fields/clerk_date text "2013.5.20" B7`,
		`fields/checker_date text "2013.5.21" D7`,
		`items/1/score number "18" C2`,
		`items/2/score text "18" C5`,
		`items/3/score number "55.5" C4`,
	)
	if len(w.Missed) > 0 {
		t.Errorf("missed %v", w.Missed)
	}
}

// TestDecodeSeveral refuses a workbook in which nobody can tell which sheet is meant, and names a copy that is not read.
func TestDecodeSeveral(t *testing.T) {
	rows := sheetRows(1, append(ourHead[:4:4], []string{"", "示例一校"})...)
	file := ours(rows, "")
	file["xl/workbook.xml"] = book1(`<sheet name="甲" sheetId="2" r:id="rId9"/><sheet name="乙" sheetId="1" r:id="rId1"/>`, "")
	file["xl/worksheets/sheet2.xml"] = file["xl/worksheets/sheet1.xml"]
	file = file.put("xl/_rels/workbook.xml.rels", "</Relationships>", `<Relationship Id="rId9" Type="`+relsType+`worksheet" Target="worksheets/sheet2.xml"/>`)
	if code := refused(t, file.zip(t), register()); code != FileSeveral {
		t.Errorf("refused as %q", code)
	}
	file["xl/workbook.xml"] = book1(`<sheet name="台账" sheetId="2" r:id="rId9"/><sheet name="台账 (2)" sheetId="1" r:id="rId1"/>`, "")
	w := decoded(t, file.zip(t), register())
	if len(w.Unread) != 1 || w.Unread[0].Place.Sheet != "台账 (2)" || w.Entries[0].Place.Sheet != "台账" {
		t.Errorf("%+v", w.Unread)
	}
}

// TestDecodeMark gives what the properties say.
func TestDecodeMark(t *testing.T) {
	file := sound().put("_rels/.rels", "</Relationships>", `<Relationship Id="p" Type="`+relsType+`custom-properties" Target="docProps/custom.xml"/>`)
	file["docProps/custom.xml"] = xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="urn:vt">` +
		`<property name="form"><vt:lpwstr>luzhou-2013/ledger</vt:lpwstr></property><property name="version"><vt:i4>1</vt:i4></property></Properties>`
	w := decoded(t, file.zip(t), register())
	if w.Form != "luzhou-2013/ledger" || w.Version != "1" {
		t.Errorf("%+v", w)
	}
}

// TestTypedOver takes a value that was typed into a text over its formula, where its own cell is empty.
func TestTypedOver(t *testing.T) {
	rows := append([][]string{{"2014年度党建工作台账"}}, ourHead[1:]...)
	w := decoded(t, ours(sheetRows(1, rows...)+sheetRows(20, []string{"年度"}), inNames("'台账'")).zip(t), register())
	if got := said(w); !strings.Contains(got, `fields/year text "2014" A1`) {
		t.Error(got)
	}
}
