package renderer_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/forms"
	"gongwen/forms/decimal"
	"gongwen/renderer"
	"gongwen/renderer/layout"
	"gongwen/renderer/page"
)

// equipment is the definition of a form that the library has not, in YAML alone: twelve columns under two head rows, three
// groups, a subtotal a page, computed columns and a veto.
func equipment(t *testing.T) *forms.Definition {
	t.Helper()
	own, err := forms.Builtin().With(os.DirFS("../testdata/own"), "own")
	if err != nil {
		t.Fatal(err)
	}
	d, err := own.Get("example/equipment", 0)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// machines is an input of n rows, whose first is stopped by its check and has a user if one is given.
func machines(t *testing.T, n int, user string) []byte {
	t.Helper()
	in := map[string]any{"fields": map[string]any{"unit": "示例职业培训学校", "date": "2026-06-30"}}
	var rows []map[string]any
	for i := range n {
		row := map[string]any{
			"sort": []string{"交通工具", "办公设备", "培训设备"}[i%3], "code": fmt.Sprintf("SB-%03d", i+1), "name": "示例设备", "bought": "2025-01-01",
			"count": i + 1, "price": json.Number(fmt.Sprintf("%d.%02d", i+1, i)), "checked": "合格",
		}
		if i == 0 {
			row["checked"], row["user"] = "不合格", user
		}
		rows = append(rows, row)
	}
	in["rows"] = rows
	b, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestOwnForm(t *testing.T) {
	d := equipment(t)
	if n := len(d.Columns); n != 12 {
		t.Fatalf("%d columns", n)
	}
	in, problems := forms.ParseInput(machines(t, 60, ""), forms.Limits{})
	if in == nil {
		t.Fatal(problems)
	}
	doc, problems := d.Fill(in, book(t))
	if doc == nil {
		t.Fatal(problems)
	}
	laid, err := layout.Pages(book(t), doc.Sections())
	if err != nil {
		t.Fatal(err)
	}
	if len(laid.Pages) < 3 {
		t.Fatalf("%d pages", len(laid.Pages))
	}
	var sum, total decimal.Decimal
	for i, p := range laid.Pages {
		for _, want := range []string{"设备", "价值", "使用情况", "资产编号", "鉴定意见", "本页小计"} {
			if !shows(p, want) {
				t.Errorf("page %d has no %q", i+1, want)
			}
		}
		sum = sum.Add(beside(t, p, "本页小计"))
	}
	last := laid.Pages[len(laid.Pages)-1]
	if total = beside(t, last, "合计"); sum.Cmp(total) != 0 {
		t.Errorf("the pages' sums are %s, the total %s", sum, total)
	}
	for i := range 60 {
		price, err := decimal.Parse(fmt.Sprintf("%d.%02d", i+1, i))
		if err != nil {
			t.Fatal(err)
		}
		sum = sum.Add(price.Mul(decimal.New(-int64(i+1), 0)))
	}
	if sum.Sign() != 0 {
		t.Errorf("the total is %s too much", sum)
	}
	all := ""
	for _, p := range laid.Pages {
		for _, x := range p.Texts {
			all += x.Str + "\n"
		}
	}
	office, training, cars := strings.Index(all, "办公设备"), strings.Index(all, "培训设备"), strings.Index(all, "交通工具")
	if office < 0 || office > training || training > cars {
		t.Errorf("the groups stand at %d, %d and %d", office, training, cars)
	}
	if n := strings.Count(all, "停用\n"); n != 1 {
		t.Errorf("%d are stopped", n)
	}
	sheet := render(t, doc, renderer.Options{Format: renderer.XLSX})
	f, err := excelize.OpenReader(bytes.NewReader(sheet))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, verdicts := cells(t, sheet), 0
	for line := range strings.Lines(text) {
		if _, formula, ok := strings.Cut(line, " ="); ok && strings.Contains(formula, "不合格") {
			verdicts++
		}
	}
	if verdicts != 60 || !strings.Contains(text, total.String()) {
		t.Errorf("the workbook has %d formulas for verdicts and the total %s: %v", verdicts, total, strings.Contains(text, total.String()))
	}
}

// TestOwnFormRefuses checks the rule of the form that stops a print, and that a mistake is told by its place.
func TestOwnFormRefuses(t *testing.T) {
	in, _ := forms.ParseInput(machines(t, 3, "张示例"), forms.Limits{})
	doc, problems := equipment(t).Fill(in, book(t))
	if doc != nil || len(problems) != 1 || problems[0].Pointer != "/rows/0" || !strings.Contains(problems[0].Text(forms.Chinese), "停用的设备不得安排使用人") {
		t.Errorf("%v %+v", doc != nil, problems)
	}
}

func shows(p *page.Page, text string) bool {
	for _, x := range p.Texts {
		if x.Str == text {
			return true
		}
	}
	return false
}

// beside is the last number on the line of a label.
func beside(t *testing.T, p *page.Page, label string) (n decimal.Decimal) {
	t.Helper()
	for _, at := range p.Texts {
		if at.Str != label {
			continue
		}
		for _, x := range p.Texts {
			if d, err := decimal.Parse(x.Str); err == nil && max(x.Y-at.Y, at.Y-x.Y) < 2*page.Pt {
				n = d
			}
		}
		return n
	}
	t.Fatalf("no %q", label)
	return n
}
