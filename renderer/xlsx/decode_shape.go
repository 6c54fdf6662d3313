package xlsx

import (
	"strings"
	"unicode/utf8"

	"gongwen/forms/block"
)

// sought is the empty form, as it is looked for.
type sought struct {
	sections []*soughtSection
	wants    []*want
	by       map[string]*want // by path
	names    map[string]*want // by defined name in small letters
	index    map[string][]textRef
	mixed    []*mixedText
	computed []*soughtSpot // cells of values that follow from others, which stand once
}

// mixedText is a text with values in it.
type mixedText struct {
	row    *soughtRow
	column int
	spot   soughtSpot // which label it stands behind or under
	pieces []piece
	weight int
}

// want is an input and all places where the form has it, its home first.
type want struct {
	in      *block.Input
	section *soughtSection
	order   int
	spots   []*soughtSpot
	formula bool         // the form has a formula there, until something is typed over it
	table   *soughtTable // that has it in every row; nil: none has
	column  int          // of that table
}

// soughtSection is a section as rows of labels, from top to bottom.
type soughtSection struct {
	number int
	name   string
	rows   []*soughtRow
	tables []*soughtTable
	inputs int
	weight int // of all rows
}

// soughtRow is a row of a table, a paragraph or a line.
type soughtRow struct {
	section *soughtSection
	at      int // in it
	table   *soughtTable
	texts   []soughtText
	mixed   []*mixedText
	weight  int
	skip    bool // a row of sums, which stands between others
}

// soughtText is a label.
type soughtText struct {
	label  string
	column int
	open   bool // its value may stand behind it in the same cell
}

// textRef is where a label stands.
type textRef struct {
	row  *soughtRow
	text int
}

// soughtTable is a table.
type soughtTable struct {
	first  int        // its first row in the section, which is that of its head if it has one
	head   []int      // its head's rows in the section
	labels [][]string // of its columns, by rows of the head
	wants  []*want    // by its columns: what its body takes in every row; nil: nothing
	shows  [][]piece  // by its columns: texts in which its body shows what it takes elsewhere; nil: none
}

// soughtSpot is a place of an input.
type soughtSpot struct {
	row    *soughtRow
	table  *soughtTable
	column int
	grid   bool       // it is found by its row and its column's label
	label  string     // that it stands behind, or under; empty: none
	beside *soughtRow // in which the label stands
	behind *mixedText // the label, if values stand in it
	nth    int        // how many other places stand between the label and it
	under  bool
	line   bool       // outside of a table
	text   *mixedText // that it is a part of; nil: it stands by itself
	room   int        // of the text
	part   int        // of the room
	boxes  bool       // it is what the boxes in the text say
}

// newSought takes the sections apart.
func newSought(sections []block.Section) *sought {
	s := &sought{by: map[string]*want{}, names: map[string]*want{}, index: map[string][]textRef{}}
	names := sheetNames(sections)
	for i := range sections {
		eachContent(&sections[i], func(content []block.Span) {
			for k := range content {
				if in := content[k].Input; in != nil && s.by[in.Path] == nil {
					s.by[in.Path] = &want{in: in, order: len(s.wants), formula: content[k].Formula != ""}
					s.wants = append(s.wants, s.by[in.Path])
				}
			}
		})
	}
	for _, w := range s.wants {
		if n := inputName(w.in.Path); n != "" {
			s.names[strings.ToLower(n)] = w
		}
	}
	for i := range sections {
		sec := &soughtSection{number: i, name: names[i]}
		s.sections = append(s.sections, sec)
		for _, b := range sections[i].Blocks {
			s.block(sec, b)
		}
		for _, r := range sec.rows {
			sec.weight += r.weight
			for k, t := range r.texts {
				s.index[t.label] = append(s.index[t.label], textRef{r, k})
			}
		}
	}
	for _, w := range s.wants {
		if w.section != nil {
			w.section.inputs++
		}
	}
	return s
}

func (s *sought) block(sec *soughtSection, b block.Block) {
	switch b := b.(type) {
	case *block.Paragraph:
		s.content(sec.row(nil), 0, b.Content)
	case *block.Signature:
		s.content(sec.row(nil), 0, b.Body)
		s.content(sec.row(nil), 0, b.Date)
	case *block.Line:
		r := sec.row(nil)
		for i := range b.Parts {
			s.content(r, i, b.Parts[i].Content)
		}
	case *block.Table:
		s.table(sec, b)
	}
}

// row begins a row.
func (sec *soughtSection) row(t *soughtTable) *soughtRow {
	r := &soughtRow{section: sec, at: len(sec.rows), table: t}
	sec.rows = append(sec.rows, r)
	return r
}

// content adds a text outside of tables: a label, one with its value, or one with values in it.
func (s *sought) content(r *soughtRow, column int, content []block.Span) {
	pieces := s.pieces(content)
	switch {
	case len(pieces) == 0:
	case len(pieces) == 1 && pieces[0].words != "":
		r.label(pieces[0].words, column, false)
	case len(pieces) == 2 && pieces[0].words != "" && pieces[1].in() != nil && content[len(content)-1].Input == pieces[1].in():
		r.label(pieces[0].words, column, true)
		s.place(pieces[1].in(), r, &soughtSpot{label: labelOf(pieces[0].words), beside: r, line: true, column: column})
	default:
		s.mix(r, soughtSpot{column: column}, pieces)
	}
}

// label adds a label to a row.
func (r *soughtRow) label(words string, column int, open bool) {
	label := labelOf(words)
	if label == "" {
		return
	}
	r.texts = append(r.texts, soughtText{label, column, open || label != words})
	r.weight += weigh(label)
}

// weigh says how much a label says. A number says little.
func weigh(label string) int { return min(utf8.RuneCountInString(label), 20) }

// place notes a place of an input.
func (s *sought) place(in *block.Input, r *soughtRow, spot *soughtSpot) {
	w := s.by[in.Path]
	if w == nil || in.Repeated {
		return
	}
	if spot.row = r; spot.text == nil && (len(w.spots) == 0 || w.spots[0].text != nil) {
		w.section = r.section
		w.spots = append([]*soughtSpot{spot}, w.spots...)
		return
	}
	w.spots = append(w.spots, spot)
	if w.section == nil {
		w.section = r.section
	}
}
