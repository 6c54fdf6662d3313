package forms_test

import (
	"os"
	"strings"
	"testing"

	"gongwen/forms"
	"gongwen/forms/block"
)

// bookOf is the workbook of a form with an input, or empty without.
func bookOf(t *testing.T, d *forms.Definition, input string) (*forms.Document, []block.Section) {
	t.Helper()
	doc := d.Blank()
	if input != "" {
		in, problems := forms.ParseInput([]byte(input), forms.Limits{})
		if in == nil {
			t.Fatal(problems)
		}
		if doc, problems = d.Fill(in, nil); doc == nil {
			t.Fatal(problems)
		}
	}
	return doc, doc.Sheets()
}

func libraryForm(t *testing.T, id string) *forms.Definition {
	t.Helper()
	d, err := forms.Builtin().Get(id, 0)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// one is the only cell of an input.
func one(t *testing.T, homes map[string][]bookCell, path string) bookCell {
	t.Helper()
	if len(homes[path]) != 1 {
		t.Fatalf("%s has %d cells", path, len(homes[path]))
	}
	return homes[path][0]
}

// TestSheetsOfGroups checks that rows under headings have a column for what the headings say.
func TestSheetsOfGroups(t *testing.T) {
	src, err := os.ReadFile("../renderer/testdata/register.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d, err := forms.Parse("register.yaml", src)
	if err != nil {
		t.Fatal(err)
	}
	_, sections := bookOf(t, d, string(d.Sample()))
	homes := bookCells(t, sections)
	var got []string
	for _, c := range homes["rows/class"] {
		got = append(got, c.text)
	}
	if want := "电教设备 电教设备 办公设备 宣传设备"; !strings.HasPrefix(strings.Join(got, " "), want) {
		t.Errorf("the column has %q", got)
	}
	for _, b := range sections[0].Blocks {
		if table, ok := b.(*block.Table); ok {
			width := block.Length(0)
			for _, c := range table.Columns {
				width += c.Width
			}
			s := &sections[0]
			if room := s.Width - s.Margin.Left - s.Margin.Right; width > room || len(table.Columns) != 13 {
				t.Errorf("%d columns are %d wide on %d", len(table.Columns), width, room)
			}
			for i := range table.Body {
				if len(homes["rows/name"]) != len(table.Body) {
					t.Fatalf("row %d of %d is no row of the input", i+1, len(table.Body))
				}
			}
		}
	}
}

// TestSheetsOfRowsSideBySide checks that the second and third row of a printed one have paths of their own.
func TestSheetsOfRowsSideBySide(t *testing.T) {
	d := libraryForm(t, "branch/sign-in")
	_, sections := bookOf(t, d, string(d.Sample()))
	homes := bookCells(t, sections)
	for path, want := range map[string]string{"rows/name": "张示例", "rows/name~2": "李样", "rows/name~3": "王范例"} {
		if got := homes[path]; len(got) != 20 || got[0].text != want || got[1].text == want {
			t.Errorf("%s: %d cells, the first has %q", path, len(got), got[0].text)
		}
	}
	if got := homes["rows/name~2"][1].text; got != "钱样本" {
		t.Errorf("the fifth row has %q", got)
	}
}

// TestSheetsOfColumns checks that a printed column of two inputs has a cell for each.
func TestSheetsOfColumns(t *testing.T) {
	_, sections := bookOf(t, libraryForm(t, "luzhou-2013/ledger"), "")
	homes := bookCells(t, sections)
	for path, label := range map[string]string{"rows/secretary": "党组织书记姓名", "rows/phone": "联系方式"} {
		if got := homes[path]; len(got) != 12 || got[0].input.Label != label {
			t.Errorf("%s: %d cells", path, len(got))
		}
	}
	founded := homes["rows/founded"][0].input
	if founded.Until != "fields/date" || founded.Format != `yyyy"年"m"月"` || founded.Type != block.Month {
		t.Errorf("founded takes %+v", founded)
	}
	members := homes["rows/members"][0].input
	if members.Min != "1" || members.Words != "此栏不能为零" || members.Type != block.Whole || !members.Repeated {
		t.Errorf("members takes %+v", members)
	}
	if year := one(t, homes, "fields/year"); year.formula != "2013" || year.raw != "2013" || year.input.Required {
		t.Errorf("the year is %+v", year)
	}
	if date := one(t, homes, "fields/date"); date.text != "" || date.formula != "" || !date.input.Required {
		t.Errorf("the date is %+v", date)
	}
}

// TestSheetsOfScores checks that deductions stand on a sheet of their own, from which the scores follow.
func TestSheetsOfScores(t *testing.T) {
	d := libraryForm(t, "anji-2012/grade")
	_, sections := bookOf(t, d, `{"fields": {"unit": "示例支部", "date": "2012-11-20"}, "items": {
		"1": {"deductions": [{"rule": "recruit", "points": 2}, {"rule": "no-head"}]},
		"2": {"score": 7.5}, "3": {}, "4": {"deductions": [{"points": 0.5, "reason": "样本原因"}]}
	}, "veto": ["no-activity"]}`)
	homes := bookCells(t, sections)
	for path, want := range map[string]string{
		"items/1/rules/recruit/points": "2", "items/1/rules/no-head": "√", "items/1/rules/orders/points": "", "items/2/rules/role": "",
		"items/1/score": "0", "items/2/score": "7.5", "items/3/score": "10", "items/4/score": "9.5", "items/5/score": "",
		"veto/" + d.Veto[0].Key: "√",
	} {
		c := one(t, homes, path)
		if got := c.text; got != want && c.raw != want {
			t.Errorf("%s has %q, want %q", path, got, want)
		}
		follows := path == "items/1/score" || path == "items/4/score" || path == "items/5/score"
		if follows != (c.formula != "") {
			t.Errorf("%s has the formula %q", path, c.formula)
		}
	}
	free := []string{homes["free/item"][0].text, homes["free/points"][0].raw, homes["free/reason"][0].text}
	if strings.Join(free, " ") != "4 0.5 样本原因" || len(homes["free/item"]) < 20 {
		t.Errorf("the free deductions are %q, in %d rows", free, len(homes["free/item"]))
	}
	const want = `IF(COUNTA({@items/2/rules/no-plan},{@items/2/rules/role},{@items/2/rules/activity})+COUNTIF({@free/item:},"2")=0,"",` +
		`MAX(0,10-ROUND(SUMIF({@free/item:},"2",{@free/points:})+IF({@items/2/rules/no-plan}="√",3,0)+` +
		`IF({@items/2/rules/role}="√",2,0)+IF({@items/2/rules/activity}="√",2,0),6)))`
	_, blank := bookOf(t, d, "")
	if got := one(t, bookCells(t, blank), "items/2/score").formula; string(got) != want {
		t.Errorf("the score is %s", got)
	}
}

// TestSheetsOfFixedRows checks that what a form prints in a cell to be filled in is not taken for an entry, and that what
// it says with a field in it follows from the field.
func TestSheetsOfFixedRows(t *testing.T) {
	_, sections := bookOf(t, libraryForm(t, "branch/tasks-new"), "")
	if due := one(t, bookCells(t, sections), "rows/#1/due"); due.text != "××年××月" || due.formula != `"××年××月"` {
		t.Errorf("the preset is %+v", due)
	}
	_, sections = bookOf(t, libraryForm(t, "luzhou-2013/submission"), "")
	found := false
	for _, f := range formulasOf(sections) {
		found = found || f == `IF({@fields/year}="","",DATEVALUE({@fields/year}&"-04-30"))`
	}
	if !found {
		t.Error("no day follows from the year")
	}
}

// TestSheetsOfWords checks how texts among words follow from their cells, and boxes from a choice.
func TestSheetsOfWords(t *testing.T) {
	var all []string
	for _, id := range []string{"lanzhou/leave", "branch/review-ballot", "branch/meeting"} {
		_, sections := bookOf(t, libraryForm(t, id), "")
		for _, f := range formulasOf(sections) {
			all = append(all, string(f))
		}
	}
	got := "\n" + strings.Join(all, "\n") + "\n"
	for _, want := range []string{
		`IF({@fields/from}="","　　　年　　月　　日",TEXT({@fields/from},"yyyy""年""m""月""d""日"""))`,
		`IF(AND(ISNUMBER({@fields/from}),ISNUMBER({@fields/to})),TEXT(({@fields/to}-{@fields/from}+1),"0"),"　　")`,
		`IF(INDEX({@rows/grade:},2)="优秀","☑","☐")`,
		`IF({@fields/kind}="党课","☑","☐")`,
		`IF({@fields/year}="","　　",{@fields/year})`,
	} {
		if !strings.Contains(got, "\n"+want+"\n") {
			t.Errorf("no formula %s", want)
		}
	}
}

// TestWide checks that a table with a row for each document has a column for each input but those that are attached and
// the deductions.
func TestWide(t *testing.T) {
	all, err := forms.Builtin().All()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		sections := d.Wide()
		homes := bookCells(t, sections)
		if len(sections) != 1 {
			t.Fatalf("%s: %d sections", d.ID, len(sections))
		}
		s := &sections[0]
		width := s.Margin.Left + s.Margin.Right
		for _, c := range s.Blocks[1].(*block.Table).Columns {
			width += c.Width
		}
		if width != s.Width {
			t.Errorf("%s: %d wide on %d", d.ID, width, s.Width)
		}
		for _, path := range schemaPaths(t, d, d.Blank()) {
			skip := strings.Contains(path, "/rules/") || strings.HasPrefix(path, "free/") ||
				strings.HasPrefix(path, "attachments/") || strings.HasPrefix(path, "documents/")
			if cells := homes[path]; skip != (len(cells) == 0) || !skip && (len(cells) < 20 || !cells[0].input.Repeated) {
				t.Errorf("%s: %s has %d cells", d.ID, path, len(cells))
			}
		}
	}
}

// TestSheetsOfPackets checks that documents bound together keep their inputs apart, and that their values have the
// pointers of the whole.
func TestSheetsOfPackets(t *testing.T) {
	var inputs []string
	for _, id := range []string{"luzhou-2013/notice", "anji-2012/grade", "luzhou-2013/ledger", "luzhou-2013/ledger"} {
		inputs = append(inputs, string(libraryForm(t, id).Sample()))
	}
	packet := `{"title": "样本", "documents": [` + strings.Join(inputs, ",") + `]}`
	p, problems := forms.ParsePacket([]byte(packet), forms.Limits{}, forms.Builtin(), nil)
	if p == nil {
		t.Fatal(problems)
	}
	homes := bookCells(t, p.Sheets())
	for path, want := range map[string]string{
		"title": "/title", "documents/3/fields/unit": "/documents/3/fields/unit", "documents/0/fields/leader": "/documents/0/fields/leader",
		"documents/3/form": "", "documents/0/attachments/1/form": "",
	} {
		if c := one(t, homes, path); c.pointer != want || c.text == "" {
			t.Errorf("%s shows %q of %s", path, c.text, c.pointer)
		}
	}
	if got := homes["documents/2/rows/school"][1].pointer; got != "/documents/2/rows/1/school" {
		t.Errorf("the second school is that of %s", got)
	}
}
