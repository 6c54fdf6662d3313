package fonts

import "errors"

// glyphHeader is the size of what stands before every outline: the number of contours and the box.
const glyphHeader = 10

// Flags of a composite glyph's components.
const (
	argWords     = 1 << 0
	oneScale     = 1 << 3
	moreFollow   = 1 << 5
	twoScales    = 1 << 6
	fourScales   = 1 << 7
	instructions = 1 << 8
)

var errCutGlyph = errors.New("outline: cut short")

// composite says whether a glyph is made of other glyphs.
func composite(g []byte) bool { return len(g) >= glyphHeader && g[0]&0x80 != 0 }

// component measures the component record at an offset of a composite glyph: which glyph it places and where
// the next record begins, 0 after the last one.
func component(g []byte, at int) (id uint16, end, next int, err error) {
	if at+4 > len(g) {
		return 0, 0, 0, errCutGlyph
	}
	flags := be.Uint16(g[at:])
	id, end = be.Uint16(g[at+2:]), at+6
	if flags&argWords != 0 {
		end += 2
	}
	switch {
	case flags&oneScale != 0:
		end += 2
	case flags&twoScales != 0:
		end += 4
	case flags&fourScales != 0:
		end += 8
	}
	if end > len(g) {
		return 0, 0, 0, errCutGlyph
	}
	if flags&moreFollow != 0 {
		next = end
	}
	return id, end, next, nil
}

// unhinted splits a glyph around its instructions. A simple glyph is the head, a length of zero and the tail; a
// composite one is the head alone. An empty glyph has neither.
func unhinted(g []byte) (head, tail []byte, err error) {
	if len(g) == 0 {
		return nil, nil, nil
	}
	if composite(g) {
		end := 0
		for at := glyphHeader; at != 0; {
			if _, end, at, err = component(g, at); err != nil {
				return nil, nil, err
			}
		}
		return g[:end], nil, nil
	}
	contours := int(be.Uint16(g))
	at := glyphHeader + 2*contours
	if at+2 > len(g) {
		return nil, nil, errCutGlyph
	}
	from := at + 2 + int(be.Uint16(g[at:]))
	if from > len(g) {
		return nil, nil, errCutGlyph
	}
	if contours == 0 {
		return nil, nil, nil
	}
	return g[:at], g[from:], nil
}
