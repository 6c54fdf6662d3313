package xlsx

import (
	"cmp"
	"slices"
	"strings"

	"gongwen/forms/block"
)

// finder looks for a form's inputs in a workbook.
type finder struct {
	*filled
	sought  *sought
	names   map[*want]named
	views   map[*leaf]map[*soughtSection]*view
	leaves  map[*soughtSection]*leaf // where each section is
	heads   map[*soughtTable]map[*leaf]heading
	labels  map[*leaf]map[string][]*datum // where each of the form's labels stands
	places  map[*mixedText]foundText      // see textOf
	found   map[*want]bool
	entries []block.Entry
	unread  []Unread
	lost    []Lost
	readers []*rowsReader              // of tables that are there
	single  map[string]map[[2]int]bool // see fields
}

// find looks for all inputs.
func (b *filled) find(s *sought) (*finder, error) {
	f := &finder{
		filled: b, sought: s, names: b.namedCells(s), views: map[*leaf]map[*soughtSection]*view{}, leaves: map[*soughtSection]*leaf{},
		heads: map[*soughtTable]map[*leaf]heading{}, labels: map[*leaf]map[string][]*datum{}, places: map[*mixedText]foundText{},
		found: map[*want]bool{},
	}
	for _, l := range b.tabs {
		if err := b.ctx.Err(); err != nil {
			return nil, err
		}
		f.views[l] = s.align(l)
	}
	if err := f.assign(); err != nil {
		return nil, err
	}
	for _, w := range s.wants {
		if !w.in.Repeated {
			f.readField(w)
		}
	}
	for _, sec := range s.sections {
		for _, t := range sec.tables {
			f.readRows(sec, t)
			f.readShown(sec, t)
		}
	}
	f.noteStrays()
	if err := f.judge(); err != nil {
		return nil, err
	}
	f.noteComputed()
	return f, nil
}

// fit is how well a section of the form fits a sheet.
type fit struct {
	section *soughtSection
	leaf    *leaf
	at      int // of the sheet
	score   int
}

// assign says which section is on which sheet: the one that names say, else the one with the most of its labels.
func (f *finder) assign() error {
	taken := map[*leaf]bool{}
	votes := map[*soughtSection]map[*leaf]int{}
	for w, n := range f.names {
		if votes[w.section] == nil {
			votes[w.section] = map[*leaf]int{}
		}
		votes[w.section][n.leaf]++
	}
	for sec, v := range votes {
		for _, l := range f.tabs {
			if best := f.leaves[sec]; v[l] > 0 && (best == nil || v[l] > v[best]) {
				f.leaves[sec] = l
			}
		}
		taken[f.leaves[sec]] = true
	}
	var fits []fit
	for i, l := range f.tabs {
		for _, sec := range f.sought.sections {
			v := f.views[l][sec]
			if v == nil || f.leaves[sec] != nil || taken[l] || sec.inputs == 0 {
				continue
			}
			score := v.score * 2
			if strings.EqualFold(l.name, sec.name) {
				score += sec.weight
			}
			if score*2 >= sec.weight {
				fits = append(fits, fit{sec, l, i, score})
			}
		}
	}
	slices.SortFunc(fits, func(a, b fit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.section.number, b.section.number), cmp.Compare(a.at, b.at))
	})
	best := map[*soughtSection]fit{}
	for _, t := range fits {
		if f.leaves[t.section] == nil && !taken[t.leaf] {
			f.leaves[t.section], taken[t.leaf] = t.leaf, true
			best[t.section] = t
		}
	}
	for _, t := range fits {
		if b := best[t.section]; b.leaf != t.leaf && b.score == t.score && !taken[t.leaf] {
			return &FileError{Code: FileSeveral, Part: clean(b.leaf.name + "、" + t.leaf.name)}
		}
	}
	f.noteCopies(taken)
	return nil
}

// noteCopies notes sheets that look like a section of the form, but are not the one that is read. One that is more like
// a section that takes nothing, as that of the notes is, which has the form's words too, is none.
func (f *finder) noteCopies(taken map[*leaf]bool) {
	for _, l := range f.tabs {
		var best *soughtSection
		for _, sec := range f.sought.sections {
			if v := f.views[l][sec]; v != nil && (best == nil || v.score > f.views[l][best].score) {
				best = sec
			}
		}
		if best != nil && !taken[l] && best.inputs > 0 && f.views[l][best].score*2 >= best.weight {
			f.unread = append(f.unread, Unread{Place: block.Place{Sheet: l.name}})
		}
	}
}

// judge refuses a workbook in which no section of the form has the places of even half of its inputs. Without a mark it
// has to be the first, or one with something that must be filled in, if there is one: sheets beside the print are much the
// same in all forms.
func (f *finder) judge() error {
	if len(f.sought.wants) == 0 {
		return nil
	}
	needed := map[*soughtSection]bool{}
	for _, w := range f.sought.wants {
		if (w.in.Required || w.section != nil && w.section.number == 0) && f.properties["form"] == "" {
			needed[w.section] = true
		}
	}
	count := map[*soughtSection]int{}
	for w := range f.found {
		count[w.section]++
		if count[w.section]*2 >= w.section.inputs && (len(needed) == 0 || needed[w.section]) {
			return nil
		}
	}
	return &FileError{Code: FileNoForm}
}

// headOf is the head of a table on a sheet.
func (f *finder) headOf(v *view, t *soughtTable) heading {
	h, ok := f.heads[t][v.leaf]
	if !ok {
		if f.heads[t] == nil {
			f.heads[t] = map[*leaf]heading{}
		}
		h = v.findHead(t)
		f.heads[t][v.leaf] = h
	}
	return h
}

// add adds an entry of an input.
func (f *finder) add(w *want, row int, l *leaf, m area, e block.Entry) {
	e.Path, e.Row = w.in.Path, row
	e.Place = block.Place{Sheet: l.name, Cell: address(m.left, m.top)}
	f.entries = append(f.entries, e)
}

// missed are the inputs that must be filled in and have no place, one of each label.
func (f *finder) missed() (all []*block.Input) {
	seen := map[string]bool{}
	for _, w := range f.sought.wants {
		if w.in.Required && !f.found[w] && !strings.Contains(w.in.Path, "~") && !seen[w.in.Label] {
			seen[w.in.Label] = true
			all = append(all, w.in)
		}
	}
	return all
}
