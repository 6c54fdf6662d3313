package xlsx

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"gongwen/forms/block"
)

// piece is a part of a text that shows values: words of the form, or a room in which values stand.
type piece struct {
	words string // normal; empty: a room
	room  []roomed
}

// roomed is a value in a room.
type roomed struct {
	in    *block.Input // whose value it is; nil: nobody's
	box   string       // the option whose box it is; empty: it is the value itself
	below bool         // it stands on a line under the one before it
}

// in is the input that a piece shows by itself; nil if there is none.
func (p *piece) in() *block.Input {
	if len(p.room) != 1 || p.room[0].box != "" {
		return nil
	}
	return p.room[0].in
}

// How a formula shows the value of one input as it is, or as it is printed: IF({@path}="","    ",TEXT({@path},"0.0")).
const (
	shownCell   = `(?:\{@[^{}]*\}|INDEX\(\{@[^{}]*:\},\d+\))`
	quotedText  = `"(?:[^"]|"")*"`
	withoutText = `(?:` + quotedText + `|&|CHAR\(10\))*`
)

var (
	addressed = regexp.MustCompile(`\{@([^{}]*?):?\}`) // finds inputs in a formula
	showing   = regexp.MustCompile(`^(?:IF\(` + shownCell + `="",` + withoutText + `,)?(?:TEXT\(` + shownCell + `,` + quotedText + `\)|` + shownCell + `)\)?$`)
)

// of is the only input that a formula names; nil if there are several, or none.
func (s *sought) of(f block.Formula) *block.Input {
	var in *block.Input
	for _, m := range addressed.FindAllStringSubmatch(string(f), -1) {
		w := s.by[m[1]]
		if w == nil || in != nil && in != w.in {
			return nil
		}
		in = w.in
	}
	return in
}

// pieces are the words and the rooms of a content, each value once where several spans show it in a row.
func (s *sought) pieces(content []block.Span) (all []piece) {
	below := false
	for i := range content {
		c := &content[i]
		if c.Input == nil && c.Formula == "" {
			words := normal(c.Text)
			if words == "" {
				below = below || strings.Contains(c.Text, "\n")
				continue
			}
			if n := len(all); n > 0 && all[n-1].words != "" {
				all[n-1].words += words
			} else {
				all = append(all, piece{words: words})
			}
			below = false
			continue
		}
		v := roomed{in: c.Input, below: below}
		if v.in == nil {
			v.in, v.box = s.boxed(content, i)
		}
		if v.in == nil && showing.MatchString(string(c.Formula)) {
			v.in = s.of(c.Formula)
		}
		below = false
		n := len(all)
		if n == 0 || all[n-1].words != "" {
			all = append(all, piece{})
			n++
		}
		room := &all[n-1].room
		if k := len(*room); k == 0 || v.in == nil || (*room)[k-1].in != v.in {
			*room = append(*room, v)
		}
	}
	return all
}

// boxed is the choice whose box a span is, and the option behind it; nil if it is none.
func (s *sought) boxed(content []block.Span, i int) (*block.Input, string) {
	if i+1 == len(content) || strings.Trim(content[i].Text, emptyBoxes+tickedBoxes) != "" || content[i].Text == "" {
		return nil, ""
	}
	in, option := s.of(content[i].Formula), content[i+1].Text
	if in == nil || !slices.Contains(in.Of, option) {
		return nil, ""
	}
	return in, option
}

// wordsOf is how much the words of a text with values say.
func wordsOf(pieces []piece) (words int) {
	for i := range pieces {
		words += utf8.RuneCountInString(pieces[i].words)
	}
	return words
}

// mix adds a text with values in it, which stands behind or under what spot says.
func (s *sought) mix(r *soughtRow, spot soughtSpot, pieces []piece) {
	words := wordsOf(pieces)
	if words < 2 && (r.table == nil || words == 0 && spot.beside == nil) {
		return
	}
	spot.row = r
	m := &mixedText{row: r, column: spot.column, spot: spot, pieces: pieces, weight: words}
	if words > 0 {
		s.mixed = append(s.mixed, m)
	}
	r.mixed = append(r.mixed, m)
	r.weight += words
	spot.line = r.table == nil
	for _, one := range m.spots(spot) {
		s.place(one.in, r, one.spot)
	}
}

// spotOf is a place that a text has for an input.
type spotOf struct {
	in   *block.Input
	spot *soughtSpot
}

// rooms are the pieces of a text in which values stand, counted from 0.
func (m *mixedText) rooms() iter.Seq2[int, *piece] {
	return func(yield func(int, *piece) bool) {
		room := 0
		for i := range m.pieces {
			if m.pieces[i].words != "" {
				continue
			}
			if !yield(room, &m.pieces[i]) {
				return
			}
			room++
		}
	}
}

// spots are the places that a text has for inputs, each of which stands where the text does.
func (m *mixedText) spots(at soughtSpot) (all []spotOf) {
	seen := map[*block.Input]bool{}
	for room, p := range m.rooms() {
		for k, v := range p.room {
			if v.in == nil || seen[v.in] {
				continue
			}
			seen[v.in] = true
			one := at
			one.text, one.room, one.part, one.boxes = m, room, k, v.box != ""
			all = append(all, spotOf{v.in, &one})
		}
	}
	return all
}

// alike says whether texts have the same words.
func alike(a, b []piece) bool {
	return slices.EqualFunc(a, b, func(a, b piece) bool { return a.words == b.words })
}
