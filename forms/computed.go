package forms

import "gongwen/forms/decimal"

// Computed is what a document says beyond its input. It marshals to JSON with exact numbers.
type Computed struct {
	Fields  []FieldFigure    `json:"fields,omitempty"`  // slip: what follows from its fields and rows
	Summary []Figure         `json:"summary,omitempty"` // in the definition's order
	Rows    []RowFigures     `json:"rows,omitempty"`    // ledger with computed columns: in printed order
	Sums    []SumFigures     `json:"sums,omitempty"`    // ledger: the printed rows that sum all rows up
	Items   []ItemFigure     `json:"items,omitempty"`   // score: in printed order; not of a checklist
	Total   *decimal.Decimal `json:"total,omitempty"`   // score: absent while an item has no score
	Points  *decimal.Decimal `json:"points,omitempty"`  // score: what the items add up to
	Groups  []GroupFigure    `json:"groups,omitempty"`  // score: in printed order
	Base    *decimal.Decimal `json:"base,omitempty"`    // score with a bonus: the total without it
	Bonus   *decimal.Decimal `json:"bonus,omitempty"`   // score with a bonus
	Grade   string           `json:"grade,omitempty"`   // score: absent while it is open
	Veto    []VetoFigure     `json:"veto,omitempty"`    // score: the conditions that are met
	Marks   *MarkFigures     `json:"marks,omitempty"`   // checklist
}

// GroupFigure is what one group got.
type GroupFigure struct {
	Label  string           `json:"label"`
	Points *decimal.Decimal `json:"points,omitempty"` // absent: the form says none
	Cap    *decimal.Decimal `json:"cap,omitempty"`    // what it counts at most
	Items  *decimal.Decimal `json:"items,omitempty"`  // what its items come to, when that is above the cap
	Score  *decimal.Decimal `json:"score"`            // nil: an item has no score yet
}

// VetoFigure is a condition that decided the grade.
type VetoFigure struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	Grade string `json:"grade"`
}

// MarkFigures counts the items of a checklist.
type MarkFigures struct {
	Items int `json:"items"`
	Met   int `json:"met"`
	Unmet int `json:"unmet"`
	Open  int `json:"open"` // neither yet
}

// Figure is one total of the summary.
type Figure struct {
	Key   string           `json:"key"`
	Label string           `json:"label"`
	Value *decimal.Decimal `json:"value"` // nil: nothing to compute it from
}

// ItemFigure is what one scoring item got and why.
type ItemFigure struct {
	No       string           `json:"no"`
	Name     string           `json:"name"`
	Points   decimal.Decimal  `json:"points"`
	Score    *decimal.Decimal `json:"score"` // nil: not scored yet
	Weighted *decimal.Decimal `json:"weighted,omitempty"`
	Reasons  []Reason         `json:"reasons,omitempty"`
}

// FieldFigure is a value that follows from others.
type FieldFigure struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	Value any    `json:"value"` // an exact number, a text, or nil: nothing to compute it from
}

// Computed is the document's totals.
func (d *Document) Computed() Computed {
	c := Computed{Fields: d.resultFigures()}
	for _, s := range d.Definition.Summary {
		f := Figure{Key: s.Key, Label: s.Label}
		if v := (exprScope{doc: d}).eval(s.Value.root); v.kind == exprNumberType {
			d := v.decimal()
			f.Value = &d
		}
		c.Summary = append(c.Summary, f)
	}
	c.Rows, c.Sums = d.rowFigures(), d.sumFigures()
	if d.Definition.Kind != Score {
		return c
	}
	if d.Definition.Marks {
		marks := d.marks()
		c.Marks = &marks
		return c
	}
	items := d.Definition.Items()
	for i := range items {
		it, a := &items[i], &d.Items[i]
		c.Items = append(c.Items, ItemFigure{it.Key, it.Name, it.Points, a.Score, a.Weighted, a.Reasons})
	}
	c.Total, c.Points, c.Grade = d.Total, &d.Definition.Points, d.Grade
	next := 0
	for i := range d.Definition.Groups {
		g := &d.Definition.Groups[i]
		first := next
		if next += len(g.Items); g.Label == "" {
			continue
		}
		figure := GroupFigure{Label: g.Label}
		if g.Points.Sign() > 0 {
			figure.Points = &g.Points
		}
		if i < len(d.Groups) {
			figure.Score = d.Groups[i]
		}
		if g.Cap.Sign() > 0 {
			figure.Cap, figure.Items = &g.Cap, g.above(d.Items[first:next])
		}
		c.Groups = append(c.Groups, figure)
		if g.Bonus {
			c.Base, c.Bonus = d.Base, d.Bonus
		}
	}
	for _, n := range d.Veto {
		v := &d.Definition.Veto[n]
		c.Veto = append(c.Veto, VetoFigure{v.Key, v.Label, d.Definition.Grades[v.Grade].Label})
	}
	return c
}

// above is what the awards of a group's items come to, or nil when that is within its cap.
func (g *Group) above(awards []Award) *decimal.Decimal {
	var sum decimal.Decimal
	for i := range awards {
		if awards[i].Score != nil {
			sum = sum.Add(g.Items[i].weigh(*awards[i].Score))
		}
	}
	if sum.Cmp(g.Cap) <= 0 {
		return nil
	}
	return &sum
}

// marks counts the items of a checklist.
func (d *Document) marks() MarkFigures {
	m := MarkFigures{Items: len(d.Items)}
	for i := range d.Items {
		switch met := d.Items[i].Met; {
		case met == nil:
			m.Open++
		case *met:
			m.Met++
		default:
			m.Unmet++
		}
	}
	return m
}
