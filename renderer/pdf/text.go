package pdf

import (
	"fmt"
	"unicode/utf8"

	"gongwen/renderer/page"
)

// maxString is how many characters one string of a content stream takes: it may have 32,767 bytes (ISO 19005-2, 6.1.13).
const maxString = 16000

// rising is the direction of a mark's baseline: the cosine and the sine of 45°, as a text matrix has them.
const rising = ".70711 .70711 -.70711 .70711 "

// turned are the directions of a baseline turned clockwise by one, two and three quarters, as a text matrix has them.
var turned = [...]string{"", "0 -1 1 0 ", "-1 0 0 -1 ", "0 1 -1 0 "}

// Mark writes a text across the page, before the lines that come next. It is marked as what belongs to no text
// (ISO 32000-1, 14.8.2.2), so that who reads the text can leave it out.
func (c *canvas) Mark(m *page.Mark) {
	if c.err != nil || m.Str == "" || !c.places(m.X, m.Y) {
		return
	}
	c.text = append(c.text, "/Artifact<</Type/Pagination/Subtype/Watermark>>BDC\nBT\n"...)
	c.matrix(rising, m.X, c.height-m.Y)
	at := page.Text(*m)
	at.X, at.Y, at.Turn = 0, c.height, 0 // of the line that the matrix starts
	if c.Text(&at); c.err != nil {
		return
	}
	c.doc.RawWriteStr(string(append(c.text, "ET\nEMC"...)))
	c.text, c.x, c.y = c.text[:0], 0, 0
}

// Text adds a run of text to the page's operators.
func (c *canvas) Text(t *page.Text) {
	if c.err != nil || t.Str == "" {
		return
	}
	if err := c.show(t); err != nil {
		c.fail(fmt.Errorf("text at %g, %g pt: %w", t.X.Points(), t.Y.Points(), err)) // what it says is nobody's business
	}
}

func (c *canvas) show(t *page.Text) error {
	if t.Size <= 0 {
		return fmt.Errorf("an em of %g pt", t.Size.Points())
	}
	if !c.places(t.X, t.Y, t.Size, t.Track) {
		return nil
	}
	at, err := c.faces.find(t.Face)
	if err != nil {
		return err
	}
	if len(c.text) == 0 {
		c.text = append(c.text, "BT\n"...)
	}
	if c.fill.set(t.Color) {
		c.text = append(appendColor(c.text, uint32(t.Color), "g", "rg"), '\n')
	}
	if c.face.set(at) || c.size != t.Size {
		c.size = t.Size
		c.text = c.faces.appendName(c.text, at)
		c.text = append(appendMilli(append(c.text, ' '), int64(t.Size)), " Tf\n"...)
	}
	if c.track != t.Track {
		c.track = t.Track
		c.text = append(appendMilli(c.text, int64(t.Track)), " Tc\n"...)
	}
	if int(t.Turn) >= len(turned) {
		return fmt.Errorf("a turn by %d quarters", t.Turn)
	}
	if t.Turn != 0 {
		c.matrix(turned[t.Turn], t.X, c.height-t.Y)
		defer c.upright()
	} else {
		c.move(t.X, c.height-t.Y)
	}
	if len(t.Kerns) > 0 || len(t.Str) > maxString {
		return c.array(c.faces.used[at], t)
	}
	return c.plain(c.faces.used[at], t.Str)
}

// move starts a text line at the place, rounded to 1/100 pt (3.5 µm) from where it is and not from the line
// before, so that rounding does not add up.
func (c *canvas) move(x, y page.Length) {
	cx, cy := hundredths(x), hundredths(y)
	c.text = append(appendMilli(c.text, (cx-c.x)*10), ' ')
	c.text = append(appendMilli(c.text, (cy-c.y)*10), " Td"...)
	c.x, c.y = cx, cy
}

