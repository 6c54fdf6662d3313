package forms

import (
	"slices"
	"strings"

	"gongwen/forms/block"
)

// Copy is a filled copy of a form that has been sent in.
type Copy struct {
	File    string // its name
	Unit    string // who sent it; empty: the field that says so
	Entered *Entered
}

// MergeOptions say what a merged ledger has beside the rows.
type MergeOptions struct {
	// Fields are texts for fields by their keys, as they would be typed: the unit that collects, the date. Others are
	// taken from the copies, which must agree; a date on which they do not is left open.
	Fields map[string]string
	// Expected are the units that are to send a copy. Rows stand in their order; those of others come last. Nil: any.
	Expected []string
	Limits   Limits
	Cover    Coverage
}

// Merged is one ledger of many copies. Its problems are those of all entries, and of copies that do not fit together.
type Merged struct {
	Entered *Entered
	Report  MergeReport
}

// MergeReport says who sent what.
type MergeReport struct {
	Sent       []SentCopy `json:"sent"`       // every copy, in the order of the rows
	Missing    []string   `json:"missing"`    // expected, and not sent
	Twice      []SentAll  `json:"twice"`      // sent more than once
	Unexpected []string   `json:"unexpected"` // sent, and not expected
	Rows       int        `json:"rows"`       // in all
}

// SentCopy is one copy.
type SentCopy struct {
	Unit     string    `json:"unit"`
	File     string    `json:"file"`
	Rows     int       `json:"rows"`
	Left     bool      `json:"left,omitempty"` // its rows are not merged: another copy says the same
	Wrong    int       `json:"wrong"`          // errors in it
	Hints    int       `json:"hints"`          // advice
	Problems []Problem `json:"-"`              // with advice, each with its place
}

// SentAll are the files that one unit has sent.
type SentAll struct {
	Unit  string   `json:"unit"`
	Files []string `json:"files"`
}

// Codes of copies that are merged.
const (
	CodeSentTwice = "sent_twice" // and they differ
	CodeNotMerged = "not_merged" // the form has no rows of any number
)

// sent is a copy on its way.
type sent struct {
	Copy
	copyParts

	unit  string // folded
	twice bool
}

// Merge makes one ledger of the rows of many copies, in the order of the expected units or else of the copies. Equal
// copies of one unit count once; different ones are an error, and all their rows stay.
func (d *Definition) Merge(copies []Copy, o MergeOptions) *Merged {
	m := &merger{def: d, options: &o, out: &Merged{Entered: &Entered{Places: map[string]block.Place{}, homes: map[string]block.Place{}}}}
	m.out.Report = MergeReport{Sent: []SentCopy{}, Missing: []string{}, Twice: []SentAll{}, Unexpected: []string{}}
	if d.ByRow() || d.Kind != Ledger {
		m.fail("", CodeNotMerged, Args{Value: d.ID}, block.Place{})
	}
	for i := range copies {
		m.add(&copies[i])
	}
	m.order()
	m.twice()
	m.write()
	m.report()
	return m.out
}

// merger merges.
type merger struct {
	def     *Definition
	options *MergeOptions
	out     *Merged
	all     []*sent
}

func (m *merger) fail(pointer, code string, args Args, at block.Place) {
	m.out.Entered.Problems = append(m.out.Entered.Problems, Problem{Pointer: pointer, Code: code, Args: args, Place: at})
}

// add takes a copy, and says what is wrong in it.
func (m *merger) add(c *Copy) {
	s := &sent{Copy: *c, copyParts: partsOf(c.Entered.JSON)}
	s.Entered = inFile(c.Entered, c.File)
	if s.Unit == "" && m.def.Unit != "" {
		s.Unit = s.text(m.def.Unit)
	}
	if s.Unit = strings.TrimSpace(s.Unit); s.Unit == "" {
		s.Unit = c.File
	}
	s.unit = folded(s.Unit)
	m.all = append(m.all, s)
}

// inFile is what was entered, with the file's name in all places.
func inFile(e *Entered, file string) *Entered {
	c := &Entered{
		JSON: e.JSON, Problems: slices.Clone(e.Problems),
		Places: make(map[string]block.Place, len(e.Places)), homes: make(map[string]block.Place, len(e.homes)),
	}
	for pointer, p := range e.Places {
		p.File = file
		c.Places[pointer] = p
	}
	for pointer, p := range e.homes {
		p.File = file
		c.homes[pointer] = p
	}
	for i := range c.Problems {
		c.Problems[i].Place.File = file
	}
	return c
}

// order puts the copies in the order of the expected units.
func (m *merger) order() {
	if m.options.Expected == nil {
		return
	}
	at := map[string]int{}
	for i, unit := range m.options.Expected {
		if _, ok := at[folded(unit)]; !ok {
			at[folded(unit)] = i
		}
	}
	place := func(s *sent) int {
		if i, ok := at[s.unit]; ok {
			return i
		}
		return len(m.options.Expected)
	}
	slices.SortStableFunc(m.all, func(a, b *sent) int { return place(a) - place(b) })
}

// twice finds units that have sent more than one copy.
func (m *merger) twice() {
	first := map[string]*sent{}
	files := map[string]int{}
	for _, s := range m.all {
		before := first[s.unit]
		if before == nil {
			first[s.unit] = s
			continue
		}
		twice := &m.out.Report.Twice
		if _, ok := files[s.unit]; !ok {
			files[s.unit] = len(*twice)
			*twice = append(*twice, SentAll{Unit: before.Unit, Files: []string{before.File}})
		}
		(*twice)[files[s.unit]].Files = append((*twice)[files[s.unit]].Files, s.File)
		if s.same(&before.copyParts) {
			s.twice = true
			continue
		}
		m.fail("", CodeSentTwice, Args{Label: s.Unit, Near: before.File}, block.Place{File: s.File})
	}
}

// report says who sent what, and what is wrong with it.
func (m *merger) report() {
	r := &m.out.Report
	expected, have := map[string]bool{}, map[string]bool{}
	for _, unit := range m.options.Expected {
		expected[folded(unit)] = true
	}
	for _, s := range m.all {
		if !have[s.unit] && m.options.Expected != nil && !expected[s.unit] {
			r.Unexpected = append(r.Unexpected, s.Unit)
		}
		have[s.unit] = true
		_, problems := m.def.FillEntered(s.Entered, m.options.Limits, m.options.Cover)
		one := SentCopy{Unit: s.Unit, File: s.File, Rows: len(s.rows), Left: s.twice, Problems: problems}
		for i := range problems {
			if problems[i].Place == (block.Place{}) {
				problems[i].Place.File = s.File
			}
			if problems[i].Severity == SeverityError {
				one.Wrong++
			} else {
				one.Hints++
			}
		}
		r.Sent = append(r.Sent, one)
	}
	for _, unit := range m.options.Expected {
		if f := folded(unit); !have[f] {
			r.Missing = append(r.Missing, unit)
			have[f] = true
		}
	}
}
