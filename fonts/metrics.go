package fonts

// Above and Below say how far every line of text reaches above and below its baseline, in 1/1000 em, whichever
// faces it mixes.
const (
	Above = 880
	Below = 120
)

// Metrics are a face's measures in 1/1000 em, as a PDF font descriptor wants them (ISO 32000-1, 9.8.1).
type Metrics struct {
	Ascent, Descent int    // Descent is negative
	CapHeight       int    // of a flat capital letter
	BBox            [4]int // left, bottom, right, top of all glyphs together
	StemV           int    // thickness of vertical strokes
	ItalicAngle     int    // degrees counter-clockwise from the vertical
	Flags           uint32 // FlagSerif, FlagSymbolic
}

// Flags of a font descriptor (ISO 32000-1, table 123). Every face counts as symbolic: its codes are not those
// of the standard Latin set.
const (
	FlagSerif    = 1 << 1
	FlagSymbolic = 1 << 2
)

// Metrics returns the face's measures. It unpacks a packed face.
func (f *Face) Metrics() Metrics {
	s := f.sfnt()
	m := Metrics{StemV: int(f.stem), Flags: FlagSymbolic, CapHeight: Above}
	if f.serif {
		m.Flags |= FlagSerif
	}
	if s.glyphs == 0 {
		return m
	}
	number := func(table []byte, at int) int { return int(int16(be.Uint16(table[at:]))) }
	m.Ascent, m.Descent = s.scale(number(s.hhea, 4)), s.scale(number(s.hhea, 6))
	for i := range m.BBox {
		m.BBox[i] = s.scale(number(s.head, 36+2*i))
	}
	if len(s.os2) >= 90 && be.Uint16(s.os2) >= 2 { // version 2 added the heights
		m.CapHeight = s.scale(number(s.os2, 88))
	}
	if len(s.post) >= 8 {
		m.ItalicAngle = number(s.post, 4)
	}
	return m
}
