package renderer_test

import (
	"math"
	"strings"
	"testing"

	"gongwen/renderer"
	"gongwen/renderer/internal/judge"
)

// TestDataLayerStandsWhereTheFullPrintDoes reads the files back: every word of the data layer stands in the full print,
// at the same place, and moves by the offset to the hundredth of a point.
func TestDataLayerStandsWhereTheFullPrintDoes(t *testing.T) {
	const x, y = -1.5 * 72 / 25.4, 2.25 * 72 / 25.4
	for _, p := range library(t) {
		if p.doc.Blank {
			continue
		}
		full := judge.Words(t, render(t, p.doc, renderer.Options{}))
		data := judge.Words(t, render(t, p.doc, renderer.Options{Layer: renderer.DataLayer}))
		moved := judge.Words(t, render(t, p.doc, renderer.Options{Layer: renderer.DataLayer, Offset: renderer.Offset{X: -1500, Y: 2250}}))
		if len(data) != len(full) || len(moved) != len(full) {
			t.Errorf("%s: %d pages, %d of data, %d moved", p.name, len(full), len(data), len(moved))
			continue
		}
		for i := range full {
			for _, w := range data[i].Words {
				if !stands(w, full[i].Words) {
					t.Errorf("%s: page %d: %q of the data layer at %.2f, %.2f is not in the full print", p.name, i+1, w.Text, w.Left, w.Top)
				}
				near := func(a, b float64) bool { return math.Abs(a-b) < 0.02 }
				found := false
				for _, m := range moved[i].Words {
					found = found || m.Text == w.Text && near(m.Left, w.Left+x) && near(m.Top, w.Top+y)
				}
				if !found {
					t.Errorf("%s: page %d: %q does not move", p.name, i+1, w.Text)
				}
			}
		}
	}
}

// stands says whether a word, or a part of one, stands among others on the same line: poppler joins what touches.
func stands(w judge.Word, all []judge.Word) bool {
	rest := ""
	for _, o := range all {
		if math.Abs(o.Top-w.Top) < 3 && o.Left < w.Right+0.1 && o.Right > w.Left-0.1 {
			rest += o.Text
		}
	}
	return strings.Contains(rest, w.Text)
}

// TestMarkLeavesTheTextAlone checks that what is read and searched is the same with a mark, apart from the mark: the text
// in the order of the content, and every word at its place.
func TestMarkLeavesTheTextAlone(t *testing.T) {
	for _, p := range library(t) {
		if p.doc.Blank || !strings.HasPrefix(p.name, "luzhou-2013/") {
			continue
		}
		plain, marked := render(t, p.doc, renderer.Options{}), render(t, p.doc, renderer.Options{Mark: "样张"})
		read := func(file []byte) string {
			var rest []string
			for _, line := range strings.FieldsFunc(judge.Text(t, file), func(r rune) bool { return r == '\n' || r == '\f' }) {
				if !strings.Contains("样张", line) {
					rest = append(rest, line)
				}
			}
			return strings.Join(rest, "\n")
		}
		if a, b := read(plain), read(marked); a != b {
			t.Errorf("%s: with a mark it reads\n%s\nwithout\n%s", p.name, b, a)
		}
		without, with := judge.Words(t, plain), judge.Words(t, marked)
		for i := range without {
			found := map[judge.Word]int{}
			for _, w := range with[i].Words {
				found[w]++
			}
			for _, w := range without[i].Words {
				if found[w]--; found[w] < 0 {
					t.Errorf("%s: page %d: no %+v under a mark", p.name, i+1, w)
				}
			}
		}
	}
}

// TestDatesFallBetweenTheWords: of a date the data layer has the numbers alone, and on a sheet printed as the empty form
// they stand in the room before 年, 月 and 日. (The line of a seal may stand some points higher or lower.)
func TestDatesFallBetweenTheWords(t *testing.T) {
	for id, least := range map[string]int{"luzhou-2013/ledger": 1, "branch/activists": 1, "lanzhou/leave": 5} {
		def := definition(t, id)
		blank := judge.Words(t, render(t, def.Blank(), renderer.Options{}))
		doc := fill(t, def, def.Sample())
		full := judge.Words(t, render(t, doc, renderer.Options{}))
		data := judge.Words(t, render(t, doc, renderer.Options{Layer: renderer.DataLayer}))
		found := 0
		for i := range min(len(blank), len(data)) {
			for _, b := range blank[i].Words {
				if !strings.HasPrefix(b.Text, "年") && !strings.HasPrefix(b.Text, "月") && !strings.HasPrefix(b.Text, "日") {
					continue
				}
				for _, w := range data[i].Words {
					em := b.Bottom - b.Top
					if strings.Trim(w.Text, "0123456789") != "" || math.Abs(w.Top-b.Top) > 8 || w.Right > b.Left+0.1 || w.Right < b.Left-2*em {
						continue
					}
					found++
					if !stands(w, full[i].Words) {
						t.Errorf("%s: %q at %.1f is not in the full print", id, w.Text, w.Left)
					}
				}
			}
			for _, w := range data[i].Words {
				for _, b := range blank[i].Words {
					if w.Text == b.Text && math.Abs(w.Top-b.Top) < 1 && strings.Contains("年月日", w.Text) {
						t.Errorf("%s: the data layer has %q at %.1f, %.1f", id, w.Text, w.Left, w.Top)
					}
				}
			}
		}
		if found < 3*least {
			t.Errorf("%s: %d numbers stand before the words of the empty form", id, found)
		}
	}
}
