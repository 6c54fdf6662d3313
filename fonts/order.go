package fonts

import "fmt"

// Order numbers the characters of a face from 1 on, in the order of their code points. The numbers follow from the
// face alone, so that whoever writes text with them agrees on them with everybody else who does.
type Order struct {
	numbers [(maxRune >> 8) + 1]*[256]uint16
	runes   []rune // by number; 0 is no character
}

const (
	maxRune   = 0x10ffff
	maxNumber = 0xffff
)

// Order returns the face's order, worked out on first need. The error is that the face has more characters than two
// bytes number.
func (f *Face) Order() (*Order, error) {
	f.ordered.Do(func() { f.order = f.sort() })
	if n := len(f.order.runes) - 1; n > maxNumber {
		return nil, fmt.Errorf("fonts: face %s has %d characters, more than %d", f.key, n, maxNumber)
	}
	return f.order, nil
}

func (f *Face) sort() *Order {
	s, o := f.sfnt(), &Order{runes: make([]rune, 1, 1<<14)}
	s.chars.each(func(r rune, id uint32) {
		if id == 0 || id >= uint32(s.glyphs) || r < 0 || r > maxRune || r <= o.runes[len(o.runes)-1] || !f.may(r) {
			return
		}
		row := o.numbers[r>>8]
		if row == nil {
			row = new([256]uint16)
			o.numbers[r>>8] = row
		}
		row[r&0xff] = uint16(len(o.runes)) // too many are told by Order
		o.runes = append(o.runes, r)
	})
	return o
}

// Number is the character's number; 0 if the face does not have it.
func (o *Order) Number(r rune) uint16 {
	if r < 0 || r > maxRune {
		return 0
	}
	if row := o.numbers[r>>8]; row != nil {
		return row[r&0xff]
	}
	return 0
}

// Rune is the character with the number; 0 for none.
func (o *Order) Rune(number uint16) rune {
	if int(number) < len(o.runes) {
		return o.runes[number]
	}
	return 0
}

// Len is the greatest number.
func (o *Order) Len() int { return len(o.runes) - 1 }

// each calls do with every character that the subtable lists and its glyph, in the order of the code points. Lists that
// overlap, which no good face has, come as they stand.
func (m *charmap) each(do func(r rune, id uint32)) {
	for i := range m.count {
		var first, last uint32
		if m.format == 12 {
			g := m.table[16+12*i:]
			first, last = be.Uint32(g), min(be.Uint32(g[4:]), maxRune)
		} else {
			last = uint32(be.Uint16(m.table[14+2*i:]))
			first = uint32(be.Uint16(m.table[16+2*m.count+2*i:]))
		}
		for c := first; c <= last && last <= maxRune; c++ {
			do(rune(c), m.glyph(rune(c)))
		}
	}
}
