package fonts_test

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongwen/fonts"
)

var roles = []fonts.Role{fonts.Song, fonts.FangSong, fonts.Hei, fonts.Kai, fonts.Title}

// book is one book for all tests that only read: unpacking the rare faces for each would take most of their time.
var book = sync.OnceValues(func() (*fonts.Book, error) { return fonts.Open(fonts.Options{}) })

func shared(t testing.TB) *fonts.Book {
	t.Helper()
	b, err := book()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// open returns a book in which nothing was looked up yet.
func open(t testing.TB) *fonts.Book {
	t.Helper()
	b, err := fonts.Open(fonts.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestGlyphChain(t *testing.T) {
	b := shared(t)
	if b.Face("fang-ext") == nil {
		t.Skip("skipped: the chain of builds with the tag oflfonts has one face less")
	}
	for _, tt := range []struct {
		char rune
		want string // keys of the faces for Song, FangSong, Hei, Kai, Title
	}{
		{'职', "song fang hei kai xbs"},
		{'囧', "song song hei song xbs"}, // GBK, not in the lighter faces
		{'𬭎', "song fang-ext hei kai xbs"},
		{'堃', "song fang-ext hei kai xbs"},
		{'㛃', "song fang-ext hei kai xbs"},
		{'喆', "song fang-ext hei kai xbs"},
		{'䶮', "song fang-ext hei kai xbs"},
		{'𫖯', "song fang-ext hei kai xbs"},
		{'𬱖', "song fang-ext hei kai xbs"},
		{'𠮷', "rare rare rare rare rare"},
		{'𪚥', "rare rare rare rare rare"},
		{'𱎼', "rare-gh rare-gh rare-gh rare-gh rare-gh"},
		{'𠀣', "rare-l3 rare-l3 rare-l3 rare-l3 rare-l3"},
		{'砻', "song fang hei song xbs"}, // drawn with overlaps in the source of kai
		{'￥', "song song hei kai xbs"},  // drawn as $ in the source of fang
		{'√', "song fang song kai xbs"}, // with a long bar in the source of hei
		{'①', "song song hei kai xbs"},  // too large in the source of fang
		{'☑', "song fang hei kai xbs"},  // drawn by us
		{'〔', "song fang hei kai xbs"},  // of document numbers
		{'㎡', "song song hei kai xbs"},
	} {
		for i, want := range strings.Fields(tt.want) {
			g := b.Glyph(roles[i], tt.char)
			if got := b.At(g.Face).Key(); got != want || g.ID == 0 {
				t.Errorf("%c as %v: face %s, glyph %d; want face %s", tt.char, roles[i], got, g.ID, want)
			}
		}
		if !b.Covers(tt.char) {
			t.Errorf("%c: not covered", tt.char)
		}
	}
}

func TestNoFaceHas(t *testing.T) {
	b := shared(t)
	for _, r := range []rune{
		0, '\n', 0x7F, 0x200B, 0x202E, 0xFE0F, 0xFEFF, 0xFFFD, 0xFFFF, 0xD800, 0xE000, 0xF8FF, 0xF0000,
		'😀', 'ア' + 0x10000, 0x2A6E0, 0x323B0, 0x10FFFF, 0x110000, -1, 1<<31 - 1,
	} {
		if b.Covers(r) {
			t.Errorf("%U: covered", r)
		}
		for range 2 { // asked first, then remembered
			for _, role := range roles {
				g := b.Glyph(role, r)
				if g.ID != 0 || g.Advance != 1000 || b.At(g.Face).Key() == "" {
					t.Errorf("%U as %v: %+v, want the empty box of 1000", r, role, g)
				}
			}
		}
	}
}

func TestGlyphIsTheFaces(t *testing.T) {
	b := shared(t)
	for _, r := range "一1aA，。（）【】—…℃Ω→■□★ 　𬭎𠮷" {
		for _, role := range roles {
			g := b.Glyph(role, r)
			id, advance, ok := b.At(g.Face).Glyph(r)
			if !ok || id != g.ID || advance != g.Advance || b.At(g.Face).Advance(id) != advance {
				t.Errorf("%c as %v: book says %+v, face %d %d %v", r, role, g, id, advance, ok)
			}
		}
	}
}

// tongyong is 通用规范汉字表.
func tongyong(t testing.TB) []rune {
	t.Helper()
	text, err := os.ReadFile("testdata/tongyong8105.txt")
	if err != nil {
		t.Fatal(err)
	}
	var chars []rune
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "#") {
			chars = append(chars, []rune(strings.TrimSpace(line))...)
		}
	}
	return chars
}

// doubleBytes lists the characters of GBK between two lead and two trail bytes, private use left out.
func doubleBytes(leads, trails [2]int) []rune {
	var chars []rune
	decoder := simplifiedchinese.GBK.NewDecoder()
	for lead := leads[0]; lead <= leads[1]; lead++ {
		for trail := trails[0]; trail <= trails[1]; trail++ {
			s, err := decoder.String(string([]byte{byte(lead), byte(trail)}))
			r := []rune(s)
			if err == nil && len(r) == 1 && r[0] != 0xFFFD && (r[0] < 0xE000 || r[0] > 0xF8FF) {
				chars = append(chars, r[0])
			}
		}
	}
	return chars
}

func TestRepertoires(t *testing.T) {
	gbk := append(doubleBytes([2]int{0x81, 0xA0}, [2]int{0x40, 0xFE}), doubleBytes([2]int{0xAA, 0xFE}, [2]int{0x40, 0xA0})...)
	gbk = append(gbk, doubleBytes([2]int{0xB0, 0xF7}, [2]int{0xA1, 0xFE})...)
	gbk = slices.DeleteFunc(gbk, func(r rune) bool { // GBK of 1995, without what GB 18030 added in its gaps
		return !(0x4E00 <= r && r <= 0x9FA5 || 0xF900 <= r && r <= 0xFAFF)
	})
	table, above := tongyong(t), 0
	for _, r := range table {
		if r > 0xFFFF {
			above++
		}
	}
	if above != 196 {
		t.Errorf("the table has %d characters above U+FFFF, want 196", above)
	}
	b := shared(t)
	for _, set := range []struct {
		name  string
		chars []rune
		size  int
	}{
		{"通用规范汉字表", table, 8105},
		{"GB 2312", doubleBytes([2]int{0xB0, 0xF7}, [2]int{0xA1, 0xFE}), 6763},
		{"GBK", gbk, 20923},
	} {
		if len(set.chars) != set.size {
			t.Errorf("%s: %d characters, want %d", set.name, len(set.chars), set.size)
		}
		for _, r := range set.chars {
			for _, role := range roles {
				if g := b.Glyph(role, r); g.ID == 0 || g.Advance != 1000 {
					t.Errorf("%s: %c %U as %v: %+v", set.name, r, r, role, g)
				}
			}
		}
	}
}

func TestTextFacesHaveTheTable(t *testing.T) {
	b := shared(t)
	for _, r := range tongyong(t) {
		for _, role := range roles {
			key := b.At(b.Glyph(role, r).Face).Key()
			own := strings.HasPrefix(key, role.String()) // fang-ext is as good as fang
			kai := role == fonts.Kai || role == fonts.FangSong && b.Face("fang-ext") == nil
			if !own && !(r == '砻' && kai) {
				t.Errorf("%c as %v comes from %s: it would stand out in a line", r, role, key)
			}
		}
	}
}

func TestWidths(t *testing.T) {
	b := shared(t)
	for _, tt := range []struct {
		chars string
		want  map[fonts.Role]uint16
		all   uint16
	}{
		{chars: "0123456789", all: 500, want: map[fonts.Role]uint16{fonts.Kai: 600, fonts.FangSong: b.Glyph(fonts.FangSong, '0').Advance}},
		{chars: "—…“”‘’，。、；：？！（）《》〔〕【】　□☐☑☒✓￥", all: 1000},
	} {
		for _, r := range tt.chars {
			for _, role := range roles {
				want := tt.all
				if w, ok := tt.want[role]; ok {
					want = w
				}
				if g := b.Glyph(role, r); g.Advance != want {
					t.Errorf("%c as %v: %d wide, want %d", r, role, g.Advance, want)
				}
			}
		}
	}
	if fang := b.Glyph(fonts.FangSong, '8').Advance; b.Face("fang-ext") != nil && fang != 500 {
		t.Errorf("digits of fang are %d wide, want 500", fang)
	}
}

func TestFaces(t *testing.T) {
	b := shared(t)
	for i, f := range b.Faces() {
		if b.At(uint8(i)) != f || b.Face(f.Key()) != f {
			t.Errorf("face %d: %s is not found by index and key", i, f.Key())
		}
		m := f.Metrics()
		if m.Ascent != fonts.Above || m.Descent != -fonts.Below || m.CapHeight != 733 || m.ItalicAngle != 0 {
			t.Errorf("%s: measures %+v", f.Key(), m)
		}
		if m.BBox[0] >= m.BBox[2] || m.BBox[1] >= m.BBox[3] || m.StemV < 40 || m.StemV > 130 || m.Flags&fonts.FlagSymbolic == 0 {
			t.Errorf("%s: measures %+v", f.Key(), m)
		}
		if (m.Flags&fonts.FlagSerif != 0) != (f.Key() != "hei" && f.Key() != "kai") {
			t.Errorf("%s: serif flag is wrong", f.Key())
		}
		if !strings.HasPrefix(f.Name(), "Gongwen") {
			t.Errorf("%s: named %s", f.Key(), f.Name())
		}
	}
	if b.Face("times") != nil {
		t.Error("found a face that is not there")
	}
}

func TestConcurrentUse(t *testing.T) {
	b := open(t)
	table := tongyong(t)
	table = append(table, []rune("𠮷𪚥𱎼𠀣")...)
	want := shared(t)
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			for i := range table {
				r := table[(i*(2*n+1))%len(table)]
				role := roles[(i+n)%len(roles)]
				if got := b.Glyph(role, r); got.ID == 0 || !b.Covers(r) {
					t.Errorf("%c as %v: %+v", r, role, got)
				}
			}
			ids := []uint16{0, 5, 9, uint16(20 + n)}
			for _, f := range b.Faces() {
				if _, err := f.Subset(nil, ids); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	for _, r := range table {
		for _, role := range roles {
			if got, want := b.Glyph(role, r), want.Glyph(role, r); got != want {
				t.Errorf("%c as %v: %+v, alone %+v", r, role, got, want)
			}
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := fonts.Open(fonts.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGlyph(b *testing.B) {
	book := shared(b)
	text := []rune("关于开展职业培训机构年度检查工作的通知2013年第１季度，𬭎堃㛃。")
	var sum uint16
	b.ReportAllocs()
	for b.Loop() {
		for _, r := range text {
			sum += book.Glyph(fonts.FangSong, r).Advance
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(text)), "ns/char")
	_ = sum
}

// A first look-up is what a cold command pays for each character.
func BenchmarkGlyphFirst(b *testing.B) {
	table := tongyong(b)
	b.ReportAllocs()
	for b.Loop() {
		book := open(b)
		for _, r := range table[:500] {
			book.Glyph(fonts.FangSong, r)
		}
	}
}

func BenchmarkUnpackRare(b *testing.B) {
	for b.Loop() {
		open(b).Glyph(fonts.Song, '𠮷')
	}
}
