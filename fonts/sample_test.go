package fonts_test

import (
	"encoding/binary"
	"maps"
	"slices"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// tables is a TrueType file taken apart, to change one thing in it or to make one from nothing.
type tables map[string][]byte

func split(file []byte) tables {
	t := tables{}
	for i := range int(binary.BigEndian.Uint16(file[4:])) {
		rec := file[12+16*i:]
		off, size := binary.BigEndian.Uint32(rec[8:]), binary.BigEndian.Uint32(rec[12:])
		t[string(rec[:4])] = file[off : off+size]
	}
	return t
}

func (t tables) file() []byte {
	tags := slices.Sorted(maps.Keys(t))
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	out = binary.BigEndian.AppendUint16(out, uint16(len(tags)))
	out = append(out, make([]byte, 6)...)
	at := 12 + 16*len(tags)
	for _, tag := range tags {
		out = append(out, tag...)
		out = binary.BigEndian.AppendUint32(out, 0)
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t[tag])))
		at += (len(t[tag]) + 3) &^ 3
	}
	for _, tag := range tags {
		out = append(out, t[tag]...)
		out = append(out, make([]byte, -len(out)&3)...)
	}
	return out
}

// words writes numbers as big-endian 16-bit words.
func words(values ...int) []byte {
	var b []byte
	for _, v := range values {
		b = binary.BigEndian.AppendUint16(b, uint16(v))
	}
	return b
}

// The glyphs of sample: their outlines and the characters for them.
const (
	triangle = 1 // A, hinted
	square   = 2 // B
	empty    = 3 // space
	both     = 4 // C: a triangle, and a square at a quarter of its size
	nested   = 5 // D: C and a triangle, hinted
)

// sample is a small face of 2048 units per em with simple, hinted, empty, composite and nested glyphs, short loca
// and fewer advances than glyphs.
func sample() tables {
	glyphs := [][]byte{
		slices.Concat(words(1, 0, 0, 2048, 2048, 2, 0), []byte{1, 1, 1}, words(0, 2048, -2048, 0, 0, 2048)),
		slices.Concat(words(1, 10, 10, 1000, 1000, 2, 3), []byte{7, 7, 7}, []byte{0x01, 0x01, 0x01}, words(10, 990, -500, 10, 0, 990)),
		slices.Concat(words(1, 0, 0, 200, 200, 3, 0), []byte{0x31, 0x33, 0x35, 0x23}, []byte{200, 200, 200}),
		nil,
		slices.Concat(words(-1, 0, 0, 1500, 1500), words(0x0023, triangle, 5, 6), words(0x000B, square, 700, -20, 0x1000)),
		slices.Concat(words(-1, 0, 0, 1500, 1500), words(0x0022, both), []byte{10, 0xF0}, words(0x0103, triangle, 1, 2), words(3), []byte{7, 7, 7}),
	}
	var glyf, loca []byte
	for _, g := range append(glyphs, nil) {
		loca = append(loca, words(len(glyf)/2)...)
		glyf = append(glyf, g...)
		glyf = append(glyf, make([]byte, -len(glyf)&1)...)
	}
	head := slices.Concat(words(1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0x001F, 2048), make([]byte, 16), words(0, 0, 2048, 2048, 0, 8, 2, 0, 0))
	hhea := slices.Concat(words(1, 0, 1802, -246, 0, 2048, 0, 0, 2048, 1, 0, 0), make([]byte, 10), words(4))
	maxp := words(1, 0, len(glyphs), 4, 1, 11, 3, 2, 1, 5, 6, 7, 8, 9, 2, 3)
	cmap := slices.Concat(words(0, 1, 3, 1, 0, 12), words(4, 48, 0, 6, 4, 1, 2, ' ', 'D', 0xFFFF, 0, ' ', 'A', 0xFFFF,
		empty-' ', 0, 1, 0, 4, 0), words(triangle, square, both, nested))
	return tables{
		"head": head, "hhea": hhea, "maxp": maxp, "glyf": glyf, "loca": loca, "cmap": cmap,
		"hmtx": words(2048, 0, 1024, 10, 777, 0, 512, 0, 30, 40),
		"post": slices.Concat(words(3, 0), make([]byte, 28)),
		"OS/2": slices.Concat(words(4, 1000, 400, 5), make([]byte, 80), words(1434, 0), make([]byte, 6)),
		"name": slices.Concat(words(0, 1, 18), words(3, 1, 0x409, 6, 24, 0), []byte("\x00F\x00a\x00n\x00g\x00 \x00S\x00o\x00n\x00g\x00-\x00(\x001")),
	}
}

// drawing is a glyph as sfnt reads it: outline in font units, and advance.
type drawing struct {
	segments []sfnt.Segment
	advance  fixed.Int26_6
}

// reader reads glyphs of a TrueType file with somebody else's code.
func reader(t testing.TB, file []byte) func(id uint16) drawing {
	t.Helper()
	f, err := sfnt.Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	var buf sfnt.Buffer
	em := fixed.Int26_6(f.UnitsPerEm())
	return func(id uint16) drawing {
		t.Helper()
		segments, err := f.LoadGlyph(&buf, sfnt.GlyphIndex(id), em, nil)
		if err != nil {
			t.Fatalf("glyph %d: %v", id, err)
		}
		advance, err := f.GlyphAdvance(&buf, sfnt.GlyphIndex(id), em, font.HintingNone)
		if err != nil {
			t.Fatalf("glyph %d: %v", id, err)
		}
		return drawing{slices.Clone(segments), advance}
	}
}
