package forms

import (
	"slices"
	"strconv"
	"strings"

	"gongwen/forms/decimal"
)

// Share bounds how many of a list's documents may have a grade: 优秀 at most 20 %, of which the part of a document that is
// left over does not count.
type Share struct {
	Grade  string
	AtMost int64 // percent
}

// ParseShare reads 优秀=20%. The grade must be one of the form's.
func (d *Definition) ParseShare(text string) (Share, error) {
	grade, part, found := strings.Cut(text, "=")
	n, ok := parsePercent(part)
	known := d.gradeLabels()
	switch {
	case !found || !ok:
		return Share{}, &ShareError{Text: text}
	case !slices.Contains(known, grade):
		return Share{}, &ShareError{Text: text, Grades: known, Unknown: true}
	}
	return Share{Grade: grade, AtMost: n}, nil
}

// scoreNotes say what the whole list comes to: averages, how many have which grade, who shares a place, quotas.
func (d *Definition) scoreNotes(doc *Document, o SummaryOptions, mixed bool) (notes []string, advice []Problem) {
	totals, label := keyTotal, d.totalLabel()
	if d.Marks {
		totals, label = keyRate, oneLine(wordRate)
	}
	notes = append(notes, doc.totalsNote(totals, label))
	if len(d.Grades) > 0 {
		notes = append(notes, doc.gradesNote(d))
	}
	if ties := doc.ties(); len(ties) > 0 {
		notes = append(notes, noteTies(ties))
	}
	if veto := doc.Definition.input(keyVeto); veto >= 0 {
		n := 0
		for _, row := range doc.Rows {
			if row[veto].Set {
				n++
			}
		}
		if n > 0 {
			notes = append(notes, noteVeto(n))
		}
	}
	for _, s := range o.Quota {
		q := Quota{Of: keyGrade, Value: s.Grade, AtMost: s.AtMost, By: keyTotal, Name: doc.Definition.inputs[1].Key}
		args, over := doc.overQuota(&q)
		if !over {
			notes = append(notes, noteQuotaKept(s.Grade, doc.quotaLimit(&q), args.Count, args.Near))
			continue
		}
		p := Problem{Severity: SeverityAdvice, Code: CodeQuota, Args: args}
		notes, advice = append(notes, noteQuota(p.Text(Chinese))), append(advice, p)
	}
	if o.Left > 0 {
		notes = append(notes, noteLeft(o.Left))
	}
	if mixed && d.scoreParts() != nil {
		notes = append(notes, noteMixed())
	}
	return notes, advice
}

// totalsNote says how many there are, and their average, highest and lowest.
func (d *Document) totalsNote(key, label string) string {
	var sum, most, least decimal.Decimal
	n, at := 0, d.Definition.input(key)
	for _, row := range d.Rows {
		v, err := decimal.Parse(row[at].Text)
		if !row[at].Set || err != nil {
			continue
		}
		if n == 0 {
			most, least = v, v
		}
		n, sum, most, least = n+1, sum.Add(v), decimal.Max(most, v), decimal.Min(least, v)
	}
	average, _ := sum.Quo(decimal.New(int64(n), 0))
	return noteTotals(len(d.Rows), n, average.Round(2).String(), most.String(), least.String(), label)
}

// gradesNote says how many have which grade.
func (d *Document) gradesNote(form *Definition) string {
	at := d.Definition.input(keyGrade)
	var shares []string
	for _, g := range form.Grades {
		n := 0
		for _, row := range d.Rows {
			if row[at].Text == g.Label {
				n++
			}
		}
		share, _ := decimal.New(int64(n)*100, 0).Quo(decimal.New(int64(len(d.Rows)), 0))
		shares = append(shares, gradeShare(g.Label, n, share.Round(1).Fixed(1)))
	}
	return noteGrades(shares)
}

// ties are the places that several have, in order.
func (d *Document) ties() (ties []string) {
	at := d.Definition.input(keyPlace)
	count := map[int]int{}
	for _, row := range d.Rows {
		if place, err := strconv.Atoi(row[at].Text); err == nil {
			count[place]++
		}
	}
	var places []int
	for place, n := range count {
		if n > 1 {
			places = append(places, place)
		}
	}
	slices.Sort(places)
	for _, place := range places {
		ties = append(ties, tieWords(place, count[place]))
	}
	if len(ties) > mostTies {
		ties = append(ties[:mostTies], andMore(len(places)))
	}
	return ties
}

// mostTies is how many shared places are named.
const mostTies = 12

// ShareError is a quota that cannot be read, or of a grade that the form has not.
type ShareError struct {
	Text    string
	Unknown bool     // the grade is not among Grades
	Grades  []string // those that there are; none: the form has no grades
}

// Error says how it is written, or which grades there are.
func (e *ShareError) Error() string {
	switch {
	case !e.Unknown:
		return "quota " + strconv.Quote(e.Text) + ": it is written grade=percent, such as 优秀=20%"
	case len(e.Grades) == 0:
		return "quota " + strconv.Quote(e.Text) + ": the form has no grades"
	}
	return "quota " + strconv.Quote(e.Text) + ": the form's grades are " + strings.Join(e.Grades, ", ")
}
