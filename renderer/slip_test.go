package renderer_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gongwen/renderer"
	"gongwen/renderer/internal/judge"
	"gongwen/renderer/layout"
)

// long is a text of so many paragraphs, each of which says which one it is.
func long(paragraphs int) string {
	var b strings.Builder
	for i := range paragraphs {
		fmt.Fprintf(&b, "第%d段：与会党员逐一发言，对支部工作提出了意见和建议，会议对每一条都作了记录，并确定由专人负责落实。\n", i+1)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// sampleWith is a form's sample with some fields changed.
func sampleWith(t *testing.T, form string, fields map[string]string) []byte {
	t.Helper()
	var input map[string]any
	if err := json.Unmarshal(definition(t, form).Sample(), &input); err != nil {
		t.Fatal(err)
	}
	for key, value := range fields {
		input["fields"].(map[string]any)[key] = value
	}
	b, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestLongSlips wants a long text whole and in order, its label on each of its pages, and an opinion's signature on a
// page with the end of what it signs.
func TestLongSlips(t *testing.T) {
	for _, c := range []struct {
		form, field string
		paragraphs  int
		label       string
		after       string // stands on the last page
		pages       int
	}{
		{"branch/meeting", "minutes", 60, "会议记录", "主持人签字", 4},
		{"lanzhou/diary", "content", 120, "民困等民生情况", "供考勤备查", 8},
		{"branch/review-personal", "summary", 55, "个人总结", "上级党组织意见", 4},
		{"lanzhou/expense", "account", 36, "经费使用情况", "上报区县委组织部", 3},
	} {
		t.Run(c.form, func(t *testing.T) {
			doc := fill(t, definition(t, c.form), sampleWith(t, c.form, map[string]string{c.field: long(c.paragraphs)}))
			laid, err := layout.Pages(book(t), doc.Sections())
			if err != nil {
				t.Fatal(err)
			}
			if n := len(laid.Pages); n < 2 || n > c.pages {
				t.Errorf("%d pages", n)
			}
			whole := ""
			for i, p := range laid.Pages {
				text := said(p)
				whole += text
				if strings.Contains(text, "段：与会党员") && !strings.Contains(text, c.label) {
					t.Errorf("page %d has no %q", i+1, c.label)
				}
				if last := strings.Contains(text, c.after); last != (i == len(laid.Pages)-1) {
					t.Errorf("page %d of %d: %q is %v", i+1, len(laid.Pages), c.after, last)
				}
			}
			for i := range c.paragraphs {
				at := strings.Index(whole, fmt.Sprintf("第%d段：", i+1))
				if at < 0 {
					t.Fatalf("paragraph %d is missing or out of order", i+1)
				}
				whole = whole[at:]
			}
			judge.PDF(t, render(t, doc, renderer.Options{}))
			render(t, doc, renderer.Options{Format: renderer.XLSX})
		})
	}
}
