package fonts_test

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"testing/fstest"

	"gongwen/fonts"
)

// licensed opens a book with a file as its 仿宋.
func licensed(file []byte) (*fonts.Book, error) {
	return fonts.Open(fonts.Options{Dir: fstest.MapFS{"simfang.ttf": {Data: file}}})
}

// readable adds the tables to a subset that a PDF does not need and sfnt does.
func readable(subset []byte) []byte {
	t := split(subset)
	for tag, table := range sample() {
		if _, has := t[tag]; !has {
			t[tag] = table
		}
	}
	return t.file()
}

// checkSubset holds a subset against the face it is of.
func checkSubset(t *testing.T, f *fonts.Face, ids []uint16) []byte {
	t.Helper()
	subset, err := f.Subset(nil, ids)
	if err != nil {
		t.Fatal(err)
	}
	got, want := reader(t, readable(subset)), reader(t, f.TrueType())
	for i, id := range ids {
		if g, w := got(uint16(i)), want(id); !reflect.DeepEqual(g, w) {
			t.Errorf("%s: glyph %d as number %d:\n%v, in the face\n%v", f.Key(), id, i, g, w)
		}
	}
	return subset
}

func TestSubsetDrawsTheSame(t *testing.T) {
	b := shared(t)
	random := rand.New(rand.NewPCG(1, 2))
	for _, f := range b.Faces() {
		glyphs := fonts.Glyphs(f)
		for _, n := range []int{1, 2, 3, 150, 1400} { // the last needs the long form of loca
			if n > 150 && testing.Short() {
				continue
			}
			ids := []uint16{0}
			for _, i := range random.Perm(glyphs - 1)[:min(n, glyphs)-1] {
				ids = append(ids, uint16(i+1))
			}
			checkSubset(t, f, ids)
		}
	}
}

func TestSubsetOfComposites(t *testing.T) {
	b, err := licensed(sample().file())
	if err != nil {
		t.Fatal(err)
	}
	f := b.Face("user-fang")
	for _, tt := range []struct {
		ids    []uint16
		glyphs int
	}{
		{[]uint16{0}, 1},
		{[]uint16{0, triangle, square, empty}, 4},
		{[]uint16{0, both}, 4},
		{[]uint16{0, square, both}, 4},
		{[]uint16{0, nested}, 5},
		{[]uint16{0, nested, both, empty}, 6},
		{[]uint16{0, 5, 4, 3, 2, 1}, 6},
	} {
		subset := checkSubset(t, f, tt.ids)
		if got := int(binary.BigEndian.Uint16(split(subset)["maxp"][4:])); got != tt.glyphs {
			t.Errorf("%v: %d glyphs, want %d", tt.ids, got, tt.glyphs)
		}
		if bytes.Contains(subset, []byte{7, 7, 7}) {
			t.Errorf("%v: instructions are left", tt.ids)
		}
	}
	for r, want := range map[rune]uint16{'A': 500, 'B': 379, ' ': 250, 'C': 250, 'D': 250} { // of 2048 units per em
		if g := b.Glyph(fonts.FangSong, r); b.At(g.Face) != f || g.Advance != want {
			t.Errorf("%c: %+v, want %d wide", r, g, want)
		}
	}
}

func TestSubsetFile(t *testing.T) {
	f := shared(t).Face("song")
	ids := []uint16{0, 20, 8411, 3}
	subset, err := f.Subset(nil, ids)
	if err != nil {
		t.Fatal(err)
	}
	if n := binary.BigEndian.Uint16(subset[4:]); n != 6 {
		t.Fatalf("%d tables, want 6", n)
	}
	last := ""
	for i := range 6 {
		rec := subset[12+16*i:]
		tag, sum := string(rec[:4]), binary.BigEndian.Uint32(rec[4:])
		off, size := binary.BigEndian.Uint32(rec[8:]), binary.BigEndian.Uint32(rec[12:])
		table := slices.Clone(subset[off:][:(size+3)&^3])
		if tag == "head" {
			clear(table[8:12])
		}
		if tag <= last || off%4 != 0 || sum32(table) != sum {
			t.Errorf("table %s: out of order, unaligned or of another checksum", tag)
		}
		if !bytes.Equal(table[size:], make([]byte, len(table)-int(size))) {
			t.Errorf("table %s: padded with something", tag)
		}
		last = tag
	}
	if got := sum32(subset); got != 0xB1B0AFBA {
		t.Errorf("checksum of the file is %#x", got)
	}
	dirty := bytes.Repeat([]byte{0xEE}, len(subset)+100)
	copy(dirty, "before")
	again, err := f.Subset(dirty[:6], ids)
	if err != nil || !bytes.Equal(again[:6], []byte("before")) || !bytes.Equal(again[6:], subset) || &again[0] != &dirty[0] {
		t.Error("appended to a used buffer, the subset differs")
	}
}

func sum32(b []byte) (sum uint32) {
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	return sum
}

func TestSubsetErrors(t *testing.T) {
	f := shared(t).Face("hei")
	for _, ids := range [][]uint16{nil, {}, {1}, {0, 0}, {0, 5, 6, 5}, {0, 65535}} {
		dst := []byte("kept")
		out, err := f.Subset(dst, ids)
		if err == nil || !bytes.Equal(out, dst) {
			t.Errorf("%v: %q, error %v", ids, out, err)
		}
	}
}

func TestSubsetAllocatesNothing(t *testing.T) {
	f := shared(t).Face("song")
	ids, dst := pageOfGlyphs(), make([]byte, 0, 1<<20)
	if n := testing.AllocsPerRun(10, func() { dst, _ = f.Subset(dst[:0], ids) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// pageOfGlyphs is what one page of a ledger uses: 150 glyphs.
func pageOfGlyphs() []uint16 {
	ids := make([]uint16, 150)
	for i := range ids {
		ids[i] = uint16(i * 190)
	}
	return ids
}

func BenchmarkSubset(b *testing.B) {
	book := shared(b)
	ids := pageOfGlyphs()
	for _, key := range []string{"song", "hei"} {
		b.Run(key, func(b *testing.B) {
			f, dst, ids := book.Face(key), make([]byte, 0, 1<<20), ids
			if key == "hei" {
				ids = ids[:120]
			}
			b.ReportAllocs()
			for b.Loop() {
				var err error
				if dst, err = f.Subset(dst[:0], ids); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(int64(len(dst)))
		})
	}
}
