package judge_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"

	"gongwen/renderer/internal/judge"
)

// recorder notes failures instead of failing.
type recorder struct {
	testing.TB
	said []string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.said = append(r.said, fmt.Sprintf(format, args...))
}

// paper is a file of one page with what draw puts on it.
func paper(t *testing.T, draw func(*fpdf.Fpdf)) []byte {
	t.Helper()
	f := fpdf.New("P", "pt", "A4", "")
	f.SetCompression(false)
	f.AddPage()
	draw(f)
	var b bytes.Buffer
	if err := f.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestJudgesFind(t *testing.T) {
	text := func(x float64) func(*fpdf.Fpdf) {
		return func(f *fpdf.Fpdf) { f.SetFont("Helvetica", "", 12); f.Text(x, 100, "sample") }
	}
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"a font that is not embedded", paper(t, text(100)), "pdffonts: not embedded"},
		{"a page without text", paper(t, func(*fpdf.Fpdf) {}), "page 1: no text"},
		{"text outside the page", paper(t, text(590)), "stands outside the page"},
		{"text over the edge", paper(t, func(f *fpdf.Fpdf) { f.SetFont("Helvetica", "", 40); f.Text(590, 100, "W") }), "goes over the page's edge"},
		{"a damaged table", bytes.Replace(paper(t, text(100)), []byte("\nxref\n"), []byte("\nxrex\n"), 1), "qpdf"},
		{"an operator that is none", paper(t, func(f *fpdf.Fpdf) { f.RawWriteStr("1 2 nosuch") }), "mutool"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := &recorder{TB: t}
			judge.PDF(r, c.file)
			if said := strings.Join(r.said, "\n"); !strings.Contains(said, c.want) {
				t.Errorf("no %q in:\n%s", c.want, said)
			}
		})
	}
}

func TestApart(t *testing.T) {
	draw := func(ink string) []byte {
		return paper(t, func(f *fpdf.Fpdf) { f.Rect(100, 100, 100, 100, ink) })
	}
	full, empty := judge.Picture(t, draw("F"), 1, 50), judge.Picture(t, draw("n"), 1, 50)
	if d := judge.Apart(full, judge.OtherPicture(t, draw("F"), 1, 50)); d > 60 {
		t.Errorf("two drawings of the same page are %.0f apart", d)
	}
	if d := judge.Apart(full, empty); d < 200 {
		t.Errorf("a black square and none are %.0f apart", d)
	}
}
