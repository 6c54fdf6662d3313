package pdf

import (
	"fmt"
	"strconv"

	"gongwen/fonts"
)

// maxCode is the last character code of a face, for codes are two bytes, and the last glyph.
const (
	maxCode = 0xffff
	maxRune = 0x10ffff
)

// face is one face as one document uses it. Characters get codes 1, 2, 3 … in the order of their first use, and
// the subset has its glyphs in that order. Code and glyph are the same number until two characters share a glyph:
// they have codes of their own, so that text comes back as it went in.
//
// In a part of a file the codes are the face's own numbers of its characters instead, and a character that no part uses
// has code and number, but no rune: runes and glyphs have gaps.
//
// The two tables answer in two steps, 0 for none yet, and stay allocated between documents.
type face struct {
	key    string
	from   *fonts.Face
	codes  [(maxRune >> 8) + 1]*[256]uint16 // by rune
	places [(maxCode >> 8) + 1]*[256]uint16 // by glyph of the whole face: its number in the subset
	runes  []rune                           // by code; 0 is no character
	glyphs []uint16                         // by code: the glyph in the subset
	ids    []uint16                         // by glyph in the subset: the glyph in the whole face
	order  *fonts.Order                     // of a part: whence its codes come; nil otherwise

	first int // number of its first object in the file
}

// code returns the code of r, giving it one at its first use.
func (f *face) code(r rune) (uint16, error) {
	if code := *cell(f.codes[:], int(r)); code != 0 {
		return code, nil
	}
	id, _, ok := f.from.Glyph(r)
	if !ok || id == 0 {
		return 0, fmt.Errorf("face %q has no glyph for %U", f.key, r)
	}
	if r == 0 || r == 0xfeff || r == 0xfffe {
		return 0, fmt.Errorf("face %q: %U is no character of text", f.key, r)
	}
	if f.order != nil {
		code := f.order.Number(r)
		*cell(f.codes[:], int(r)) = code
		f.runes = append(f.runes, r)
		return code, nil
	}
	if len(f.runes) > maxCode {
		return 0, fmt.Errorf("face %q: more than %d different characters", f.key, maxCode)
	}
	code, place := uint16(len(f.runes)), cell(f.places[:], int(id))
	if *place == 0 {
		*place = uint16(len(f.ids))
		f.ids = append(f.ids, id)
	}
	*cell(f.codes[:], int(r)) = code
	f.runes = append(f.runes, r)
	f.glyphs = append(f.glyphs, *place)
	return code, nil
}

// cell is the entry i of a table in two steps.
func cell(table []*[256]uint16, i int) *uint16 {
	row := table[i>>8]
	if row == nil {
		row = new([256]uint16)
		table[i>>8] = row
	}
	return &row[i&0xff]
}

// width is the advance of a code in 1/1000 em; that of one without a character is never asked for.
func (f *face) width(code int) uint16 {
	if f.runes[code] == 0 {
		return defaultWidth
	}
	return f.from.Advance(f.ids[f.glyphs[code]])
}

// shares says whether characters share a glyph, so that codes and glyphs are different numbers.
func (f *face) shares() bool { return len(f.ids) < len(f.runes) }

// start makes the face ready for a document; only what the last one touched is cleared.
func (f *face) start(key string, from *fonts.Face) {
	f.key, f.from = key, from
	f.runes = append(f.runes[:0], 0)
	f.glyphs = append(f.glyphs[:0], 0)
	f.ids = append(f.ids[:0], 0)
}

// end forgets the document and keeps the memory.
func (f *face) end() {
	for _, r := range f.runes[1:] {
		*cell(f.codes[:], int(r)) = 0
	}
	for _, id := range f.ids[1:] {
		*cell(f.places[:], int(id)) = 0
	}
	f.key, f.from, f.order = "", nil, nil
}

// faces are the faces of a document in the order of their first use.
type faces struct {
	book *fonts.Book
	used []*face // the document's
	free []*face // memory of earlier documents
	last int     // index of the face found last: texts come in runs of one face
	part bool    // of a file: codes and names are those of every part
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
	if s.part {
		order, err := from.Order()
		if err != nil {
			return 0, err
		}
		f.order = order
	}
	s.used = append(s.used, f)
	s.last = len(s.used) - 1
	return s.last, nil
}

// appendName appends the name of a face's font in the pages' resources: /F1, /F2 … in one file, the face's key in a part
// of one.
func (s *faces) appendName(dst []byte, index int) []byte {
	if s.part {
		return appendName(append(dst, '/'), s.used[index].key)
	}
	return strconv.AppendInt(append(dst, "/F"...), int64(index+1), 10)
}

// end returns the faces' memory for the next document.
func (s *faces) end() {
	for _, f := range s.used {
		f.end()
	}
	s.free = append(s.free, s.used...)
	s.used, s.book, s.last, s.part = s.used[:0], nil, 0, false
}
