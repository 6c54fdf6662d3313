package pdf_test

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gongwen/fonts"
	"gongwen/renderer/internal/judge"
	"gongwen/renderer/page"
	"gongwen/renderer/pdf"
)

func TestSameInputSameBytes(t *testing.T) {
	inputs := [][]*page.Page{{ledger(t, 1, 12, 1, 1)}, ledgers(t, 5), {names(t)}}
	want := make([][]byte, len(inputs))
	for i, pages := range inputs {
		want[i] = encode(t, pages, options())
	}
	var wg sync.WaitGroup
	for n := range 24 {
		wg.Go(func() {
			i := n % len(inputs)
			o := options()
			o.Level = 1 + n%9 // other levels in between must leave no trace
			if err := pdf.Encode(new(bytes.Buffer), book(t), inputs[i], o); err != nil {
				t.Error(err)
			}
			var out bytes.Buffer
			if err := pdf.Encode(&out, book(t), inputs[i], options()); err != nil {
				t.Error(err)
			}
			if !bytes.Equal(out.Bytes(), want[i]) {
				t.Errorf("input %d: other bytes", i)
			}
		})
	}
	wg.Wait()
}

// place is a word that a test looks for: its left edge and its baseline, in points.
type place struct {
	text   string
	x, y   float64
	spread float64 // how wide it is
}

func TestTextStandsWhereItWasPut(t *testing.T) {
	one := func(text page.Text) []page.Text { return []page.Text{text} }
	words := func(texts ...page.Text) []page.Text { return texts }
	for _, c := range []struct {
		name  string
		texts []page.Text
		want  []place
	}{
		{"plain", one(page.Text{X: 100123, Y: 200456, Size: 10500, Face: "song", Str: "党组织"}), []place{{"党组织", 100.123, 200.456, 31.5}}},
		{"track", one(page.Text{X: 50000, Y: 60000, Size: 12000, Face: "fang", Str: "填报单位", Track: 333}), []place{{"填报单位", 50, 60, 4*12 + 3*.333}}},
		{
			"track is reset", words(
				page.Text{X: 50000, Y: 60000, Size: 12000, Face: "fang", Str: "填报", Track: -500},
				page.Text{X: 50000, Y: 90000, Size: 12000, Face: "fang", Str: "单位"}),
			[]place{{"填报", 50, 60, 23.5}, {"单位", 50, 90, 24}},
		},
		{
			"kerns", one(page.Text{X: 70000, Y: 80000, Size: 16000, Face: "kai", Str: "一二三四", Kerns: []page.Kern{{At: 3, By: 1001}, {At: 6, By: -777}, {At: 9, By: 1313}, {At: 12, By: 5000}}}),
			[]place{{"一二三四", 70, 80, 4*16 + 1.001 - .777 + 1.313}},
		},
		{
			"kern that makes a gap", one(page.Text{X: 70000, Y: 80000, Size: 16000, Face: "kai", Str: "一二三四", Kerns: []page.Kern{{At: 6, By: 40000}}}),
			[]place{{"一二", 70, 80, 32}, {"三四", 70 + 32 + 40, 80, 32}},
		},
		{
			"many small kerns do not drift", one(page.Text{X: 70000, Y: 80000, Size: 7300, Face: "song", Str: strings.Repeat("一", 40), Kerns: smallKerns(39, 3, 137)}),
			[]place{{strings.Repeat("一", 40), 70, 80, 40*7.3 + 39*.137}},
		},
		{
			"steps of all signs", words(
				page.Text{X: 300004, Y: 300004, Size: 9000, Face: "hei", Str: "甲"}, page.Text{X: 299999, Y: 310001, Size: 9000, Face: "hei", Str: "乙"},
				page.Text{X: 100, Y: 800000, Size: 9000, Face: "hei", Str: "丙"}, page.Text{X: 500500, Y: 20005, Size: 9000, Face: "xbs", Str: "丁"}),
			[]place{{"甲", 300.004, 300.004, 9}, {"乙", 299.999, 310.001, 9}, {"丙", .1, 800, 9}, {"丁", 500.5, 20.005, 9}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := encode(t, []*page.Page{{Width: a4Short, Height: a4Long, Texts: c.texts}}, pdf.Options{})
			pages := judge.Words(t, file)
			if len(pages) != 1 || len(pages[0].Words) != len(c.want) {
				t.Fatalf("got %+v", pages)
			}
			size := c.texts[0].Size.Points()
			for _, want := range c.want {
				i := slices.IndexFunc(pages[0].Words, func(w judge.Word) bool { return w.Text == want.text })
				if i < 0 {
					t.Fatalf("%q is not in %+v", want.text, pages)
				}
				// poppler's box goes from the ascender to the descender, and leaves out what tracking adds at the end.
				w := pages[0].Words[i]
				baseline := w.Top + .88*size
				if !near(w.Left, want.x) || !near(w.Right-w.Left, want.spread) || !near(baseline, want.y) {
					t.Errorf("%q at %.4f, %.4f, %.4f wide; want %+v", w.Text, w.Left, baseline, w.Right-w.Left, want)
				}
			}
		})
	}
}

// near allows 1/100 pt, 3.5 µm.
func near(a, b float64) bool { return math.Abs(a-b) <= 0.0101 }

func smallKerns(n, width int, by page.Length) []page.Kern {
	kerns := make([]page.Kern, n)
	for i := range kerns {
		kerns[i] = page.Kern{At: int32((i + 1) * width), By: by}
	}
	return kerns
}

func TestDataOnlyLeavesTheFormOut(t *testing.T) {
	p := newSheet(t, a4Short, a4Long)
	p.put(100000, 100000, 12000, fonts.Song, page.Form, "学校名称")
	p.put(200000, 100000, 12000, fonts.Song, page.Data, "示例学校")
	p.line(50000, 110000, 500000, 110000, 500)
	p.Fills = []page.Fill{{X: 50000, Y: 50000, W: 10000, H: 10000, Layer: page.Form}, {X: 70000, Y: 50000, W: 10000, H: 10000, Layer: page.Data}}
	all := encode(t, []*page.Page{p.Page}, pdf.Options{})
	p.Keep(page.Data)
	data := encode(t, []*page.Page{p.Page}, pdf.Options{})
	if got := strings.Fields(judge.Text(t, all)); len(got) != 2 {
		t.Errorf("all layers: %q", got)
	}
	if got := strings.Fields(judge.Text(t, data)); len(got) != 1 || got[0] != "示例学校" {
		t.Errorf("data only: %q", got)
	}
	count := func(file []byte, op string) int { return bytes.Count(inflated(t, parse(t, file))[0], []byte(op)) }
	if a, d := count(all, " l S\n"), count(data, " l S\n"); a != 1 || d != 0 {
		t.Errorf("lines: %d of all, %d of data", a, d)
	}
	if a, d := count(all, " re f\n"), count(data, " re f\n"); a != 2 || d != 1 {
		t.Errorf("fills: %d of all, %d of data", a, d)
	}
}

// TestColours looks at what is drawn: a wrong graphics state passes every validator.
func TestColours(t *testing.T) {
	const side = 60000
	p := newSheet(t, 200*page.Pt, 200*page.Pt)
	block := func(x, y page.Length, ground, ink page.Color) {
		p.Fills = append(p.Fills, page.Fill{X: x, Y: y, W: side, H: side, Color: ground})
		p.Texts = append(p.Texts, page.Text{X: x + 5000, Y: y + 50000, Size: 50000, Face: "song", Str: "■", Color: ink})
	}
	block(10000, 10000, 0xffff00, 0xff0000)
	block(110000, 10000, 0xcccccc, page.Black)
	block(10000, 110000, page.Black, 0xffffff)
	p.Lines = []page.Line{
		{X1: 110000, Y1: 120000, X2: 190000, Y2: 120000, Width: 6000, Color: 0x0000ff},
		{X1: 110000, Y1: 140000, X2: 190000, Y2: 140000, Width: 6000},
		{X1: 110000, Y1: 160000, X2: 190000, Y2: 160000, Width: 12000, Color: 0x808080},
	}
	file := encode(t, []*page.Page{p.Page}, pdf.Options{})
	img := judge.Picture(t, file, 1, 72)
	for _, c := range []struct {
		what string
		x, y int
		want page.Color
	}{
		{"first ground", 12, 12, 0xffff00}, {"first ink", 40, 40, 0xff0000},
		{"second ground", 112, 12, 0xcccccc}, {"second ink", 140, 40, 0}, {"third ground", 12, 112, 0}, {"third ink", 40, 140, 0xffffff},
		{"blue line", 150, 120, 0x0000ff}, {"black line", 150, 140, 0}, {"grey line", 150, 160, 0x808080}, {"wide line's edge", 150, 155, 0x808080},
		{"paper before a butt end", 107, 120, 0xffffff}, {"paper", 100, 195, 0xffffff},
	} {
		r, g, b, _ := img.At(c.x, c.y).RGBA()
		for shift, v := range map[int]uint32{16: r, 8: g, 0: b} {
			if d := int(v>>8) - int(c.want>>shift&0xff); d < -2 || d > 2 {
				t.Errorf("%s: #%02x%02x%02x, want #%06x", c.what, r>>8, g>>8, b>>8, uint32(c.want))
				break
			}
		}
	}
}

func TestBadPagesAreErrors(t *testing.T) {
	with := func(text page.Text) []*page.Page {
		if text.Face == "" {
			text.Face = "song"
		}
		if text.Size == 0 {
			text.Size = 10000
		}
		return []*page.Page{{Width: a4Short, Height: a4Long}, {Width: a4Short, Height: a4Long, Texts: []page.Text{text}}}
	}
	for _, c := range []struct {
		name  string
		pages []*page.Page
		o     pdf.Options
		want  string
	}{
		{"no pages", nil, pdf.Options{}, "no pages"},
		{"nil page", []*page.Page{nil}, pdf.Options{}, "page 1"},
		{"page without a size", []*page.Page{{}}, pdf.Options{}, "0 × 0 pt"},
		{"page of six metres", []*page.Page{{Width: 17000 * page.Pt, Height: a4Long}}, pdf.Options{}, "17000"},
		{"unknown face", with(page.Text{Face: "nosuch", Str: "一"}), pdf.Options{}, `no face "nosuch"`},
		{"character that no face has", with(page.Text{Str: "一\U000F0000"}), pdf.Options{}, "U+F0000"},
		{"U+0000", with(page.Text{Str: "\x00"}), pdf.Options{}, "U+0000"},
		{"not UTF-8", with(page.Text{Str: "一\xe4\xb8"}), pdf.Options{}, "byte 3 is not UTF-8"},
		{"lone surrogate", with(page.Text{Str: "\xed\xa0\x80"}), pdf.Options{}, "not UTF-8"},
		{"em below zero", with(page.Text{Str: "一", Size: -1}), pdf.Options{}, "an em of"},
		{"turned by five quarters", with(page.Text{Str: "一", Turn: 5}), pdf.Options{}, "a turn by 5"},
		{"text far away", with(page.Text{Str: "一", X: math.MaxInt64}), pdf.Options{}, "page 2"},
		{"kern within a character", with(page.Text{Str: "一二", Kerns: []page.Kern{{At: 2, By: 1}}}), pdf.Options{}, "byte 2"},
		{"kern before the text", with(page.Text{Str: "一二", Kerns: []page.Kern{{At: 0, By: 1}}}), pdf.Options{}, "byte 0"},
		{"kern behind the text", with(page.Text{Str: "一二", Kerns: []page.Kern{{At: 7, By: 1}}}), pdf.Options{}, "byte 7"},
		{"endless kern", with(page.Text{Str: "一二", Kerns: []page.Kern{{At: 3, By: math.MinInt64}}}), pdf.Options{}, "page 2"},
		{"line without a width", []*page.Page{{Width: a4Short, Height: a4Long, Lines: []page.Line{{X2: 1}}}}, pdf.Options{}, "0 pt wide"},
		{"endless fill", []*page.Page{{Width: a4Short, Height: a4Long, Fills: []page.Fill{{W: math.MaxInt64}}}}, pdf.Options{}, "page 1"},
		{"level", ledgers(t, 1), pdf.Options{Level: 10}, "level 10"},
		{"mark far away", []*page.Page{{Width: a4Short, Height: a4Long, Marks: []page.Mark{{Str: "一", Size: 9000, Face: "song", X: math.MaxInt64}}}}, pdf.Options{}, "page 1"},
		{"language", ledgers(t, 1), pdf.Options{Lang: "zh)CN"}, "language"},
		{"year", ledgers(t, 1), pdf.Options{Issued: time.Date(12013, 1, 1, 0, 0, 0, 0, time.UTC)}, "12013"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			err := pdf.Encode(&out, book(t), c.pages, c.o)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
			if out.Len() > 0 {
				t.Errorf("%d bytes were written", out.Len())
			}
		})
	}
	// What failed leaves nothing behind.
	if _, err := tryParse(encode(t, ledgers(t, 1), options())); err != nil {
		t.Error(err)
	}
}

var errDisk = errors.New("disk full")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errDisk }

func TestWriterErrorComesBack(t *testing.T) {
	if err := pdf.Encode(fullDisk{}, book(t), ledgers(t, 1), pdf.Options{}); !errors.Is(err, errDisk) {
		t.Errorf("got %v", err)
	}
}
