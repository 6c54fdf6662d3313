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

// TestMarkLeavesTheTextAlone checks that what is read and searched is the same with a mark, apart from the mark.
func TestMarkLeavesTheTextAlone(t *testing.T) {
	for _, p := range library(t) {
		if p.doc.Blank || !strings.HasPrefix(p.name, "luzhou-2013/") {
			continue
		}
		plain := judge.Words(t, render(t, p.doc, renderer.Options{}))
		marked := judge.Words(t, render(t, p.doc, renderer.Options{Mark: "样张"}))
		for i := range plain {
			var rest []judge.Word
			for _, w := range marked[i].Words {
				if !strings.Contains("样张", w.Text) || w.Bottom-w.Top < 60 {
					rest = append(rest, w)
				}
			}
			if len(rest) != len(plain[i].Words) {
				t.Errorf("%s: page %d: %d words, %d under a mark", p.name, i+1, len(plain[i].Words), len(rest))
				continue
			}
			for k := range rest {
				if rest[k] != plain[i].Words[k] {
					t.Errorf("%s: page %d: word %d is %+v under a mark, %+v without", p.name, i+1, k, rest[k], plain[i].Words[k])
					break
				}
			}
		}
	}
}
