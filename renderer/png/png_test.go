package png_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/draw"
	stdpng "image/png"
	"slices"
	"testing"

	"gongwen/fonts"
	"gongwen/renderer/page"
	"gongwen/renderer/png"
)

const pt = page.Pt

// slip is an empty sheet that is soon painted.
func slip() *page.Page { return &page.Page{Width: 420 * pt, Height: 320 * pt} }

// a4 is an empty sheet.
func a4() *page.Page { return &page.Page{Width: page.Microns(210_000), Height: page.Microns(297_000)} }

func openBook(t testing.TB) *fonts.Book {
	t.Helper()
	book, err := fonts.Open(fonts.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func encode(t testing.TB, p *page.Page, dpi int) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := png.Encode(&file, openBook(t), p, png.Options{DPI: dpi}); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func paint(t testing.TB, p *page.Page, dpi int) image.Image {
	t.Helper()
	picture, err := stdpng.Decode(bytes.NewReader(encode(t, p, dpi)))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// greys returns the picture's samples, row by row; of a coloured one, how bright it is.
func greys(picture image.Image) *image.Gray {
	if grey, ok := picture.(*image.Gray); ok {
		return grey
	}
	grey := image.NewGray(picture.Bounds())
	draw.Draw(grey, grey.Rect, picture, grey.Rect.Min, draw.Src)
	return grey
}

// ink returns the box of all pixels that are not white.
func ink(picture image.Image) image.Rectangle {
	grey := greys(picture)
	box := image.Rectangle{Min: grey.Rect.Max}
	for y := range grey.Rect.Dy() {
		row := grey.Pix[y*grey.Stride:][:grey.Rect.Dx()]
		first := slices.IndexFunc(row, func(v uint8) bool { return v < 0xff })
		if first < 0 {
			continue
		}
		last := len(row)
		for row[last-1] == 0xff {
			last--
		}
		box.Min = image.Pt(min(box.Min.X, first), min(box.Min.Y, y))
		box.Max = image.Pt(max(box.Max.X, last), y+1)
	}
	return box
}

// darkness adds up how far from white the picture is; a black pixel counts one.
func darkness(picture image.Image) float64 {
	sum := 0
	for _, v := range greys(picture).Pix {
		sum += 0xff - int(v)
	}
	return float64(sum) / 0xff
}

func TestSize(t *testing.T) {
	for _, c := range []struct{ dpi, width, height int }{
		{50, 414, 585}, {72, 596, 842}, {110, 910, 1287}, {0, 1241, 1754}, {150, 1241, 1754}, {300, 2481, 3508},
	} {
		if b := paint(t, a4(), c.dpi).Bounds(); b.Dx() != c.width || b.Dy() != c.height {
			t.Errorf("%d dpi: %d × %d pixels, want %d × %d", c.dpi, b.Dx(), b.Dy(), c.width, c.height)
		}
	}
}

func TestRefused(t *testing.T) {
	book := openBook(t)
	text := func(face, s string) *page.Page {
		p := slip()
		p.Texts = []page.Text{{X: 100 * pt, Y: 100 * pt, Size: 12 * pt, Face: face, Str: s}}
		return p
	}
	for _, c := range []struct {
		name string
		page *page.Page
		dpi  int
		want error // nil: any
	}{
		{"too coarse", a4(), 49, png.ErrDPI},
		{"too fine", a4(), 301, png.ErrDPI},
		{"negative", a4(), -150, png.ErrDPI},
		{"no paper", &page.Page{}, 150, png.ErrSize},
		{"huge paper", &page.Page{Width: 1 << 60, Height: 1 << 60}, 150, png.ErrSize},
		{"face unknown", text("comic", "一"), 150, nil},
		{"text as large as a house", &page.Page{Width: 99 * pt, Height: 99 * pt, Texts: []page.Text{{Size: 9999 * pt, Face: "song", Str: "一"}}}, 300, nil},
		{"character not in face", text("song", "\U0010FFFD"), 150, nil},
		{"no quarter turn", &page.Page{Width: 99 * pt, Height: 99 * pt, Texts: []page.Text{{Size: 9 * pt, Face: "song", Str: "一", Turn: 4}}}, 150, nil},
	} {
		var file bytes.Buffer
		err := png.Encode(&file, book, c.page, png.Options{DPI: c.dpi})
		if err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: error %v", c.name, err)
		}
		if file.Len() > 0 {
			t.Errorf("%s: %d bytes written beside the error", c.name, file.Len())
		}
	}
}

// The four sides of a 10 mm square land on the pixels they are nearest to, whatever the resolution.
func TestFills(t *testing.T) {
	for dpi := png.MinDPI; dpi <= png.MaxDPI; dpi += 25 {
		p := slip()
		p.Fills = []page.Fill{{X: 100 * pt, Y: 200 * pt, W: 50 * pt, H: 30 * pt}}
		at := func(points int) int { return (points*dpi*2 + 72) / 144 }
		want := image.Rect(at(100), at(200), at(150), at(230))
		if got := ink(paint(t, p, dpi)); got != want {
			t.Errorf("%d dpi: fill at %v, want %v", dpi, got, want)
		}
	}
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		name string
		line page.Line
		dpi  int
		want image.Rectangle
	}{
		{"level, 1.04 pixels", page.Line{X1: 72 * pt, Y1: 144 * pt, X2: 144 * pt, Y2: 144 * pt, Width: pt / 2}, 150, image.Rect(150, 300, 300, 301)},
		{"level, right to left", page.Line{X1: 144 * pt, Y1: 144 * pt, X2: 72 * pt, Y2: 144 * pt, Width: pt / 2}, 150, image.Rect(150, 300, 300, 301)},
		{"plumb, 2 pixels", page.Line{X1: 72 * pt, Y1: 72 * pt, X2: 72 * pt, Y2: 144 * pt, Width: pt}, 150, image.Rect(149, 150, 151, 300)},
		{"hair line stays visible", page.Line{X1: 72 * pt, Y1: 72 * pt, X2: 144 * pt, Y2: 72 * pt, Width: pt / 10}, 50, image.Rect(50, 50, 100, 51)},
		{"off the page", page.Line{X1: -72 * pt, Y1: 72 * pt, X2: 7200 * pt, Y2: 72 * pt, Width: pt}, 72, image.Rect(0, 72, 420, 73)},
	} {
		p := slip()
		p.Lines = []page.Line{c.line}
		picture := paint(t, p, c.dpi)
		if got := ink(picture); !within(got, c.want, 1) || got.Dx() != c.want.Dx() || got.Dy() != c.want.Dy() {
			t.Errorf("%s: at %v, want %v", c.name, got, c.want)
		}
		if d, area := darkness(picture), c.want.Dx()*c.want.Dy(); int(d) != area {
			t.Errorf("%s: %.1f pixels of ink, want %d of full black", c.name, d, area)
		}
	}
}

// Lines of one width come out equally wide wherever they fall.
func TestLinesAreEven(t *testing.T) {
	for i := range page.Length(50) {
		p := slip()
		p.Lines = []page.Line{{X1: 50 * pt, Y1: 100*pt + i*pt/50, X2: 100 * pt, Y2: 100*pt + i*pt/50, Width: 700}}
		if got := ink(paint(t, p, 110)); got.Dy() != 1 {
			t.Fatalf("0.7 pt at 110 dpi, %d/50 pt down: %d pixels wide", i, got.Dy())
		}
	}
}

func TestSlantingLine(t *testing.T) {
	p := slip()
	p.Lines = []page.Line{{X1: 100 * pt, Y1: 20 * pt, X2: 280 * pt, Y2: 260 * pt, Width: 2 * pt}}
	picture := paint(t, p, 72)
	if got := ink(picture); !within(got, image.Rect(99, 19, 281, 261), 1) {
		t.Errorf("at %v", got)
	}
	if d := darkness(picture); d < 594 || d > 606 { // 300 pt long, 2 wide
		t.Errorf("%.1f pixels of ink, want 600", d)
	}
}

// within says whether no side of the boxes differs by more than so many pixels.
func within(a, b image.Rectangle, pixels int) bool {
	near := func(a, b int) bool { return a-b <= pixels && b-a <= pixels }
	return near(a.Min.X, b.Min.X) && near(a.Min.Y, b.Min.Y) && near(a.Max.X, b.Max.X) && near(a.Max.Y, b.Max.Y)
}

// 口 is a box of its own: it fills most of its em square and little below the baseline. So its ink says where the pen
// was and how large it wrote.
func TestTextStandsWhereThePageSays(t *testing.T) {
	for _, face := range []string{"song", "xbs", "hei", "kai", "fang"} {
		for _, dpi := range []int{50, 110, 150, 300} {
			var first image.Rectangle
			for i, x := range []page.Length{100 * pt, 250 * pt} {
				p := slip()
				p.Texts = []page.Text{{X: x, Y: 300 * pt, Size: 72 * pt, Face: face, Str: "口"}}
				got := ink(paint(t, p, dpi))
				em := image.Rect(int(x/pt)*dpi/72, (300*100-72*88)*dpi/7200, (int(x/pt)+72)*dpi/72+1, (300*100+72*12)*dpi/7200+1)
				if !got.In(em) || got.Dx() < em.Dx()/2 || got.Dy() < em.Dy()/2 {
					t.Errorf("%s, %d dpi: ink at %v, em box %v", face, dpi, got, em)
				}
				if i == 0 {
					first = got
				} else if !within(got, first.Add(image.Pt(150*dpi/72, 0)), 1) {
					t.Errorf("%s, %d dpi: moved by 150 pt from %v to %v", face, dpi, first, got)
				}
			}
		}
	}
}

// What is turned is the picture of what is not, turned about where it starts.
func TestTurned(t *testing.T) {
	const dpi, side = 144, 2 * 200 // a square sheet with the text's start in its middle, on the edge of a pixel
	turned := func(turn uint8) *image.Gray {
		return greys(paint(t, &page.Page{Width: 200 * pt, Height: 200 * pt, Texts: []page.Text{
			{X: 100 * pt, Y: 100 * pt, Size: 20 * pt, Face: "song", Str: "下g口", Track: pt / 2, Kerns: []page.Kern{{At: 3, By: 3 * pt}}, Turn: turn},
		}}, dpi))
	}
	level := turned(0)
	for turn := uint8(1); turn < 4; turn++ {
		got, off := turned(turn), 0
		for y := range side {
			for x := range side {
				tx, ty := x, y // where the pixel goes: clockwise about the middle
				for range turn {
					tx, ty = side-1-ty, tx
				}
				if a, b := int(level.GrayAt(x, y).Y), int(got.GrayAt(tx, ty).Y); a-b > 24 || b-a > 24 {
					off++
				}
			}
		}
		if off > 0 {
			t.Errorf("by %d quarters: %d pixels differ", turn, off)
		}
	}
}

// One glyph after another: advances, tracking and kerns add up without rounding on the way.
func TestAdvance(t *testing.T) {
	tests := []struct {
		name string
		text page.Text
		want page.Length // the way from the first 口 to the last
	}{
		{"advances", page.Text{Str: "口一一一一一一一一一口"}, 10 * 10_500},
		{"half width digits", page.Text{Str: "口11口"}, 2 * 10_500},
		{"tracking", page.Text{Str: "口一一口", Track: 1_234}, 3*10_500 + 3*1_234},
		{"kern", page.Text{Str: "口一一口", Kerns: []page.Kern{{At: 6, By: -3_000}}}, 3*10_500 - 3_000},
		{"kerns in one place", page.Text{Str: "口一口", Kerns: []page.Kern{{At: 3, By: 500}, {At: 3, By: 250}, {At: 6, By: 1}}}, 2*10_500 + 751},
		{"kern at the end moves nothing", page.Text{Str: "口一口", Kerns: []page.Kern{{At: 9, By: 5_000}}}, 2 * 10_500},
	}
	const dpi = 300
	for _, c := range tests {
		c.text.Face, c.text.Size, c.text.X, c.text.Y = "song", 10_500, 100*pt, 100*pt
		alone := slip()
		alone.Texts = []page.Text{{Face: "song", Size: 10_500, X: 100*pt + c.want, Y: 100 * pt, Str: "口"}}
		run := slip()
		run.Texts = []page.Text{c.text}
		got, want := ink(paint(t, run, dpi)), ink(paint(t, alone, dpi))
		if got.Max != want.Max {
			t.Errorf("%s: the last character ends at %v, want %v", c.name, got.Max, want.Max)
		}
	}
}

// A glyph a quarter of a pixel further is another picture: nothing snaps to whole pixels.
func TestSubpixels(t *testing.T) {
	seen := map[string]int{}
	for i := range page.Length(4) {
		p := &page.Page{Width: 20 * pt, Height: 20 * pt}
		p.Texts = []page.Text{{X: 4*pt + i*pt/4, Y: 15*pt + i*pt/8, Size: 12 * pt, Face: "song", Str: "永"}}
		picture := paint(t, p, 72)
		seen[string(picture.(*image.Gray).Pix)]++
		if d := darkness(picture); d < 20 || d > 60 {
			t.Errorf("%d/4 pixel: %.1f pixels of ink", i, d)
		}
	}
	if len(seen) != 4 {
		t.Errorf("4 places within a pixel gave %d pictures", len(seen))
	}
}

func TestColors(t *testing.T) {
	p := slip()
	p.Fills = []page.Fill{{X: 10 * pt, Y: 10 * pt, W: 10 * pt, H: 10 * pt, Color: 0xe0e0e0}}
	p.Lines = []page.Line{{X1: 10 * pt, Y1: 50 * pt, X2: 100 * pt, Y2: 50 * pt, Width: 4 * pt, Color: 0x808080}}
	if _, grey := paint(t, p, 72).(*image.Gray); !grey {
		t.Error("a page of greys is not a grey picture")
	}
	p.Lines = append(p.Lines, page.Line{X1: 10 * pt, Y1: 70 * pt, X2: 100 * pt, Y2: 70 * pt, Width: 4 * pt, Color: 0xff0000})
	p.Texts = []page.Text{{X: 10 * pt, Y: 300 * pt, Size: 200 * pt, Face: "hei", Str: "一", Color: 0x0000c0, Layer: page.Data}}
	picture := paint(t, p, 72)
	for _, c := range []struct {
		what string
		x, y int
		want page.Color
	}{
		{"paper", 5, 5, 0xffffff}, {"fill", 15, 15, 0xe0e0e0}, {"grey line", 50, 50, 0x808080}, {"red line", 50, 70, 0xff0000}, {"blue text", 110, 300 - 76, 0x0000c0},
	} {
		r, g, b, _ := picture.At(c.x, c.y).RGBA()
		if got := page.Color(r>>8<<16 | g>>8<<8 | b>>8); got != c.want {
			t.Errorf("%s: #%06x, want #%06x", c.what, got, c.want)
		}
	}
}

// Fills lie under lines, lines under text, and a later one over an earlier.
func TestOrder(t *testing.T) {
	p := &page.Page{Width: 100 * pt, Height: 100 * pt}
	p.Lines = []page.Line{{X1: 0, Y1: 50 * pt, X2: 100 * pt, Y2: 50 * pt, Width: 20 * pt, Color: 0x404040}}
	p.Fills = []page.Fill{
		{X: 0, Y: 0, W: 100 * pt, H: 100 * pt, Color: 0xc0c0c0},
		{X: 50 * pt, Y: 0, W: 50 * pt, H: 100 * pt, Color: 0xa0a0a0},
	}
	picture := paint(t, p, 72).(*image.Gray)
	if got := []byte{picture.GrayAt(10, 10).Y, picture.GrayAt(90, 10).Y, picture.GrayAt(50, 50).Y}; !slices.Equal(got, []byte{0xc0, 0xa0, 0x40}) {
		t.Errorf("fill, later fill, line over both: %x", got)
	}
}

func TestDeterministicAndResolved(t *testing.T) {
	first, second := encode(t, ledger(), 110), encode(t, ledger(), 110)
	if !bytes.Equal(first, second) {
		t.Error("the same page gave different files")
	}
	at := bytes.Index(first, []byte("pHYs"))
	if at < 0 || at > bytes.Index(first, []byte("IDAT")) {
		t.Fatal("no pHYs before the picture")
	}
	if x, y := binary.BigEndian.Uint32(first[at+4:]), binary.BigEndian.Uint32(first[at+8:]); x != 4331 || y != x || first[at+12] != 1 {
		t.Errorf("pHYs says %d × %d, unit %d; 110 dpi is 4331 a metre", x, y, first[at+12])
	}
}

// One book serves many goroutines.
func TestConcurrent(t *testing.T) {
	book := openBook(t)
	want := encode(t, ledger(), 72)
	results := make(chan []byte)
	for range 8 {
		go func() {
			var file bytes.Buffer
			if err := png.Encode(&file, book, ledger(), png.Options{DPI: 72}); err != nil {
				t.Error(err)
			}
			results <- file.Bytes()
		}()
	}
	for range 8 {
		if !bytes.Equal(<-results, want) {
			t.Error("a goroutine got another picture")
		}
	}
}

// Whatever a page says, the picture comes or an error does, soon and without a panic.
func FuzzEncode(f *testing.F) {
	f.Add(50, int64(10_000), int64(20_000), int64(30_000), int64(40_000), int64(500), "永𬭎")
	f.Add(300, int64(-1), int64(1)<<62, int64(-1)<<63, int64(0), int64(-7), "1.")
	book := openBook(f)
	f.Fuzz(func(t *testing.T, dpi int, a, b, c, d, e int64, s string) {
		if len(s) > 100 {
			return
		}
		l := func(n int64) page.Length { return page.Length(n) }
		p := &page.Page{
			Width: 60 * pt, Height: 40 * pt,
			Fills: []page.Fill{{X: l(a), Y: l(b), W: l(c), H: l(d)}},
			Lines: []page.Line{{X1: l(a), Y1: l(b), X2: l(c), Y2: l(d), Width: l(e)}, {X1: l(a), Y1: l(b), X2: l(a), Y2: l(d), Width: l(e)}},
			Texts: []page.Text{{X: l(a), Y: l(b), Size: l(c), Track: l(e), Kerns: []page.Kern{{At: int32(d), By: l(e)}}, Face: "song", Str: s}},
		}
		var file bytes.Buffer
		if err := png.Encode(&file, book, p, png.Options{DPI: dpi}); err != nil {
			return
		}
		if _, err := stdpng.Decode(&file); err != nil {
			t.Fatal(err)
		}
	})
}

// ledger is a full page: 14 rows of seven columns, some 900 characters.
func ledger() *page.Page {
	p := a4()
	const left, top, row, col = 50 * pt, 110 * pt, 40 * pt, 70 * pt
	for y := range page.Length(16) {
		p.Lines = append(p.Lines, page.Line{X1: left, Y1: top + y*row, X2: left + 7*col, Y2: top + y*row, Width: pt / 2})
	}
	for x := range page.Length(8) {
		p.Lines = append(p.Lines, page.Line{X1: left + x*col, Y1: top, X2: left + x*col, Y2: top + 15*row, Width: pt / 2})
	}
	p.Texts = append(p.Texts, page.Text{X: 130 * pt, Y: 80 * pt, Size: 22 * pt, Face: "xbs", Str: "示例职业培训学校党组织建设台账"})
	for y := range page.Length(15) {
		for x := range page.Length(7) {
			face, text := "song", []string{"示例职业培训", "单独建支部", "2009.07", "党员12名", "张示例", "0000-00000", "县人社局党组"}[x]
			if y == 0 {
				face = "hei"
			}
			p.Texts = append(p.Texts,
				page.Text{X: left + x*col + 2*pt, Y: top + y*row + 16*pt, Size: 10_500, Face: face, Str: text},
				page.Text{X: left + x*col + 2*pt, Y: top + y*row + 32*pt, Size: 10_500, Face: face, Str: text[:len(text)/2/3*3]})
		}
	}
	return p
}

func BenchmarkPage(b *testing.B) {
	book, p := openBook(b), ledger()
	for _, dpi := range []int{50, 110, 150, 300} {
		b.Run(fmt.Sprintf("%ddpi", dpi), func(b *testing.B) {
			b.ReportAllocs()
			var file bytes.Buffer
			for b.Loop() {
				file.Reset()
				if err := png.Encode(&file, book, p, png.Options{DPI: dpi}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(file.Len()), "bytes/page")
		})
	}
}
