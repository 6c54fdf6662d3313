package xlsx

import "gongwen/forms/block"

// enough is how much of the room that it is likely to need a part of a Line has to have, in percent, before other
// columns are looked for.
const enough = 75

// maxTried is how many ways are tried to share the columns among the parts of a Line.
const maxTried = 1000

// starts gives the first column of each part of a line, and the end of the last. Where a part has not enough room, that is
// the way to share the columns that serves the worst of them best.
func (g grid) starts(l *block.Line) []int {
	all := wants(l)
	best := g.parts(all)
	served := g.served(l, all, best)
	if served >= enough || len(l.Parts) < 2 {
		return best
	}
	tried := 0
	at := make([]int, len(best))
	at[len(at)-1] = g.columns()
	var try func(part int)
	try = func(part int) {
		if part == len(l.Parts) {
			if n := g.served(l, all, at); n > served {
				best, served = append([]int(nil), at...), n
			}
			tried++
			return
		}
		for c := at[part-1] + 1; c <= g.columns()-(len(l.Parts)-part) && tried < maxTried; c++ {
			at[part] = c
			try(part + 1)
		}
	}
	try(1)
	return best
}

// served is how much of the room that it is likely to need the worst part of a line has, in percent.
func (g grid) served(l *block.Line, wants []block.Length, starts []int) int {
	worst := 100
	for i, want := range wants {
		from, to := starts[i], starts[i+1]
		p := &l.Parts[i]
		n, ok := label(p)
		if !ok {
			worst = min(worst, percent(g[to]-g[from], want))
			continue
		}
		name, usual, _ := rooms(l, p, n)
		at, fits := g.split(l, p, n, from, to, i > 0 && i == len(l.Parts)-1 && !l.Spread)
		if !fits {
			worst = min(worst, valuePercent(p, n, g[to]-g[from]-name, usual)) // a boundary is added
			continue
		}
		worst = min(worst, valuePercent(p, n, g[to]-g[at], usual))
	}
	return worst
}

// valuePercent is how much of the room that it is likely to need a part's value has. A text may go on on a second line.
func valuePercent(p *block.Part, label int, there, usual block.Length) int {
	if !isNumber(sole(p.Content[label:]).Input) {
		there = there * 3 / 2
	}
	return percent(there, usual)
}

// percent is how much of a length there is.
func percent(there, want block.Length) int {
	return int(min(int64(max(there, 0))*100/int64(max(want, 1)), 100))
}

// ideal is where the parts of a line begin if each has its share of the room, by what it wants.
func ideal(l *block.Line, full block.Length) (at []block.Length) {
	sum, all := int64(0), wants(l)
	for _, w := range all {
		sum += int64(w)
	}
	left := int64(0)
	for _, w := range all[:len(all)-1] {
		left += int64(w)
		at = append(at, block.Length(left*int64(full)/max(sum, 1)))
	}
	return at
}
