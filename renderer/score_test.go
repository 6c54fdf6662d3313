package renderer_test

import (
	"bytes"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"

	"gongwen/forms"
	"gongwen/renderer"
	"gongwen/renderer/layout"
)

const score28 = "wujin-2017/score"

// TestGroupOnEveryPage wants the merged label of a group on every page that one of its items is on, and marked where
// the group has begun before.
func TestGroupOnEveryPage(t *testing.T) {
	for _, id := range []string{score28, "branch/standard-agency", "branch/standard-soe", "branch/standard-new", "branch/standard-school"} {
		d := definition(t, id)
		for _, doc := range []*forms.Document{d.Blank(), fill(t, d, d.Sample())} {
			laid, err := layout.Pages(book(t), doc.Sections())
			if err != nil {
				t.Fatal(err)
			}
			pages := make([]string, len(laid.Pages))
			for i, p := range laid.Pages {
				pages[i] = said(p)
			}
			for _, g := range d.Groups {
				begun := false
				for i, text := range pages {
					touched := false
					for _, item := range g.Items {
						words := []rune(squeeze(item.Content))
						touched = touched || strings.Contains(text, string(words[:min(len(words), 12)]))
					}
					label := squeeze(g.Label)
					if n := strings.Count(text, label); touched && n == 0 {
						t.Errorf("%s page %d: no %q", id, i+1, g.Label)
					}
					if begun && touched && !strings.Contains(text, "（续）") {
						t.Errorf("%s page %d: %q is not marked", id, i+1, g.Label)
					}
					begun = begun || touched
				}
			}
		}
	}
}

// TestGroupOnEverySheetPage wants as many groups that go on in the workbook as on the pages.
func TestGroupOnEverySheetPage(t *testing.T) {
	for _, id := range []string{score28, "branch/standard-agency"} {
		d := definition(t, id)
		doc := fill(t, d, d.Sample())
		laid, err := layout.Pages(book(t), doc.Sections())
		if err != nil {
			t.Fatal(err)
		}
		want := 0
		for _, p := range laid.Pages {
			want += strings.Count(said(p), "（续）")
		}
		workbook := cells(t, render(t, doc, renderer.Options{Format: renderer.XLSX}))
		if got := strings.Count(workbook, "（续）"); got != want || want == 0 {
			t.Errorf("%s: %d in the workbook, %d on the pages", id, got, want)
		}
	}
}

// TestScoreSize keeps the file of the 28 items, with the faces in it, within what a mail takes a hundred of.
func TestScoreSize(t *testing.T) {
	d := definition(t, score28)
	const most = 110 << 10
	if n := len(render(t, fill(t, d, d.Sample()), renderer.Options{})); n > most {
		t.Errorf("%d bytes, more than %d", n, most)
	}
}

func BenchmarkScore28(b *testing.B) {
	benchmark(b, score28, definition(b, score28).Sample(), renderer.PDF)
}

func BenchmarkScore28XLSX(b *testing.B) {
	benchmark(b, score28, definition(b, score28).Sample(), renderer.XLSX)
}

// BenchmarkNaiveScore28 is the same table as a user of fpdf writes it.
func BenchmarkNaiveScore28(b *testing.B) {
	song := bytes.Clone(book(b).Face("song").TrueType()) // fpdf writes to it
	d := definition(b, score28)
	doc := fill(b, d, d.Sample())
	var table [][]string
	n := 0
	for _, g := range d.Groups {
		for _, item := range g.Items {
			table = append(table, []string{
				g.Label, item.No, item.Content, item.Points.String() + "分", item.Criteria, doc.Items[n].Score.String(),
			})
			n++
		}
	}
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := naiveScore(song, table).Output(&out); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(out.Len()), "filebytes")
}

func naiveScore(song []byte, table [][]string) *fpdf.Fpdf {
	const line, bottom = 5.0, 279.0
	widths := []float64{27, 9, 58, 14, 46, 14}
	f := fpdf.New("P", "mm", "A4", "")
	f.SetMargins(25, 20, 17)
	f.SetAutoPageBreak(false, 0)
	f.AddUTF8FontFromBytes("song", "", song)
	row := func(cells []string) {
		height := 0.0
		for i, c := range cells {
			height = max(height, float64(len(f.SplitText(c, widths[i]-2)))*line)
		}
		if f.GetY()+height > bottom {
			f.AddPage()
		}
		x, y := 25.0, f.GetY()
		for i, c := range cells {
			f.Rect(x, y, widths[i], height, "D")
			f.SetXY(x, y)
			f.MultiCell(widths[i], line, c, "", "L", false)
			x += widths[i]
		}
		f.SetXY(25, y+height)
	}
	f.SetHeaderFunc(func() {
		f.SetFont("song", "", 10.5)
		row([]string{"项目\n及分值", "考核内容", "", "考核分值", "评分标准", "得分"})
	})
	f.AddPage()
	for _, cells := range table {
		row(cells)
	}
	return f
}
