package xlsx

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongwen/forms/block"
	"gongwen/renderer/internal/judge"
)

// The inputs of taken.
var (
	inUnit    = &block.Input{Path: "fields/unit", Label: "填报单位", Required: true, Length: 30}
	inDate    = &block.Input{Path: "fields/date", Label: "填报日期", Type: block.Day, Format: `yyyy"年"m"月"d"日"`, Min: "2013-01-01"}
	inYear    = &block.Input{Path: "fields/year", Label: "年度", Type: block.Year, Required: true, Format: "0"}
	inNote    = &block.Input{Path: "fields/note", Label: "情况说明", Lines: true}
	inVeto    = &block.Input{Path: "veto/late", Label: "迟报", Type: block.Tick}
	inForm    = &block.Input{Path: "form", Label: "表式", Fixed: true}
	inSchool  = &block.Input{Path: "rows/school", Label: "学校名称", Required: true, Repeated: true, Length: 40}
	inType    = &block.Input{Path: "rows/type", Label: "类型", Type: block.Choice, Of: []string{"单独建", "挂靠建", "联合建"}, Repeated: true}
	inKind    = &block.Input{Path: "rows/kind", Label: "工种", Type: block.Choice, Of: trades(), Repeated: true}
	inMembers = &block.Input{Path: "rows/members", Label: "党员人数", Type: block.Whole, Min: "1", Words: "此栏不能为零", Required: true, Repeated: true}
	inPaid    = &block.Input{Path: "rows/paid", Label: "缴纳", Type: block.Decimals, Places: 2, Min: "0", Repeated: true}
	inFrom    = &block.Input{Path: "rows/from", Label: "起", Type: block.Day, Repeated: true, Since: "fields/date"}
	inTo      = &block.Input{Path: "rows/to", Label: "止", Type: block.Day, Repeated: true, Since: "rows/from"}
	inPhone   = &block.Input{Path: "rows/phone", Label: "电话", Type: block.Digits, Length: 20, Repeated: true}
)

// trades are more options than a check may hold.
func trades() (all []string) {
	for i := range 40 {
		all = append(all, fmt.Sprintf("示例工种第%d类", i+1))
	}
	return all
}

// take is a value of an input, or room for one.
func take(in *block.Input, text, raw string) block.Cell {
	c := block.Cell{Content: []block.Span{{Text: text, Input: in, Data: true}}, Raw: raw}
	if text != "" {
		c.Content[0].Pointer = "/" + in.Path
	}
	switch in.Type {
	case block.Whole, block.Decimals, block.Year:
		c.Kind = block.Number
	case block.Day, block.Month:
		c.Kind = block.Date
	}
	return c
}

