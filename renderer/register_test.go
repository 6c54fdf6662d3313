package renderer_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"gongwen/forms"
	"gongwen/renderer"
	"gongwen/renderer/internal/judge"
	"gongwen/renderer/layout"
)

// TestUnseenForm prints a form that is in no library, over three pages.
func TestUnseenForm(t *testing.T) {
	src, err := os.ReadFile("testdata/register.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := forms.Lint("register.yaml", src); err != nil {
		t.Fatal(err)
	}
	def, err := forms.Parse("register.yaml", src)
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for i, class := range []string{"宣传设备", "电教设备", "办公设备"} {
		for n := range 13 {
			rows = append(rows, fmt.Sprintf(`{"class": %q, "name": "设备%d", "bought": "2018-01-02", "count": %d, "price": 0.1, "checked": "不合格", "fire": "有"}`,
				class, i*13+n, n+1))
		}
	}
	input := `{"fields": {"year": 2019, "unit": "示例", "date": "2019-12-20"}, "rows": [` + strings.Join(rows, ",") + `]}`
	doc := fill(t, def, []byte(input))
	laid, err := layout.Pages(book(t), doc.Sections())
	if err != nil {
		t.Fatal(err)
	}
	text := squeeze(judge.Text(t, render(t, doc, renderer.Options{})))
	for want, times := range map[string]int{
		"本页小计": len(laid.Pages), "累计": len(laid.Pages), "（续表）": len(laid.Pages) - 1, "停用（一票否决）": 39,
		"合计（大写）贰拾柒元叁角整": 1, "27.30": 2, // the last 累计 and 合计
	} {
		if got := strings.Count(text, want); got != times || len(laid.Pages) < 3 {
			t.Errorf("%q %d times on %d pages, want %d", want, got, len(laid.Pages), times)
		}
	}
	first := []int{strings.Index(text, "电教设备"), strings.Index(text, "办公设备"), strings.Index(text, "宣传设备")}
	if first[0] < 0 || first[0] > first[1] || first[1] > first[2] {
		t.Errorf("the groups are not in the order of their choices: %v", first)
	}
	judge.PDF(t, render(t, doc, renderer.Options{}))
	render(t, doc, renderer.Options{Format: renderer.XLSX})
	bad := strings.Replace(input, "不合格", "合格", 1)
	in, problems := forms.ParseInput([]byte(bad), forms.Limits{})
	if problems != nil {
		t.Fatal(problems)
	}
	if none, problems := def.Fill(in, nil); none != nil || len(problems) != 1 || problems[0].Pointer != "/rows/0" || problems[0].Code != forms.CodeRefuse {
		t.Errorf("the rule that refuses says %v", problems)
	}
}
