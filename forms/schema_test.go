package forms

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func builtinForm(t testing.TB, id string) *Definition {
	t.Helper()
	def, err := Builtin().Get(id, 0)
	if err != nil {
		t.Fatal(err)
	}
	return def
}

func compile(t *testing.T, def *Definition) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(def.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("form.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("form.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func valid(t *testing.T, schema *jsonschema.Schema, input string) bool {
	t.Helper()
	in, err := jsonschema.UnmarshalJSON(strings.NewReader(input))
	if err != nil {
		t.Fatalf("%v: %s", err, input)
	}
	return schema.Validate(in) == nil
}

func fills(def *Definition, input string) bool {
	in, problems := ParseInput([]byte(input), Limits{})
	if len(problems) > 0 {
		return false
	}
	doc, _ := def.Fill(in, nil)
	return doc != nil
}

func TestSamplesAreValid(t *testing.T) {
	defs, err := Builtin().All()
	if err != nil {
		t.Fatal(err)
	}
	for _, def := range defs {
		sample := string(def.Sample())
		if !valid(t, compile(t, def), sample) {
			t.Errorf("%s: the schema refuses the sample", def.ID)
		}
		if !fills(def, sample) {
			t.Errorf("%s: Fill refuses the sample", def.ID)
		}
		if want := fmt.Sprintf("{\n  \"form\": %q,\n  \"version\": %d,\n", def.ID, def.Version); !strings.HasPrefix(sample, want) {
			t.Errorf("%s: the sample starts %.60s", def.ID, sample)
		}
	}
}

func TestSchemaIsTheSameEveryTime(t *testing.T) {
	for _, id := range []string{"luzhou-2013/ledger", "luzhou-2013/score"} {
		a, b := builtinForm(t, id).Schema(), builtinForm(t, id).Schema()
		if !bytes.Equal(a, b) || !json.Valid(a) {
			t.Errorf("%s: two schemas differ, or are not JSON", id)
		}
		golden(t, "testdata/"+strings.ReplaceAll(id, "/", "-")+".schema.json", string(a))
	}
}

// TestSchemaAgreesWithFill: what one value may be, both say alike.
func TestSchemaAgreesWithFill(t *testing.T) {
	ledger, score := builtinForm(t, "luzhou-2013/ledger"), builtinForm(t, "luzhou-2013/score")
	schemas := map[*Definition]*jsonschema.Schema{ledger: compile(t, ledger), score: compile(t, score)}
	row := func(members string) string {
		return `{"fields":{"unit":"示例","date":"2013-05-20"},"rows":[{"school":"示例"` + members + `}]}`
	}
	fields := func(members string) string { return `{"fields":{` + members + `},"rows":[]}` }
	items := func(members string) string {
		return `{"fields":{"unit":"示例","date":"2013-11-20"},"items":{` + members + `}}`
	}
	for _, c := range []struct {
		def   *Definition
		input string
		good  bool
	}{
		{ledger, row(``), true},
		{ledger, row(`,"members":1`), true},
		{ledger, row(`,"members":0`), false},
		{ledger, row(`,"members":-1`), false},
		{ledger, row(`,"members":2.5`), false},
		{ledger, row(`,"members":5.0`), true},
		{ledger, row(`,"members":5e0`), true},
		{ledger, row(`,"members":999999999999999`), true},
		{ledger, row(`,"members":9999999999999999`), false},
		{ledger, row(`,"members":"five"`), false},
		{ledger, row(`,"members":true`), false},
		{ledger, row(`,"members":null`), true},
		{ledger, row(`,"members":[]`), false},
		{ledger, row(`,"type":"联合建"`), true},
		{ledger, row(`,"type":"联建"`), false},
		{ledger, row(`,"type":""`), true},
		{ledger, row(`,"type":null`), true},
		{ledger, row(`,"type":1`), false},
		{ledger, row(`,"founded":"2009-07"`), true},
		{ledger, row(`,"founded":"2009-13"`), false},
		{ledger, row(`,"founded":"2009-00"`), false},
		{ledger, row(`,"founded":"2009-7"`), false},
		{ledger, row(`,"founded":"2009-07-01"`), false},
		{ledger, row(`,"founded":"0009-07"`), false},
		{ledger, row(`,"founded":""`), true},
		{ledger, row(`,"founded":null`), true},
		{ledger, row(`,"founded":200907`), false},
		{ledger, row(`,"organisation":"` + strings.Repeat("组", 80) + `"`), true},
		{ledger, row(`,"organisation":"` + strings.Repeat("组", 81) + `"`), false},
		{ledger, row(`,"organisation":"` + strings.Repeat("𠮷", 80) + `"`), true},
		{ledger, row(`,"organisation":5`), false},
		{ledger, row(`,"phone":"0000-0000000"`), true},
		{ledger, row(`,"phone":"(0000) 0000000 转 12"`), true},
		{ledger, row(`,"phone":"+86 00000000000、0000-0000001"`), true},
		{ledger, row(`,"phone":"12"`), false},
		{ledger, row(`,"phone":"电话"`), false},
		{ledger, row(`,"phone":"000、"`), false},
		{ledger, row(`,"phone":"000ext1;000"`), true},
		{ledger, row(`,"phone":"000转"`), false},
		{ledger, row(`,"phone":"` + strings.Repeat("0", 41) + `"`), false},
		{ledger, row(`,"phone":null`), true},
		{ledger, row(`,"phones":"000"`), false},
		{ledger, row(`,"no":1`), false},
		{ledger, `{"fields":{"unit":"示例","date":"2013-05-20"},"rows":[{"school":""}]}`, false},
		{ledger, `{"fields":{"unit":"示例","date":"2013-05-20"},"rows":[{"school":null}]}`, false},
		{ledger, `{"fields":{"unit":"示例","date":"2013-05-20"},"rows":[{}]}`, false},
		{ledger, `{"fields":{"unit":"示例","date":"2013-05-20"},"rows":[[]]}`, false},
		{ledger, `{"fields":{"unit":"示例","date":"2013-05-20"},"rows":{}}`, false},
		{ledger, `{"fields":{"unit":"示例","date":"2013-05-20"}}`, false},
		{ledger, `{"rows":[]}`, false},
		{ledger, `{"fields":[],"rows":[]}`, false},
		{ledger, `[]`, false},
		{ledger, `null`, false},
		{ledger, fields(`"unit":"示例","date":"2013-05-20"`), true},
		{ledger, fields(`"unit":"示例","date":"2013-05-20","year":2014`), true},
		{ledger, fields(`"unit":"示例","date":"2013-05-20","year":null`), true},
		{ledger, fields(`"unit":"示例","date":"2013-05-20","year":1948`), false},
		{ledger, fields(`"unit":"示例","date":"2013-05-20","year":3000`), false},
		{ledger, fields(`"unit":"示例","date":"2013-05-20","year":"2013"`), false},
		{ledger, fields(`"unit":"示例","date":"2013-02-30"`), false},
		{ledger, fields(`"unit":"示例","date":"2012-02-29"`), true},
		{ledger, fields(`"unit":"示例","date":"2013-02-29"`), false},
		{ledger, fields(`"unit":"示例","date":"2000-02-29"`), true},
		{ledger, fields(`"unit":"示例","date":"2100-02-29"`), false},
		{ledger, fields(`"unit":"示例","date":"2013-04-31"`), false},
		{ledger, fields(`"unit":"示例","date":"2013-12-31"`), true},
		{ledger, fields(`"unit":"示例","date":"2013-5-20"`), false},
		{ledger, fields(`"unit":"示例","date":"2013年5月20日"`), false},
		{ledger, fields(`"unit":"","date":"2013-05-20"`), false},
		{ledger, fields(`"date":"2013-05-20"`), false},
		{ledger, fields(`"unit":"` + strings.Repeat("位", 61) + `","date":"2013-05-20"`), false},
		{ledger, fields(`"unit":"示例","date":"2013-05-20","Unit":"示例"`), false},
		{ledger, `{"form":"luzhou-2013/ledger","version":1,` + row(``)[1:], true},
		{ledger, `{"form":"luzhou-2013/score",` + row(``)[1:], false},
		{ledger, `{"version":2,` + row(``)[1:], false},
		{ledger, `{"version":"1",` + row(``)[1:], false},
		{ledger, `{"items":{},` + row(``)[1:], false},

		{score, items(``), true},
		{score, items(`"1":{"score":15}`), true},
		{score, items(`"1":{"score":20}`), true},
		{score, items(`"1":{"score":20.1}`), false},
		{score, items(`"1":{"score":-0.1}`), false},
		{score, items(`"1":{"score":14.3}`), true},
		{score, items(`"1":{"score":14.35}`), false},
		{score, items(`"1":{"score":"15"}`), false},
		{score, items(`"1":{"score":null}`), true},
		{score, items(`"1":{}`), true},
		{score, items(`"1":15`), false},
		{score, items(`"10":{"score":1}`), false},
		{score, items(`"1":{"scores":1}`), false},
		{score, items(`"2":{"deductions":[{"rule":"no-funds"}]}`), true},
		{score, items(`"2":{"deductions":[]}`), true},
		{score, items(`"2":{"deductions":null}`), true},
		{score, items(`"2":{"deductions":{}}`), false},
		{score, items(`"2":{"deductions":["no-funds"]}`), false},
		{score, items(`"2":{"deductions":[{"rule":"no-minutes"}]}`), false},
		{score, items(`"2":{"deductions":[{"rule":"no-funds","count":2}]}`), false},
		{score, items(`"2":{"score":2,"deductions":[{"rule":"no-funds"}]}`), false},
		{score, items(`"5":{"deductions":[{"rule":"six-have","count":2},{"points":1,"reason":"台账不全"}]}`), true},
		{score, items(`"5":{"deductions":[{"rule":"six-have"}]}`), true},
		{score, items(`"5":{"deductions":[{"rule":"six-have","count":0}]}`), false},
		{score, items(`"5":{"deductions":[{"rule":"six-have","count":1.5}]}`), false},
		{score, items(`"5":{"deductions":[{"rule":"six-have","count":10000}]}`), false},
		{score, items(`"5":{"deductions":[{"points":0.5,"reason":"台账不全"}]}`), true},
		{score, items(`"5":{"deductions":[{"points":0,"reason":"台账不全"}]}`), false},
		{score, items(`"5":{"deductions":[{"points":11,"reason":"台账不全"}]}`), false},
		{score, items(`"5":{"deductions":[{"points":1}]}`), false},
		{score, items(`"5":{"deductions":[{"points":1,"reason":""}]}`), false},
		{score, items(`"5":{"deductions":[{"reason":"台账不全"}]}`), false},
		{score, items(`"5":{"deductions":[{}]}`), false},
		{score, items(`"5":{"deductions":[{"rule":"six-have","points":1,"reason":"台账不全"}]}`), false},
	} {
		if got := valid(t, schemas[c.def], c.input); got != c.good {
			t.Errorf("schema: valid is %v: %.200s", got, c.input)
		}
		if got := fills(c.def, c.input); got != c.good {
			_, problems := ParseInput([]byte(c.input), Limits{})
			t.Errorf("Fill: good is %v: %.200s %v", got, c.input, problems)
		}
	}
}

// TestSchemaLabels: every key has its printed label as title.
func TestSchemaLabels(t *testing.T) {
	var s struct {
		Title      string
		Properties struct {
			Form, Version struct{ Const any }
			Fields        struct {
				Properties map[string]struct{ Title string }
			}
			Rows struct {
				Items struct {
					Properties map[string]struct{ Title, Description string }
				}
			}
		}
	}
	if err := json.Unmarshal(builtinForm(t, "luzhou-2013/ledger").Schema(), &s); err != nil {
		t.Fatal(err)
	}
	p := s.Properties
	for _, c := range []struct{ got, want string }{
		{s.Title, "2013年度民办职业培训学校党建工作台账"},
		{p.Fields.Properties["unit"].Title, "填报单位（盖章）"},
		{p.Fields.Properties["date"].Title, "填报日期"},
		{p.Rows.Items.Properties["members"].Title, "党员人数（此栏不能为零）"},
		{p.Rows.Items.Properties["founded"].Title, "建立党组织的时间"},
		{p.Rows.Items.Properties["phone"].Title, "联系方式"},
		{fmt.Sprint(p.Form.Const, p.Version.Const), "luzhou-2013/ledger1"},
		{p.Rows.Items.Properties["type"].Title, "党组织类型"},
		{p.Rows.Items.Properties["school"].Title, "学校名称"},
		{p.Rows.Items.Properties["founded"].Description, "年月，如2009-07；不晚于填报日期"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if n := len(p.Rows.Items.Properties); n != 7 {
		t.Errorf("%d inputs in a row, want 7: the number is counted", n)
	}
}
