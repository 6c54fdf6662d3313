package renderer_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"gongwen/forms"
	"gongwen/renderer"
)

// read is what is read of a text: the items' inputs, and the codes of those that are none.
func read(t testing.TB, text string, kind renderer.InputKind, lim forms.Limits) (all []string) {
	t.Helper()
	i := 0
	for it, err := range renderer.ReadItems(iotest.OneByteReader(strings.NewReader(text)), kind, lim) {
		if err != nil {
			t.Fatal(err)
		}
		if it.Index != i {
			t.Fatalf("item %d is number %d", i, it.Index)
		}
		i++
		if it.Checked {
			p := it.Problems[0]
			all = append(all, fmt.Sprintf("%s %s %d:%d", p.Code, p.Args.What, p.Args.Line, p.Args.Column))
			continue
		}
		if it.Pointer != fmt.Sprintf("/%d", it.Index) || !strings.HasPrefix(text[it.Start.Offset:], string(it.Input)) {
			t.Errorf("item %d: %+v", it.Index, it)
		}
		all = append(all, string(it.Input))
	}
	return all
}

func TestReadItems(t *testing.T) {
	for _, c := range []struct {
		name, text string
		kind       renderer.InputKind
		want       []string
	}{
		{"nothing", "", renderer.AnyInput, nil},
		{"white space", " \n\t\r\n ", renderer.AnyInput, nil},
		{"lines", "{\"a\":1}\n\n  \r\n{\"b\":[2]}\r\n{}", renderer.AnyInput, []string{`{"a":1}`, `{"b":[2]}`, `{}`}},
		{"lines that are wrong", "{\"a\":1}\n{\"a\n[1,\n{}\n", renderer.AnyInput, []string{`{"a":1}`, `{"a`, `[1,`, `{}`}},
		{"lines, whatever they are", "[1]\n[2]\n", renderer.LinesInput, []string{"[1]", "[2]"}},
		{"one value over lines", "{\n \"a\": \"}\"\n}\n", renderer.AnyInput, []string{"{\n \"a\": \"}\"\n}"}},
		{"values over lines", "{\n}{\n \"b\":\"\\\"{\" }\n {}", renderer.AnyInput, []string{"{\n}", "{\n \"b\":\"\\\"{\" }", "{}"}},
		{"array", ` [ {"a":"]\\"} , [1,[2]],3 ,"x,]", null]  `, renderer.AnyInput, []string{`{"a":"]\\"}`, "[1,[2]]", "3", `"x,]"`, "null"}},
		{"empty array", "[ ]", renderer.AnyInput, nil},
		{"array cut short", `[{"a":1},`, renderer.AnyInput, []string{`{"a":1}`, "syntax end 1:10"}},
		{"array cut in a value", `[{"a":1},{"b`, renderer.AnyInput, []string{`{"a":1}`, `{"b`, "syntax end 1:13"}},
		{"array without a comma", "[{}\n{}]", renderer.AnyInput, []string{"{}", "syntax token 2:1"}},
		{"array and more", "[{}] x", renderer.AnyInput, []string{"{}", "syntax token 1:6"}},
		{"array with an empty place", "[{},,{}]", renderer.AnyInput, []string{"{}", "", "{}"}},
		{"values with a comma", "{\n},{}", renderer.AnyInput, []string{"{\n}", "syntax token 2:2"}},
		{"no JSON at all", "示例,甲\n1,2\n", renderer.AnyInput, []string{"示例,甲", "1,2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := read(t, c.text, c.kind, forms.Limits{}); !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	long := strings.Repeat("x", 100)
	for _, text := range []string{`["` + long + `",{}]`, `"` + long + "\"\n{}"} {
		got := read(t, text, renderer.AnyInput, forms.Limits{Body: 20})
		if len(got) != 2 || len(got[0]) != 21 || got[1] != "{}" {
			t.Errorf("%q", got)
		}
	}
	for it, err := range renderer.ReadItems(io.MultiReader(strings.NewReader("{}\n{"), iotest.ErrReader(errStop)), renderer.AnyInput, forms.Limits{}) {
		if it.Index > 0 && !errors.Is(err, errStop) {
			t.Errorf("%+v %v", it, err)
		}
	}
}

// TestPlacesOfProblems checks that problems of inputs in a file point into the file.
func TestPlacesOfProblems(t *testing.T) {
	d := definition(t, "luzhou-2013/ledger")
	r := renderer.New(book(t), renderer.Limits{})
	b := &renderer.Batch{Form: func(int) *forms.Definition { return d }, Lang: forms.English}
	for _, c := range []struct{ text, want string }{
		{"{}\n{\"rows\": [}", `/1/rows/0: not valid JSON: line 2, column 11 (byte 13)`},
		{"[{}, {\"rows\":\n [{\"members\": 0}]}]", "/1/rows/0/members: "},
		{"[\n  {\"a\": tru}\n]", "/0/a: not valid JSON: line 2, column 12 (byte 13)"},
		{"[{}", ": not valid JSON: line 1, column 4 (byte 3)"},
	} {
		var told []string
		for it := range renderer.ReadItems(strings.NewReader(c.text), renderer.AnyInput, forms.Limits{}) {
			for _, w := range r.Make(t.Context(), b, it).Wrong {
				told = append(told, w.Pointer+": "+w.Detail)
			}
		}
		if !slices.ContainsFunc(told, func(s string) bool { return strings.HasPrefix(s, c.want) }) {
			t.Errorf("%q: %q, want %q", c.text, told, c.want)
		}
	}
}

// FuzzReadItems cuts arbitrary texts into items: an array of JSON comes back value by value, and nothing takes for ever.
func FuzzReadItems(f *testing.F) {
	f.Add([]byte(`[{"a":"\\\"]"},[1,2],"x",3,null]`))
	f.Add([]byte("{\"a\":1}\n{\"b\":2}\n"))
	f.Add([]byte("{\n}{}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var got []string
		wrong := false
		for it, err := range renderer.ReadItems(bytes.NewReader(text), renderer.AnyInput, forms.Limits{Body: 1 << 20}) {
			if err != nil || it.Index > len(text) {
				t.Fatalf("%v, item %d", err, it.Index)
			}
			got, wrong = append(got, string(it.Input)), wrong || it.Checked
		}
		var want []json.RawMessage
		if json.Unmarshal(text, &want) != nil || want == nil {
			return
		}
		if wrong || len(got) != len(want) {
			t.Fatalf("%q, want %q", got, want)
		}
		for i := range want {
			if got[i] != string(want[i]) {
				t.Fatalf("%q, want %q", got[i], want[i])
			}
		}
	})
}

func TestSplit(t *testing.T) {
	d := definition(t, "luzhou-2013/ledger")
	row := func(school, more string) string {
		return fmt.Sprintf(`{"school":%s,"organisation":"中共示例支部","type":"单独建","members":5,"founded":"2009-07","secretary":"张示例","phone":"0000-0000000"%s}`, school, more)
	}
	whole := func(rows ...string) string {
		return `{"fields":{"year":2013,"unit":"示例局","date":"2013-05-20"},"rows":[` + strings.Join(rows, ",") + `]}`
	}
	split := func(key, text string) (units []string, problems []string) {
		items, err := renderer.Split(renderer.ReadItems(strings.NewReader(text), renderer.AnyInput, forms.Limits{}), d, key)
		if err != nil {
			t.Fatal(err)
		}
		b := &renderer.Batch{Form: func(int) *forms.Definition { return d }, Keep: true, Count: true}
		for it := range items {
			made := renderer.New(book(t), renderer.Limits{}).Make(t.Context(), b, it)
			units = append(units, fmt.Sprintf("%d %s %v", it.Index, made.Fields["unit"], it.Rows))
			for _, w := range slices.Concat(made.Wrong, made.Hints) {
				if w.Code == forms.CodeReplaced || !slices.ContainsFunc(made.Hints, func(h renderer.Told) bool { return h == w }) {
					problems = append(problems, w.Pointer+" "+w.Code)
				}
			}
		}
		return units, problems
	}
	for _, c := range []struct {
		name, key, text string
		units, problems []string
	}{
		{"by a column", "school", whole(row(`"甲"`, ""), row(`"乙"`, ""), row(`" 甲"`, "")), []string{"0 示例局 [0 2]", "1 示例局 [1]"}, nil},
		{"several inputs", "school", "[" + whole(row(`"甲"`, "")) + "," + whole(row(`"乙"`, ""), row(`"甲"`, "")) + "]", []string{"0 示例局 [0]", "1 示例局 [0]", "2 示例局 [1]"}, nil},
		{
			"by a field that stands in the rows", "unit", strings.Replace(whole(row(`"甲"`, `,"unit":"一局"`), row(`"乙"`, `,"unit":"二局"`), row(`"丙"`, `,"unit":"一局"`)), `"unit":"示例局",`, "", 1),
			[]string{"0 一局 [0 2]", "1 二局 [1]"}, nil,
		},
		{
			"by a field that stands in the rows and above them", "unit", whole(row(`"甲"`, `,"unit":"一局"`), row(`"乙"`, `,"unit":"示例局"`)),
			[]string{"0 一局 [0]", "1 示例局 [1]"}, []string{"/0/fields/unit replaced"},
		},
		{"by a field that stands once", "unit", whole(row(`"甲"`, ""), row(`"乙"`, "")), []string{"0  []"}, []string{"/0/fields/unit one_group"}},
		{"by a number", "members", whole(row(`"甲"`, ""), strings.Replace(row(`"乙"`, ""), `"members":5`, `"members":6`, 1)), []string{"0 示例局 [0]", "1 示例局 [1]"}, nil},
		{"without the key", "school", whole(row(`"甲"`, ""), row("null", ""), row(`" "`, "")), []string{"0  []"}, []string{"/0/rows/1/school required", "/0/rows/2/school required"}},
		{"wrong in a part", "school", whole(row(`"甲"`, ""), row(`"乙"`, ""), strings.Replace(row(`"甲"`, ""), `"members":5`, `"members":0`, 1)), []string{"0  [0 2]", "1 示例局 [1]"}, []string{"/0/rows/2/members min"}},
		{"no rows", "school", `{"fields":{"year":2013,"unit":"示例局","date":"2013-05-20"}}`, []string{"0  []"}, []string{"/0/rows required"}},
		{"rows twice", "school", strings.Replace(whole(row(`"甲"`, "")), `"rows"`, `"rows":[],"rows"`, 1), []string{"0  []"}, []string{"/0/rows duplicate"}},
		{"not JSON", "school", `[{"rows":[{]`, []string{"0  []", "1  []"}, []string{"/0/rows/0 syntax", " syntax"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if units, problems := split(c.key, c.text); !slices.Equal(units, c.units) || !slices.Equal(problems, c.problems) {
				t.Errorf("%q %q, want %q %q", units, problems, c.units, c.problems)
			}
		})
	}
	var wrong *renderer.OptionError
	if _, err := renderer.Split(nil, d, "nosuch"); !errors.As(err, &wrong) {
		t.Errorf("%v", err)
	}
	if _, err := renderer.Split(nil, definition(t, "luzhou-2013/score"), "unit"); !errors.As(err, &wrong) {
		t.Errorf("%v", err)
	}
}
