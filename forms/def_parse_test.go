package forms

import (
	"errors"
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want := string(readFile(t, name)); got != want {
		t.Errorf("%s differs; run go test -update and look at what changed\n got:\n%s\nwant:\n%s", name, got, want)
	}
}

// TestFaultsGolden shows every fault of two definitions that have most of them.
func TestFaultsGolden(t *testing.T) {
	for _, name := range []string{"broken-ledger", "broken-score"} {
		file := "testdata/definitions/" + name
		def, err := Parse(name+".yaml", readFile(t, file+".yaml"))
		var faults *DefinitionError
		if !errors.As(err, &faults) || def != nil {
			t.Fatalf("%s: got %v, %v", name, def, err)
		}
		golden(t, file+".zh.txt", faults.Text(Chinese)+"\n")
		golden(t, file+".en.txt", faults.Text(English)+"\n")
		if err.Error() != faults.Text(English) {
			t.Errorf("Error is not the English text: %s", err)
		}
	}
}

func TestEveryFaultHasWords(t *testing.T) {
	for code := faultCode(0); code <= faultSample; code++ {
		if int(code) >= len(faultsZH) || int(code) >= len(faultsEN) || faultsZH[code] == "" || faultsEN[code] == "" {
			t.Errorf("fault %d has no words", code)
		} else if zh, en := strings.Count(faultsZH[code], "%"), strings.Count(faultsEN[code], "%"); zh != en {
			t.Errorf("fault %d has %d arguments in Chinese, %d in English", code, zh, en)
		}
	}
}

