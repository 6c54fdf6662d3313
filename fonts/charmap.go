package fonts

import (
	"errors"
	"fmt"
	"sort"
)

// charmap is a cmap subtable, of format 4 (the Basic Multilingual Plane) or 12 (all of Unicode), read in place.
type charmap struct {
	format int
	table  []byte
	count  int // segments or groups
}

// parseCharmap picks the table's widest Unicode subtable. Symbol and legacy encodings are not used: their codes
// are not characters. The table has at least four bytes.
func parseCharmap(table []byte) (charmap, error) {
	n := int(be.Uint16(table[2:]))
	if len(table) < 4+8*n {
		return charmap{}, fmt.Errorf("table cmap: cut short, should list %d subtables", n)
	}
	var best charmap
	for i := range n {
		rec := table[4+8*i:]
		platform, encoding, off := be.Uint16(rec), be.Uint16(rec[2:]), uint64(be.Uint32(rec[4:]))
		if platform != 0 && (platform != 3 || encoding != 1 && encoding != 10) {
			continue
		}
		if off+2 > uint64(len(table)) {
			return charmap{}, fmt.Errorf("table cmap: subtable %d lies outside it", i)
		}
		m, err := parseSubtable(table[off:])
		if err != nil {
			return charmap{}, fmt.Errorf("table cmap: subtable %d: %w", i, err)
		}
		if m.format > best.format {
			best = m
		}
	}
	if best.format == 0 {
		return charmap{}, errors.New("table cmap: has no Unicode subtable of format 4 or 12")
	}
	return best, nil
}

// parseSubtable checks the sizes of a subtable; one of another format than 4 and 12 comes back with format 0.
// Format 4 states its length in 16 bits, which a large font overflows, so the end of the table bounds it.
func parseSubtable(t []byte) (charmap, error) {
	switch be.Uint16(t) {
	case 4:
		if len(t) < 16 {
			return charmap{}, errors.New("cut short")
		}
		n := int(be.Uint16(t[6:])) / 2
		if n == 0 || len(t) < 16+8*n {
			return charmap{}, fmt.Errorf("has no room for %d segments", n)
		}
		return charmap{4, t, n}, nil
	case 12:
		if len(t) < 16 {
			return charmap{}, errors.New("cut short")
		}
		n := uint64(be.Uint32(t[12:]))
		if n == 0 || uint64(len(t)) < 16+12*n {
			return charmap{}, fmt.Errorf("has no room for %d groups", n)
		}
		return charmap{12, t, int(n)}, nil
	}
	return charmap{}, nil
}

// glyph returns the character's glyph, 0 for none. The id may be beyond the face's last glyph.
func (m *charmap) glyph(r rune) uint32 {
	switch {
	case r < 0 || m.count == 0:
		return 0
	case m.format == 12:
		return m.group(uint32(r))
	case r <= 0xFFFF:
		return m.segment(int(r))
	}
	return 0
}

func (m *charmap) group(c uint32) uint32 {
	groups := m.table[16:]
	i := sort.Search(m.count, func(i int) bool { return be.Uint32(groups[12*i+4:]) >= c })
	if i == m.count {
		return 0
	}
	g := groups[12*i:]
	first := be.Uint32(g)
	if c < first {
		return 0
	}
	return be.Uint32(g[8:]) + c - first
}

func (m *charmap) segment(c int) uint32 {
	ends := m.table[14:]
	i := sort.Search(m.count, func(i int) bool { return int(be.Uint16(ends[2*i:])) >= c })
	if i == m.count {
		return 0
	}
	starts := m.table[16+2*m.count:]
	first := int(be.Uint16(starts[2*i:]))
	if c < first {
		return 0
	}
	delta := be.Uint16(starts[2*m.count+2*i:])
	at := 16 + 6*m.count + 2*i // where the range offset stands; it counts from itself
	off := int(be.Uint16(m.table[at:]))
	if off == 0 {
		return uint32(uint16(c) + delta)
	}
	at += off + 2*(c-first)
	if at+2 > len(m.table) {
		return 0
	}
	id := be.Uint16(m.table[at:])
	if id == 0 {
		return 0
	}
	return uint32(id + delta)
}
