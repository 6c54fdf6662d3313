package forms

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"gongwen/forms/block"
)

// slipForm has what the library's slips have no example of: a choice of several, a result that may be 0, two grids.
const slipForm = `
form: test/slip
version: 1
kind: slip
title: 审批单
page: {margin: [20, 20, 20, 20]}
fields:
  - {key: from, label: 起, type: date, required: true}
  - {key: to, label: 止, type: date, required: true}
  - {key: month, label: 月份, type: month}
  - {key: kinds, label: 类别, type: choice, of: [甲, 乙, 丙], several: true, required: true}
  - {key: secret, label: 不印, printed: 0}
  - {key: name, label: 姓名, printed: 2}
rows:
  inputs:
    - {key: item, label: 项目, required: true}
    - {key: amount, label: 金额, type: number, places: 2}
computed:
  - {key: days, label: 天数, value: "days(from, to)", min: 1, else: 请假天数不能为0}
  - {key: total, label: 合计, value: sum(amount), places: 2, max: 1000}
  - {key: words, label: 大写, value: capitals(total), blank: 大写}
grid:
  - widths: [40, 60, 30, 40]
    rows:
      - [{cell: 姓名, rows: 2}, "{name}", {cell: 月份}, "{month}"]
      - [{choice: kinds}, {cell: "{from}至{to}共{days}天，{words}", span: 2}]
      - [意见, {opinion: said, label: 意见, span: 3, height: 40, seal: true}]
  - widths: [20, 100, 50]
    rows:
      - [序号, 项目, 金额]
      - each: ["{no}", "{item}", "{amount}"]
      - [{cell: 合计, span: 2}, "{total}"]
      - [{cell: "申请人{name}", span: 3}]
sample:
  fields: {from: 2018-05-07, to: 2018-05-08, kinds: [甲]}
`

