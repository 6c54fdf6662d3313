package fonts

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// sfnt is a TrueType file taken apart: slices into it, nothing copied, nothing written to.
type sfnt struct {
	data []byte
	head []byte // 54 bytes
	hhea []byte // 36 bytes
	maxp []byte // 32 bytes
	hmtx []byte
	loca []byte
	glyf []byte
	os2  []byte // may be empty
	post []byte // may be empty
	name []byte // may be empty

	upm      int
	glyphs   int // how many there are
	metrics  int // how many of them have an advance of their own
	longLoca bool
	chars    charmap
}

// be is the byte order of a font, le that of gzip.
var (
	be = binary.BigEndian
	le = binary.LittleEndian
)

// parse takes a TrueType file apart and checks that every table is inside it and as long as it says. Glyphs are
// checked where they are read, and all at once by sfnt.check.
func parse(data []byte) (sfnt, error) {
	s := sfnt{data: data}
	if err := signature(data); err != nil {
		return sfnt{}, err
	}
	var cmap []byte
	for _, t := range [...]struct {
		tag   string
		table *[]byte
		need  int  // bytes; 0 for a table that may be missing
		exact bool // no use is made of more than that
	}{
		{"head", &s.head, 54, true}, {"hhea", &s.hhea, 36, true}, {"maxp", &s.maxp, 32, true},
		{"hmtx", &s.hmtx, 4, false}, {"loca", &s.loca, 4, false}, {"glyf", &s.glyf, 1, false},
		{"OS/2", &s.os2, 0, false}, {"post", &s.post, 0, false}, {"name", &s.name, 0, false}, {"cmap", &cmap, 4, false},
	} {
		b, err := find(data, t.tag)
		if err == nil && len(b) < t.need {
			err = fmt.Errorf("has %d bytes, needs %d", len(b), t.need)
		}
		if err != nil {
			return sfnt{}, fmt.Errorf("table %s: %w", t.tag, err)
		}
		if t.exact {
			b = b[:t.need]
		}
		*t.table = b
	}
	if err := s.sizes(); err != nil {
		return sfnt{}, err
	}
	chars, err := parseCharmap(cmap)
	if err != nil {
		return sfnt{}, err
	}
	s.chars = chars
	return s, nil
}

// signature checks that a file begins as a TrueType file with its whole table directory.
func signature(data []byte) error {
	if len(data) < 12 {
		return errors.New("not a TrueType file: too short")
	}
	switch string(data[:4]) {
	case "\x00\x01\x00\x00", "true":
	case "ttcf":
		return errors.New("a collection (TTC): take the one face out of it into a .ttf file")
	case "OTTO":
		return errors.New("an OpenType file with PostScript outlines (CFF): only TrueType outlines can be used")
	default:
		return fmt.Errorf("not a TrueType file: begins with %q", data[:4])
	}
	if n := int(be.Uint16(data[4:])); len(data) < 12+16*n {
		return fmt.Errorf("table directory: cut short, should list %d tables", n)
	}
	return nil
}

// find returns the first table with a tag, nil if there is none.
func find(data []byte, tag string) ([]byte, error) {
	for i := range int(be.Uint16(data[4:])) {
		rec := data[12+16*i:]
		if string(rec[:4]) != tag {
			continue
		}
		from, size := uint64(be.Uint32(rec[8:])), uint64(be.Uint32(rec[12:]))
		if from+size > uint64(len(data)) {
			return nil, errors.New("goes beyond the end of the file")
		}
		return data[from : from+size : from+size], nil
	}
	return nil, nil
}

// sizes reads the numbers that say how long hmtx and loca are, and holds them to it.
func (s *sfnt) sizes() error {
	if v := be.Uint32(s.maxp); v != 0x00010000 {
		return fmt.Errorf("table maxp: version %#08x is not that of TrueType outlines", v)
	}
	s.upm = int(be.Uint16(s.head[18:]))
	if s.upm < 16 || s.upm > 16384 {
		return fmt.Errorf("table head: %d units per em, must be 16–16384", s.upm)
	}
	s.glyphs = int(be.Uint16(s.maxp[4:]))
	s.metrics = int(be.Uint16(s.hhea[34:]))
	if s.glyphs == 0 || s.metrics == 0 || s.metrics > s.glyphs {
		return fmt.Errorf("table hhea: %d metrics for %d glyphs", s.metrics, s.glyphs)
	}
	if need := 2*s.glyphs + 2*s.metrics; len(s.hmtx) < need {
		return fmt.Errorf("table hmtx: has %d bytes, needs %d", len(s.hmtx), need)
	}
	width := 2
	switch f := be.Uint16(s.head[50:]); f {
	case 0:
	case 1:
		s.longLoca, width = true, 4
	default:
		return fmt.Errorf("table head: unknown loca format %d", f)
	}
	if need := width * (s.glyphs + 1); len(s.loca) < need {
		return fmt.Errorf("table loca: has %d bytes, needs %d", len(s.loca), need)
	}
	return nil
}

// advance is the advance of a glyph in font units; a glyph beyond the last one has that of the last.
func (s *sfnt) advance(id uint16) uint16 {
	return be.Uint16(s.hmtx[4*min(int(id), s.metrics-1):])
}

// bearing is the two bytes of a glyph's left side bearing.
func (s *sfnt) bearing(id uint16) []byte {
	i := int(id)
	if i < s.metrics {
		return s.hmtx[4*i+2 : 4*i+4]
	}
	i = 4*s.metrics + 2*(i-s.metrics)
	return s.hmtx[i : i+2]
}

// offset is where the outline of a glyph begins in table glyf, and that of the one before ends.
func (s *sfnt) offset(id int) uint32 {
	if s.longLoca {
		return be.Uint32(s.loca[4*id:])
	}
	return 2 * uint32(be.Uint16(s.loca[2*id:]))
}

// glyph is the outline of a glyph, empty for one without ink.
func (s *sfnt) glyph(id uint16) ([]byte, error) {
	if int(id) >= s.glyphs {
		return nil, fmt.Errorf("glyph %d: the face has %d", id, s.glyphs)
	}
	from, to := s.offset(int(id)), s.offset(int(id)+1)
	if from > to || uint64(to) > uint64(len(s.glyf)) {
		return nil, fmt.Errorf("glyph %d: lies outside table glyf", id)
	}
	if to-from < glyphHeader {
		return nil, nil
	}
	return s.glyf[from:to:to], nil
}

// scale turns font units into 1/1000 em, rounded.
func (s *sfnt) scale(v int) int {
	if s.upm == 1000 {
		return v
	}
	if v < 0 {
		return -s.scale(-v)
	}
	return (v*1000 + s.upm/2) / s.upm
}
