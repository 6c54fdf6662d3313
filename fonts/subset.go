package fonts

import (
	"errors"
	"fmt"
	"slices"
)

// Subset appends to dst a TrueType font whose glyph i is ids[i] of the face: what a PDF embeds as a
// CIDFontType2 with the identity as its CIDToGIDMap. ids are distinct and ids[0] is 0. Glyphs that composites are
// made of follow behind; hints are dropped. The same ids give the same bytes, and nothing is allocated when dst
// has room and no glyph is a composite. On an error dst comes back as it was.
func (f *Face) Subset(dst []byte, ids []uint16) ([]byte, error) {
	s := f.sfnt()
	if f.err != nil {
		return dst, f.err
	}
	out, err := s.subset(dst, ids)
	if err != nil {
		return dst, fmt.Errorf("fonts: subset of %s: %w", f.key, err)
	}
	return out, nil
}

// The tables of a subset, in the order of their tags, which is also their order in the file.
const (
	tabGlyf = iota
	tabHead
	tabHhea
	tabHmtx
	tabLoca
	tabMaxp
	tabs

	tagNames = "glyfheadhheahmtxlocamaxp"
	dirSize  = 12 + 16*tabs // bytes
)

// plan is what a subset will contain.
type plan struct {
	*sfnt
	ids   []uint16          // asked for
	parts []uint16          // what composites need beside them
	index map[uint16]uint16 // new numbers; only made for composites
	seen  [1 << 16 / 64]uint64
	size  int // of table glyf
}

func (s *sfnt) subset(dst []byte, ids []uint16) ([]byte, error) {
	p := plan{sfnt: s, ids: ids}
	if err := p.close(); err != nil {
		return nil, err
	}
	start, size, total := p.layout()
	base := len(dst)
	dst = slices.Grow(dst, total)[:base+total]
	out := dst[base:]
	clear(out[:start[tabGlyf]])
	for i := range tabs {
		clear(out[start[i]+size[i] : start[i]+padded(size[i])])
	}
	p.writeGlyphs(out[start[tabGlyf]:][:size[tabGlyf]], out[start[tabLoca]:][:size[tabLoca]])
	p.writeHeaders(out[start[tabHead]:], out[start[tabHhea]:], out[start[tabMaxp]:])
	p.writeMetrics(out[start[tabHmtx]:])
	seal(out, start, size)
	return dst, nil
}

// count is the number of glyphs, at the old number of the i-th.
func (p *plan) count() int { return len(p.ids) + len(p.parts) }

func (p *plan) at(i int) uint16 {
	if i < len(p.ids) {
		return p.ids[i]
	}
	return p.parts[i-len(p.ids)]
}

// mark notes that a glyph is in the plan and says whether it was already.
func (p *plan) mark(id uint16) bool {
	word, bit := &p.seen[id/64], uint64(1)<<(id%64)
	was := *word&bit != 0
	*word |= bit
	return was
}

// close checks the ids, adds the parts of composites, theirs too, and adds up the size of the outlines.
func (p *plan) close() error {
	if len(p.ids) == 0 || p.ids[0] != 0 {
		return errors.New("the first glyph must be 0")
	}
	for _, id := range p.ids {
		if p.mark(id) {
			return fmt.Errorf("glyph %d: asked for twice", id)
		}
	}
	for i := 0; i < p.count(); i++ {
		id := p.at(i)
		g, err := p.glyph(id)
		if err != nil {
			return err
		}
		head, tail, err := unhinted(g)
		if err != nil {
			return fmt.Errorf("glyph %d: %w", id, err)
		}
		p.size += outlineSize(head, tail)
		if composite(head) {
			p.addParts(head)
		}
	}
	// Outlines that share bytes could make a small file's subset huge. An outline grows by its padding at most.
	if p.size > len(p.glyf)+4*p.count() {
		return errors.New("table loca: outlines overlap")
	}
	return nil
}

// addParts adds the components of a composite glyph, which unhinted has measured already.
func (p *plan) addParts(g []byte) {
	if p.index == nil {
		p.index = make(map[uint16]uint16, len(p.ids))
		for i, id := range p.ids {
			p.index[id] = uint16(i)
		}
	}
	for at := glyphHeader; at != 0; {
		var id uint16
		id, _, at, _ = component(g, at)
		if !p.mark(id) {
			p.index[id] = uint16(p.count())
			p.parts = append(p.parts, id)
		}
	}
}

// padded rounds a size up to four bytes.
func padded(n int) int { return (n + 3) &^ 3 }

// outlineSize is the size of an unhinted glyph, padded to four bytes.
func outlineSize(head, tail []byte) int {
	if len(head) == 0 {
		return 0
	}
	n := len(head) + len(tail)
	if !composite(head) {
		n += 2
	}
	return padded(n)
}

// layout places the tables.
func (p *plan) layout() (start, size [tabs]int, total int) {
	n := p.count()
	size = [tabs]int{tabGlyf: p.size, tabHead: 54, tabHhea: 36, tabHmtx: 4 * n, tabLoca: 2 * (n + 1), tabMaxp: 32}
	if !p.short() {
		size[tabLoca] *= 2
	}
	total = dirSize
	for i := range size {
		start[i] = total
		total += padded(size[i])
	}
	return start, size, total
}

// short says whether table loca gets by with half offsets in 16 bits.
func (p *plan) short() bool { return p.size <= 2*0xFFFF }

func (p *plan) writeGlyphs(glyf, loca []byte) {
	at, short := 0, p.short()
	for i := 0; ; i++ {
		if short {
			be.PutUint16(loca[2*i:], uint16(at/2))
		} else {
			be.PutUint32(loca[4*i:], uint32(at))
		}
		if i == p.count() {
			return
		}
		g, _ := p.glyph(p.at(i))
		head, tail, _ := unhinted(g) // both were checked by close
		end := at + outlineSize(head, tail)
		p.writeGlyph(glyf[at:end], head, tail)
		at = end
	}
}

func (p *plan) writeGlyph(to, head, tail []byte) {
	n := copy(to, head)
	if composite(head) {
		for at := glyphHeader; at != 0; {
			from := at
			var id uint16
			id, _, at, _ = component(head, at)
			be.PutUint16(to[from:], be.Uint16(head[from:])&^instructions)
			be.PutUint16(to[from+2:], p.index[id])
		}
	} else if n > 0 {
		be.PutUint16(to[n:], 0)
		n += 2
		n += copy(to[n:], tail)
	}
	clear(to[n:])
}

func (p *plan) writeHeaders(head, hhea, maxp []byte) {
	copy(head, p.head)
	be.PutUint32(head[8:], 0)                             // checkSumAdjustment, see seal
	be.PutUint16(head[16:], be.Uint16(p.head[16:])&^0x1C) // flags about instructions
	be.PutUint16(head[50:], 0)
	if !p.short() {
		be.PutUint16(head[50:], 1)
	}
	copy(hhea, p.hhea)
	be.PutUint16(hhea[34:], uint16(p.count()))
	copy(maxp, p.maxp)
	be.PutUint16(maxp[4:], uint16(p.count()))
	be.PutUint16(maxp[14:], 1) // zones: no twilight one without instructions
	clear(maxp[16:28])         // twilight points, storage, functions, instructions, stack
}

func (p *plan) writeMetrics(hmtx []byte) {
	for i := range p.count() {
		id := p.at(i)
		be.PutUint16(hmtx[4*i:], p.advance(id))
		copy(hmtx[4*i+2:], p.bearing(id))
	}
}

// seal writes the table directory with its checksums, and the one of the whole file.
func seal(out []byte, start, size [tabs]int) {
	be.PutUint32(out, 0x00010000)
	be.PutUint16(out[4:], tabs)
	be.PutUint16(out[6:], 64) // 16 × the power of two not above tabs
	be.PutUint16(out[8:], 2)  // its logarithm
	be.PutUint16(out[10:], 16*tabs-64)
	var all uint32
	for i := range tabs {
		sum := checksum(out[start[i] : start[i]+padded(size[i])])
		rec := out[12+16*i:]
		copy(rec, tagNames[4*i:4*i+4])
		be.PutUint32(rec[4:], sum)
		be.PutUint32(rec[8:], uint32(start[i]))
		be.PutUint32(rec[12:], uint32(size[i]))
		all += sum
	}
	all += checksum(out[:dirSize])
	be.PutUint32(out[start[tabHead]+8:], 0xB1B0AFBA-all)
}

// checksum adds up big-endian words; the length is a multiple of four.
func checksum(b []byte) uint32 {
	var sum uint32
	for len(b) >= 16 {
		sum += be.Uint32(b) + be.Uint32(b[4:]) + be.Uint32(b[8:]) + be.Uint32(b[12:])
		b = b[16:]
	}
	for ; len(b) >= 4; b = b[4:] {
		sum += be.Uint32(b)
	}
	return sum
}
