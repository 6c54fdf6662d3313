package renderer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongwen/forms"
	"gongwen/renderer"
	"gongwen/renderer/internal/judge"
	"gongwen/renderer/layout"
	"gongwen/renderer/page"
)

// said is the text of a page, without white space.
func said(p *page.Page) string {
	var b strings.Builder
	for i := range p.Texts {
		b.WriteString(p.Texts[i].Str)
	}
	return squeeze(b.String())
}

// TestPagination checks that every row is printed once, in order, that every page has its head and its number, and
// that the signatures are not alone on the last page.
func TestPagination(t *testing.T) {
	d := definition(t, "luzhou-2013/ledger")
	for _, n := range []int{1, 12, 13, 1000} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			doc := fill(t, d, ledgerInput(t, n))
			laid, err := layout.Pages(book(t), doc.Sections())
			if err != nil {
				t.Fatal(err)
			}
			all, next := rows(n), 0
			for i, p := range laid.Pages {
				text := said(p)
				for _, want := range []string{"序号", "学校名称", "党组织名称", "党员人数", fmt.Sprintf("第%d页共%d页", i+1, len(laid.Pages))} {
					if !strings.Contains(text, want) {
						t.Errorf("page %d has no %q", i+1, want)
					}
				}
				first := next
				for next < n && strings.Contains(text, all[next].Phone) {
					next++
				}
				if i > 0 && next == first {
					t.Errorf("page %d has no row", i+1)
				}
				if at := strings.Contains(text, "填表人签字"); at != (i == len(laid.Pages)-1) {
					t.Errorf("page %d of %d: signatures %v", i+1, len(laid.Pages), at)
				}
				if at := strings.Contains(text, "填报单位"); at != (i == 0) {
					t.Errorf("page %d of %d: head fields %v", i+1, len(laid.Pages), at)
				}
			}
			if next != n {
				t.Errorf("row %d is missing or out of order", next+1)
			}
			switch pages := len(laid.Pages); {
			case n <= 12 && pages != 1:
				t.Errorf("%d pages", pages)
			case n == 13 && pages > 2, n == 1000 && (pages < 40 || pages > 110):
				t.Errorf("%d pages", pages)
			}
		})
	}
}

// TestBlankRows checks that fewer rows than the form has are printed with its empty ones.
func TestBlankRows(t *testing.T) {
	d := definition(t, "luzhou-2013/ledger")
	one, err := layout.Pages(book(t), fill(t, d, ledgerInput(t, 1)).Sections())
	if err != nil {
		t.Fatal(err)
	}
	blank, err := layout.Pages(book(t), d.Blank().Sections())
	if err != nil {
		t.Fatal(err)
	}
	rules := func(p *page.Page) (n int) {
		var at []page.Length
		for _, l := range p.Lines {
			if l.Y1 == l.Y2 && !slices.Contains(at, l.Y1) {
				at = append(at, l.Y1)
			}
		}
		return len(at)
	}
	if len(one.Pages) != 1 || len(blank.Pages) != 1 || rules(one.Pages[0]) != rules(blank.Pages[0]) || rules(blank.Pages[0]) < 14 {
		t.Errorf("%d and %d horizontal rules", rules(one.Pages[0]), rules(blank.Pages[0]))
	}
}

// TestJudges lets outside programs judge every form of the library, blank, with its sample and full, and long ledgers.
func TestJudges(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	for _, f := range everything(t) {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			judge.PDF(t, render(t, f.doc, renderer.Options{Format: renderer.PDF}))
		})
	}
	for _, n := range []int{13, 1000} {
		t.Run(fmt.Sprintf("%d rows", n), func(t *testing.T) {
			judge.PDF(t, render(t, fill(t, definition(t, "luzhou-2013/ledger"), ledgerInput(t, n)), renderer.Options{}))
		})
	}
}

// TestWords checks that a reader of the PDF finds every word of the form, and what was filled in.
func TestWords(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	for _, p := range library(t) {
		t.Run(p.name, func(t *testing.T) {
			text := squeeze(judge.Text(t, render(t, p.doc, renderer.Options{})))
			d := p.doc.Definition
			want := []string{d.Marker, p.doc.Title()}
			for _, c := range d.Closing {
				want = append(want, c.Label)
			}
			want = append(append(want, d.Notes...), d.Sign...)
			for _, c := range d.Columns {
				want = append(want, c.Label)
			}
			numbered := slices.ContainsFunc(d.Columns, func(c forms.Column) bool { return c.Key == "no" })
			for _, item := range d.Items() {
				want = append(want, item.Name, item.Content, item.Criteria)
				if numbered {
					want = append(want, item.No)
				}
			}
			for _, row := range p.doc.Rows {
				for i, v := range row {
					f := &d.Inputs()[i]
					if f.Key == "item" { // says which row it is, and is not printed
						continue
					}
					if at := slices.Index(f.Of, v.Text); f.Signs != nil && at >= 0 {
						v.Text = f.Signs[at]
					}
					if v.Set && !strings.Contains(v.Text, "-") {
						want = append(want, v.Text)
					}
				}
			}
			for _, w := range want {
				if !strings.Contains(text, squeeze(w)) {
					t.Errorf("no %q", w)
				}
			}
		})
	}
}

// squeeze is s without white space.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }
