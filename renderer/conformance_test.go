package renderer_test

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	stdpng "image/png"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode"

	"gongwen/fonts"
	"gongwen/forms/block"
	"gongwen/renderer/internal/judge"
	"gongwen/renderer/internal/practice"
	"gongwen/renderer/layout"
	"gongwen/renderer/page"
	"gongwen/renderer/pdf"
	"gongwen/renderer/png"
)

// The tolerance of two pictures of one page. A pixel agrees if its grey lies among those of the other picture's
// pixels around it (so: within a pixel), give or take greySlack of 255, or if there is as much ink in it and the pixels
// above and below, since poppler sets a line of text on a whole pixel and we do not, which parts a thin stroke between
// two rows otherwise; of the pixels with ink, all but offShare have to agree. A page whose text stands two pixels off has 16 % that do not.
const (
	greySlack = 80
	offShare  = 0.0025

	resolution = 150 // dots per inch
)

const pt = page.Pt

// specimen is a page that any two painters have to draw alike.
type specimen struct {
	name string
	page *page.Page
}

// specimens are pages made by hand for what is hard to draw, and every page of the library.
func specimens(t *testing.T) []specimen {
	t.Helper()
	all := []specimen{
		{"ledger", ledgerPage()},
		{"faces", facesPage()},
		{"rules", rulesPage()},
		{"spacing", spacingPage()},
		{"mark", markPage()},
		{"turned", turnedPage()},
	}
	tables, err := layout.Pages(book(t), []block.Section{practice.Section(5)})
	if err != nil {
		t.Fatal(err)
	}
	for i, page := range tables.Pages {
		all = append(all, specimen{fmt.Sprintf("practice/%d", i+1), page})
	}
	for _, p := range library(t) {
		laid, err := layout.Pages(book(t), p.doc.Sections())
		if err != nil {
			t.Fatalf("%s: %v", p.name, err)
		}
		for i, page := range laid.Pages {
			all = append(all, specimen{fmt.Sprintf("%s/%d", p.name, i+1), page})
		}
	}
	return all
}

func TestPaintersAgree(t *testing.T) {
	for _, c := range specimens(t) {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			off := disagreement(t, picture(t, c.page), popplers(t, c.page))
			t.Logf("%.3f %% of the inked pixels are off", 100*off)
			if off > offShare {
				t.Errorf("more than %.2f %% of the inked pixels are off", 100*offShare)
			}
		})
	}
}

// The comparison itself has to notice text that stands two pixels off, and a line that is missing.
func TestPaintersDisagree(t *testing.T) {
	theirs := popplers(t, ledgerPage())
	moved := ledgerPage()
	for i := range moved.Texts {
		moved.Texts[i].Y += pt
	}
	missing := ledgerPage()
	missing.Lines = missing.Lines[:len(missing.Lines)-1]
	for name, p := range map[string]*page.Page{"moved": moved, "missing": missing} {
		off := disagreement(t, picture(t, p), theirs)
		t.Logf("%s: %.3f %% of the inked pixels are off", name, 100*off)
		if off <= offShare {
			t.Errorf("%s: too few for a page that is wrong", name)
		}
	}
}

// What a reader of the PDF finds stands where the page says: poppler's boxes of the words on a baseline, against
// the page's own sums. Poppler joins runs that touch and parts them at gaps, so words are put together first.
func TestTextIsWhereThePageSays(t *testing.T) {
	for _, c := range specimens(t) {
		t.Run(c.name, func(t *testing.T) {
			var turned [4][]judge.Word
			for _, w := range judge.Words(t, asPDF(t, c.page))[0].Words {
				for i := range turned {
					turned[i] = append(turned[i], w)
					w = judge.Word{Text: w.Text, Left: w.Top, Right: w.Bottom, Top: -w.Right, Bottom: -w.Left}
				}
			}
			for _, words := range turned {
				slices.SortFunc(words, func(a, b judge.Word) int { return cmp.Compare(a.Left, b.Left) })
			}
			for _, op := range c.page.Texts {
				words := turned[op.Turn] // as who turns the sheet to read it sees them
				for range op.Turn {
					op.X, op.Y = op.Y, -op.X
				}
				want := squeeze(op.Str)
				if want == "" {
					continue
				}
				left, right := extent(book(t), op)
				found, from, to := "", math.Inf(1), math.Inf(-1)
				for _, w := range words {
					if w.Top < op.Y.Points() && op.Y.Points() < w.Bottom && w.Left < right-0.1 && w.Right > left+0.1 {
						found += w.Text
						from, to = min(from, w.Left), max(to, w.Right)
					}
				}
				switch alone := found == want; {
				case !strings.Contains(found, want):
					t.Errorf("%q from %.2f to %.2f pt at %.2f: in the PDF stands %q", op.Str, left, right, op.Y.Points(), found)
				case from > left+0.1 || to < right-0.1 || alone && (from < left-0.1 || to > right+0.1):
					t.Errorf("%q at %.2f: from %.2f to %.2f pt, in the PDF from %.2f to %.2f", op.Str, op.Y.Points(), left, right, from, to)
				}
			}
		})
	}
}

// extent returns where the run's first character that is no space begins, and where its last one ends, by the
// advances, in points.
func extent(book *fonts.Book, op page.Text) (left, right float64) {
	way, kerns := op.X*1000, op.Kerns
	left = math.Inf(1)
	for i, r := range op.Str {
		for ; len(kerns) > 0 && int(kerns[0].At) <= i; kerns = kerns[1:] {
			way += kerns[0].By * 1000
		}
		_, advance, _ := book.Face(op.Face).Glyph(r)
		end := way + page.Length(advance)*op.Size
		if !unicode.IsSpace(r) {
			left, right = min(left, float64(way)/1e6), float64(end)/1e6
		}
		way = end + op.Track*1000
	}
	return left, right
}

func asPDF(t *testing.T, p *page.Page) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := pdf.Encode(&file, book(t), []*page.Page{p}, pdf.Options{}); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// popplers is the page as poppler draws its PDF.
func popplers(t *testing.T, p *page.Page) *image.Gray {
	t.Helper()
	return grey(t, judge.Picture(t, asPDF(t, p), 1, resolution))
}

// picture is the page as our own painter draws it.
func picture(t *testing.T, p *page.Page) *image.Gray {
	t.Helper()
	var file bytes.Buffer
	if err := png.Encode(&file, book(t), p, png.Options{DPI: resolution}); err != nil {
		t.Fatal(err)
	}
	decoded, err := stdpng.Decode(&file)
	if err != nil {
		t.Fatal(err)
	}
	return grey(t, decoded)
}

// grey returns a picture of greys, whose three samples are the same, with one.
func grey(t *testing.T, from image.Image) *image.Gray {
	t.Helper()
	switch from := from.(type) {
	case *image.Gray:
		return from
	case *image.RGBA:
		to := image.NewGray(from.Rect)
		for i := range to.Pix {
			to.Pix[i] = from.Pix[4*i]
		}
		return to
	}
	t.Fatalf("a picture of another kind: %T", from)
	return nil
}

// disagreement returns the share of inked pixels that have no like in the other picture.
func disagreement(t *testing.T, a, b *image.Gray) float64 {
	t.Helper()
	if a.Rect != b.Rect {
		t.Fatalf("sizes %v and %v", a.Rect.Max, b.Rect.Max)
	}
	off, inked := 0, 0
	for y := 1; y < a.Rect.Dy()-1; y++ {
		for x := 1; x < a.Rect.Dx()-1; x++ {
			at := y*a.Stride + x
			if a.Pix[at] == 255 && b.Pix[at] == 255 {
				continue
			}
			inked++
			if (!among(a.Pix[at], b, at) || !among(b.Pix[at], a, at)) && !parted(a, b, at) {
				off++
			}
		}
	}
	if inked == 0 {
		t.Fatal("both pictures are blank")
	}
	return float64(off) / float64(inked)
}

// parted tells whether the same stroke lies in one row of pixels of one picture and is parted between two of the other's:
// the three pixels above one another then have as much ink.
func parted(a, b *image.Gray, at int) bool {
	d := 0
	for _, i := range [...]int{at - a.Stride, at, at + a.Stride} {
		d += int(a.Pix[i]) - int(b.Pix[i])
	}
	return d <= greySlack && d >= -greySlack
}

// among says whether the grey lies between the darkest and the lightest of the nine pixels around a place.
func among(grey uint8, picture *image.Gray, at int) bool {
	lo, hi := 255, 0
	for dy := -picture.Stride; dy <= picture.Stride; dy += picture.Stride {
		for _, v := range picture.Pix[at+dy-1 : at+dy+2] {
			lo, hi = min(lo, int(v)), max(hi, int(v))
		}
	}
	return int(grey) >= lo-greySlack && int(grey) <= hi+greySlack
}

func landscape() *page.Page {
	return &page.Page{Width: page.Microns(297_000), Height: page.Microns(210_000)}
}

