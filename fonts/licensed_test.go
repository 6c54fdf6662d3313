package fonts_test

import (
	"encoding/binary"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/fonts"
)

func folder(names ...string) fs.FS {
	dir := fstest.MapFS{}
	for _, name := range names {
		dir[name] = &fstest.MapFile{Data: sample().file()}
	}
	return dir
}

func TestLicensedFaces(t *testing.T) {
	for _, tt := range []struct {
		file string
		role fonts.Role
		key  string
	}{
		{"song.ttf", fonts.Song, "user-song"},
		{"simsun.ttf", fonts.Song, "user-song"},
		{"fang.ttf", fonts.FangSong, "user-fang"},
		{"SIMFANG.TTF", fonts.FangSong, "user-fang"},
		{"hei.ttf", fonts.Hei, "user-hei"},
		{"simhei.ttf", fonts.Hei, "user-hei"},
		{"kai.ttf", fonts.Kai, "user-kai"},
		{"SimKai.ttf", fonts.Kai, "user-kai"},
		{"xbs.ttf", fonts.Title, "user-xbs"},
		{"FZXBSJW.TTF", fonts.Title, "user-xbs"},
	} {
		b, err := fonts.Open(fonts.Options{Dir: folder(tt.file, "arial.ttf", "readme.txt")})
		if err != nil {
			t.Errorf("%s: %v", tt.file, err)
			continue
		}
		plain := shared(t)
		for _, role := range roles {
			for _, r := range "A职囧𬭎" {
				got, want := b.Glyph(role, r), plain.Glyph(role, r)
				if role == tt.role && r == 'A' {
					want = fonts.Glyph{Face: got.Face, ID: triangle, Advance: 500}
				}
				if got != want || (b.At(got.Face).Key() == tt.key) != (role == tt.role && r == 'A') {
					t.Errorf("%s: %c as %v: %+v of %s, want %+v", tt.file, r, role, got, b.At(got.Face).Key(), want)
				}
			}
		}
		f := b.Face(tt.key)
		m := f.Metrics()
		if f.Name() != "FangSong-1" || m.Ascent != 880 || m.Descent != -120 || m.CapHeight != 700 ||
			m.BBox != [4]int{0, 0, 1000, 1000} || m.StemV != 95 {
			t.Errorf("%s: %s, %+v", tt.file, f.Name(), m)
		}
	}
}

// Whatever stands only in a licensed face is not promised for the other roles.
func TestLicensedFaceDoesNotWidenCoverage(t *testing.T) {
	own := sample()
	own["cmap"] = slices.Clone(own["cmap"])
	copy(own["cmap"][12+14+2:], words('A'+0xE000-'A')) // the second segment ends at U+E000
	copy(own["cmap"][12+14+2*3+2+2:], words(0xDFFD))   // and begins three before
	b, err := licensed(own.file())
	if err != nil {
		t.Fatal(err)
	}
	if g := b.Glyph(fonts.FangSong, 0xE000); g.ID != nested {
		t.Fatalf("the sample has no U+E000: %+v", g)
	}
	if b.Covers(0xE000) {
		t.Error("U+E000 is covered, but only 仿宋 has it")
	}
}

