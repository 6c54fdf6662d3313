package pdf

import (
	"fmt"

	"gongwen/fonts"
)

// maxCode is the last character code of a face: codes are two bytes and serve as glyph numbers of the subset.
const maxCode = 0xffff

// face is one face as one document uses it. Characters get codes 1, 2, 3 … in the order of their first use, and
// the subset has its glyphs in that order: code, CID and glyph number are the same number, and two characters
// that share a glyph still have codes of their own, so that text comes back as it went in.
type face struct {
	key   string
	from  *fonts.Face
	codes codeTable
	runes []rune   // by code; 0 is no character
	ids   []uint16 // by code: the glyph in the whole face
}

// codeTable is a rune's code in two steps, 0 for none yet. It stays allocated between documents.
type codeTable [(0x10ffff >> 8) + 1]*[256]uint16

// code returns the code of r, giving it one at its first use.
func (f *face) code(r rune) (uint16, error) {
	if row := f.codes[r>>8]; row != nil && row[r&0xff] != 0 {
		return row[r&0xff], nil
	}
	return f.add(r)
}

func (f *face) add(r rune) (uint16, error) {
	id, _, ok := f.from.Glyph(r)
	if !ok || id == 0 {
		return 0, fmt.Errorf("face %q has no glyph for %U", f.key, r)
	}
	if r == 0 || r == 0xfeff || r == 0xfffe {
		return 0, fmt.Errorf("face %q: %U is no character of text", f.key, r)
	}
	if len(f.ids) > maxCode {
		return 0, fmt.Errorf("face %q: more than %d different characters", f.key, maxCode)
	}
	row := f.codes[r>>8]
	if row == nil {
		row = new([256]uint16)
		f.codes[r>>8] = row
	}
	code := uint16(len(f.ids))
	row[r&0xff] = code
	f.runes = append(f.runes, r)
	f.ids = append(f.ids, id)
	return code, nil
}

// start makes the face ready for a document; only what the last one touched is cleared.
func (f *face) start(key string, from *fonts.Face) {
	f.key, f.from = key, from
	f.runes = append(f.runes[:0], 0)
	f.ids = append(f.ids[:0], 0)
}

// end forgets the document and keeps the memory.
func (f *face) end() {
	for _, r := range f.runes {
		if row := f.codes[r>>8]; row != nil {
			row[r&0xff] = 0
		}
	}
	f.key, f.from = "", nil
}

// faces are the faces of a document in the order of their first use.
type faces struct {
	book *fonts.Book
	used []*face // the document's
	free []*face // memory of earlier documents
	last int     // index of the face found last: texts come in runs of one face
}

// find returns the index of the face with the key.
func (s *faces) find(key string) (int, error) {
	if s.last < len(s.used) && s.used[s.last].key == key {
		return s.last, nil
	}
	for i, f := range s.used {
		if f.key == key {
			s.last = i
			return i, nil
		}
	}
	from := s.book.Face(key)
	if from == nil {
		return 0, fmt.Errorf("the font book has no face %q", key)
	}
	var f *face
	if n := len(s.free); n > 0 {
		f, s.free = s.free[n-1], s.free[:n-1]
	} else {
		f = new(face)
	}
	f.start(key, from)
	s.used = append(s.used, f)
	s.last = len(s.used) - 1
	return s.last, nil
}

// end returns the faces' memory for the next document.
func (s *faces) end() {
	for _, f := range s.used {
		f.end()
	}
	s.free = append(s.free, s.used...)
	s.used, s.book, s.last = s.used[:0], nil, 0
}
