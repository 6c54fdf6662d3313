package layout

// fill makes the line that starts at from and says where the next one starts. It takes what fits; then a
// character goes down, but first what must stay together (a word, a number with its unit, a character with the
// mark after it) and the paragraph's last piece are squeezed in if there is room (先挤进后推出). A word wider
// than the line is broken by character. next is from if not even one character fits.
func fill(chars []char, from int, box, em int32) (l line, next int) {
	var width, used, kept int32 // of all; without spaces at the end; and at the last place for a break
	to, cut, cutTo := from, from, from
	for k := from; k < len(chars); k++ {
		c := &chars[k]
		if k > from {
			if !c.bound {
				cut, cutTo, kept = k, to, used
			}
			width += c.pre
		}
		width += c.adv
		switch {
		case c.class == newline:
			return newLine(from, to, used, true), k + 1
		case c.class == space:
			continue
		}
		used, to = width, k+1
		if used <= box {
			continue
		}
		if l, next = squeezeIn(chars, from, cut, box, em); next > from {
			return l, next
		}
		if cut > from {
			return newLine(from, cutTo, kept, false), cut
		}
		return lastResort(chars, from, k, box, em)
	}
	return newLine(from, to, used, true), len(chars)
}

func newLine(from, to int, width int32, end bool) line {
	return line{int32(from), int32(to), width, end}
}

// squeezeIn makes the line from from that takes the piece at cut in by squeezing; next is from if it cannot.
func squeezeIn(chars []char, from, cut int, box, em int32) (l line, next int) {
	to, width := cut, natural(chars, from, cut)
	used := width
	k := cut
	for ; k < len(chars) && (k == cut || chars[k].bound); k++ {
		if chars[k].class == newline {
			break
		}
		if k > from {
			width += chars[k].pre
		}
		width += chars[k].adv
		if chars[k].class != space {
			to, used = k+1, width
		}
		if used > 2*box { // squeezing never takes half of a line
			return line{}, from
		}
	}
	end := k == len(chars) || chars[k].class == newline
	if to-cut < 2 && !end || used-roomIn(chars[from:to], em).total() > box {
		return line{}, from
	}
	if k < len(chars) && end {
		k++
	}
	return newLine(from, to, used, end), k
}

// lastResort breaks a piece that is wider than the line: before the character over that does not fit, or,
// where a line may not start or end so, after it with a squeeze, or earlier. Only if nothing else is left does
// the line break a rule.
func lastResort(chars []char, from, over int, box, em int32) (l line, next int) {
	if over == from {
		return line{}, from
	}
	at := over
	for k := over; k <= len(chars) && k <= over+4 && !parts(chars, over) && !hangs.has(chars[k-1].class); k++ {
		if parts(chars, k) && natural(chars, from, k)-roomIn(chars[from:k], em).total() <= box {
			return newLine(from, k, natural(chars, from, k), k == len(chars)), k
		}
	}
	for at > from+1 && !parts(chars, at) {
		at--
	}
	if !parts(chars, at) {
		at = over
	}
	to := at
	for to > from && chars[to-1].class == space {
		to--
	}
	return newLine(from, to, natural(chars, from, to), false), at
}

// parts reports whether a line may end before chars[k] and the next start with it, by what the two are.
func parts(chars []char, k int) bool {
	if k == len(chars) {
		return true
	}
	a, b := chars[k-1].class, chars[k].class
	return !noStart.has(b) && !noEnd.has(a) && !hangs.has(b) && (a != dots || b != dots)
}

func natural(chars []char, from, to int) (width int32) {
	for k := from; k < to; k++ {
		width += chars[k].adv
		if k > from {
			width += chars[k].pre
		}
	}
	return width
}

// balance gives the least width, to a quarter of a character, in which the text has no more lines than in box
// and none that is squeezed or broken inside a word.
func balance(chars []char, box, em int32) int32 {
	count := func(box int32) (n int, ok bool) {
		for from := 0; from < len(chars); n++ {
			l, next := fill(chars, from, box, em)
			if next == from || l.width > box || !l.end && next < len(chars) && chars[next].bound {
				return 0, false
			}
			from = next
		}
		return n, true
	}
	most, ok := count(box)
	low, high := em, box
	for ok && high-low > em/4 {
		middle := (low + high) / 2
		if n, ok := count(middle); ok && n <= most {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}
