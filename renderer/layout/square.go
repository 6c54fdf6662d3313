package layout

// square sets measured characters as on squared paper (稿纸): every full-width one takes a cell; a run of others in
// one span, a number or a word, stands in the middle of as few cells as have room for it, or beside the mark that it
// touches. No mark is squeezed unless its line needs it. It measures the whole anew.
func square(chars []char, em, cell int32) (m measured) {
	after := int32(0) // what the run that has just ended leaves free behind it
	for i := 0; i < len(chars); {
		c := &chars[i]
		c.pre, after = after, 0
		if c.class == newline || c.adv == em {
			if c.adv == em {
				c.adv, c.cell = cell, true
			}
			i++
			continue
		}
		width := int32(0)
		end := i
		for end < len(chars) && chars[end].span == c.span && chars[end].class != newline && chars[end].adv != em {
			if end > i {
				chars[end].pre = 0
			}
			width += chars[end].adv
			end++
		}
		free := (width+em-1)/em*cell - width // two digits are one character wide, and fill one cell
		switch {
		case noStart.has(c.class):
			after = free
		case i > 0 && end < len(chars) && chars[end].class == closer && chars[i-1].class != opener:
		case i == 0 || chars[i-1].class == opener && (end == len(chars) || chars[end].class != closer):
			after = free
		default:
			after = free - free/2
		}
		c.pre += free - after
		i = end
	}
	for i := range chars {
		c := &chars[i]
		m.forced = m.forced || c.class == newline
		if i > 0 {
			m.width += c.pre
		}
		m.width += c.adv
	}
	m.to = len(chars)
	for m.to > 0 && chars[m.to-1].class == space {
		m.to--
		m.width -= chars[m.to].adv
		if m.to > 0 {
			m.width -= chars[m.to].pre
		}
	}
	return m
}
