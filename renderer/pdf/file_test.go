package pdf_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"gongwen/fonts"
	"gongwen/renderer/internal/judge"
	"gongwen/renderer/page"
	"gongwen/renderer/pdf"
)

func TestSizeOfOnePage(t *testing.T) {
	if n := len(encode(t, ledgers(t, 1), options())); n > 70_000 {
		t.Errorf("the one-page ledger takes %d bytes", n)
	}
}

// TestMemoryOfOnePage takes the least of several runs: those whose memory was still there from the one before.
func TestMemoryOfOnePage(t *testing.T) {
	pages, fonts, least := ledgers(t, 1), book(t), uint64(math.MaxUint64)
	for range 20 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if err := pdf.Encode(io.Discard, fonts, pages, options()); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		least = min(least, after.TotalAlloc-before.TotalAlloc)
	}
	if least > 100_000 {
		t.Errorf("the one-page ledger allocates %d bytes", least)
	}
}

// TestSharedGlyphs: characters that share a glyph (the Kangxi radical ⼀ and 一 …) come back as themselves.
func TestSharedGlyphs(t *testing.T) {
	b := book(t)
	song := b.Face("song")
	byGlyph := map[uint16]rune{}
	var pairs []rune
	for r := rune(0x20); r < 0x10000 && len(pairs) < 40; r++ {
		id, _, ok := song.Glyph(r)
		if !ok || r == 0xfeff {
			continue
		}
		if other, shared := byGlyph[id]; shared {
			pairs = append(pairs, other, r)
		}
		byGlyph[id] = r
	}
	if len(pairs) == 0 {
		t.Skip("skipped: needs a face whose characters share glyphs")
	}
	text := string(pairs)
	file := encode(t, []*page.Page{{Width: a4Long, Height: a4Short, Texts: []page.Text{{X: 20000, Y: 50000, Size: 12000, Face: "song", Str: text}}}}, options())
	judge.Valid(t, file)
	if got := squeeze(judge.Text(t, file)); got != squeeze(text) {
		t.Errorf("got %q, want %q", got, text)
	}
}

// squeeze leaves white space out.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// TestEveryGlyphOfALargeFace uses tens of thousands of characters in one document.
func TestEveryGlyphOfALargeFace(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: draws every character of a face")
	}
	b := book(t)
	face := b.Face("rare-l3")
	var all []rune
	for r := rune(0x3400); r < 0x33480; r++ {
		if _, _, ok := face.Glyph(r); ok {
			all = append(all, r)
		}
	}
	if len(all) < 30_000 {
		t.Fatalf("the face has %d characters", len(all))
	}
	// One text of them all is longer than a string may be, and long enough for codes of every byte.
	long := page.Text{X: 10000, Y: 50000, Size: 10, Face: "rare-l3", Str: string(all)}
	file := encode(t, []*page.Page{{Width: a4Short, Height: a4Long, Texts: []page.Text{long}}}, pdf.Options{Level: 1})
	judge.Valid(t, file)
	if got := []rune(squeeze(judge.Text(t, file))); string(got) != string(all) {
		t.Errorf("%d characters come back of %d", len(got), len(all))
	}
	content := inflated(t, parse(t, file))[0]
	for _, s := range literals(content) {
		if len(s) > 32767 {
			t.Errorf("a string of %d bytes", len(s))
		}
	}
}

// literals returns the values of a content stream's literal strings.
func literals(content []byte) [][]byte {
	var all [][]byte
	var open []byte
	inside := false
	for i := 0; i < len(content); i++ {
		switch b := content[i]; {
		case !inside && b == '(':
			inside, open = true, nil
		case !inside:
		case b == ')':
			inside, all = false, append(all, open)
		case b == '\\':
			i++
			open = append(open, content[i])
		default:
			open = append(open, b)
		}
	}
	return all
}

// TestWidthsAreTheFaces reads the widths back that a viewer goes by: those of the whole face.
func TestWidthsAreTheFaces(t *testing.T) {
	const text = "序号12,345.67（一）ABCiiiiiii……——电话：0000"
	b := book(t)
	file := encode(t, []*page.Page{{Width: a4Long, Height: a4Short, Texts: []page.Text{{X: 20000, Y: 50000, Size: 12000, Face: "song", Str: text}}}}, options())
	var dict []byte
	for _, o := range parse(t, file).objects {
		if bytes.Contains(o, []byte("/CIDFontType2")) {
			dict = o
		}
	}
	if !bytes.Contains(dict, []byte("/CIDToGIDMap/Identity")) {
		t.Errorf("codes are not glyphs in %s", dict)
	}
	got := widths(t, dict)
	code, seen := 0, map[rune]bool{}
	for _, r := range text {
		if seen[r] {
			continue
		}
		seen[r] = true
		code++
		_, want, _ := b.Face("song").Glyph(r)
		w, listed := got[code]
		if !listed {
			w = 1000
		}
		if w != int(want) {
			t.Errorf("%q, code %d: width %d, want %d", r, code, w, want)
		}
	}
}

var widthsEntry = regexp.MustCompile(`/DW 1000(?:/W\[(.*)\])?>>$`)