// taken is a ledger that takes inputs, of some filled rows and some empty ones, with what is not printed on a sheet
// beside it.
func taken(filled, open int) []block.Section {
	left, center := block.Style{Size: 105}, block.Style{Size: 105, Align: block.Center}
	number, day := center, center
	number.Format, day.Format = "0", `yyyy"年"m"月"d"日"`
	money := number
	money.Format = "0.00"
	column := func(key string, mm block.Length, style block.Style) block.Column {
		return block.Column{Key: key, Width: mm * block.MM, Style: style}
	}
	t := &block.Table{Outer: 353, Inner: 176, Columns: []block.Column{
		column("no", 12, number), column("school", 52, left), column("type", 20, center), column("kind", 30, center),
		column("members", 20, number), column("paid", 25, money), column("from", 33, day), column("to", 33, day),
		column("each", 20, money), column("phone", 22, center),
	}}
	t.Columns[0].Serial = true
	var head []block.Cell
	for _, label := range []string{"序号", "学校名称", "类型", "工种", "党员人数", "缴纳", "起", "止", "人均", "电话"} {
		head = append(head, block.Cell{Content: words(label)})
	}
	t.Head = []block.Row{{Height: 10 * block.MM, Cells: head}}
	for i := range filled + open {
		each := block.Cell{Kind: block.Number, Formula: `IF(OR({members}="",{paid}=""),"",ROUND({paid}/{members},2))`}
		cells := []block.Cell{
			{Kind: block.Number}, take(inSchool, "", ""), take(inType, "", ""), take(inKind, "", ""), take(inMembers, "", ""),
			take(inPaid, "", ""), take(inFrom, "", ""), take(inTo, "", ""), each, take(inPhone, "", ""),
		}
		if i < filled {
			members, paid := 2+i%7, 100+i
			each.Raw = fmt.Sprintf("%.2f", float64(paid)/float64(members))
			each.Content = given(each.Raw, "")
			cells = []block.Cell{
				{Kind: block.Number, Raw: itoa(i + 1), Content: given(itoa(i+1), "")}, take(inSchool, fmt.Sprintf("示例职业培训学校第%d分校", i+1), ""),
				take(inType, "联合建", ""), take(inKind, "示例工种第7类", ""), take(inMembers, itoa(members), itoa(members)),
				take(inPaid, fmt.Sprintf("%d.00", paid), itoa(paid)), take(inFrom, "2013年5月20日", "2013-05-20"),
				take(inTo, "2013年6月1日", "2013-06-01"), each, take(inPhone, "00000000000", ""),
			}
		}
		t.Body = append(t.Body, block.Row{Height: 9 * block.MM, Cells: cells, Filler: i >= filled})
	}
	unit, date := block.Span{Text: "示例学校", Pointer: "/fields/unit", Input: inUnit, Data: true},
		block.Span{Text: "2013年5月20日", Raw: "2013-05-20", Pointer: "/fields/date", Input: inDate, Data: true}
	title := []block.Span{{Text: "2013", Formula: `IF({@fields/year}="","　　",{@fields/year})`, Data: true}, {Text: "年度台账"}}
	if filled == 0 {
		unit, date = block.Span{Input: inUnit, Data: true}, block.Span{Input: inDate, Data: true}
		title[0].Text = "　　"
	}
	a := ledger(0)
	a.Blocks = []block.Block{
		&block.Paragraph{Content: title, Style: block.Style{Font: block.Title, Size: 220, Align: block.Center}},
		&block.Line{Style: block.Style{Size: 120}, Height: 9 * block.MM, Parts: []block.Part{
			{Content: append(words("填报单位（盖章）："), unit)}, {Content: append(words("填报日期："), date)},
		}},
		t,
	}
	return []block.Section{a, besideTaken(filled > 0)}
}

// besideTaken is the sheet of what taken does not print.
func besideTaken(filled bool) block.Section {
	left := block.Style{Size: 105}
	t := &block.Table{Outer: 353, Inner: 176, Columns: []block.Column{
		{Key: "what", Width: 70 * block.MM, Style: left}, {Key: "value", Width: 100 * block.MM, Style: left},
	}}
	for _, in := range []*block.Input{inForm, inYear, inNote, inVeto} {
		value, raw := "", ""
		switch {
		case in == inForm:
			value = "示例/台账"
		case filled && in == inYear:
			value, raw = "2013", "2013"
		}
		t.Body = append(t.Body, block.Row{Height: 9 * block.MM, Cells: []block.Cell{{Content: words(in.Label)}, take(in, value, raw)}})
	}
	s := score()
	s.Name, s.Aside, s.Blocks = "填写", true, []block.Block{t}
	return s
}

