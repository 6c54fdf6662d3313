package forms

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

// TestStarters checks that there is a definition to start from of every kind, that it is right as it is, and that its
// every line can be printed.
func TestStarters(t *testing.T) {
	for _, kind := range Kinds() {
		text := Starter(kind)
		if err := Lint(string(kind)+".yaml", text); err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		def, err := Parse("starter.yaml", text)
		if err != nil || def.Kind != kind || def.ID != "my/"+string(kind) {
			t.Errorf("%s: %v %v", kind, def, err)
		}
		if n := strings.Count(string(text), "#"); n < 12 {
			t.Errorf("%s: %d comments only", kind, n)
		}
	}
	if Starter("poem") != nil || DefinitionSchema("poem") != nil {
		t.Error("a kind that there is not has a starter or a schema")
	}
}

// TestKinds holds the list of kinds to those that a definition may have.
func TestKinds(t *testing.T) {
	_, err := Parse("poem.yaml", []byte("kind: poem\n"))
	var names []string
	for _, k := range Kinds() {
		names = append(names, string(k))
	}
	if want := strings.Join(names, ", "); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v; want %s", err, want)
	}
}

// TestDefinitionSchemas checks that every definition there is keeps to the schema of its kind, and that the schema
// notices what is plainly wrong.
func TestDefinitionSchemas(t *testing.T) {
	schemas := map[Kind]*jsonschema.Schema{}
	for _, kind := range Kinds() {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(DefinitionSchema(kind)))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource("definition.json", doc); err != nil {
			t.Fatal(err)
		}
		if schemas[kind], err = c.Compile("definition.json"); err != nil {
			t.Fatal(err)
		}
	}
	check := func(kind Kind, text []byte) error {
		var node yaml.Node
		if err := yaml.Unmarshal(text, &node); err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(appendJSON(nil, node.Content[0], 0)))
		if err != nil {
			t.Fatal(err)
		}
		return schemas[kind].Validate(doc)
	}
	all, err := Builtin().All()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		if err := check(d.Kind, d.YAML()); err != nil {
			t.Errorf("%s: %v", d.ID, err)
		}
	}
	for _, kind := range Kinds() {
		text := string(Starter(kind))
		if err := check(kind, []byte(text)); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		for name, change := range map[string][2]string{
			"no title":    {"\ntitle:", "\nremark_of_title:"},
			"other kind":  {"kind: " + string(kind), "kind: poem"},
			"unknown key": {"\nversion: 1", "\nversion: 1\ncolour: red"},
			"wrong type":  {"\nversion: 1", "\nversion: [1]"},
		} {
			wrong := strings.Replace(text, change[0], change[1], 1)
			if wrong == text || check(kind, []byte(wrong)) == nil {
				t.Errorf("%s: %s passes", kind, name)
			}
		}
	}
}

// TestDefinitionWords checks that every key has words, and every notation of its own a schema.
func TestDefinitionWords(t *testing.T) {
	known := map[reflect.Type]bool{
		reflect.TypeFor[number](): true, reflect.TypeFor[mm](): true, reflect.TypeFor[lines](): true, reflect.TypeFor[labels](): true,
		reflect.TypeFor[rawNode](): true, reflect.TypeFor[paper](): true, reflect.TypeFor[margin](): true, reflect.TypeFor[slipGrids](): true,
		reflect.TypeFor[slipRowSource](): true, reflect.TypeFor[slipCellSource](): true,
		reflect.TypeFor[fontSize](): true, reflect.TypeFor[later](): true,
	}
	var visit func(t reflect.Type)
	seen := map[reflect.Type]bool{}
	visit = func(of reflect.Type) {
		if seen[of] {
			return
		}
		seen[of] = true
		if reflect.PointerTo(of).Implements(reflect.TypeFor[custom]()) && !known[of] {
			t.Errorf("%s has a notation of its own and no schema", of)
		}
		switch {
		case of.Kind() == reflect.Slice || of.Kind() == reflect.Pointer:
			visit(of.Elem())
		case of.Kind() == reflect.Struct && (!known[of] || of == reflect.TypeFor[slipCellSource]()):
			for _, k := range keysOf(of) {
				if definitionWords[k.name] == "" {
					t.Errorf("%s: key %q has no words", of, k.name)
				}
				visit(of.FieldByIndex(k.index).Type)
			}
		}
	}
	for _, k := range sourceTypes() {
		visit(k.of)
		if kindWords[k.kind] == "" {
			t.Errorf("kind %s has no words", k.kind)
		}
	}
	visit(reflect.TypeFor[slipGridSource]())
}

// TestMistakes checks that the usual mistakes of a clerk with a text editor are told on their own line, in words that say
// what to do.
func TestMistakes(t *testing.T) {
	text := string(Starter(Ledger))
	for _, c := range []struct{ name, old, new, says string }{
		{"full-width colon", "title: \"", "title：\"", "不能用全角冒号"},
		{"full-width colon in braces", "{key: name,   label:", "{key: name,   label：", "是不是“label”？"},
		{"full-width comma", "label: 名称,", "label: 名称，", "要用半角的"},
		{"slip of a key", "label: 类别", "lable: 类别", "是不是“label”？"},
		{"bracket not closed", "head: [unit, date]", "head: [unit, date", "方括号没有成对"},
		{"brace not closed", "else: 数量不能为零, under: 数量和金额, width: 20}", "else: 数量不能为零, under: 数量和金额, width: 20", "花括号没有成对"},
		{"a blank too few", "  - {key: sort,", " - {key: sort,", "缩进"},
		{"a blank too many", "\nmeasure:", "\n measure:", "缩进"},
		{"tab", "\npage:", "\n\tpage:", "Tab"},
		{"too wide", "width: 70", "width: 90", "多出20毫米"},
		{"slip in a formula", "value: count * price", "value: count * prize", "没有“prize”"},
		{"braces without quotes", "title: \"{year}年度示例台账\"", "title: {year}年度示例台账", "整个加引号"},
		{"slip of a type", "type: integer", "type: interger", "integer"},
		{"name in Chinese", "form: my/ledger", "form: 我的/台账", "小写英文字母"},
		{"colon in a text", "say: 甲类应", "say: 甲类: 应", "花括号"},
		{"wrong sample", "sort: 乙类,", "sort: 丁类,", "样例不合格"},
		{"no such field", "head: [unit, date]", "head: [unit, day]", "没有名为“day”"},
		{"slip of a reference", "until: date", "until: data", "是不是“date”？"},
		{"key twice", "{key: note,", "{key: name,", "重复"},
		{"number in words", "version: 1", "version: 一", "整数"},
		{"key twice in one place", "\nversion: 1", "\nversion: 1\nversion: 2", "写了两次"},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := strings.Index(text, c.old)
			if at < 0 {
				t.Fatalf("the starter has no %q", c.old)
			}
			wrong := strings.Replace(text, c.old, c.new, 1)
			line := 1 + strings.Count(text[:at], "\n") + strings.Count(c.old, "\n")
			if c.name == "too wide" {
				line = 1 + strings.Count(text[:strings.Index(text, "\ncolumns:")+2], "\n") + 1 // of all columns
			}
			if c.name == "key twice in one place" {
				line++
			}
			err := Lint("x.yaml", []byte(wrong))
			var faults *DefinitionError
			if !errors.As(err, &faults) {
				t.Fatalf("%v", err)
			}
			for _, f := range faults.Faults {
				if f.Line == line && strings.Contains(f.Text(Chinese), c.says) {
					return
				}
			}
			t.Errorf("line %d: no %q in\n%s", line, c.says, faults.Text(Chinese))
		})
	}
}