// ledgerPage is a table with title and borders, as forms are.
func ledgerPage() *page.Page {
	p := landscape()
	const left, top, row, col = 57_300, 120_700, 31_400, 103_900
	for y := range page.Length(12) {
		p.Lines = append(p.Lines, page.Line{X1: left, Y1: top + y*row, X2: left + 7*col, Y2: top + y*row, Width: pt / 2})
	}
	for x := range page.Length(8) {
		p.Lines = append(p.Lines, page.Line{X1: left + x*col, Y1: top, X2: left + x*col, Y2: top + 11*row, Width: pt / 2})
	}
	p.Texts = append(p.Texts, page.Text{X: 240 * pt, Y: 90 * pt, Size: 22 * pt, Face: "xbs", Str: "示例职业培训学校党组织台账"})
	words := []string{"示例培训学校", "单独建", "2009.07", "12", "张示例", "0000-0000000", "𬭎堃喆"}
	faces := []string{"song", "kai", "fang", "song", "song", "hei", "song"}
	for y := range page.Length(11) {
		for x, word := range words {
			p.Texts = append(p.Texts, page.Text{
				X: left + page.Length(x)*col + 4_321, Y: top + y*row + 20_123, Size: 12 * pt, Face: faces[x], Str: word,
			})
		}
	}
	return p
}

// facesPage has each face of the book in several sizes.
func facesPage() *page.Page {
	p := landscape()
	y := 30 * pt
	for _, face := range []string{"song", "xbs", "hei", "kai", "fang"} {
		for _, size := range []page.Length{7_500, 9_000, 10_500, 16_000, 22_000, 42_000} {
			x := 40*pt + 17*size
			if size == 42_000 {
				x = 40 * pt
			}
			p.Texts = append(p.Texts, page.Text{X: x, Y: y, Size: size, Face: face, Str: "国永酬鹰疆，（一）2013年Ag"})
			y += size * 3 / 4
		}
		y += 22 * pt
	}
	return p
}

// rulesPage has lines of many widths and directions, and fills in greys.
func rulesPage() *page.Page {
	p := landscape()
	for i := range page.Length(40) {
		p.Lines = append(p.Lines,
			page.Line{X1: 40*pt + i*13_700, Y1: 40*pt + i*10, X2: 40*pt + i*13_700, Y2: 200 * pt, Width: 200 + i*70},
			page.Line{X1: 620 * pt, Y1: 40*pt + i*13_300, X2: 800 * pt, Y2: 40*pt + i*13_300, Width: 200 + i*70},
			page.Line{X1: 300 * pt, Y1: 400 * pt, X2: 300*pt + (i-20)*11_000, Y2: 560 * pt, Width: 500 + i*50},
		)
		p.Fills = append(p.Fills, page.Fill{X: 40*pt + i*13_700, Y: 230 * pt, W: 9_900, H: 80*pt + i*333, Color: page.Color(0x060606 * i)})
	}
	p.Texts = []page.Text{{X: 60 * pt, Y: 380 * pt, Size: 16 * pt, Face: "song", Str: "线"}}
	return p
}

// markPage has marks across it, under a shade's neighbours, lines and texts.
func markPage() *page.Page {
	p := ledgerPage()
	p.Fills = []page.Fill{{X: 57_300, Y: 120_700, W: 103_900, H: 31_400, Color: 0xe6e6e6}}
	p.Marks = []page.Mark{
		{X: 300 * pt, Y: 450 * pt, Size: 150 * pt, Face: "hei", Str: "样张", Color: 0xcccccc},
		{X: 40 * pt, Y: 560 * pt, Size: 30 * pt, Face: "song", Str: "副本 No.2", Track: 2 * pt, Kerns: []page.Kern{{At: 3, By: 9 * pt}}, Color: 0x999999},
	}
	return p
}

// turnedPage has texts that are turned by every number of quarters, between some that are not.
func turnedPage() *page.Page {
	p := landscape()
	for i := range page.Length(12) {
		p.Texts = append(p.Texts, page.Text{
			X: (160 + 140*(i%4) + 20*(i/4)) * pt, Y: (150 + 140*(i/4) + 20*(i%4)) * pt, Size: (10 + i) * pt, Face: "song", Str: "— 1" + string(rune('0'+i%10)) + " —（页",
			Track: i % 2 * pt, Kerns: []page.Kern{{At: 3, By: i * pt / 4}}, Turn: uint8(i % 4),
		})
	}
	return p
}

// spacingPage has tracking and kerns, which painters have to add up the same way.
func spacingPage() *page.Page {
	p := landscape()
	for i := range page.Length(20) {
		p.Texts = append(p.Texts,
			page.Text{X: 60 * pt, Y: 60*pt + i*22*pt, Size: 14 * pt, Face: "fang", Str: "各区县人民政府，有关单位：", Track: i * 50},
			page.Text{X: 400 * pt, Y: 60*pt + i*22*pt, Size: 14 * pt, Face: "song", Str: "公开，（附件）：台账",
				Kerns: []page.Kern{{At: 9, By: -i * 90}, {At: 21, By: -i * 100}, {At: 24, By: i * 61}}},
		)
	}
	return p
}
