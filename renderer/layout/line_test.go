package layout

import (
	"strings"
	"testing"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// TestPartsShareALine checks that parts have equal shares unless one needs more, which then has what the others leave,
// and that there is room between them.
func TestPartsShareALine(t *testing.T) {
	const em = 12 * page.Pt // A4 has 170 mm: 40 characters of 12 pt
	long := strings.Repeat("长", 30)
	for name, c := range map[string]struct {
		parts []string
		from  []page.Length // of each part, in characters from the left; -1: it ends at the right
		lines int
	}{
		"equal":    {[]string{"甲", "乙", "丙"}, []page.Length{0, 13, -1}, 1},
		"long":     {[]string{long, "短"}, []page.Length{0, -1}, 1},
		"middle":   {[]string{"左", strings.Repeat("中", 20), "右"}, []page.Length{0, 9, -1}, 1},
		"too long": {[]string{long + long, "短"}, []page.Length{0, -1}, 2},
		"both":     {[]string{long, long}, []page.Length{0, 20}, 2},
	} {
		line := &block.Line{Style: block.Style{Font: block.Song, Size: 120}}
		for _, s := range c.parts {
			line.Parts = append(line.Parts, block.Part{Content: form(s)})
		}
		section := a4(line)
		section.Foot = ""
		p := mustPages(t, section).Pages[0]
		left, right := page.Microns(20_000), p.Width-page.Microns(20_000)
		n := 0
		for i, part := range c.parts {
			first := n
			for got := ""; got != part && n < len(p.Texts); n++ {
				got += p.Texts[n].Str
			}
			x := &p.Texts[first]
			if n-first > c.lines || c.lines == 1 && n-first != 1 {
				t.Errorf("%s: part %d has %d lines", name, i, n-first)
			}
			at, want := (x.X-left)/em, c.from[i]
			if end := x.X + width(t, x); want < 0 && (end < right-page.Pt || end > right+page.Pt) || want >= 0 && (at < want-1 || at > want+1) {
				t.Errorf("%s: part %d starts %d characters in, want %d", name, i, at, want)
			}
			if i > 0 && x.X < p.Texts[0].X+width(t, &p.Texts[0])+em-page.Pt {
				t.Errorf("%s: part %d touches the first one", name, i)
			}
		}
	}
}

// TestNumbersStayWhole checks that a number that its cell has no room for is made smaller, and cut only at the least
// size, while text is broken.
func TestNumbersStayWhole(t *testing.T) {
	shrinking := small
	shrinking.Shrink = 75
	for s, want := range map[string]struct {
		size  page.Length
		texts int
	}{
		"1234.5":         {10_500, 1},
		"12345.67":       {9_500, 1},
		"12345678901234": {7_500, 2},
		"五个汉字啊":          {10_500, 2},
	} {
		table := grid(15)
		table.Head = nil
		table.Body = []block.Row{{Height: 12 * block.MM, Cells: []block.Cell{{Content: data(s), Style: &shrinking}}}}
		section := a4(table)
		section.Foot = ""
		p := mustPages(t, section).Pages[0]
		if len(p.Texts) != want.texts || p.Texts[0].Size != want.size {
			t.Errorf("%s: %d texts of %d, want %d of %d", s, len(p.Texts), p.Texts[0].Size, want.texts, want.size)
		}
	}
}

// TestParagraphsSayWhereTheyAreCut checks that the placements of a paragraph say which part of its text stands where.
func TestParagraphsSayWhereTheyAreCut(t *testing.T) {
	text := strings.Repeat("这是一段很长的文字，", 300)
	p := &block.Paragraph{Content: append(form(text[:3000]), data(text[3000:])...), Style: small, Flow: true}
	laid := mustPages(t, a4(p, &block.Paragraph{Content: form("短"), Style: small}))
	got := ""
	for _, r := range laid.Rows {
		if r.Block == 0 {
			got += text[r.From:r.To]
			if said := strings.Join(strs(laid.Pages[r.Page]), ""); !strings.HasPrefix(said, text[r.From:r.To]) {
				t.Errorf("page %d does not begin with bytes %d to %d", r.Page, r.From, r.To)
			}
		} else if r.From != 0 || r.To != 0 {
			t.Errorf("a whole paragraph is bytes %d to %d", r.From, r.To)
		}
	}
	if got != text || len(laid.Rows) < 3 {
		t.Errorf("%d placements with %d of %d bytes", len(laid.Rows), len(got), len(text))
	}
}
