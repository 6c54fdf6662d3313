package xlsx

import (
	"bytes"
	"strings"
	"testing"

	"gongwen/forms/block"
)

// TestLines counts the lines of texts.
func TestLines(t *testing.T) {
	for _, test := range []struct {
		text        string
		wide, lines int
	}{
		{"", 10, 1},
		{"一二三四五", 10, 1},
		{"一二三四五六", 10, 2},
		{"一二三四五。", 10, 2},
		{"一二三四五。六七八", 10, 2},
		{"一二三四（五）", 10, 2},
		{"一二三四abc", 10, 2},
		{"abcdefghijklmno", 10, 2},
		{"一\n二\n\n三", 10, 4},
		{"2013-5-20、2013/5/20", 12, 2},
	} {
		if n := lines(test.text, test.wide); n != test.lines {
			t.Errorf("%q in %d: %d lines, want %d", test.text, test.wide, n, test.lines)
		}
	}
}

// TestFit checks that a text that layout thought to fit has the height that it needs, or is set smaller where its page is
// full.
func TestFit(t *testing.T) {
	p := &plan{grid: grid{0, 100 * block.MM}, share: 100, rows: []row{{height: 20}}, items: []item{{first: 1, last: 1}}}
	text := strings.Repeat("示例", 20)
	s := &block.Section{Height: 100 * block.MM, Blocks: []block.Block{
		&block.Paragraph{Content: []block.Span{{Text: text}}, Style: block.Style{Size: 120}},
	}}
	p.stretch(s, map[int]int{0: pixels(s.Height)})
	if size := p.fitting(text, 120, 0, 1, p.height(1, 1)); p.rows[0].height != 20 || size >= 120 || p.needs(text, size, 0, 1) > 20 {
		t.Errorf("on a full page: %d pixels, size %d", p.rows[0].height, size)
	}
	p.stretch(s, map[int]int{0: 20})
	if size := p.fitting(text, 120, 0, 1, p.height(1, 1)); p.rows[0].height < 36 || size != 120 {
		t.Errorf("on a page with room: %d pixels, size %d", p.rows[0].height, size)
	}
}

// TestListHeights checks that the rows of the list have the height that the names of sheets need, too.
func TestListHeights(t *testing.T) {
	long := "2013年度民办职业培训学校党建工作台账（第一分册）"
	data := encode(t, Options{}, taken(0, 2)...)
	var out bytes.Buffer
	if err := Annotate(t.Context(), &out, bytes.NewReader(data), int64(len(data)), []Remark{{Sheet: long, Cell: "E7", Text: "短"}}); err != nil {
		t.Fatal(err)
	}
	height, err := open(t, out.Bytes()).GetRowHeight(ListSheet, 3)
	if err != nil || height < 3*11*1.15 {
		t.Errorf("%g pt, %v", height, err)
	}
}
