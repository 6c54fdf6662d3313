package forms

import "gongwen/forms/decimal"

// Computed is what a document says beyond its input. It marshals to JSON with exact numbers.
type Computed struct {
	Summary []Figure         `json:"summary,omitempty"` // in the definition's order
	Items   []ItemFigure     `json:"items,omitempty"`   // score: in printed order
	Total   *decimal.Decimal `json:"total,omitempty"`   // score: absent while an item has no score
	Points  *decimal.Decimal `json:"points,omitempty"`  // score: what the items add up to
}

// Figure is one total of the summary.
type Figure struct {
	Key   string           `json:"key"`
	Label string           `json:"label"`
	Value *decimal.Decimal `json:"value"` // nil: nothing to compute it from
}

// ItemFigure is what one scoring item got and why.
type ItemFigure struct {
	No      string           `json:"no"`
	Name    string           `json:"name"`
	Points  decimal.Decimal  `json:"points"`
	Score   *decimal.Decimal `json:"score"` // nil: not scored yet
	Reasons []Reason         `json:"reasons,omitempty"`
}

// Computed is the document's totals.
func (d *Document) Computed() Computed {
	var c Computed
	for _, s := range d.Definition.Summary {
		f := Figure{Key: s.Key, Label: s.Label}
		if v := (exprScope{doc: d}).eval(s.Value.root); v.kind == exprNumberType {
			d := v.decimal()
			f.Value = &d
		}
		c.Summary = append(c.Summary, f)
	}
	if d.Definition.Kind != Score {
		return c
	}
	items := d.Definition.Items()
	for i := range items {
		it := &items[i]
		c.Items = append(c.Items, ItemFigure{it.No, it.Name, it.Points, d.Items[i].Score, d.Items[i].Reasons})
	}
	c.Total, c.Points = d.Total, &d.Definition.Points
	return c
}
