package forms

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"gongwen/forms/block"
)

// TestSumsRefused changes one place of a form that is right, and looks for the one fault.
func TestSumsRefused(t *testing.T) {
	src, err := os.ReadFile("../testdata/own/relief.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, old, new, path, words string }{
		{"groups of a form without", ", group: branch, order: choice", "", "sums[0].each", `"rows.group" is missing`},
		{"no such rows", "each: page}", "each: pages}", "sums[2].each", "group, page, running, all"},
		{"capitals of some", "when: sort == \"老党员\" or months == 1", "capitals: amount, when: months == 1", "sums[5].capitals", "cannot be used with when"},
		{"capitals of groups", "amount], each: group}", "amount], each: group, capitals: amount}", "sums[0].capitals", "cannot be used with when"},
		{"condition of nothing", "or months == 1", "or month == 1", "sums[5].when", "month"},
		{"no condition", "or months == 1}", "or months}", "sums[5].when", ""},
	} {
		text := string(src)
		if strings.Contains(c.name, "without") {
			text = strings.Replace(text, "  - {label: 其中老党员, of: [amount], each: group, when: sort == \"老党员\"}\n", "", 1)
			text = strings.Replace(text, "  - {key: branch, label: 支部, type: choice, of: [第一支部, 第二支部, 离退休支部], required: true}\n",
				"  - {key: branch, label: 支部, type: choice, of: [第一支部, 第二支部, 离退休支部], required: true, width: 10}\n", 1)
		}
		changed := strings.Replace(text, c.old, c.new, 1)
		if changed == text {
			t.Fatalf("%s: %q is not there", c.name, c.old)
		}
		_, err := Parse("relief.yaml", []byte(changed))
		var fault *DefinitionError
		if !errors.As(err, &fault) || len(fault.Faults) != 1 || fault.Faults[0].Path != c.path || !strings.Contains(fault.Faults[0].Text(English), c.words) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestCriteria: what SUMIFS can ask, and what it cannot.
func TestCriteria(t *testing.T) {
	columns := []printedColumn{
		{Column: &Column{Field: Field{Key: "sort", Type: TypeChoice, Of: []string{"有", "无"}, Signs: []string{"√", "×"}}}},
		{Column: &Column{Field: Field{Key: "n", Type: TypeInteger}}, at: 1},
		{Column: &Column{Field: Field{Key: "day", Type: TypeDate}}, at: 2},
	}
	for when, want := range map[string][]block.Criterion{
		`sort == "有"`:                {{Column: 0, Is: "√"}},
		`n >= 3`:                     {{Column: 1, Is: ">=3"}},
		`n == 2.5 and sort == "无"`:   {{Column: 1, Is: "=2.5"}, {Column: 0, Is: "×"}},
		`n < 3 and n > 1 and n <= 2`: {{Column: 1, Is: "<3"}, {Column: 1, Is: ">1"}, {Column: 1, Is: "<=2"}},
		`n != 3`:                     nil, // the empty ones, too
		`n >= 3 or n == 1`:           nil,
		`sort == "A"`:                nil, // and a
		`sort == "*"`:                nil,
		`day == "2026-01-01"`:        nil,
		`n + 1 == 3`:                 nil,
		`not (n == 3)`:               nil,
		`sort == "有" and n != 3`:     nil,
		`other == "有"`:               nil,
	} {
		e, err := ParseExpr(when)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := criteriaOf(e.root, columns)
		if ok != (want != nil) || ok && !slices.Equal(got, want) {
			t.Errorf("%s: %v, %v", when, got, ok)
		}
	}
}
