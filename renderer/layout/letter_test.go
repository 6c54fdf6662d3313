package layout

import (
	"math/rand/v2"
	"strings"
	"testing"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// letterMaker makes the blocks of a letter and writes down their words.
type letterMaker struct {
	*rand.Rand
	words strings.Builder
}

const letterWords = "关于做好二〇一三年度，民办《职业》培训学校（党建）工作的“通知”。2013年1A-b 78%、第3条：……——"

func (m *letterMaker) text(most int) []block.Span {
	var spans []block.Span
	all := []rune(letterWords)
	for range 1 + m.IntN(2) {
		var b strings.Builder
		for range 1 + m.IntN(most) {
			b.WriteRune(all[m.IntN(len(all))])
		}
		s := block.Span{Text: b.String(), Data: m.IntN(2) == 0}
		if m.IntN(4) == 0 {
			kai := block.Kai
			s.Font = &kai
		}
		m.words.WriteString(s.Text)
		spans = append(spans, s)
	}
	return spans
}

func (m *letterMaker) style() block.Style {
	s := block.Style{Font: block.FangSong, Size: 160, Align: block.Align(m.IntN(4))}
	if m.IntN(4) > 0 {
		s.Pitch = 225 * block.MM / 22
	}
	if m.IntN(4) > 0 {
		s.Cell = block.FootInset
	}
	return s
}

func (m *letterMaker) space() block.Length { return block.Length(m.IntN(25)) * block.MM }

func (m *letterMaker) block(pinned bool) block.Block {
	in := block.Indent{Left: m.space(), Right: m.space()}
	switch n := m.IntN(10); {
	case n == 0:
		return &block.Rule{Width: block.Length(1 + m.IntN(900)), Before: m.space(), After: m.space(), Keep: m.IntN(2) == 0}
	case n == 1:
		return &block.Line{
			Parts: []block.Part{{Content: m.text(20)}, {Content: m.text(9)}}, Style: m.style(), Indent: in, Before: m.space(),
			Loose: m.IntN(2) == 0, Keep: m.IntN(2) == 0,
		}
	case n == 2 && !pinned:
		return &block.Signature{
			Body: m.text(12), Date: m.text(9), Style: m.style(), Before: m.space(), Right: m.space(), Shift: m.space(),
			Seal: block.Length(m.IntN(3)) * 21 * block.MM,
		}
	}
	most := 60
	if !pinned && m.IntN(4) == 0 {
		most = 900
	}
	p := &block.Paragraph{Content: m.text(most), Style: m.style(), Before: m.space(), After: m.space(), Indent: in}
	p.Flow, p.Keep = !pinned && m.IntN(4) > 0, m.IntN(3) == 0
	p.Indent.First = block.Length(m.IntN(30)-10) * block.MM
	p.Indent.First = max(p.Indent.First, -p.Indent.Left)
	if m.IntN(6) == 0 && !pinned {
		p.At = m.space() * 4
	}
	if m.IntN(8) == 0 {
		p.Style.Shrink = 60
	}
	return p
}

// FuzzLetters: no panic; every character drawn once and in order; nothing outside the type area but the blank halves of
// marks; what is pinned ends
// with it on the last page.
func FuzzLetters(f *testing.F) {
	for seed := range uint64(200) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		m := &letterMaker{Rand: rand.New(rand.NewPCG(seed, 7))}
		s := block.Section{
			Width: 210 * block.MM, Height: 297 * block.MM, Mirror: m.IntN(2) == 0,
			Margin: block.Margin{Top: 37 * block.MM, Right: 26 * block.MM, Bottom: 35 * block.MM, Left: 28 * block.MM},
		}
		for range 1 + m.IntN(12) {
			s.Blocks = append(s.Blocks, m.block(false))
		}
		for range m.IntN(4) {
			s.Blocks = append(s.Blocks, m.block(true))
			s.Pinned++
		}
		r, err := Pages(testBook(t), []block.Section{s})
		if err != nil {
			t.Fatal(err)
		}
		checkLetter(t, &s, r, m.words.String())
	})
}

func checkLetter(t *testing.T, s *block.Section, r Result, want string) {
	var got strings.Builder
	d := setter{drawer: drawer{breaker: &breaker{book: testBook(t)}}}
	for n, p := range r.Pages {
		left := d.leftOf(s, n)
		right := left + um(s.Width-s.Margin.Left-s.Margin.Right)
		top, bottom := um(s.Margin.Top), um(s.Height-s.Margin.Bottom)
		for i := range p.Texts {
			x := &p.Texts[i]
			got.WriteString(x.Str)
			if y := x.Y - x.Size*ascent/1000; y < top-page.Pt || y+x.Size > bottom+page.Pt {
				t.Errorf("page %d: %q at %d is outside the type area", n, x.Str, y)
			}
			if x.X < left-9*page.Pt || x.X+d.extent(x)-x.Track > right+10*page.Pt {
				t.Errorf("page %d: %q from %d to %d, the type area from %d to %d", n, x.Str, x.X, x.X+d.extent(x), left, right)
			}
		}
		for _, seal := range p.Seals {
			if seal.Y+seal.Diameter/2 > bottom+page.Pt {
				t.Errorf("page %d: a seal down to %d", n, seal.Y+seal.Diameter/2)
			}
		}
	}
	solid := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	if solid(got.String()) != solid(want) {
		t.Errorf("drawn %q\nwant  %q", got.String(), want)
	}
	for i, b := range r.Rows[1:] {
		if a := r.Rows[i]; b.Page == a.Page && b.Top < a.Top+a.Height {
			t.Errorf("block %d at %d is over block %d, which ends at %d", b.Block, b.Top, a.Block, a.Top+a.Height)
		}
	}
	if s.Pinned > 0 {
		last := r.Rows[len(r.Rows)-1]
		if end := last.Top + last.Height; last.Page != len(r.Pages)-1 || end != um(s.Height-s.Margin.Bottom) {
			if first := r.Rows[0]; first.Page == 0 && end < um(s.Height-s.Margin.Bottom) {
				t.Errorf("what is pinned ends at %d, not with the type area", end)
			}
		}
	}
}