// TestParseRefuses changes one place of a form that is right, and looks for the one fault.
func TestParseRefuses(t *testing.T) {
	const ledger, score = "library/luzhou-2013/ledger@1.yaml", "library/luzhou-2013/score@1.yaml"
	for _, c := range []struct {
		name, file, old, new string
		path                 string
		words                string
	}{
		{"unknown key", ledger, "marker:", "marke:", "marke", `no key "marke" here; did you mean "marker"?`},
		{"repeated key", ledger, "version: 1", "version: 1\nversion: 2", "version", "given twice, first on line"},
		{"key of another kind", ledger, "rows: {", "points: 100\nrows: {", "points", `no key "points"`},
		{"unknown kind", ledger, "kind: ledger", "kind: leger", "kind", `"leger" is not one of ledger, score`},
		{"no kind", ledger, "kind: ledger", "", "", `"kind" is missing`},
		{"no version", ledger, "version: 1\n", "", "", `"version" is missing`},
		{"version 0", ledger, "version: 1\n", "version: 0\n", "version", "from 1"},
		{"version in words", ledger, "version: 1\n", "version: one\n", "version", "whole number"},
		{"no sample", ledger, "sample:", "samples:", "samples", "no key"},
		{"id", ledger, "form: luzhou-2013/ledger", "form: ledger", "form", "family/name"},
		{"wide by 1.5 mm", ledger, "width: 58", "width: 59.5", "columns", "the columns add up to 268.5 mm, the page has 267 mm: 1.5 mm too many"},
		{"no width", ledger, ", width: 58", "", "columns[1]", `"width" is missing`},
		{"width 0", ledger, "width: 58", "width: 0", "columns[1].width", "0 is not between"},
		{"width in words", ledger, "width: 58", "width: 58mm", "columns[1].width", "a number"},
		{"margins", ledger, "turn: landscape", "turn: landscape, margin: [15, 140, 15, 140]", "page", "leave only 17 × 180 mm"},
		{"turn", ledger, "turn: landscape", "turn: upright", "page.turn", "portrait, landscape"},
		{"paper", ledger, "paper: A4", "paper: B5", "page.paper", "A4, A3 or"},
		{"tiny paper", ledger, "paper: A4", "paper: [0, 0]", "page.paper", "A4, A3 or"},
		{"upper-case key", ledger, "key: school,", "key: School,", "columns[1].key", "lower-case"},
		{"key taken", ledger, "key: organisation,", "key: school,", "columns[2].key", `"school" is already used at columns[1]`},
		{"key of a field taken", ledger, "key: organisation,", "key: unit,", "columns[2].key", `"unit" is already used at fields[1]`},
		{"unknown type", ledger, "type: integer", "type: int", "columns[4].type", `"int" is not one of`},
		{"min of a text", ledger, "max: 80", "min: 80", "columns[2].min", `"min" cannot be used with text`},
		{"min above max", ledger, "min: 1,", "min: 9, max: 5,", "columns[4].min", "min 9 is above max 5"},
		{"broken integer bound", ledger, "min: 1,", "min: 1.5,", "columns[4].min", "whole number"},
		{"no choices", ledger, "of: [单独建, 挂靠建, 联合建]", "of: []", "columns[3].of", `"of" is missing`},
		{"choice twice", ledger, "of: [单独建, 挂靠建,", "of: [单独建, 单独建,", "columns[3].of[1]", "already used at columns[3].of[0]"},
		{"choice blank", ledger, "of: [单独建, 挂靠建,", "of: [单独建, ' ',", "columns[3].of[1]", "text"},
		{"default", ledger, "default: 2013", "default: 213", "fields[0].default", "213 is not between 1949 and 2999"},
		{"until nothing", ledger, "until: date", "until: day", "columns[5].until", `no field or column "day"`},
		{"until a text", ledger, "until: date", "until: unit", "columns[5].until", "must be of type date, month"},
		{"pattern", ledger, "until: date", "until: date, print: YYYY-MM", "columns[5].print", "yyyy"},
		{"day in a month", ledger, "until: date", "until: date, print: yyyy年m月d日", "columns[5].print", "yyyy"},
		{"head", ledger, "head: [unit, date]", "head: [unit, dat]", "head[1]", `"dat"; did you mean "date"?`},
		{"head twice", ledger, "head: [unit, date]", "head: [unit, unit]", "head[1]", "already used at head[0]"},
		{"title key", ledger, `title: "{year}`, `title: "{yeer}`, "title", `"yeer"; did you mean "year"?`},
		{"title brace", ledger, `title: "{year}`, `title: "{year`, "title", "brace"},
		{"advice on nothing", ledger, "when: members >= 3", "when: member >= 3", "advise[0].when", "member"},
		{"advice cut short", ledger, "when: members >= 3 and", "when: members >= 3 or or", "advise[0].when", "expression"},
		{"sum of a text", ledger, "sum(members)", "sum(school)", "summary[1].value", "expression"},
		{"summary key twice", ledger, "key: attached,", "key: joint,", "summary[4].key", "already used at summary[3].key"},
		{"too many rows", ledger, "print_at_least: 12", "print_at_least: 100000", "rows.print_at_least", "not between 0 and 1000"},
		{"serial as a field", ledger, "label: 年度, type: year, default: 2013", "label: 年度, type: serial", "fields[0].type", "serial"},
		{"null label", ledger, "label: 党组织名称", "label: null", "columns[2].label", "text"},
		{"empty label", ledger, "label: 党组织名称", "label: ''", "columns[2]", `"label" is missing`},
		{"invisible character", ledger, "label: 党组织名称", `label: "党组\u202e织名称"`, "columns[2].label", `'\u202e'`},
		{"list for a text", ledger, "marker: 附件1", "marker: [附件1]", "marker", "must be text"},
		{"text for a list", ledger, "sign: [分管领导签字：, 填表人签字：]", "sign: 签字", "sign", "a list"},
		{"anchor", ledger, "sample:", "sample: &a", "sample", "anchors"},
		{"alias", ledger, "notes: [注", "notes: [&n 注", "notes[0]", "anchors"},
		{"tag", ledger, "version: 1\n", "version: !!int \"1\"\n", "version", "!!int"},
		{"not YAML", ledger, "rows: {", "rows: }{", "", "not valid YAML"},
		{"two documents", ledger, "sample:", "---\nsample:", "", "one definition"},

		{"items do not add up", score, "points: 5\n", "points: 6\n", "points", "the points add up to 101, not to the 100 given here"},
		{"form does not add up", score, "points: 100", "points: 90", "points", "the points add up to 100, not to the 90 given here"},
		{"no points", score, "points: 100", "", "", `"points" is missing`},
		{"number twice", score, "no: 2\n", "no: 1\n", "items[1].no", `"1" is already used at items[0].no`},
		{"rule key", score, "key: no-funds", "key: no_funds", "items[1].deduct[0].key", "hyphens"},
		{"rule twice", score, "key: no-leader, ", "key: no-minutes,", "items[0].deduct[1].key", "already used at items[0].deduct[0].key"},
		{"rule in other words", score, "label: 经费不落实,", "label: 经费没有落实,", "items[1].deduct[0].label", "not in the words of the criteria"},
		{"rule of other points", score, "经费不落实, points: 3", "经费不落实, points: 2", "items[1].deduct[0]", `"经费不落实" is not followed by "扣2分"`},
		{"rule above its item", score, "经费不落实, points: 3", "经费不落实, points: 8", "items[1].deduct[0].points", "takes 8 points, more than the item's 5"},
		{"points and zero", score, "建党组织, zero: true", "建党组织, points: 3, zero: true", "items[3].deduct[0]", "points or zero"},
		{"neither", score, "建党组织, zero: true", "建党组织", "items[3].deduct[0]", "points or zero"},
		{"column", score, "{key: name, ", "{key: names, ", "columns[1].key", "no, name, content"},
		{"column missing", score, "{key: score, ", "{key: name, ", "columns", `the column "score" is missing`},
		{"column with a type", score, "label: 分值,", "label: 分值, type: number,", "columns[3].type", `no key "type"`},
		{"column of a ledger", score, "items:\n  - no: 1", "rows: {}\nitems:\n  - no: 1", "rows", "no key"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := string(readFile(t, c.file))
			changed := strings.Replace(src, c.old, c.new, 1)
			if changed == src {
				t.Fatalf("%q is not in %s", c.old, c.file)
			}
			_, err := Parse("form.yaml", []byte(changed))
			var faults *DefinitionError
			if !errors.As(err, &faults) {
				t.Fatalf("got %v, want a *DefinitionError", err)
			}
			for _, f := range faults.Faults {
				if f.Path == c.path && strings.Contains(f.Text(English), c.words) {
					if f.File != "form.yaml" || f.Line == 0 && c.name != "two documents" {
						t.Errorf("no place: %+v", f)
					}
					return
				}
			}
			t.Errorf("want %s: … %s …, got\n%s", c.path, c.words, faults.Text(English))
		})
	}
}

