package xlsx

import (
	"unicode/utf8"

	"gongwen/forms/block"
)

// strip is a piece of a Line on its row of the sheet: a part, or the label or the value of one that is filled in.
type strip struct {
	content  []block.Span
	align    block.Align
	from, to int // grid columns: from up to to
}

// The rooms of the pieces of a part.
const (
	padding   = 2 * block.MM
	wideGap   = 12 * block.MM // between a label and its value, which a sheet of few rows does not have
	leastRoom = 15 * block.MM // for a value
	longTable = 60            // rows: its columns are not cut in two for the sake of a line above
)

// isLong says whether a section has a table whose rows should not be made of merged cells: one whose rows are filled in
// or sorted.
func isLong(s *block.Section) bool {
	for _, b := range s.Blocks {
		t, ok := b.(*block.Table)
		if !ok {
			continue
		}
		if len(t.Body) > longTable {
			return true
		}
		for i := range min(len(t.Body), 3) {
			for k := range t.Body[i].Cells {
				for _, c := range t.Body[i].Cells[k].Content {
					if c.Input != nil && c.Input.Repeated {
						return true
					}
				}
			}
		}
	}
	return false
}

// label is how many spans of a part stand before its value; ok is false for a part that is no label with its value.
func label(p *block.Part) (n int, ok bool) {
	for i := range p.Content {
		if p.Content[i].Input != nil {
			return i, i > 0 && sole(p.Content[i:]) != nil
		}
	}
	return 0, false
}

// valueHalves is how much room the value of a part wants, in halves of a character: that of what stands there and of
// what is likely to.
func valueHalves(content []block.Span) int {
	in := sole(content).Input
	usual := 24
	switch in.Type {
	case block.Day:
		usual = 14
	case block.Month:
		usual = 10
	case block.Whole, block.Decimals, block.Year:
		usual = 8
	case block.Tick:
		usual = 4
	case block.Choice:
		usual = 4
		for _, o := range in.Of {
			usual = max(usual, min(2*utf8.RuneCountInString(o), 24))
		}
	default:
		if in.Length > 0 {
			usual = min(2*in.Length, usual)
		}
	}
	return max(usual, halfWidths(content))
}

// wants is how much room each part of a line needs.
func wants(l *block.Line) []block.Length {
	all := make([]block.Length, len(l.Parts))
	for i := range l.Parts {
		p := &l.Parts[i]
		if n, ok := label(p); ok {
			all[i] = width(halfWidths(p.Content[:n])+valueHalves(p.Content[n:]), l.Style.Size) + 2*padding
		} else if !l.Spread {
			all[i] = width(halfWidths(p.Content), l.Style.Size) + padding
		}
	}
	return all
}

// strips are the pieces of a line, from left to right. The last part stands at the right: its label ends where its
// value begins.
func (g grid) strips(l *block.Line) []strip {
	starts := g.starts(l)
	var all []strip
	for i := range l.Parts {
		p := &l.Parts[i]
		from, to, right := starts[i], starts[i+1], i > 0 && i == len(l.Parts)-1 && !l.Spread
		align := block.Left
		if right {
			align = block.Right
		}
		if n, ok := label(p); ok {
			if at, _ := g.split(l, p, n, from, to, right); at > 0 {
				all = append(all, strip{p.Content[:n], align, from, at}, strip{p.Content[n:], block.Left, at, to})
				continue
			}
		}
		all = append(all, strip{p.Content, align, from, to})
	}
	return all
}

// rooms is how wide the label of a part is, how wide a value is likely to be, and what it needs at least: a number or a
// day is made smaller where it does not fit.
func rooms(l *block.Line, p *block.Part, n int) (name, usual, least block.Length) {
	name = width(halfWidths(p.Content[:n]), l.Style.Size) + padding
	usual = width(valueHalves(p.Content[n:]), l.Style.Size) + padding
	if isNumber(sole(p.Content[n:]).Input) {
		return name, usual, usual * 3 / 4
	}
	return name, usual, max(width(halfWidths(p.Content[n:]), l.Style.Size)+padding, leastRoom)
}

// split is the column that the value of a part begins in: the first behind the label, or the last that has room for the
// value, when it stands at the right. Where no column fits it is the one nearest to the label's end; 0 if there is none.
func (g grid) split(l *block.Line, p *block.Part, n, from, to int, right bool) (at int, fits bool) {
	name, usual, least := rooms(l, p, n)
	least = min(least, g[to]-g[from]-name)
	near := 0
	for c := from + 1; c < to; c++ {
		if near == 0 || distance(g[c], g[from]+name) < distance(g[near], g[from]+name) {
			near = c
		}
		switch {
		case g[c]-g[from] < name || g[to]-g[c] < max(least, leastRoom):
		case right && (g[to]-g[c] >= usual || at == 0):
			at = c
		case !right:
			return c, true
		}
	}
	if at == 0 {
		return near, false
	}
	return at, true
}

func distance(a, b block.Length) block.Length { return max(a-b, b-a) }

// splitLines adds the boundaries that labels and values need: where there is none between them, and, unless a long
// table would have its columns cut, where the next one is far. A new one may move other parts, which are then looked at
// again.
func (g *grid) splitLines(lines []*block.Line, long bool) {
	for rounds := 0; rounds < maxRounds; rounds++ {
		if !g.splitOne(lines, long) {
			return
		}
	}
}

// maxRounds is how often boundaries are added.
const maxRounds = 24

// splitOne adds the first boundary that is lacking; false if none is.
func (g *grid) splitOne(lines []*block.Line, long bool) bool {
	for _, l := range lines {
		starts := g.starts(l)
		if !long && g.served(l, wants(l), starts) < enough && g.add(ideal(l, (*g)[len(*g)-1])...) {
			return true
		}
		for i := range l.Parts {
			p := &l.Parts[i]
			n, ok := label(p)
			if !ok {
				continue
			}
			from, to := starts[i], starts[i+1]
			left, end := (*g)[from], (*g)[to]
			right := i > 0 && i == len(l.Parts)-1 && !l.Spread
			name, usual, _ := rooms(l, p, n)
			edge := left + name
			if right {
				edge = max(end-usual, edge)
			}
			at, fits := g.split(l, p, n, from, to, right)
			tight := right && edge < (*g)[at] && valuePercent(p, n, end-(*g)[at], usual) < enough
			if fits && (long || distance((*g)[at], edge) <= wideGap && !tight) {
				continue
			}
			if edge > end-leastRoom {
				edge = left + (end-left)/2
			}
			if g.add(edge) {
				return true
			}
		}
	}
	return false
}

// add adds boundaries; false if they are all there.
func (g *grid) add(at ...block.Length) bool {
	before := g.columns()
	*g = append(*g, at...)
	g.tidy()
	return g.columns() > before
}
