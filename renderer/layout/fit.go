package layout

// room is how much narrower or wider a line may become, by what gives way.
type room struct {
	tail, lead int32 // the blank halves of the mark at its end and of the opener at its start
	marks      int32 // blank halves inside
	gaps       int32 // between Chinese and Latin
	spaces     int32
	slots      int32 // number of places where tracking may go
}

func (r room) total() int32 { return r.tail + r.lead + r.marks + r.gaps }

// roomIn is how much a line of these characters may be squeezed: marks to half, gaps to an eighth.
func roomIn(chars []char, em int32) (r room) {
	if len(chars) == 0 {
		return r
	}
	if c := chars[len(chars)-1]; c.blank && c.class == closer {
		r.tail = em / 2
	}
	if c := chars[0]; c.blank && c.class == opener {
		r.lead = em / 2
	}
	for k := 1; k < len(chars); k++ {
		r.marks += markSlot(chars, k, em)
		r.gaps += gapSlot(chars, k)
	}
	return r
}

// markSlot is how much may be taken between chars[k-1] and chars[k] from a mark's blank half.
func markSlot(chars []char, k int, em int32) int32 {
	a, b := &chars[k-1], &chars[k]
	if b.pre == 0 && (a.blank && a.class == closer || b.blank && b.class == opener) {
		return em / 2
	}
	return 0
}

// gapSlot is how much may be taken from the gap before chars[k].
func gapSlot(chars []char, k int) int32 { return max(chars[k].pre, 0) / 2 }

// stretchIn is how much a line of these characters may be stretched before tracking is needed.
func stretchIn(chars []char, em int32) (r room) {
	for k := 1; k < len(chars); k++ {
		r.marks += wideMark(chars, k, em)
		r.gaps += max(chars[k].pre, 0)
		r.spaces += wideSpace(chars, k, em)
		if tracks(chars, k) {
			r.slots++
		}
	}
	return r
}

// wideMark is how much may be added between chars[k-1] and chars[k] because one is a mark: two that were
// squeezed go back to full width, another gets a quarter.
func wideMark(chars []char, k int, em int32) int32 {
	switch a, b := &chars[k-1], &chars[k]; {
	case b.pre < 0:
		return -b.pre
	case a.blank && a.class == closer || b.blank && b.class == opener:
		return em / 4
	}
	return 0
}

// wideSpace is how much may be added to the space that ends before chars[k].
func wideSpace(chars []char, k int, em int32) int32 {
	if chars[k-1].class == space && chars[k].class != space {
		return em / 4
	}
	return 0
}

// tracks reports whether tracking may part chars[k-1] and chars[k]: not inside a word, a dash or an ellipsis, nor
// a mark from what it encloses.
func tracks(chars []char, k int) bool {
	a, b := chars[k-1].class, chars[k].class
	return !inWord(a, b) && b != accent && a != opener && b != closer && (a != b || a != joiner && a != dots)
}

// inWord reports whether two neighbours of these classes stand in one word or number.
func inWord(a, b class) bool {
	return (words | 1<<joint | 1<<postfix).has(b) && (words | 1<<joint | 1<<lead).has(a)
}

// fit is how a line is made narrower or wider: what is taken or given at its ends, and the part of the room at
// each slot.
type fit struct {
	tail, lead          int32
	marks, gaps, spaces share
	track               int32
	wider               bool
	none                bool // as measured
}

// share deals need out over slots that can take up to all together, so that the parts add up exactly.
type share struct{ need, all, seen, dealt int32 }

func (s *share) next(slot int32) int32 {
	if s.need == 0 || slot == 0 {
		return 0
	}
	s.seen += slot
	upTo := int32(int64(s.need) * int64(s.seen) / int64(s.all))
	part := upTo - s.dealt
	s.dealt = upTo
	return part
}

func newShare(need *int32, all int32) share {
	part := min(*need, all)
	*need -= part
	return share{need: part, all: all}
}

// squeeze takes need from the line: from marks at its ends, then from those inside, then from gaps.
func squeeze(chars []char, need, em int32) (f fit) {
	r := roomIn(chars, em)
	f.tail = min(need, r.tail)
	need -= f.tail
	f.lead = min(need, r.lead)
	need -= f.lead
	f.marks = newShare(&need, r.marks)
	f.gaps = newShare(&need, r.gaps)
	return f
}

// stretch gives need to the line: to marks and gaps, then to spaces, then to all slots alike (tracking).
func stretch(chars []char, need, em int32) (f fit) {
	r := stretchIn(chars, em)
	f.wider = true
	f.marks = newShare(&need, r.marks)
	f.gaps = newShare(&need, r.gaps)
	f.spaces = newShare(&need, r.spaces)
	if r.slots > 0 {
		f.track = need / r.slots
	}
	return f
}

// before is what stands between chars[k-1] and chars[k], tracking included. Slots are asked for in order.
func (f *fit) before(chars []char, k int, em int32) int32 {
	pre := chars[k].pre
	switch {
	case f.none:
		return pre
	case !f.wider:
		return pre - f.marks.next(markSlot(chars, k, em)) - f.gaps.next(gapSlot(chars, k))
	}
	pre += f.marks.next(wideMark(chars, k, em)) + f.gaps.next(max(chars[k].pre, 0)) + f.spaces.next(wideSpace(chars, k, em))
	if f.track != 0 && tracks(chars, k) {
		pre += f.track
	}
	return pre
}
