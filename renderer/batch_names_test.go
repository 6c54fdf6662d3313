package renderer_test

import (
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"gongwen/forms"
	"gongwen/renderer"
)

// named is the name that a pattern gives to a ledger of a unit, as item no of so many.
func named(t testing.TB, pattern, unit string, no, of int) string {
	t.Helper()
	d := definition(t, "luzhou-2013/ledger")
	names, err := renderer.ParseNames(pattern, d)
	if err != nil {
		t.Fatal(err)
	}
	input := strings.ReplaceAll(string(ledgerInput(t, 2)), "示例职业培训学校", unit)
	b := &renderer.Batch{Form: func(int) *forms.Definition { return d }, Names: names, Total: of, Count: true}
	made := renderer.New(book(t), renderer.Limits{}).Make(t.Context(), b, renderer.Item{Index: no - 1, Input: []byte(input)})
	if made.Bad() {
		t.Fatal(made.Wrong)
	}
	return made.Name
}

func TestNames(t *testing.T) {
	for _, c := range []struct{ pattern, unit, want string }{
		{renderer.DefaultNames, "示例学校", "007-示例学校-2013年度民办职业培训学校党建工作台账"},
		{"{no}-{unit}-{title}.pdf", "示例学校", "007-示例学校-2013年度民办职业培训学校党建工作台账"},
		{"{year}年{form}（{no}）.xlsx", "示例学校", "2013年ledger（007）"},
		{"{organisation}", "示例学校", "中共示例市汽车驾驶学校支部"}, // of the first row
		{"{unit}", "a/b\\\\c:d*e?f\\\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j"},
		{"{unit}", "示例 . . ", "示例"},
		{"{unit}.", "示例", "示例"},
		{"{unit}", "CON", "_CON"},
		{"{unit}", "nul.示例", "_nul.示例"},
		{"{unit}", "com¹", "_com¹"},
		{"{unit}", "LPT9 .x", "_LPT9 .x"},
		{"{unit}", "COM10", "COM10"},
		{"{unit}", "...", "007"},
		{"{no}{unit}{unit}", strings.Repeat("示", 40), "007" + strings.Repeat("示", 59)},
	} {
		if got := named(t, c.pattern, c.unit, 7, 120); got != c.want {
			t.Errorf("%s of %q: %q, want %q", c.pattern, c.unit, got, c.want)
		}
	}
	for _, bad := range []string{"", ".pdf", " ", "{no", "no}", "{}", "{nosuch}", "a/b", `{no}\{unit}`, "{no}\n", "{no}\u202e", "{no}\xff", "{no}?"} {
		var wrong *renderer.NameError
		if _, err := renderer.ParseNames(bad, definition(t, "luzhou-2013/ledger")); !errors.As(err, &wrong) || wrong.Error() == "" {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for _, d := range definitions(t) { // every form can have the name that is there without a pattern
		if _, err := renderer.ParseNames(renderer.DefaultNames, d); err != nil {
			t.Error(err)
		}
	}
}

// TestNamesAreUnique adds files whose names are the same, or differ in what some systems do not see.
func TestNamesAreUnique(t *testing.T) {
	a := renderer.NewArchive(io.Discard, issued)
	var got []string
	for _, name := range []string{"示例A", "示例A", "示例a", "示例ａ", "示例A-2", "e\u0301", "\u00e9", "manifest", "示例A", "示例Ａ"} {
		r := &renderer.Result{Record: renderer.Record{Name: name, Files: []renderer.File{{Name: name + ".pdf"}, {Name: name + ".xlsx"}}}}
		if _, err := a.Add(r); err != nil {
			t.Fatal(err)
		}
		got = append(got, strings.TrimSuffix(r.Files[0].Name, ".pdf"))
		if r.Files[1].Name != r.Name+".xlsx" || r.Files[0].Name != r.Name+".pdf" {
			t.Errorf("%+v", r.Files)
		}
	}
	want := []string{"示例A", "示例A-2", "示例a-3", "示例ａ", "示例A-2-2", "e\u0301", "\u00e9-2", "manifest", "示例A-4", "示例Ａ-2"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestManyOfOneName checks that thousands of the same name take no time.
func TestManyOfOneName(t *testing.T) {
	a := renderer.NewArchive(io.Discard, issued)
	for i := range 70_000 { // more than a ZIP without Zip64 can have
		r := &renderer.Result{Record: renderer.Record{Name: "示例", Files: []renderer.File{{Name: "示例.pdf", Data: []byte("%PDF")}}}}
		if _, err := a.Add(r); err != nil {
			t.Fatal(err)
		}
		if want := fmt.Sprintf("示例-%d.pdf", i+1); i > 0 && r.Files[0].Name != want {
			t.Fatalf("%s, want %s", r.Files[0].Name, want)
		}
	}
	if err := a.Close(nil); err != nil {
		t.Fatal(err)
	}
}

// FuzzNames makes names of arbitrary values and patterns: they are ones that Windows takes, whatever stands in them.
func FuzzNames(f *testing.F) {
	f.Add("{no}-{unit}", "示例学校")
	f.Add("{unit}", "CON.")
	f.Add("{unit} {title}", " aux \u00a0.\u3000")
	f.Add("COM1{year}.pdf", "\u202e\ufeff\U000E0001")
	d := definition(f, "luzhou-2013/ledger")
	blank := d.Blank()
	f.Fuzz(func(t *testing.T, pattern, unit string) {
		names, err := renderer.ParseNames(pattern, d)
		if err != nil {
			return
		}
		for i := range d.Fields {
			if d.Fields[i].Key == d.Unit {
				blank.Fields[i].Text = unit
			}
		}
		a := renderer.NewArchive(io.Discard, issued)
		for n := range 2 {
			made := &renderer.Result{Record: renderer.Record{Name: names.Of(blank, n+1, 1000)}}
			made.Files = []renderer.File{{Name: made.Name + ".xlsx"}}
			if _, err := a.Add(made); err != nil {
				t.Fatal(err)
			}
			checkName(t, made.Files[0].Name)
		}
	})
}

// checkName fails for a name that Windows has no file of, or that reads as another one (learn.microsoft.com, Naming
// Files, Paths, and Namespaces).
func checkName(t *testing.T, name string) {
	stem := strings.TrimSuffix(name, path.Ext(name))
	switch first, _, _ := strings.Cut(strings.ToUpper(name), "."); {
	case stem == "" || !utf8.ValidString(name):
		t.Fatalf("%q is none", name)
	case strings.ContainsAny(name, "/\\:*?\"<>|\x00\x1f\x7f\u0085\u202e\ufeff"):
		t.Fatalf("%q has a character that it may not have", name)
	case strings.TrimRight(stem, ". ") != stem || strings.TrimLeft(name, " ") != name:
		t.Fatalf("%q begins or ends with what is dropped", name)
	case len(name) > 200 || len(utf16.Encode([]rune(name))) > 200:
		t.Fatalf("%q is %d bytes long", name, len(name))
	case slices.Contains([]string{"CON", "PRN", "AUX", "NUL", "COM0", "COM1", "COM9", "LPT1", "LPT³"}, strings.TrimRight(first, " ")):
		t.Fatalf("%q is a device", name)
	}
}
