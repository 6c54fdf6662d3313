package fonts

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"sync"
)

// Face is one typeface of a Book. It is read-only and safe for concurrent use.
type Face struct {
	key   string
	name  string
	stem  int16 // 1/1000 em
	serif bool
	spans []span // where a packed face has characters; nil: anywhere

	packed string // gzip; empty once the face was parsed at Open
	once   sync.Once
	font   sfnt
	err    error

	ordered sync.Once
	order   *Order
}

// Key names the face within the book: "song", "xbs", "hei", "kai", "fang", "fang-ext", "rare", "rare-gh",
// "rare-l3"; a licensed face that takes a role over is "user-song" and so on.
func (f *Face) Key() string { return f.key }

// Name returns the PostScript name, without a subset tag.
func (f *Face) Name() string { return f.name }

// Glyph returns the character's glyph and advance in 1/1000 em; ok is false if the face does not have it. It
// searches the cmap every time: Book.Glyph remembers.
func (f *Face) Glyph(r rune) (id uint16, advance uint16, ok bool) {
	if !f.may(r) {
		return 0, 0, false
	}
	s := f.sfnt()
	g := s.chars.glyph(r)
	if g == 0 || g >= uint32(s.glyphs) {
		return 0, 0, false
	}
	return uint16(g), f.Advance(uint16(g)), true
}

// Advance returns the advance of a glyph in 1/1000 em.
func (f *Face) Advance(id uint16) uint16 {
	s := f.sfnt()
	if s.glyphs == 0 {
		return 0
	}
	return uint16(min(s.scale(int(s.advance(id))), 0xFFFF))
}

// TrueType returns the whole face. Nobody may write to it: an embedded face is in read-only memory.
func (f *Face) TrueType() []byte { return f.sfnt().data }

// may says whether the face can have the character; asking costs no unpacking.
func (f *Face) may(r rune) bool {
	if f.spans == nil {
		return true
	}
	for _, s := range f.spans {
		if s.lo <= r && r <= s.hi {
			return true
		}
	}
	return false
}

// sfnt returns the parsed face, unpacked on first need. A packed face that does not unpack is a face without
// characters; Subset says why.
func (f *Face) sfnt() *sfnt {
	if f.packed != "" {
		f.once.Do(f.unpack)
	}
	return &f.font
}

func (f *Face) unpack() {
	data, err := gunzip(raw(f.packed))
	if err == nil {
		f.font, err = parse(data)
	}
	if err != nil {
		f.err = fmt.Errorf("fonts: face %s: %w", f.key, err)
	}
}

// gunzip unpacks one gzip member into a slice of exactly its size, which the last four bytes state.
func gunzip(packed []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed)) // fails if there are fewer than ten bytes
	if err != nil {
		return nil, err
	}
	size := le.Uint32(packed[len(packed)-4:])
	if size > maxFile {
		return nil, fmt.Errorf("gzip: states %d bytes", size)
	}
	data := make([]byte, size)
	if _, err := io.ReadFull(z, data); err != nil {
		return nil, err
	}
	_, err = io.ReadFull(z, make([]byte, 1)) // the end, and with it the checksum
	switch {
	case err == nil:
		return nil, errors.New("gzip: longer than it says")
	case errors.Is(err, io.EOF):
		return data, nil
	}
	return nil, err
}