// TestHomes checks where the inputs are and what they are called.
func TestHomes(t *testing.T) {
	f := open(t, encode(t, Options{}, taken(3, 2)...))
	got := map[string]string{}
	for _, d := range f.GetDefinedName() {
		got[d.Name] = d.RefersTo
	}
	for name, want := range map[string]string{
		"in.fields.unit": "'台账'!$C$2", "in.fields.date": "'台账'!$I$2", "in.fields.year": "'填写'!$B$2", "in.veto.late": "'填写'!$B$4",
		"in.rows.school": "'台账'!$B$4:$B$8", "in.rows.members": "'台账'!$E$4:$E$8", "in.rows.phone": "'台账'!$J$4:$J$8",
		"in.form": "'填写'!$B$1", "options.1": "'选项'!$A$1:$A$40",
	} {
		if got[name] != want {
			t.Errorf("%s is %s, want %s", name, got[name], want)
		}
	}
	for cell, want := range map[string]string{
		"A1": `(IF('填写'!$B$2="","　　",'填写'!$B$2))&"年度台账"`, "A4": `IF(COUNTA(B4:H4,J4)=0,"",ROW()-ROW($A$3))`,
		"A8": `IF(COUNTA(B8:H8,J8)=0,"",ROW()-ROW($A$3))`, "A2": "", "C2": "", "B4": "",
	} {
		if got, _ := f.GetCellFormula("台账", cell); got != want {
			t.Errorf("%s has the formula %s, want %s", cell, got, want)
		}
	}
	if state := f.WorkBook.Sheets.Sheet[2].State; state != "veryHidden" {
		t.Errorf("the lists are %q", state)
	}
	custom, err := f.GetCustomProps()
	if mark := Layout(taken(0, 9)); err != nil || len(custom) != 1 || custom[0].Name != "layout" || custom[0].Value != mark || mark == "" {
		t.Errorf("the mark is %v, want %s", custom, mark)
	}
}

// TestLocks checks what may be written in.
func TestLocks(t *testing.T) {
	f := open(t, encode(t, Options{}, taken(1, 2)...))
	for _, sheet := range []string{"台账", "填写"} {
		for cell, want := range map[string]string{
			"台账": "C2 I2 B4 C4 D4 E4 F4 G4 H4 J4 B5 J5 B6 J6 - A1 A2 A3 B3 A4 I4 A5 I5", "填写": "B2 B3 B4 - A1 B1 A2",
		} {
			if cell != sheet {
				continue
			}
			locked := false
			for _, at := range strings.Fields(want) {
				if at == "-" {
					locked = true
					continue
				}
				id, _ := f.GetCellStyle(sheet, at)
				style, err := f.GetStyle(id)
				if err != nil {
					t.Fatal(err)
				}
				if is := style.Protection == nil || style.Protection.Locked; is != locked {
					t.Errorf("%s!%s: locked %v, want %v", sheet, at, is, locked)
				}
			}
		}
		p, err := f.GetSheetProtection(sheet)
		if err != nil || !p.InsertRows || !p.DeleteRows || !p.Sort || !p.FormatColumns || !p.FormatRows || p.FormatCells {
			t.Errorf("%s: %+v %v", sheet, p, err)
		}
	}
	if panes, err := f.GetPanes("台账"); err != nil || !panes.Freeze || panes.YSplit != 3 {
		t.Errorf("frozen: %+v, %v", panes, err)
	}
	if panes, err := f.GetPanes("填写"); err != nil || panes.Freeze {
		t.Errorf("frozen: %+v, %v", panes, err)
	}
}

// dayCheck is the check of a day between two others, or of one that was typed as text.
func dayCheck(cell, from, to string) string {
	return "IF(ISNUMBER(" + cell + "),AND(" + cell + ">=" + from + "," + cell + "<=" + to + "),ISNUMBER(" +
		strings.ReplaceAll(dayTyped, "%", cell) + "))"
}

