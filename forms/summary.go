package forms

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"gongwen/forms/decimal"
)

// Figures are what lists of many documents say of one: a few hundred bytes, kept of each. They marshal to JSON and back
// without loss.
type Figures struct {
	Values  map[string]string `json:"values,omitempty"`     // what stands in the summary form's columns, by their keys
	Date    string            `json:"date,omitempty"`       // of the document: 2013-05-20
	Issue   string            `json:"issue,omitempty"`      // 发文字号
	Secrecy string            `json:"secrecy,omitempty"`    // 密级
	Filed   Filed             `json:"filed,omitzero"`       // by its 归档章
	Sums    string            `json:"sums,omitempty"`       // what it comes to, in words
	Open    []string          `json:"open,omitempty"`       // what is not filled in, in words
	Signs   int               `json:"signatures,omitempty"` // that are to be got
}

// Filed is what the files of one list have in common (DA/T 22-2015).
type Filed struct {
	Fonds  string `json:"fonds,omitempty"`  // 全宗号
	Year   string `json:"year,omitempty"`   // 年度
	Period string `json:"period,omitempty"` // 保管期限, as printed
}

// ErrNoSummary says that documents of a form have nothing that could be summed up: notices, charts and packets.
var ErrNoSummary = errors.New("forms: this kind of form has no summary")

// Summable is ErrNoSummary for a form that has no summary form.
func (d *Definition) Summable() error {
	switch d.Kind {
	case Ledger, Score, Slip:
		return nil
	}
	return ErrNoSummary
}

// Figures are those of the document.
func (d *Document) Figures() Figures {
	f := Figures{Date: d.date(), Open: d.open(), Signs: d.signatures(), Sums: d.sumsInWords(), Values: map[string]string{}}
	if n := d.Definition.Notice; n != nil {
		f.Issue, f.Secrecy = textOf(d.element(n.Number)), textOf(d.element(n.Secrecy))
	}
	if a := d.Archive; a != nil {
		f.Filed = Filed{Fonds: a[archiveFonds].Text, Year: a[archiveYear].Text}
		for _, p := range periods {
			if period := a[archivePeriod].Text; period == p[0] || period == p[1] {
				f.Filed.Period = p[0]
			}
		}
	}
	put := func(key string, v *Value) {
		if v.Set {
			f.Values[key] = v.Text
		}
	}
	listed := d.Definition.who
	switch d.Definition.Kind {
	case Ledger:
		d.ledgerFigures(f.Values)
	case Score:
		d.scoreFigures(f.Values)
	case Slip:
		listed = d.Definition.slipColumns
	default:
		return f
	}
	for _, c := range listed() {
		if key, ok := strings.CutPrefix(c.key, fieldPrefix); ok {
			put(c.key, &d.Fields[d.fieldIndex(key)])
		} else if key, ok := strings.CutPrefix(c.key, resultPrefix); ok {
			put(c.key, &d.Results[d.Definition.result(key)])
		}
	}
	return f
}

// Clone is a copy that shares no memory with the document.
func (f *Figures) Clone() Figures {
	c := *f
	for _, text := range []*string{&c.Date, &c.Issue, &c.Secrecy, &c.Filed.Fonds, &c.Filed.Year, &c.Filed.Period, &c.Sums} {
		*text = strings.Clone(*text)
	}
	c.Values = maps.Clone(f.Values)
	for key, text := range c.Values {
		c.Values[key] = strings.Clone(text)
	}
	c.Open = slices.Clone(f.Open)
	for i, text := range c.Open {
		c.Open[i] = strings.Clone(text)
	}
	return c
}

// result is the place of a key among the results.
func (d *Definition) result(key string) int {
	return slices.IndexFunc(d.Results, func(r Result) bool { return r.Key == key })
}

// date is the day that the document is of: the field date, or else the first day above the table, or the first of all.
func (d *Document) date() string {
	def := d.Definition
	first := slices.IndexFunc(def.Fields, func(f Field) bool { return f.Key == "date" && f.Type == TypeDate })
	for _, key := range def.Head {
		if i := d.fieldIndex(key); first < 0 && def.Fields[i].Type == TypeDate {
			first = i
		}
	}
	own := def.opinionKeys()
	for i := range def.Fields {
		if first < 0 && def.Fields[i].Type == TypeDate && !slices.Contains(own, def.Fields[i].Key) {
			first = i
		}
	}
	if first < 0 {
		return ""
	}
	return d.Fields[first].Text
}

