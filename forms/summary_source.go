package forms

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"gongwen/forms/decimal"
)

// The structs below are a ledger's definition as it is written; their fields are those of the notation.

type madeForm struct {
	Form    string         `yaml:"form"`
	Version int            `yaml:"version"`
	Kind    Kind           `yaml:"kind"`
	Source  string         `yaml:"source,omitempty"`
	Title   string         `yaml:"title"`
	Page    madePage       `yaml:"page,flow"`
	Fields  []madeField    `yaml:"fields"`
	Head    []string       `yaml:"head,flow"`
	Columns []madeColumn   `yaml:"columns"`
	Rows    madeRows       `yaml:"rows,flow"`
	Sums    []madeSum      `yaml:"sums,omitempty"`
	Notes   []string       `yaml:"notes,omitempty"`
	Sign    []string       `yaml:"sign,flow"`
	Sample  map[string]any `yaml:"sample,flow"`
}

type madePage struct {
	Paper  string `yaml:"paper"`
	Turn   string `yaml:"turn"`
	Mirror bool   `yaml:"mirror,omitempty"`
}

type madeField struct {
	Key   string `yaml:"key"`
	Label string `yaml:"label"`
	Type  Type   `yaml:"type,omitempty"`
	Max   int    `yaml:"max,omitempty"`
	Seal  int    `yaml:"seal,omitempty"`
}

type madeColumn struct {
	Key    string `yaml:"key"`
	Label  string `yaml:"label"`
	Under  string `yaml:"under,omitempty"`
	Type   Type   `yaml:"type,omitempty"`
	Print  string `yaml:"print,omitempty"`
	Max    int    `yaml:"max,omitempty"`
	Value  string `yaml:"value,omitempty"`
	Places *int   `yaml:"places,omitempty"`
	Align  string `yaml:"align,omitempty"`
	Width  int    `yaml:"width"`
}

type madeRows struct {
	PrintAtLeast int `yaml:"print_at_least"`
}

type madeSum struct {
	Label string   `yaml:"label"`
	Of    []string `yaml:"of,flow"`
}

// Room for columns across a page, in millimetres, between margins of 15.
const (
	a4Room = 267
	a3Room = 390
)

// summaryForm writes the definition of a form's summary with its notes and parses it.
func (d *Definition) summaryForm(title string, columns []summaryColumn, notes []string) (*Definition, error) {
	form := madeForm{
		Form: d.ID + "-summary", Version: d.Version, Kind: Ledger, Source: d.Source,
		Title: strings.NewReplacer("{", "｛", "}", "｝").Replace(title),
		Page:  madePage{Paper: "A4", Turn: "landscape"},
		Fields: []madeField{
			{Key: "unit", Label: wordOffice, Max: longText, Seal: 42},
			{Key: "date", Label: wordDate, Type: TypeDate},
		},
		Head: []string{"unit", "date"}, Rows: madeRows{PrintAtLeast: 10}, Notes: notes,
		Sign: []string{wordAudited, wordMade}, Sample: map[string]any{},
	}
	sum, grow, room := 0, 0, a4Room
	for i := range columns {
		sum, grow = sum+columns[i].width, grow+columns[i].grow
	}
	if sum > room {
		form.Page.Paper, room = "A3", a3Room
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
		form.Sums = []madeSum{{Label: wordTotal, Of: summed}}
	}
	text, err := yaml.Marshal(&form)
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
func (c *summaryColumn) source() madeColumn {
	m := madeColumn{Key: c.key, Label: c.label, Under: c.under, Value: c.value, Align: c.align, Width: c.width}
	places := c.places
	switch {
	case c.kind == TypeSerial:
		m.Key, m.Type = "no", TypeSerial
		return m
	case c.value != "" && c.kind == TypeNumber:
		m.Places = &places
		return m
	case c.value != "":
		return m
	case c.kind == TypeNumber:
		m.Type, m.Places = TypeNumber, &places
	case c.kind == TypeText:
		m.Max = maxText
	default:
		m.Type, m.Print = c.kind, string(c.print)
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
