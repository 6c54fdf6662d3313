package forms

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"gongwen/forms/decimal"
)

// SummaryRow is one document in a summary form.
type SummaryRow struct {
	Figures
	Ref   string // its form, family/name@version
	Title string
	Name  string // what it is called where its form has no field that says whose it is
}

// SummaryOptions say what a summary form has beside its rows.
type SummaryOptions struct {
	Unit, Date string  // 汇总单位 and 汇总日期 (2013-12-20); empty: left open
	Quota      []Share // of grades; none: those of the form
	Left       int     // documents that could not be made
}

// Summarize fills the summary form of the form's documents, a row for each: scoring tables in the order of their totals with
// places, grades and what their groups come to; ledgers with their figures and the sums of those; slips with their short
// fields. A grade that more documents have than its share of them is advice. The error is ErrNoSummary, or one of ours.
func (d *Definition) Summarize(rows []*SummaryRow, o SummaryOptions, cover Coverage) (*Document, error) {
	if err := d.Summable(); err != nil {
		return nil, err
	}
	if len(o.Quota) == 0 {
		o.Quota = d.Shares
	}
	ref := d.ID + "@" + strconv.Itoa(d.Version)
	mixed := slices.ContainsFunc(rows, func(r *SummaryRow) bool { return r.Ref != ref })
	rows = slices.Clone(rows)
	var columns []summaryColumn
	switch d.Kind {
	case Score:
		columns = d.scoreColumns(mixed)
		slices.SortStableFunc(rows, byPlace)
	case Ledger:
		columns = d.ledgerColumns()
	case Slip:
		columns = d.slipColumns()
	}
	fit(columns, rows)
	title := d.Blank().Title()
	if len(rows) > 0 && !slices.ContainsFunc(rows, func(r *SummaryRow) bool { return r.Title != rows[0].Title }) {
		title = rows[0].Title
	}
	title += wordSummary
	input, err := summaryInput(columns, rows, o)
	if err != nil {
		return nil, err
	}
	doc, err := d.summaryFill(title, columns, nil, input, cover)
	if err != nil || d.Kind != Score {
		if o.Left > 0 && err == nil {
			return d.summaryFill(title, columns, []string{noteLeft(o.Left)}, input, cover)
		}
		return doc, err
	}
	notes, advice := d.scoreNotes(doc, o, mixed)
	doc, err = d.summaryFill(title, columns, notes, input, cover)
	if err != nil {
		return nil, err
	}
	doc.Advice = append(doc.Advice, advice...)
	return doc, nil
}

// summaryFill makes the form and fills it.
func (d *Definition) summaryFill(title string, columns []summaryColumn, notes []string, input []byte, cover Coverage) (*Document, error) {
	def, err := d.summaryForm(title, slices.Clone(columns), notes)
	if err != nil {
		return nil, err
	}
	in, problems := ParseInput(input, ListLimits())
	if in == nil {
		return nil, fmt.Errorf("summary of %s: %s", d.ID, problems[0].Line(English))
	}
	doc, problems := def.Fill(in, cover)
	if doc == nil {
		return nil, fmt.Errorf("summary of %s: %s", d.ID, problems[0].Line(English))
	}
	return doc, nil
}

// ListLimits are those of inputs that list documents: there may be as many of these as there are.
func ListLimits() Limits {
	const most = 1 << 30
	return Limits{Body: most, Text: 1 << 20, Rows: most, Values: most}
}

// byPlace puts scoring tables in order: by their totals; then those with a veto; then those without a total.
func byPlace(a, b *SummaryRow) int {
	last := func(r *SummaryRow) int {
		switch {
		case r.Values[keyTotal] == "" && r.Values[keyItems] == "":
			return 2
		case r.Values[keyVeto] != "":
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(last(a), last(b)), b.points().Cmp(a.points()))
}

// points are what the order goes by: the total or, of a checklist, what share of it is met.
func (r *SummaryRow) points() decimal.Decimal {
	number := func(key string) decimal.Decimal {
		n, err := decimal.Parse(r.Values[key])
		if err != nil { // there is none
			return decimal.Decimal{}
		}
		return n
	}
	if r.Values[keyItems] != "" {
		share, _ := number(keyMet).Quo(number(keyItems))
		return share
	}
	return number(keyTotal)
}

// summaryInput is the input of the summary form.
func summaryInput(columns []summaryColumn, rows []*SummaryRow, o SummaryOptions) ([]byte, error) {
	fields := map[string]string{}
	for key, text := range map[string]string{"unit": o.Unit, "date": o.Date} {
		if text != "" {
			fields[key] = text
		}
	}
	list := make([]map[string]any, len(rows))
	for i, r := range rows {
		row := map[string]any{}
		for k := range columns {
			c := &columns[k]
			text := r.Values[c.key]
			if c.key == keyRemark {
				text = r.remark()
			}
			if k <= 1 && text == "" && len(c.key) > len(fieldPrefix) && c.key[:len(fieldPrefix)] == fieldPrefix {
				text = r.Name
			}
			switch {
			case c.value != "" || text == "":
			case c.kind == TypeNumber || c.kind == TypeInteger || c.kind == TypeYear:
				row[c.key] = json.RawMessage(text)
			default:
				row[c.key] = text
			}
		}
		list[i] = row
	}
	input, err := json.Marshal(map[string]any{"fields": fields, "rows": list})
	if err != nil {
		return nil, fmt.Errorf("summary: %w", err)
	}
	return input, nil
}

// remark is what there is to say of a document in its row.
func (r *SummaryRow) remark() string {
	if n := r.Values[keyUnscored]; n != "" {
		return unscoredWords(n)
	}
	items, _ := strconv.Atoi(r.Values[keyItems]) // canonical, or none
	met, _ := strconv.Atoi(r.Values[keyMet])
	unmet, _ := strconv.Atoi(r.Values[keyUnmet])
	if open := items - met - unmet; open > 0 {
		return undecidedWords(open)
	}
	return ""
}