func slip(t testing.TB) *Definition {
	t.Helper()
	if err := Lint("slip.yaml", []byte(slipForm)); err != nil {
		t.Fatal(err)
	}
	d, err := Parse("slip.yaml", []byte(slipForm))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestSlipProblems(t *testing.T) {
	const dates = `"from":"2018-05-07","to":"2018-05-09","kinds":["甲"]`
	for _, c := range []struct{ name, form, input, want string }{
		{"right", "", `{"fields":{` + dates + `}}`, ""},
		{"rows are optional", "", `{"fields":{` + dates + `},"rows":[]}`, ""},
		{"0 days", "", `{"fields":{"from":"2018-05-07","to":"2018-05-06","kinds":["甲"]}}`, "/fields/to min"},
		{"too much", "", `{"fields":{` + dates + `},"rows":[{"item":"书","amount":600},{"item":"笔","amount":400.01}]}`, "/rows max"},
		{"several, one unknown, one twice", "", `{"fields":{"from":"2018-05-07","to":"2018-05-09","kinds":["甲","丁","甲",1]}}`,
			"/fields/kinds/1 choice, /fields/kinds/2 duplicate, /fields/kinds/3 type"},
		{"several as text", "", `{"fields":{"from":"2018-05-07","to":"2018-05-09","kinds":"甲"}}`, "/fields/kinds type"},
		{"none of several", "", `{"fields":{"from":"2018-05-07","to":"2018-05-09","kinds":[]}}`, "/fields/kinds required"},
		{"month 13", "", `{"fields":{` + dates + `,"month":"2018-13"}}`, "/fields/month month"},
		{"day 31", "", `{"fields":{"from":"2018-04-31","to":"2018-05-09","kinds":["甲"]}}`, "/fields/from date"},
		{"a result is no input", "", `{"fields":{` + dates + `,"days":3}}`, "/fields/days unknown"},
		{"an opinion's parts", "", `{"fields":{` + dates + `,"said":"同意。\n另议","said_by":"张\n示例","said_date":"2018-13-01"}}`,
			"/fields/said_by line_break, /fields/said_date date"},
		{"a row without its item", "", `{"fields":{` + dates + `},"rows":[{"amount":1}]}`, "/rows/0/item required"},

		{"the range ends before it begins", "lanzhou/leave", `{"fields":{"name":"张示例","group":"组","from":"2018-05-07","to":"2018-05-01"}}`, "/fields/to since"},
		{"leave of 0 days", "lanzhou/leave", `{"fields":{"name":"张示例","group":"组","from":"2018-05-07","to":"2018-05-06"}}`, "/fields/to since"},
		{"back too late", "lanzhou/leave", `{"fields":{"name":"张示例","group":"组","from":"2018-05-07","to":"2018-05-08","back":"2018-05-10"}}`, " ~advise"},
		{"no rows to give", "lanzhou/leave", `{"fields":{"name":"张示例","group":"组","from":"2018-05-07","to":"2018-05-08"},"rows":[]}`, "/rows unknown"},
		{"more there than there should be", "branch/meeting", `{"fields":{"branch":"支部","kind":"党课","date":"2019-03-22","place":"室","chair":"甲",` +
			`"recorder":"乙","expected":3,"present":4,"agenda":"一","minutes":"一"}}`, "/fields/present min"},
		{"no rows", "lanzhou/expense", `{"fields":{"group":"组","date":"2018-06-12","activity":"课","held":"2018-06-08"}}`, "/rows required"},
		{"over what is approved", "lanzhou/expense", `{"fields":{"group":"组","date":"2018-06-12","activity":"课","held":"2018-06-08","approved":1},` +
			`"rows":[{"item":"书","amount":1.01}]}`, " ~advise"},
		{"three decimals", "lanzhou/expense", `{"fields":{"group":"组","date":"2018-06-12","activity":"课","held":"2018-06-08"},` +
			`"rows":[{"item":"书","amount":1.001}]}`, "/rows/0/amount places"},
	} {
		d := slip(t)
		if c.form != "" {
			d = get(t, c.form)
		}
		_, said := fill(t, d, nil, c.input)
		if got := strings.Join(said, ", "); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSlipDefinitionRefuses(t *testing.T) {
	for _, c := range []struct{ name, old, new, path, words string }{
		{"short", "{cell: 月份}, ", "", "grid[0].rows[0]", "has to fill 4 columns and fills 3: 1 too few"},
		{"long", "[序号, 项目", "[序号, 项目, 备注", "grid[1].rows[0]", "has 3 columns and fills 4: 1 too many"},
		{"wide", "[40, 60, 30, 40]", "[40, 60, 30, 40.5]", "grid[0].widths", "170.5 mm, the page has 170 mm: 0.5 mm too many"},
		{"no width", "[20, 100, 50]", "[20, 100, 0]", "grid[1].widths[2]", "not between"},
		{"over a cell from above", "rows: 2}, \"{name}\", {cell: 月份}", "rows: 2}, \"{name}\", {cell: 月份, rows: 2}", "grid[0].rows[1]", "too many"},
		{"beyond the grid", "{cell: \"申请人{name}\", span: 3}", "{cell: \"申请人{name}\", span: 3, rows: 2}", "grid[1].rows[3]", "beyond the grid"},
		{"down over each", "[序号, 项目, 金额]", "[{cell: 序号, rows: 2}, 项目, 金额]", "grid[1].rows[1].each", "too many"},
		{"nothing but a head", "widths: [20, 100, 50]", "widths: [20, 100, 50]\n    head: 4", "grid[1].head", "4 is not between 0 and 3"},
		{"each in the head", "widths: [20, 100, 50]", "widths: [20, 100, 50]\n    head: 2", "grid[1].rows[1].each", `"each" cannot be used with head`},
		{"out of the head", "widths: [40, 60, 30, 40]", "widths: [40, 60, 30, 40]\n    head: 1", "grid[0].rows[0]", "beyond the grid"},
		{"unknown key", "\"{month}\"", "\"{mouth}\"", "grid[0].rows[0][3]", `no field or column "mouth"; did you mean "month"?`},
		{"input outside each", "\"{total}\"]", "\"{amount}\"]", "grid[1].rows[2][1]", "belongs inside each"},
		{"no outside each", "[{cell: 合计, span: 2}", "[{cell: \"{no}\", span: 2}", "grid[1].rows[2][0]", `no field or column "no"`},
		{"not printed", "\"{month}\"", "\"\"", "fields[2]", `"month" is printed 0 times, not 1`},
		{"printed twice", "{cell: 月份}", "\"{month}\"", "fields[2]", `"month" is printed 2 times, not 1`},
		{"an input not printed", "each: [\"{no}\", \"{item}\"", "each: [\"{no}\", \"\"", "rows.inputs[0]", `"item" is printed 0 times`},
		{"boxes of a text", "{choice: kinds}", "{choice: name}", "grid[0].rows[1][0].choice", `"name" must be of type choice`},
		{"text and boxes", "{choice: kinds}", "{choice: kinds, cell: 甲}", "grid[0].rows[1][0].cell", `cannot be used with choice`},
		{"an opinion without a label", "label: 意见, ", "", "grid[0].rows[2][1]", `"label" is missing`},
		{"an opinion's key", "opinion: said", "opinion: name", "grid[0].rows[2][1].key", `already used at fields[5]`},
		{"a brace", "\"{month}\"", "\"{month\"", "grid[0].rows[0][3]", "unpaired brace"},
		{"a row of another shape", "- [序号, 项目, 金额]", "- {all: [序号, 项目, 金额]}", "grid[1].rows[0].all", `no key "all"`},
		{"printed in a ledger", "kind: slip", "kind: ledger", "grid", `no key "grid"`},
		{"a choice with the mark between choices", "of: [甲, 乙, 丙]", "of: [甲、乙, 丙]", "fields[3].of[0]", "must be text"},
		{"itself", "value: sum(amount)", "value: sum(amount) + total", "computed[1].value", `character 15: "total" cannot follow from itself`},
		{"later", "value: sum(amount)", "value: 'if(words == null, 1, 2)'", "computed[1].value", `"words" is computed further down`},
		{"division by zero", "value: sum(amount)", "value: sum(amount) / 0", "computed[1].value", "division by zero"},
		{"unknown function", "value: sum(amount)", "value: total(amount)", "computed[1].value", `no function "total"; there are sum, count, min, max, if, days, band`},
		{"arguments", "value: sum(amount)", "value: 'capitals(1, 2)'", "computed[1].value", `wrong number of arguments of "capitals"`},
		{"no date", "days(from, to)", "days(from, name)", "computed[0].value", "a date is needed"},
		{"a row's value", "value: sum(amount)", "value: amount", "computed[1].value", "has a value in each row"},
		{"a condition", "value: sum(amount)", "value: 1 < 2", "computed[1].value", "not a condition"},
		{"bounds of a text", "value: capitals(total)", "value: capitals(total), min: 1", "computed[2]", "cannot be used with text"},
		{"bounds", "min: 1,", "min: 1, max: 0,", "computed[0].min", "min 1 is above max 0"},
		{"a key twice", "key: days,", "key: name,", "computed[0].key", "already used at fields[5]"},
	} {
		src := strings.Replace(slipForm, c.old, c.new, 1)
		_, err := Parse("slip.yaml", []byte(src))
		var faults *DefinitionError
		if !errors.As(err, &faults) {
			t.Errorf("%s: no fault", c.name)
			continue
		}
		found := slices.ContainsFunc(faults.Faults, func(f Fault) bool {
			return strings.HasPrefix(f.Path, c.path) && strings.Contains(f.Text(English), c.words) && f.Line > 0
		})
		if !found {
			t.Errorf("%s: no %s: %s in\n%v", c.name, c.path, c.words, err)
		}
	}
}

// texts are the texts of a table's cells, row by row; a covered cell is a dot.
func texts(table *block.Table) (rows []string) {
	for _, r := range table.Body {
		var cells []string
		for _, c := range r.Cells {
			text := "."
			if !c.Covered {
				text = ""
				for _, s := range c.Content {
					text += s.Text
				}
			}
			cells = append(cells, strings.ReplaceAll(strings.ReplaceAll(text, "\n", "/"), "\u3000", "_"))
		}
		rows = append(rows, strings.Join(cells, "|"))
	}
	return rows
}

func slipTables(t *testing.T, doc *Document) (tables []*block.Table) {
	t.Helper()
	for _, b := range doc.Sections()[0].Blocks {
		if table, ok := b.(*block.Table); ok {
			tables = append(tables, table)
		}
	}
	return tables
}

func TestSlipTables(t *testing.T) {
	doc, said := fill(t, slip(t), nil, `{"fields":{"from":"2018-05-07","to":"2018-05-09","kinds":["丙","甲"],"name":"张示例","month":"2018-05","secret":"密",`+
		`"said":"同意。\n　另议。","said_by":"李样本","said_date":"2018-05-06"},"rows":[{"item":"书","amount":10.5},{"item":"笔"}]}`)
	if doc == nil {
		t.Fatal(said)
	}
	tables := slipTables(t, doc)
	want := []string{
		"姓名|张示例|月份|2018年5月",
		".|☑甲_☐乙_☑丙|2018年5月7日至2018年5月9日共3天，壹拾元伍角整|.",
		"意见|__同意。/_另议。|.|.",
		".|签字：李样本（盖章）\u00a0\u00a0\u00a0\u00a0/2018年5月6日\u00a0\u00a0\u00a0\u00a0|.|.",
	}
	if got := texts(tables[0]); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	want = []string{"序号|项目|金额", "1|书|10.50", "2|笔|", "合计|.|10.50", "申请人张示例|.|."}
	if got := texts(tables[1]); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	body := tables[0].Body
	if label := body[2].Cells[0]; label.Rows != 2 || !label.Repeat || !body[2].Cells[1].Below || !body[3].Cells[1].Above || !body[3].Keep {
		t.Errorf("the opinion's two rows are not one: %+v", label)
	}
	if h := body[2].Height + body[3].Height; h != 40*block.MM {
		t.Errorf("the opinion is %d µm high", h)
	}
	total := tables[1].Body[3].Cells[2]
	if total.Kind != block.Number || total.Raw != "10.5" || total.Formula != "ROUND(SUM({c2:each}),12)" {
		t.Errorf("the total is %q, %q", total.Raw, total.Formula)
	}
	if i := slices.IndexFunc(tables[1].Named, func(n block.Named) bool { return n.Key == "each" }); i < 0 || tables[1].Named[i].From != 1 || tables[1].Named[i].To != 2 {
		t.Errorf("the rows are %v", tables[1].Named)
	}
	computed, err := json.Marshal(doc.Computed())
	if want := `{"fields":[{"key":"days","label":"天数","value":3},{"key":"total","label":"合计","value":10.5},{"key":"words","label":"大写","value":"壹拾元伍角整"}]}`; string(computed) != want || err != nil {
		t.Errorf("computed is %s, %v", computed, err)
	}
}

func TestSlipBlank(t *testing.T) {
	tables := slipTables(t, slip(t).Blank())
	want := []string{
		"姓名||月份|___年__月",
		".|☐甲_☐乙_☐丙|___年__月__日至___年__月__日共__天，大写|.",
		"意见||.|.",
		".|签字：_____（盖章）\u00a0\u00a0\u00a0\u00a0/___年__月__日\u00a0\u00a0\u00a0\u00a0|.|.",
	}
	if got := texts(tables[0]); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	want = []string{"序号|项目|金额", "1||", "合计|.|", "申请人__|.|."}
	if got := texts(tables[1]); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if f := tables[1].Body[2].Cells[2].Formula; f != `IF(COUNT({c2:each})>0,ROUND(SUM({c2:each}),12),"")` {
		t.Errorf("the total is %s", f)
	}
}

// TestLeaveLevels: who approves follows from the days.
func TestLeaveLevels(t *testing.T) {
	for to, level := range map[string]string{
		"2018-05-07": "包片工作组组长", "2018-05-09": "包片工作组组长",
		"2018-05-10": "非公企业党委或社会组织党委", "2018-05-16": "非公企业党委或社会组织党委",
		"2018-05-17": "区县委组织部门", "2018-06-06": "区县委组织部门",
		"2018-06-07": "市委组织部",
	} {
		doc, said := fill(t, get(t, "lanzhou/leave"), nil, `{"fields":{"name":"张示例","group":"组","from":"2018-05-07","to":"`+to+`"}}`)
		if doc == nil {
			t.Fatal(said)
		}
		if !slices.ContainsFunc(texts(slipTables(t, doc)[0]), func(row string) bool { return strings.HasPrefix(row, level+"意见|") }) {
			t.Errorf("until %s: no %s", to, level)
		}
	}
}

func TestSlipSchema(t *testing.T) {
	d := slip(t)
	schema := compile(t, d)
	const dates = `"from":"2018-05-07","to":"2018-05-09"`
	for input, good := range map[string]bool{
		`{"fields":{` + dates + `,"kinds":["甲"]}}`:                                   true,
		`{"fields":{` + dates + `,"kinds":["甲","丙"]},"rows":[{"item":"书"}]}`:         true,
		`{"fields":{` + dates + `,"kinds":["甲"],"said":"同意","said_by":"","rows":1}}`: false,
		`{"fields":{` + dates + `,"kinds":["甲"],"said":"同意","said_by":""}}`:          true,
		`{"fields":{` + dates + `,"kinds":[]}}`:                                      false,
		`{"fields":{` + dates + `,"kinds":null}}`:                                    false,
		`{"fields":{` + dates + `,"kinds":["丁"]}}`:                                   false,
		`{"fields":{` + dates + `,"kinds":["甲","甲"]}}`:                               false,
		`{"fields":{` + dates + `,"kinds":"甲"}}`:                                     false,
		`{"fields":{` + dates + `,"kinds":["甲"],"days":3}}`:                          false,
		`{"fields":{` + dates + `,"kinds":["甲"]},"rows":[{"amount":1}]}`:             false,
		`{"fields":{` + dates + `,"kinds":["甲"]},"items":{}}`:                        false,
	} {
		if got := valid(t, schema, input); got != good {
			t.Errorf("schema: valid is %v: %s", got, input)
		}
		if got := fills(d, input); got != good {
			t.Errorf("Fill: good is %v: %s", got, input)
		}
	}
	leave := compile(t, get(t, "lanzhou/leave"))
	if valid(t, leave, `{"fields":{"name":"张示例","group":"组","from":"2018-05-07","to":"2018-05-08"},"rows":[]}`) {
		t.Error("a slip without rows takes them")
	}
}