// TestChecks checks what the sheets check.
func TestChecks(t *testing.T) {
	f := open(t, encode(t, Options{}, taken(3, 2)...))
	got := map[string]string{}
	for _, sheet := range []string{"台账", "填写"} {
		all, err := f.GetDataValidations(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range all {
			s := d.Type
			if d.ErrorStyle != nil {
				s += " " + *d.ErrorStyle
			}
			s += " " + d.Operator + " " + d.Formula1 + " " + d.Formula2
			if d.Error != nil {
				s += " !" + *d.Error
			}
			if d.Prompt != nil {
				s += " ?" + *d.PromptTitle + "：" + *d.Prompt
			}
			got[sheet+"!"+d.Sqref] = strings.Join(strings.Fields(s), " ")
		}
	}
	for at, want := range map[string]string{
		"台账!C2":    "textLength stop lessThanOrEqual 30 !最多 30 个字。 ?填报单位：必填。最多 30 个字。",
		"台账!C4:C8": `list stop "单独建,挂靠建,联合建" !只能填：单独建、挂靠建、联合建。 ?类型：只能填：单独建、挂靠建、联合建。`,
		"台账!E4:E8": "whole stop between 1 999999999999999 !此栏不能为零 ?党员人数：必填。填整数，不小于 1。",
		"台账!F4:F8": "decimal stop between 0 999999999999999 !填数字，不小于 0，最多 2 位小数。 ?缴纳：填数字，不小于 0，最多 2 位小数。",
		"台账!G4:G8": "custom stop " + dayCheck("$G4", "MAX(1,$I$2)", "2958465") + " !填日期，如 2013-5-20。 ?起：填日期，如 2013-5-20。",
		"台账!H4:H8": "custom stop " + dayCheck("$H4", "MAX(1,$G4)", "2958465") + " !填日期，如 2013-5-20。 ?止：填日期，如 2013-5-20。",
		"台账!I2":    "custom stop " + dayCheck("$I$2", "41275", "2958465") + " !填日期，如 2013-5-20，不早于 2013-1-1。 ?填报日期：填日期，如 2013-5-20，不早于 2013-1-1。",
		"填写!B2":    "whole stop between 1949 2999 !填四位年份，如 2013。 ?年度：必填。填四位年份，如 2013。",
		"填写!B3":    "?情况说明：可以分段，段与段之间换行（Alt+Enter）。",
		"填写!B4":    `list stop "√" !是的填 √，不是的空着。 ?迟报：是的填 √，不是的空着。`,
	} {
		if got[at] != want {
			t.Errorf("%s checks %s\nwant %s", at, got[at], want)
		}
	}
	if s := got["台账!D4:D8"]; !strings.HasPrefix(s, "list stop options.1 ") || !strings.Contains(s, "…") {
		t.Errorf("a long list is checked by %s", s)
	}
	if len(got) != 13 {
		t.Errorf("%d checks: %v", len(got), got)
	}
}

// TestTextsAreNoFormulas checks that what looks like a formula is written as a text, wherever it is typed.
func TestTextsAreNoFormulas(t *testing.T) {
	for _, s := range []string{"=1+1", "+1", "-1", "@SUM(A1)", `=HYPERLINK("http://invalid.example")`, "\t=1", "{=1}"} {
		sections := taken(1, 0)
		sections[0].Blocks[2].(*block.Table).Body[0].Cells[1] = take(inSchool, s, "")
		sections[0].Blocks[1].(*block.Line).Parts[0].Content[1].Text = s
		sections[1].Blocks[0].(*block.Table).Body[2].Cells[1] = take(inNote, s, "")
		all := parts(t, encode(t, Options{}, sections...))
		found := 0
		for i, cells := range [][]string{{"C2", "B4"}, {"B3"}} {
			var w worksheet
			if err := xml.Unmarshal(all[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)], &w); err != nil {
				t.Fatal(err)
			}
			for _, r := range w.Rows {
				for _, c := range r.Cells {
					if slices.Contains(cells, c.R) {
						found++
						if c.F != nil || c.T != "inlineStr" {
							t.Errorf("%q: %s has the type %q, formula %v", s, c.R, c.T, c.F)
						}
					}
				}
			}
		}
		if found != 3 {
			t.Errorf("%q: found %d cells", s, found)
		}
	}
}