// opinionKeys are the fields of a slip's opinions, which are written by hand as a rule.
func (d *Definition) opinionKeys() (keys []string) {
	for _, o := range d.opinions() {
		keys = append(keys, o.Key, o.by(), o.date())
	}
	return keys
}

func (d *Definition) opinions() (all []*Opinion) {
	for g := range d.Grids {
		for r := range d.Grids[g].Rows {
			for c := range d.Grids[g].Rows[r].Cells {
				if o := d.Grids[g].Rows[r].Cells[c].Opinion; o != nil {
					all = append(all, o)
				}
			}
		}
	}
	return all
}

// signatures are the places where somebody is to sign and nobody is named yet.
func (d *Document) signatures() int {
	n := len(d.Definition.Sign)
	for _, o := range d.Definition.opinions() {
		if d.field(o.by()) == "" {
			n++
		}
	}
	for _, a := range d.Attached {
		if a != nil {
			n += a.signatures()
		}
	}
	for _, bound := range d.Documents {
		n += bound.signatures()
	}
	return n
}

// ledgerFigures are the figures of a ledger's summary, or else its sums, or else how many rows it has.
func (d *Document) ledgerFigures(to map[string]string) {
	def := d.Definition
	switch {
	case len(def.Summary) > 0:
		for _, f := range d.Computed().Summary {
			if f.Value != nil {
				to[figurePrefix+f.Key] = f.Value.String()
			}
		}
	case def.grandSum() != nil:
		label := def.grandSum().Label
		for _, s := range d.sumFigures() {
			for _, v := range s.Values {
				if s.Label == label && s.Group == "" && v.Number != nil {
					to[figurePrefix+v.Key] = v.Number.String()
				}
			}
		}
	}
	to[keyRows] = strconv.Itoa(len(d.Rows))
}

// grandSum is the first row that sums all rows up.
func (d *Definition) grandSum() *Sum {
	for i := range d.Sums {
		if d.Sums[i].Each == EveryRow && d.Sums[i].When == nil {
			return &d.Sums[i]
		}
	}
	return nil
}

// scoreFigures are what a scoring table's parts, and all of them, come to.
func (d *Document) scoreFigures(to map[string]string) {
	put := func(key string, n *decimal.Decimal) {
		if n != nil {
			to[key] = n.String()
		}
	}
	if d.Definition.Marks {
		m := d.marks()
		to[keyItems], to[keyMet], to[keyUnmet] = strconv.Itoa(m.Items), strconv.Itoa(m.Met), strconv.Itoa(m.Unmet)
		return
	}
	for i, p := range d.Definition.scoreParts() {
		switch {
		case p.group >= 0:
			put(partPrefix+strconv.Itoa(i+1), d.Groups[p.group])
		case d.Items[i].Weighted != nil:
			put(partPrefix+strconv.Itoa(i+1), d.Items[i].Weighted)
		default:
			put(partPrefix+strconv.Itoa(i+1), d.Items[i].Score)
		}
	}
	put(keyTotal, d.Total)
	put(keyBase, d.Base)
	if d.Grade != "" {
		to[keyGrade] = d.Grade
	}
	var veto []string
	for _, n := range d.Veto {
		veto = append(veto, d.Definition.Veto[n].Label)
	}
	if veto != nil {
		to[keyVeto] = strings.Join(veto, "；")
	}
	if n := d.unscoredItems(); len(n) > 0 {
		to[keyUnscored] = strconv.Itoa(len(n))
	}
}

// Prefixes and keys of a summary form's columns.
const (
	fieldPrefix  = "f_"
	resultPrefix = "r_"
	figurePrefix = "s_"
	partPrefix   = "p_"

	keyPlace    = "place"
	keyTotal    = "total"
	keyBase     = "base"
	keyGrade    = "grade"
	keyVeto     = "veto"
	keyUnscored = "unscored"
	keyItems    = "items"
	keyMet      = "met"
	keyUnmet    = "unmet"
	keyRate     = "rate"
	keyRows     = "rows"
	keyRemark   = "remark"
)
