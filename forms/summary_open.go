package forms

import (
	"slices"
	"strconv"
	"strings"
)

// mostNamed is how many things of a kind are named before the rest is only counted.
const mostNamed = 8

// open says in words what of the document is not filled in: items without a score, fields, cells of a ledger's rows. What
// is written by hand and what is for remarks is left out.
func (d *Document) open() (words []string) {
	def := d.Definition
	say := func(what string, names []string) {
		if len(names) > 0 {
			words = append(words, what+firstOf(names))
		}
	}
	what := openScores
	if def.Marks {
		what = openMarks
	}
	say(what, d.unscoredItems())
	byHand := def.opinionKeys()
	var blank []string
	for i := range d.Fields {
		f := &def.Fields[i]
		if f.Default == "" && !d.Fields[i].Set && !slices.Contains(byHand, f.Key) && !forRemarks(f) {
			blank = append(blank, oneLine(plainLabel(f.Label)))
		}
	}
	say(openFields, blank)
	if def.Kind == Ledger && len(d.Rows) == 0 {
		words = append(words, openRows)
	}
	say(openCells, d.blankCells())
	for _, other := range [][]*Document{d.Attached, d.Documents} {
		for i, doc := range other {
			switch {
			case doc == nil && def.Notice != nil && def.Notice.Attachments[i].form != nil:
				words = append(words, openAttached+def.Notice.Attachments[i].form.Blank().Title())
			case doc != nil:
				words = append(words, doc.open()...)
			}
		}
	}
	return words
}

// unscoredItems are the numbers of the items of a scoring table that nobody has looked at.
func (d *Document) unscoredItems() (numbers []string) {
	if d.Definition.Kind != Score {
		return nil
	}
	items := d.Definition.Items()
	for i := range items {
		if a := &d.Items[i]; a.Score == nil && a.Met == nil && (!items[i].Bonus || a.Pointer != "") {
			numbers = append(numbers, items[i].No)
		}
	}
	return numbers
}

// blankCells counts the empty cells of a ledger's columns.
func (d *Document) blankCells() (names []string) {
	def := d.Definition
	if def.Kind != Ledger {
		return nil
	}
	for i := range def.inputs {
		f := &def.inputs[i]
		if !f.Taken() || d.seriesAt(i) != nil || forRemarks(f) {
			continue
		}
		n := 0
		for _, row := range d.Rows {
			if !row[i].Set {
				n++
			}
		}
		if n > 0 {
			names = append(names, oneLine(f.Label)+strconv.Itoa(n)+openTimes)
		}
	}
	return names
}

// forRemarks tells a field that is empty as a rule.
func forRemarks(f *Field) bool { return f.Key == keyRemark || strings.Contains(f.Label, remarkLabel) }

// plainLabel is a label without what is said of its seal.
func plainLabel(label string) string { return strings.TrimSuffix(label, sealLabel) }

// firstOf are the first of several names, and how many there are when there are more.
func firstOf(names []string) string {
	if len(names) <= mostNamed {
		return strings.Join(names, "、")
	}
	return strings.Join(names[:mostNamed], "、") + andMore(len(names))
}

// sumsInWords is what the document comes to.
func (d *Document) sumsInWords() string {
	c := d.Computed()
	var words []string
	say := func(label, value string) {
		if value != "" {
			words = append(words, oneLine(label)+value)
		}
	}
	switch {
	case c.Marks != nil:
		say(wordMet, strconv.Itoa(c.Marks.Met)+"/"+strconv.Itoa(c.Marks.Items))
		say(wordUnmet, strconv.Itoa(c.Marks.Unmet))
	case d.Definition.Kind == Score:
		if c.Total != nil {
			say(d.Definition.totalLabel(), c.Total.String()+"/"+c.Points.String())
		}
		say("", c.Grade)
		for _, v := range c.Veto {
			say(wordVeto, v.Label)
		}
	case d.Definition.Kind == Ledger && len(c.Summary) == 0:
		say(wordRows, strconv.Itoa(len(d.Rows)))
	}
	for _, f := range c.Summary {
		if f.Value != nil {
			say(f.Label, f.Value.String())
		}
	}
	for _, s := range c.Sums {
		for _, v := range s.Values {
			if v.Number != nil && s.Group == "" && len(c.Summary) == 0 && len(s.Values) <= mostNamed {
				say(d.Definition.inputs[d.Definition.input(v.Key)].Label, v.Number.String())
			}
		}
	}
	for i := range d.Definition.Results {
		say(d.Definition.Results[i].Label, d.Results[i].Text)
	}
	return strings.Join(words, "；")
}

// totalLabel is what the form calls the total.
func (d *Definition) totalLabel() string { return d.closingLabel(ShowTotal, wordTotal) }

// closingLabel is what the form calls what a row under its items shows.
func (d *Definition) closingLabel(s Show, otherwise string) string {
	for _, c := range d.Closing {
		if c.Show == s {
			return oneLine(c.Label)
		}
	}
	return otherwise
}
