package layout

import (
	"fmt"
	"unicode/utf8"

	"gongwen/fonts"
	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// pitch is the distance of two lines of text in 1/100 of their size.
const pitch = 130

// style is a block.Style in page lengths.
type style struct {
	role   fonts.Role
	align  block.Align
	valign block.VAlign
	color  page.Color
	em     page.Length
	pitch  page.Length
	cell   page.Length // of block.Style.Cell
	first  page.Length // how much further in a text's first line starts
}

func newStyle(s block.Style) style {
	em := page.Length(s.Size) * page.Pt / 10
	st := style{
		role: fonts.Role(s.Font), align: s.Align, valign: s.VAlign, color: page.Color(s.Color),
		em: em, pitch: em * pitch / 100, cell: um(s.Cell),
	}
	if s.Pitch > 0 {
		st.pitch = um(s.Pitch)
	}
	if s.Align == block.Decimal {
		st.align = block.Right
	}
	return st
}

// char is one character, measured.
type char struct {
	at    int32 // byte offset in its span
	span  int32
	adv   int32 // its advance
	pre   int32 // added between it and the one before on the same line: a gap, or a squeeze of two marks
	class class
	face  uint8
	size  uint8 // in bytes
	bound bool  // the line may not be broken before it
	blank bool  // it is a mark with a blank half
	cell  bool  // its advance is its cell's, not its own
}

// line is one line of a text: the characters from and to, counted from the text's first, without spaces at the end.
type line struct {
	from, to int32
	width    int32 // as measured, before it is squeezed or stretched
	end      bool  // of a paragraph: never stretched
}

// text is a content in one style, broken into lines.
type text struct {
	content []block.Span
	style   style
	box     page.Length // the width that it was broken for
	char    int32       // index of its first character
	count   int32       // of its characters
	line    int32       // index of its first line
	lines   int32
	whole   bool // it is one line of one face that is drawn as it stands, and has no characters measured
	face    uint8
}

// room is the width for line n.
func (t *text) room(n int32) page.Length {
	if n == 0 {
		return t.box - t.style.first
	}
	return t.box
}

func (t *text) height() page.Length { return page.Length(t.lines) * t.style.pitch }

// breaker measures texts and breaks them into lines. Its slices are scratch that its user cuts back.
type breaker struct {
	book  *fonts.Book
	chars []char
	lines []line
}

// text breaks content into lines no wider than box.
func (b *breaker) text(content []block.Span, st style, box page.Length) (text, error) {
	t := text{content: content, style: st, box: box, char: int32(len(b.chars)), line: int32(len(b.lines))}
	m, err := b.measure(content, st)
	if err != nil {
		return t, err
	}
	t.style.first += page.Length(m.lead)
	chars := b.chars[t.char:]
	if st.cell > 0 {
		m = square(chars, int32(st.em), int32(st.cell))
	}
	switch {
	case len(chars) == 0:
		return t, nil
	case !m.forced && page.Length(m.width) <= t.room(0):
		t.whole, t.face = m.same && len(content) == 1 && m.to == len(chars), chars[0].face
		b.lines = append(b.lines, newLine(0, m.to, m.width, true))
	default:
		bind(chars, content)
		if err := b.fold(chars, &t); err != nil {
			return t, err
		}
	}
	t.count, t.lines = int32(len(chars)), int32(len(b.lines))-t.line
	return t, nil
}

// fold breaks the characters of t into lines. Centred lines are made about as long as each other, so that no
// column's head or title ends with one character.
func (b *breaker) fold(chars []char, t *text) error {
	box, em := int32(t.box), int32(t.style.em)
	if t.style.align == block.Center {
		box = balance(chars, box, em)
	}
	for from := 0; from < len(chars); {
		room := box
		if from == 0 {
			room -= int32(t.style.first)
		}
		l, next := fill(chars, from, room, em)
		if next == from {
			r, _ := utf8.DecodeRuneInString(t.content[chars[from].span].Text[chars[from].at:])
			return fmt.Errorf("no room for the width of %q", r)
		}
		b.lines = append(b.lines, l)
		from = next
	}
	if last := len(chars) - 1; chars[last].class == newline {
		b.lines = append(b.lines, newLine(last+1, last+1, 0, true))
	}
	return nil
}

// measured is what is known of a text before it is broken: most cells of a ledger need no more.
type measured struct {
	width  int32 // of it on one line, without spaces at the end
	to     int   // the end of that
	forced bool  // it has a newline
	same   bool  // one face, and nothing between any two characters
	lead   int32 // what its first piece leaves free before it in its room
}

// measure appends the characters of content, without saying where they are bound.
func (b *breaker) measure(content []block.Span, st style) (m measured, err error) {
	m.same = true
	em := int32(st.em)
	first := len(b.chars)
	var width int32
	behind := int32(-1) // what a text leaves free behind it in its room; -1: it has none
	for i := range content {
		before, free := behind, int32(0)
		behind = -1
		s, role := content[i].Text, st.role
		if content[i].Font != nil {
			role = fonts.Role(*content[i].Font)
		}
		if content[i].Room > 0 {
			free = b.free(&content[i], role, em)
			behind = free - free/2
		}
		for at := 0; at < len(s); {
			r, size := rune(s[at]), 1
			if r >= utf8.RuneSelf {
				r, size = utf8.DecodeRuneInString(s[at:])
			}
			c := char{at: int32(at), span: int32(i), class: classOf(r), size: uint8(size)}
			if c.class == newline {
				m.forced = true
			} else {
				glyph := b.book.Glyph(role, r)
				if glyph.ID == 0 || r == utf8.RuneError && size == 1 {
					return m, fmt.Errorf("no face has %U", r)
				}
				c.face = glyph.Face
				c.adv = int32((int64(glyph.Advance)*int64(em) + 500) / 1000)
				c.blank = marks.has(c.class) && c.adv >= em && r != '？' // which stands in its middle in 仿宋
			}
			if n := len(b.chars); n > first {
				last := &b.chars[n-1]
				if last.class != c.class || c.blank {
					c.pre = between(last, &c, em)
				}
				switch {
				case at > 0:
				case behind >= 0:
					c.pre = free - behind
				case before >= 0:
					c.pre = before
				}
				m.same = m.same && c.pre == 0 && c.face == last.face
			} else if behind >= 0 {
				m.lead = free - behind
			}
			width += c.pre + c.adv
			b.chars = append(b.chars, c)
			if c.class != space {
				m.width, m.to = width, len(b.chars)-first
			}
			at += size
		}
	}
	return m, nil
}

// free is how much of its room a text leaves free.
func (b *breaker) free(s *block.Span, role fonts.Role, em int32) int32 {
	free := int32(s.Room) * em
	for _, r := range s.Text {
		free -= int32((int64(b.book.Glyph(role, r).Advance)*int64(em) + 500) / 1000)
	}
	return max(free, 0)
}

// bind marks the characters of content before which a line may not be broken.
func bind(chars []char, content []block.Span) {
	g := glue{class: newline}
	for i := range chars {
		c := &chars[i]
		rest := content[c.span].Text[c.at:]
		r, _ := utf8.DecodeRuneInString(rest)
		c.bound = g.bound(c.class, r, rest)
	}
}

// between is what stands between two neighbours on a line: a quarter gap between Chinese and Latin, and half
// a character less where a mark's blank half meets another mark (two of them are 1½ wide).
func between(a, b *char, em int32) int32 {
	switch {
	case a.class == han && latin.has(b.class), b.class == han && (latin | 1<<postfix).has(a.class):
		return em / 4
	case a.blank && b.blank && (a.class == closer || b.class == opener):
		return -em / 2
	}
	return 0
}
