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
	em     page.Length
	pitch  page.Length
}

func newStyle(s block.Style) style {
	em := page.Length(s.Size) * page.Pt / 10
	return style{fonts.Role(s.Font), s.Align, s.VAlign, em, em * pitch / 100}
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
	chars := b.chars[t.char:]
	switch {
	case len(chars) == 0:
		return t, nil
	case !m.forced && page.Length(m.width) <= box:
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
		l, next := fill(chars, from, box, em)
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

// balance gives the least width, to a quarter of a character, in which the text has no more lines than in box
// and none that is squeezed or broken inside a word.
func balance(chars []char, box, em int32) int32 {
	count := func(box int32) (n int, ok bool) {
		for from := 0; from < len(chars); n++ {
			l, next := fill(chars, from, box, em)
			if next == from || l.width > box || !l.end && next < len(chars) && chars[next].bound {
				return 0, false
			}
			from = next
		}
		return n, true
	}
	most, ok := count(box)
	low, high := em, box
	for ok && high-low > em/4 {
		middle := (low + high) / 2
		if n, ok := count(middle); ok && n <= most {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}

// measured is what is known of a text before it is broken: most cells of a ledger need no more.
type measured struct {
	width  int32 // of it on one line, without spaces at the end
	to     int   // the end of that
	forced bool  // it has a newline
	same   bool  // one face, and nothing between any two characters
}

// measure appends the characters of content, without saying where they are bound.
func (b *breaker) measure(content []block.Span, st style) (m measured, err error) {
	m.same = true
	em := int32(st.em)
	first := len(b.chars)
	var width int32
	for i := range content {
		s := content[i].Text
		for at := 0; at < len(s); {
			r, size := rune(s[at]), 1
			if r >= utf8.RuneSelf {
				r, size = utf8.DecodeRuneInString(s[at:])
			}
			c := char{at: int32(at), span: int32(i), class: classOf(r), size: uint8(size)}
			if c.class == newline {
				m.forced = true
			} else {
				glyph := b.book.Glyph(st.role, r)
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
				m.same = m.same && c.pre == 0 && c.face == last.face
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

// fill makes the line that starts at from and says where the next one starts. It takes what fits; then a
// character goes down, but first what must stay together (a word, a number with its unit, a character with the
// mark after it) and the paragraph's last piece are squeezed in if there is room (先挤进后推出). A word wider
// than the line is broken by character. next is from if not even one character fits.
func fill(chars []char, from int, box, em int32) (l line, next int) {
	var width, used, kept int32 // of all; without spaces at the end; and at the last place for a break
	to, cut, cutTo := from, from, from
	for k := from; k < len(chars); k++ {
		c := &chars[k]
		if k > from {
			if !c.bound {
				cut, cutTo, kept = k, to, used
			}
			width += c.pre
		}
		width += c.adv
		switch {
		case c.class == newline:
			return newLine(from, to, used, true), k + 1
		case c.class == space:
			continue
		}
		used, to = width, k+1
		if used <= box {
			continue
		}
		if l, next = squeezeIn(chars, from, cut, box, em); next > from {
			return l, next
		}
		if cut > from {
			return newLine(from, cutTo, kept, false), cut
		}
		return lastResort(chars, from, k, box, em)
	}
	return newLine(from, to, used, true), len(chars)
}

func newLine(from, to int, width int32, end bool) line {
	return line{int32(from), int32(to), width, end}
}

// squeezeIn makes the line from from that takes the piece at cut in by squeezing; next is from if it cannot.
func squeezeIn(chars []char, from, cut int, box, em int32) (l line, next int) {
	to, width := cut, natural(chars, from, cut)
	used := width
	k := cut
	for ; k < len(chars) && (k == cut || chars[k].bound); k++ {
		if chars[k].class == newline {
			break
		}
		if k > from {
			width += chars[k].pre
		}
		width += chars[k].adv
		if chars[k].class != space {
			to, used = k+1, width
		}
		if used > 2*box { // squeezing never takes half of a line
			return line{}, from
		}
	}
	end := k == len(chars) || chars[k].class == newline
	if to-cut < 2 && !end || used-roomIn(chars[from:to], em).total() > box {
		return line{}, from
	}
	if k < len(chars) && end {
		k++
	}
	return newLine(from, to, used, end), k
}

// lastResort breaks a piece that is wider than the line: before the character over that does not fit, or,
// where a line may not start or end so, after it with a squeeze, or earlier. Only if nothing else is left does
// the line break a rule.
func lastResort(chars []char, from, over int, box, em int32) (l line, next int) {
	if over == from {
		return line{}, from
	}
	at := over
	for k := over; k <= len(chars) && k <= over+4 && !parts(chars, over) && !hangs.has(chars[k-1].class); k++ {
		if parts(chars, k) && natural(chars, from, k)-roomIn(chars[from:k], em).total() <= box {
			return newLine(from, k, natural(chars, from, k), k == len(chars)), k
		}
	}
	for at > from+1 && !parts(chars, at) {
		at--
	}
	if !parts(chars, at) {
		at = over
	}
	to := at
	for to > from && chars[to-1].class == space {
		to--
	}
	return newLine(from, to, natural(chars, from, to), false), at
}

// parts reports whether a line may end before chars[k] and the next start with it, by what the two are.
func parts(chars []char, k int) bool {
	if k == len(chars) {
		return true
	}
	a, b := chars[k-1].class, chars[k].class
	return !noStart.has(b) && !noEnd.has(a) && !hangs.has(b) && (a != dots || b != dots)
}

func natural(chars []char, from, to int) (width int32) {
	for k := from; k < to; k++ {
		width += chars[k].adv
		if k > from {
			width += chars[k].pre
		}
	}
	return width
}