func TestRefusedFiles(t *testing.T) {
	change := func(tag string, edit func(table []byte) []byte) []byte {
		s := sample()
		s[tag] = edit(slices.Clone(s[tag]))
		return s.file()
	}
	set := func(tag string, at, value int) []byte {
		return change(tag, func(table []byte) []byte {
			binary.BigEndian.PutUint16(table[at:], uint16(value))
			return table
		})
	}
	cut := func(tag string, n int) []byte {
		return change(tag, func(table []byte) []byte { return table[:n] })
	}
	glyph := func(id int) int { // where a glyph begins in glyf
		return 2 * int(binary.BigEndian.Uint16(sample()["loca"][2*id:]))
	}
	file := sample().file()
	for _, tt := range []struct {
		name, want string
		data       []byte
	}{
		{"empty", "too short", nil},
		{"huge", "larger than 64 MiB", make([]byte, 64<<20+1)},
		{"text", "not a TrueType file", []byte("not a font at all")},
		{"collection", "TTC", append([]byte("ttcf"), file...)},
		{"cff", "CFF", append([]byte("OTTO"), file...)},
		{"half", "beyond the end", file[:len(file)/2]},
		{"directory", "table directory", file[:40]},
		{"no glyf", "table glyf", cut("glyf", 0)},
		{"short head", "table head", cut("head", 53)},
		{"short maxp", "table maxp", cut("maxp", 6)},
		{"maxp version", "table maxp", set("maxp", 0, 2)},
		{"em", "units per em", set("head", 18, 0)},
		{"loca format", "loca format", set("head", 50, 2)},
		{"long loca", "table loca", set("head", 50, 1)},
		{"no metrics", "table hhea", set("hhea", 34, 0)},
		{"many metrics", "table hhea", set("hhea", 34, 7)},
		{"short hmtx", "table hmtx", cut("hmtx", 18)},
		{"many glyphs", "table h", set("maxp", 4, 9)},
		{"no cmap", "table cmap", cut("cmap", 0)},
		{"symbol cmap", "Unicode", set("cmap", 6, 0)},
		{"cmap format", "Unicode", set("cmap", 12, 6)},
		{"cmap outside", "table cmap", set("cmap", 10, 900)},
		{"cmap segments", "table cmap", set("cmap", 12+6, 200)},
		{"loca backwards", "glyph 1", set("loca", 4, 3)},
		{"loca beyond", "glyph 5", set("loca", 12, 9000)},
		{"contour order", "glyph 1", set("glyf", glyph(triangle)+10, 0xFFFF)},
		{"many points", "glyph 2", set("glyf", glyph(square)+10, 300)},
		{"many instructions", "glyph 1", set("glyf", glyph(triangle)+12, 300)},
		{"part of itself", "made of itself", set("glyf", glyph(both)+12, both)},
		{"circle of parts", "made of itself", set("glyf", glyph(both)+12, nested)},
		{"part unknown", "glyph 77", set("glyf", glyph(both)+12, 77)},
		{"part cut", "glyph 5", set("glyf", glyph(nested)+16, 0x0123)},
		{"contours −2", "glyph 4", set("glyf", glyph(both), -2)},
	} {
		_, err := licensed(tt.data)
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), "fonts: simfang.ttf: ") {
			t.Errorf("%s: error %v, want one about %s", tt.name, err, tt.want)
		}
	}
	for _, name := range []string{"simsun.ttc", "song.otf"} {
		dir := fstest.MapFS{name: {Data: []byte("ttcf with what follows")}}
		if _, err := fonts.Open(fonts.Options{Dir: dir}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// composites is the sample with glyphs added behind its own, each a composite of so many times the one before.
func composites(levels, times int) []byte {
	s := sample()
	loca, glyf := slices.Clone(s["loca"]), slices.Clone(s["glyf"])
	last := nested
	for range levels {
		glyf = append(glyf, words(-1, 0, 0, 1, 1)...)
		for i := range times {
			flags := 0x20
			if i == times-1 {
				flags = 0
			}
			glyf = append(glyf, words(flags, last, 0)...)
		}
		loca = append(loca, words(len(glyf)/2)...)
		last++
	}
	s["glyf"], s["loca"] = glyf, loca
	s["maxp"] = slices.Concat(words(1, 0, last+1), s["maxp"][6:])
	s["hmtx"] = append(slices.Clone(s["hmtx"]), make([]byte, 2*levels)...)
	return s.file()
}

func TestCompositesHaveBounds(t *testing.T) {
	for _, tt := range []struct {
		levels, times int
		refused       bool
	}{
		{1, 1, false}, {4, 1, false}, {5, 1, true}, {40, 1, true},
		{2, 50, false}, {3, 50, true}, {1, 20000, true}, {4, 2000, true},
	} {
		if _, err := licensed(composites(tt.levels, tt.times)); (err != nil) != tt.refused {
			t.Errorf("%d levels of %d: error %v", tt.levels, tt.times, err)
		}
	}
}

// An old face has format 4 alone. Song's own format 4, read by itself, must give what its format 12 does.
func TestFormat4(t *testing.T) {
	song := shared(t).Face("song")
	file := split(song.TrueType())
	at := binary.BigEndian.Uint32(file["cmap"][8:])
	file["cmap"] = slices.Concat(words(0, 1, 3, 1, 0, 12), file["cmap"][at:])
	b, err := licensed(file.file())
	if err != nil {
		t.Fatal(err)
	}
	old, chars := b.Face("user-fang"), 0
	for r := rune(0); r < 0x20000; r++ {
		id, advance, ok := old.Glyph(r)
		wantID, wantAdvance, wantOK := song.Glyph(r)
		if r > 0xFFFF {
			wantID, wantAdvance, wantOK = 0, 0, false
		}
		if id != wantID || advance != wantAdvance || ok != wantOK {
			t.Fatalf("%U: glyph %d, %d wide; want %d, %d", r, id, advance, wantID, wantAdvance)
		}
		if ok {
			chars++
		}
	}
	if chars < 29000 || old.Name() != song.Name() {
		t.Errorf("%d characters of %s", chars, old.Name())
	}
}

func BenchmarkOpenLicensed(b *testing.B) {
	file := shared(b).Face("song").TrueType()
	for b.Loop() {
		if _, err := licensed(file); err != nil {
			b.Fatal(err)
		}
	}
}

func TestRefusedFolders(t *testing.T) {
	for _, tt := range []struct {
		name, want string
		dir        fs.FS
	}{
		{"no face", "simfang", folder("arial.ttf", "song.txt")},
		{"two for a role", "song.ttf", folder("simsun.ttf", "song.ttf")},
		{"missing", "not exist", missing{}},
	} {
		if _, err := fonts.Open(fonts.Options{Dir: tt.dir}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one about %s", tt.name, err, tt.want)
		}
	}
}

// missing is a folder that is not there.
type missing struct{}

func (missing) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}