// TestCounting has LibreOffice work out the numbers of rows, with rows above and between them.
func TestCounting(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	b := encode(t, Options{}, taken(4, 2)...)
	f := open(t, b)
	if err := f.InsertRows("台账", 6, 1); err != nil { // as a clerk does
		t.Fatal(err)
	}
	if err := f.SetCellStr("台账", "B6", "示例新校"); err != nil {
		t.Fatal(err)
	}
	for r := 4; r <= 10; r++ { // take the value away
		formula, _ := f.GetCellFormula("台账", address(1, r))
		if err := f.SetCellValue("台账", address(1, r), nil); err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellFormula("台账", address(1, r), formula); err != nil {
			t.Fatal(err)
		}
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	csv := string(office(t, out.Bytes(), `csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false`))
	for _, want := range []string{"\n2,示例职业培训学校第2分校", "\n4,示例职业培训学校第3分校", "\n5,示例职业培训学校第4分校", "\n,,,,,,,,,\n"} {
		if !strings.Contains(csv, want) {
			t.Errorf("no %q in\n%s", want, csv)
		}
	}
	judge.Schema(t, b)
}

// TestLiterals checks the pieces of texts in formulas.
func TestLiterals(t *testing.T) {
	s := &sheet{book: &book{}}
	long := strings.Repeat("长", 300)
	got, err := s.joined([]block.Span{{Text: `说"是"` + "\n" + long}, {Formula: `"x"`}}, s.beside(1))
	want := `"说""是"""&CHAR(10)&"` + strings.Repeat("长", 255) + `"&"` + strings.Repeat("长", 45) + `"&("x")`
	if got != want || err != nil {
		t.Errorf("got %s, %v", got, err)
	}
	if got, err := s.joined([]block.Span{{Text: strings.Repeat("长", 9000)}, {Formula: `"x"`}}, s.beside(1)); got != "" || err != nil {
		t.Errorf("%d characters of a formula, %v", units(got), err)
	}
	if _, err := s.joined([]block.Span{{Formula: "{@fields/none}"}}, s.beside(1)); err == nil {
		t.Error("no home, no error")
	}
}

// TestDayFormats reads formats from what is printed.
func TestDayFormats(t *testing.T) {
	for s, want := range map[string]string{
		"2013年5月20日": `yyyy"年"m"月"d"日"`, "　　年　　月　　日": `yyyy"年"m"月"d"日"`, "2009.07": `yyyy"."mm`, "": `yyyy"年"m"月"d"日"`,
	} {
		if got := dayFormat(s, false); got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	}
	for s, want := range map[string]string{"2013年5月20日": "2013-05-20", "2009.07": "2009-07-01", "2013年2月30日": "", "1.2.3.4": ""} {
		if got := printedDay(s); got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	}
}

// TestColours has LibreOffice print a ledger in which somebody left something out and pasted something wrong: the cells
// are coloured, and no others are.
func TestColours(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	judge.Need(t, "soffice", "pdftoppm")
	blank := encode(t, Options{}, taken(0, 6)...)
	if yellow, red := colours(t, blank); yellow+red > 0 {
		t.Errorf("the empty form has %d yellow and %d red dots", yellow, red)
	}
	f := open(t, blank)
	for at, v := range map[string]any{"B4": "示例学校", "E4": 3, "B5": "样本学校", "C5": "没有的类型", "E5": 0} {
		if err := f.SetCellValue("台账", at, v); err != nil {
			t.Fatal(err)
		}
	}
	wrong, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	b := wrong.Bytes() // missing: the unit; wrong: C5, E5
	yellow, red := colours(t, b)
	if yellow < 500 || red < 1000 {
		t.Errorf("%d yellow and %d red dots", yellow, red)
	}
}

// colours counts the dots of a printed workbook's first page that have the fills of marked cells.
func colours(t *testing.T, workbook []byte) (yellow, red int) {
	t.Helper()
	img := judge.Picture(t, office(t, workbook, "pdf"), 1, 72)
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			r, g, b, _ := img.At(x, y).RGBA()
			switch fmt.Sprintf("%02X%02X%02X", r>>8, g>>8, b>>8) {
			case shadeFills[shadeMissing]:
				yellow++
			case shadeFills[shadeWrong]:
				red++
			}
		}
	}
	return yellow, red
}
