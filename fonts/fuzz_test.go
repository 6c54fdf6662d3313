package fonts_test

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"

	"github.com/golang/freetype/truetype"
	"golang.org/x/image/math/fixed"

	"gongwen/fonts"
)

// FuzzSubset gives the subsetter broken fonts and any glyphs: an error or a font of bounded size, never a panic.
func FuzzSubset(f *testing.F) {
	seeds(f, func(file []byte) { f.Add(file, words(0, 1, 2, 3, 4, 5)) })
	f.Add(sample().file(), words(0, 5))
	f.Add(sample().file(), words(0, 3, 3))
	f.Add(sample().file(), words(7))
	f.Fuzz(func(t *testing.T, file, list []byte) {
		ids := make([]uint16, len(list)/2)
		for i := range ids {
			ids[i] = binary.BigEndian.Uint16(list[2*i:])
		}
		before := slices.Clone(file)
		subset, err := fonts.SubsetUnchecked(file, ids)
		if !bytes.Equal(file, before) {
			t.Fatal("the font was written to")
		}
		if err != nil {
			return
		}
		tables := split(subset)
		n := int(binary.BigEndian.Uint16(tables["maxp"][4:]))
		if n < len(ids) || len(tables["hmtx"]) != 4*n {
			t.Fatalf("%d glyphs for %d, %d bytes of metrics", n, len(ids), len(tables["hmtx"]))
		}
		if len(subset) > len(file)+240+16*n {
			t.Fatalf("%d bytes of a font of %d", len(subset), len(file))
		}
		if sum32(subset) != 0xB1B0AFBA {
			t.Fatal("wrong checksum")
		}
	})
}

// FuzzLicensed gives Open broken fonts. What it lets through, the PNG painter's reader draws without a panic and
// every glyph of it can be put into a subset.
func FuzzLicensed(f *testing.F) {
	seeds(f, func(file []byte) { f.Add(file) })
	f.Fuzz(func(t *testing.T, file []byte) {
		b, err := licensed(file)
		if err != nil {
			return
		}
		face := b.Face("user-fang")
		for r := rune(0); r < 0x3000; r++ {
			face.Glyph(r)
		}
		_ = face.Metrics()
		ids := make([]uint16, fonts.Glyphs(face))
		for i := range ids {
			ids[i] = uint16(i)
		}
		if _, err := face.Subset(nil, ids); err != nil {
			t.Fatal(err)
		}
		free, err := truetype.Parse(face.TrueType())
		if err != nil {
			return // its reader asks for more than ours, in words
		}
		var buf truetype.GlyphBuf
		for i := range ids {
			_ = buf.Load(free, fixed.I(20), truetype.Index(i), 0)
		}
	})
}

// seeds gives the fuzzers the sample and what is near to it.
func seeds(f *testing.F, add func(file []byte)) {
	f.Helper()
	file := sample().file()
	add(file)
	add(file[:len(file)-20])
	for _, tag := range []string{"glyf", "loca", "cmap", "maxp", "hhea", "head"} {
		s := sample()
		s[tag] = slices.Clone(s[tag])
		s[tag][len(s[tag])-3] ^= 0x81
		add(s.file())
	}
	wide := sample()
	wide["cmap"] = slices.Concat(words(0, 1, 3, 10, 0, 12), words(12, 0, 0, 28, 0, 0, 0, 1), words(2, 0, 2, 3, 0, 1))
	add(wide.file())
}
