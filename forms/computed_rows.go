package forms

import (
	"encoding/json"
	"slices"

	"gongwen/forms/decimal"
)

// RowFigures are the computed columns of one row, or the sums of one row of sums, by their keys in printed order. It
// marshals to one JSON object.
type RowFigures []RowFigure

// RowFigure is one of them: a number, a text or, without either, nothing.
type RowFigure struct {
	Key    string
	Number *decimal.Decimal
	Text   string
}

// MarshalJSON writes {"total": 92.8, "grade": "优秀"}.
func (r RowFigures) MarshalJSON() ([]byte, error) {
	var o object
	for _, f := range r {
		switch {
		case f.Number != nil:
			o.set(f.Key, json.RawMessage(f.Number.String()))
		case f.Text != "":
			o.set(f.Key, f.Text)
		default:
			o.set(f.Key, nil)
		}
	}
	if o == nil {
		return []byte("{}"), nil
	}
	return appendJSONValue(nil, o), nil
}

// SumFigures is one printed row that sums all rows up.
type SumFigures struct {
	Label    string     `json:"label"`
	Group    string     `json:"group,omitempty"` // of a sub-total: the group's text
	Values   RowFigures `json:"values"`
	Capitals string     `json:"capitals,omitempty"` // 人民币大写
}

// rowFigures are the computed columns, row by row as they are printed; nil for a form without.
func (d *Document) rowFigures() []RowFigures {
	derive := slices.Clone(d.Definition.derive)
	if len(derive) == 0 {
		return nil
	}
	slices.Sort(derive)
	rows := make([]RowFigures, len(d.Rows))
	for n, row := range d.Rows {
		for _, i := range derive {
			f := RowFigure{Key: d.Definition.inputs[i].Key}
			if v := valueOf(&d.Definition.inputs[i], row[i]); v.kind == exprNumberType {
				amount := v.decimal()
				f.Number = &amount
			} else {
				f.Text = v.text
			}
			rows[n] = append(rows[n], f)
		}
	}
	return rows
}

// sumFigures are the rows that sum all others, or those of a group, up. Those of a page are on the pages alone.
func (d *Document) sumFigures() (sums []SumFigures) {
	for i := range d.Definition.Sums {
		switch sum := &d.Definition.Sums[i]; sum.Each {
		case EveryRow:
			sums = append(sums, d.sumFigure(sum, "", d.only(sum)))
		case EachGroup:
			group := d.Definition.input(d.Definition.Rows.Group)
			for _, text := range d.groupTexts() {
				only := d.only(sum)
				for n, row := range d.Rows {
					only[n] = only[n] && row[group].Text == text
				}
				sums = append(sums, d.sumFigure(sum, text, only))
			}
		}
	}
	return sums
}

// sumFigure is what the rows that count come to.
func (d *Document) sumFigure(sum *Sum, group string, only []bool) SumFigures {
	s := SumFigures{Label: sum.Label, Group: group}
	for i := range d.Definition.inputs {
		f := &d.Definition.inputs[i]
		series := d.seriesAt(i)
		if !slices.Contains(sum.Of, f.Key) && (series == nil || !slices.Contains(sum.Of, series.Key)) {
			continue
		}
		var total decimal.Decimal
		for n, row := range d.Rows {
			if v := valueOf(f, row[i]); only[n] && v.kind == exprNumberType {
				total = total.Add(v.decimal())
			}
		}
		s.Values = append(s.Values, RowFigure{Key: f.Key, Number: &total})
		if f.Key == sum.Capitals {
			s.Capitals = total.Capitals()
		}
	}
	return s
}
