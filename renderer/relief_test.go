package renderer_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"gongwen/forms"
	"gongwen/forms/decimal"
	"gongwen/renderer"
	"gongwen/renderer/internal/judge"
	"gongwen/renderer/layout"
	"gongwen/renderer/page"
)

// own is a form of testdata/own.
func own(t *testing.T, id string) *forms.Definition {
	t.Helper()
	all, err := forms.Builtin().With(os.DirFS("../testdata/own"), "own")
	if err != nil {
		t.Fatal(err)
	}
	d, err := all.Get(id, 0)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// relief is an input of n rows in three groups, and what the sums come to, by their labels.
func relief(t *testing.T, n int) (input []byte, want map[string]decimal.Decimal) {
	t.Helper()
	want = map[string]decimal.Decimal{}
	add := func(label string, d decimal.Decimal) { want[label] = want[label].Add(d) }
	branches := []string{"第一支部", "第二支部", "离退休支部"}
	var rows []map[string]any
	for i := range n {
		branch, sort, months := branches[i*3/n], []string{"困难党员", "老党员"}[i%2], 1+i%7
		each := decimal.New(int64(10_000+i*37), 2)
		rows = append(rows, map[string]any{
			"branch": branch, "name": fmt.Sprintf("样本%d", i+1), "sort": sort, "months": months, "each": json.Number(each.String()),
		})
		amount := each.Mul(decimal.New(int64(months), 0))
		add(branch+"小计", amount)
		add("合计", amount)
		if sort == "老党员" {
			add(branch+"其中老党员", amount)
		} else if months >= 3 {
			add("困难党员三个月以上", amount)
		}
		if sort == "老党员" || months == 1 {
			add("老党员或一次性", amount)
		}
	}
	b, err := json.Marshal(map[string]any{"fields": map[string]any{"unit": "示例支部"}, "rows": rows})
	if err != nil {
		t.Fatal(err)
	}
	return b, want
}

// TestSumsOfSome: sub-totals stand under their groups, on the page of the last row; what some rows come to is right on every page
// and in all; the total leaves sub-totals out.
func TestSumsOfSome(t *testing.T) {
	d := own(t, "example/relief")
	input, want := relief(t, 90)
	doc := fill(t, d, input)
	laid, err := layout.Pages(book(t), doc.Sections())
	if err != nil {
		t.Fatal(err)
	}
	if len(laid.Pages) < 3 {
		t.Fatalf("%d pages", len(laid.Pages))
	}
	last := laid.Pages[len(laid.Pages)-1]
	for label, amount := range want {
		var found []*page.Page
		for _, p := range laid.Pages {
			if shows(p, label) {
				found = append(found, p)
			}
		}
		if len(found) != 1 {
			t.Errorf("%s stands on %d pages", label, len(found))
			continue
		}
		if got := beside(t, found[0], label); got.Cmp(amount) != 0 {
			t.Errorf("%s: %s, want %s", label, got, amount)
		}
		if branch, sub := strings.CutSuffix(label, "小计"); sub {
			n := map[string]int{"第一支部": 30, "第二支部": 60, "离退休支部": 90}[branch]
			if !shows(found[0], fmt.Sprintf("样本%d", n)) {
				t.Errorf("%s is not on the page of its last row", label)
			}
		}
	}
	for _, c := range []struct{ foot, all string }{{"本页小计", "合计"}, {"本页困难党员", "困难党员三个月以上"}} {
		var sum decimal.Decimal
		for _, p := range laid.Pages {
			sum = sum.Add(beside(t, p, c.foot))
		}
		if total := beside(t, last, c.all); sum.Cmp(total) != 0 {
			t.Errorf("the pages' %s come to %s, %s is %s", c.foot, sum, c.all, total)
		}
	}
	computed, err := json.Marshal(doc.Computed().Sums)
	if err != nil {
		t.Fatal(err)
	}
	for label, amount := range want {
		group, own := "", label
		for _, g := range []string{"第一支部", "第二支部", "离退休支部"} {
			if rest, ok := strings.CutPrefix(label, g); ok {
				group, own = `,"group":"`+g+`"`, rest
			}
		}
		if _, after, found := strings.Cut(string(computed), `{"label":"`+own+`"`+group+`,"values":{`); !found || !strings.Contains(after[:min(60, len(after))], `"amount":`+amount.String()) {
			t.Errorf("%s of %s is not in %s", label, amount, computed)
		}
	}
}

// TestOfficeWorksOutOwnForms has LibreOffice work out the formulas of forms that the library has not: sums of some rows, caps
// of groups, amounts in capitals; and of what is empty.
func TestOfficeWorksOutOwnForms(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	want, files := map[string]map[string]string{}, map[string][]byte{}
	add := func(name string, doc *forms.Document) {
		file := render(t, doc, renderer.Options{Format: renderer.XLSX})
		want[name], files[name+".xlsx"] = formulas(t, file), bare(t, file)
	}
	for _, id := range []string{"example/relief", "example/equipment", "example/capped"} {
		d := own(t, id)
		name := strings.TrimPrefix(id, "example/")
		add(name, fill(t, d, d.Sample()))
		add(name+"-blank", d.Blank())
	}
	input, _ := relief(t, 90)
	add("relief-long", fill(t, own(t, "example/relief"), input))
	add("expense-blank", definition(t, "lanzhou/expense").Blank())
	add("dues-blank", definition(t, "branch/dues").Blank())
	found := map[string]int{}
	for name, file := range judge.Office(t, faces, "xlsx:Calc MS Excel 2007 XML", files) {
		got := formulas(t, file)
		for at, v := range want[name] {
			if got[at] != v {
				t.Errorf("%s: %s is %q, want %q", name, at, got[at], v)
			}
		}
		for _, part := range []string{"SUMIFS(", "MIN(SUM(", "壹贰叁"} {
			found[part] += strings.Count(all(t, files[name+".xlsx"]), part)
		}
	}
	for part, n := range map[string]int{"SUMIFS(": 20, "MIN(SUM(": 4, "壹贰叁": 5} {
		if found[part] < n {
			t.Errorf("%q stands in %d formulas", part, found[part])
		}
	}
}

// all is every formula of a workbook.
func all(t *testing.T, workbook []byte) string {
	t.Helper()
	var b strings.Builder
	repacked(t, workbook, func(name string, part []byte) []byte {
		if strings.HasPrefix(name, "xl/worksheets/") {
			b.Write(part)
		}
		return part
	})
	return b.String()
}