// matrix starts a text line of that direction at the place.
func (c *canvas) matrix(direction string, x, y page.Length) {
	c.text = append(appendMilli(append(c.text, direction...), hundredths(x)*10), ' ')
	c.text = append(appendMilli(c.text, hundredths(y)*10), " Tm\n"...)
}

// upright turns back to where text starts that is not turned.
func (c *canvas) upright() {
	c.text = append(c.text, "1 0 0 1 0 0 Tm\n"...)
	c.x, c.y = 0, 0
}

func hundredths(l page.Length) int64 {
	if l < 0 {
		return -int64((5 - l) / 10)
	}
	return int64((l + 5) / 10)
}

// plain shows a text whose characters stand at their advances.
func (c *canvas) plain(f *face, s string) error {
	dst := append(c.text, '(')
	for i, r := range s {
		code, err := f.codeAt(s, i, r)
		if err != nil {
			return err
		}
		dst = appendCode(dst, code)
	}
	c.text = append(dst, ")Tj\n"...)
	return nil
}

// array shows a text in pieces with what stands between them. What a kern adds is written in tenths of 1/1000 em;
// what rounding leaves over goes into the next one, so that no character is further off than half of that.
func (c *canvas) array(f *face, t *page.Text) error {
	dst := append(c.text, "[("...)
	kerns, added, written, count := t.Kerns, page.Length(0), int64(0), 0
	for i, r := range t.Str {
		if len(kerns) > 0 && int(kerns[0].At) == i && i > 0 {
			by := kerns[0].By
			if !c.places(by) {
				return nil
			}
			kerns, added = kerns[1:], added+by
			exact := tenths(-added, t.Size)
			if exact != written {
				dst = append(appendMilli(append(dst, ')'), (exact-written)*100), '(')
				count = 0
			}
			written = exact
		}
		if count == maxString {
			dst, count = append(dst, ")("...), 0
		}
		code, err := f.codeAt(t.Str, i, r)
		if err != nil {
			return err
		}
		dst = appendCode(dst, code)
		count++
	}
	if len(kerns) > 1 || len(kerns) == 1 && int(kerns[0].At) != len(t.Str) {
		return fmt.Errorf("no character ends at byte %d for a kern", kerns[0].At)
	}
	c.text = append(dst, ")]TJ\n"...)
	return nil
}

// tenths is l in 1/10,000 of an em of the size, rounded to the nearest.
func tenths(l, size page.Length) int64 {
	n, d := int64(l)*20000, int64(size)*2
	if n < 0 {
		return -((-n + int64(size)) / d)
	}
	return (n + int64(size)) / d
}

// appendCode appends a code's two bytes to a literal string, which is never longer than the hexadecimal form.
func appendCode(dst []byte, code uint16) []byte {
	high, low := byte(code>>8), byte(code)
	if escapes(high) || escapes(low) {
		return appendByte(appendByte(dst, high), low)
	}
	return append(dst, high, low)
}

// escapes says whether a literal string has to escape the byte (ISO 32000-1, 7.3.4.2).
func escapes(b byte) bool { return b == '(' || b == ')' || b == '\\' || b == '\r' }

func appendByte(dst []byte, b byte) []byte {
	switch {
	case !escapes(b):
		return append(dst, b)
	case b == '\r':
		return append(dst, '\\', 'r')
	}
	return append(dst, '\\', b)
}

// codeAt returns the code of the character r at byte i of s.
func (f *face) codeAt(s string, i int, r rune) (uint16, error) {
	if row := f.codes[r>>8]; row != nil && row[r&0xff] != 0 && r != utf8.RuneError {
		return row[r&0xff], nil
	}
	if _, size := utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError && size == 1 {
		return 0, fmt.Errorf("byte %d is not UTF-8", i)
	}
	return f.code(r)
}

// flush hands the page's text to fpdf.
func (c *canvas) flush() {
	if c.err != nil || len(c.text) == 0 {
		return
	}
	c.text = append(c.text, "ET"...)
	c.doc.RawWriteStr(string(c.text))
}