// widths reads a /W array.
func widths(t *testing.T, dict []byte) map[int]int {
	t.Helper()
	m := widthsEntry.FindSubmatch(dict)
	if m == nil {
		t.Fatalf("no widths in %s", dict)
	}
	all := map[int]int{}
	rest := strings.NewReplacer("[", " [ ", "]", " ] ").Replace(string(m[1]))
	f := strings.Fields(rest)
	number := func(s string) (n int) {
		if _, err := fmt.Sscan(s, &n); err != nil {
			t.Fatalf("%q in %s", s, dict)
		}
		return n
	}
	for i := 0; i < len(f); {
		code := number(f[i])
		if f[i+1] != "[" {
			for c := code; c <= number(f[i+1]); c++ {
				all[c] = number(f[i+2])
			}
			i += 3
			continue
		}
		for i += 2; f[i] != "]"; i++ {
			all[code] = number(f[i])
			code++
		}
		i++
	}
	return all
}

func TestMetadata(t *testing.T) {
	for _, c := range []struct {
		name string
		o    pdf.Options
		info []string // what pdfinfo shows
		xmp  []string
	}{
		{
			"everything", options(),
			[]string{"Title: 2013年度民办职业培训学校党建工作台账", "Author: 示例职业培训学校 <A&B>", "Keywords: 台账, 党建", "CreationDate: 2013-04-12T09:30:00+08", "ModDate: 2013-04-12T09:30:00+08", "Producer: gongwen", "PDF version: 1.7"},
			[]string{"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>", ">2013年度民办职业培训学校党建工作台账<", "示例职业培训学校 &lt;A&amp;B&gt;", "<xmp:CreateDate>2013-04-12T09:30:00+08:00<", "<pdf:Producer>gongwen<", ">zh-CN<"},
		},
		{"nothing", pdf.Options{}, []string{"Producer: gongwen"}, []string{"<pdfaid:part>2<"}},
		{
			"odd texts", pdf.Options{Title: "(a\\b)\r\nc\x00 𬭎", Issued: time.Date(2013, 1, 1, 0, 0, 0, 0, time.FixedZone("", 8*3600+343))},
			[]string{"Title: (a\\b) c 𬭎", "CreationDate: 2012-12-31T15:54:17Z"},
			[]string{">(a\\b) c 𬭎<", "<xmp:CreateDate>2012-12-31T15:54:17+00:00<"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := encode(t, ledgers(t, 1), c.o)
			p := parse(t, file)
			var xmp []byte
			for _, o := range p.objects {
				if dict, data := stream(t, o); bytes.Contains(dict, []byte("/Type/Metadata")) {
					xmp = data
				}
			}
			if err := xml.Unmarshal(xmp, new(struct{})); err != nil {
				t.Errorf("XMP: %v", err)
			}
			for _, want := range c.xmp {
				if !bytes.Contains(squash(xmp), squash([]byte(want))) {
					t.Errorf("XMP has no %q:\n%s", want, xmp)
				}
			}
			if (c.o.Title != "") != bytes.Contains(file, []byte("/DisplayDocTitle true")) {
				t.Error("a title is shown if and only if there is one")
			}
			judge.Preflight(t, file, part2...)
			info := squash([]byte(judge.Info(t, file)))
			for _, want := range c.info {
				if !bytes.Contains(info, squash([]byte(want))) {
					t.Errorf("pdfinfo has no %q:\n%s", want, info)
				}
			}
		})
	}
}

// squash makes every run of blanks one.
func squash(b []byte) []byte { return bytes.Join(bytes.Fields(b), []byte(" ")) }

var fileID = regexp.MustCompile(`/ID\[<([0-9a-f]{32})><([0-9a-f]{32})>\]`)

func TestIdentifierFollowsTheContent(t *testing.T) {
	id := func(pages []*page.Page) string {
		m := fileID.FindSubmatch(parse(t, encode(t, pages, options())).trailer)
		if m == nil || !bytes.Equal(m[1], m[2]) {
			t.Fatal("no identifier")
		}
		return string(m[1])
	}
	one, again, two := id(ledgers(t, 1)), id(ledgers(t, 1)), id(ledgers(t, 2))
	if one != again {
		t.Error("the same pages have another identifier")
	}
	if one == two {
		t.Error("other pages have the same identifier")
	}
}

// TestContentIsCompact holds the length of the content, which is what deflating costs.
func TestContentIsCompact(t *testing.T) {
	s := newSheet(t, a4Short, a4Long)
	s.put(100000, 100000, 12000, fonts.Song, page.Data, "一二")
	s.put(150500, 100000, 12000, fonts.Song, page.Data, "三")
	content := inflated(t, parse(t, encode(t, []*page.Page{s.Page}, pdf.Options{})))[0]
	want := "BT\n0 g\n/F1 12 Tf\n100 741.89 Td(\x00\x01\x00\x02)Tj\n50.5 0 Td(\x00\x03)Tj\nET\n"
	if !bytes.HasSuffix(content, []byte(want)) {
		t.Errorf("got %q, want it to end in %q", content, want)
	}
}
