package forms

import (
	"fmt"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v3"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// Room for columns across a page, in millimetres, between margins of 15.
const (
	a4Room = 267
	a3Room = 390
)

// summaryForm writes the definition of a form's summary with its notes and parses it.
func (d *Definition) summaryForm(title string, columns []summaryColumn, notes []string) (*Definition, error) {
	form := ledgerSource{
		commonSource: commonSource{
			Form: d.ID + "-summary", Version: d.Version, Kind: string(Ledger), Source: d.Source,
			Title: lines(strings.NewReplacer("{", "｛", "}", "｝").Replace(title)),
			Page:  pageSource{Paper: paperA4, Turn: "landscape"},
			Fields: []headSource{
				{fieldSource: fieldSource{Key: "unit", Label: wordOffice, Max: atMost(longText)}, Seal: 42 * mm(block.MM)},
				{fieldSource: fieldSource{Key: "date", Label: wordDate, Type: string(TypeDate)}},
			},
			Head: []string{"unit", "date"}, Notes: notes, Sign: []string{wordAudited, wordMade},
			Sample: rawNode{&yaml.Node{Kind: yaml.MappingNode}},
		},
		Rows: rowsSource{PrintAtLeast: 10},
	}
	sum, grow, room := 0, 0, a4Room
	for i := range columns {
		sum, grow = sum+columns[i].width, grow+columns[i].grow
	}
	if sum > room {
		form.Page.Paper, room = paperA3, a3Room
	}
	var summed []string
	left := room - sum
	for i := range columns {
		c := &columns[i]
		if c.grow > 0 {
			more := left * c.grow / grow
			left, grow = left-more, grow-c.grow
			c.width += more
		}
		form.Columns = append(form.Columns, c.source())
		if c.summed {
			summed = append(summed, c.key)
		}
	}
	if summed != nil {
		form.Sums = []sumSource{{Label: wordTotal, Of: summed}}
	}
	text, err := yaml.Marshal(encode(reflect.ValueOf(form)))
	if err != nil {
		return nil, fmt.Errorf("summary of %s: %w", d.ID, err)
	}
	def, err := Parse(form.Form, text)
	if err != nil {
		return nil, fmt.Errorf("summary of %s: %w", d.ID, err)
	}
	return def, nil
}

// source is the column as it is written.
func (c *summaryColumn) source() columnSource {
	m := columnSource{
		fieldSource: fieldSource{Key: c.key, Label: c.label},
		Value:       c.value, Align: c.align, Width: mm(c.width) * mm(block.MM),
	}
	if c.under != "" {
		m.Under = labels{c.under}
	}
	places := c.places
	switch {
	case c.kind == TypeSerial:
		m.Key, m.Type = "no", string(TypeSerial)
	case c.value != "" && c.kind == TypeNumber:
		m.Places = &places
	case c.value != "":
	case c.kind == TypeNumber:
		m.Type, m.Places = string(TypeNumber), &places
	case c.kind == TypeText:
		m.Max = atMost(maxText)
	default:
		m.Type, m.Print = string(c.kind), string(c.print)
	}
	return m
}

// fit gives columns of numbers as many places as their values have.
func fit(columns []summaryColumn, rows []*SummaryRow) {
	most := 0
	for i := range columns {
		c := &columns[i]
		if c.kind != TypeNumber || c.key == keyPlace || c.key == keyRate {
			continue
		}
		for _, r := range rows {
			if n, err := decimal.Parse(r.Values[c.key]); err == nil && r.Values[c.key] != "" {
				c.places = max(c.places, n.Places())
			}
		}
		if strings.HasPrefix(c.key, partPrefix) {
			most = max(most, c.places)
		}
	}
	for i := range columns {
		if c := &columns[i]; c.value != "" && c.kind == TypeNumber && c.key != keyPlace && c.key != keyRate {
			c.places = max(c.places, most)
		}
	}
}