func TestParseRefusesFiles(t *testing.T) {
	deep := strings.Repeat("[", 200) + strings.Repeat("]", 200)
	for _, c := range []struct{ name, src, words string }{
		{"empty", "", "empty"},
		{"comment only", "# nothing\n", "empty"},
		{"null", "~", "mapping"},
		{"text", "台账", "mapping"},
		{"large", strings.Repeat("#", 1<<20+1), "larger than 1048576 bytes"},
		{"deep", "sample: " + deep, "deeper than 32"},
		{"very deep", strings.Repeat("[", 1<<20), "YAML"},
		{"many mappings deep", strings.Repeat("{a: ", 5000), "YAML"},
		{"billion laughs", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "anchors and aliases"},
		{"not UTF-8", "form: \xff\xfe\x00", "YAML"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse("form.yaml", []byte(c.src))
			var faults *DefinitionError
			if !errors.As(err, &faults) || !strings.Contains(err.Error(), c.words) {
				t.Errorf("got %.300v, want %q", err, c.words)
			}
		})
	}
}

func TestFaultsAreInOrderOfLines(t *testing.T) {
	_, err := Parse("x.yaml", readFile(t, "testdata/definitions/broken-ledger.yaml"))
	var faults *DefinitionError
	if !errors.As(err, &faults) {
		t.Fatal(err)
	}
	for i, f := range faults.Faults[1:] {
		if f.Line < faults.Faults[i].Line {
			t.Errorf("line %d after line %d", f.Line, faults.Faults[i].Line)
		}
	}
}

// FuzzParse: a file is refused with a fault, or it is a form that can be printed empty.
func FuzzParse(f *testing.F) {
	for _, name := range []string{
		"library/luzhou-2013/ledger@1.yaml", "library/luzhou-2013/score@1.yaml",
		"testdata/definitions/broken-ledger.yaml", "testdata/definitions/broken-score.yaml",
	} {
		f.Add(readFile(f, name))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		def, err := Parse("fuzz.yaml", src)
		if err != nil {
			var faults *DefinitionError
			if !errors.As(err, &faults) || len(faults.Faults) == 0 || def != nil {
				t.Fatalf("got %v, %v", def, err)
			}
			_ = faults.Text(Chinese)
			return
		}
		if len(def.Blank().Sections()) != 1 || len(def.Schema()) == 0 || len(def.Sample()) == 0 {
			t.Fatal("a definition without sections, schema or sample")
		}
	})
}

func BenchmarkParse(b *testing.B) {
	src := readFile(b, "library/luzhou-2013/score@1.yaml")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse("score.yaml", src); err != nil {
			b.Fatal(err)
		}
	}
}
