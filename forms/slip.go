package forms

import "gongwen/forms/block"

// Result is a value of a slip that follows from others: 天数 from two dates. Its Field says how it is printed and what it
// may be.
type Result struct {
	Field
	Blank string // words of the empty form in its place; empty for room to write
}

// SlipGrid is a slip's table: rows of cells that fill it exactly.
type SlipGrid struct {
	Widths []block.Length
	Head   int // so many rows stand at the top of every page that the grid goes on over
	Rows   []SlipRow
}

// SlipRow is one row of a SlipGrid. Each is printed once for every row of the input.
type SlipRow struct {
	Cells  []SlipCell
	Height block.Length // at least
	Each   bool
}

// SlipCell is one cell of a SlipGrid, in column Col and over Cols columns and Rows rows: words with values in them, the
// options of a choice with boxes to tick, or an opinion.
type SlipCell struct {
	Col, Cols, Rows int
	Align           *block.Align // nil: by what is in it
	Words           Template
	Choice          string // key of the field whose options it shows; empty for none
	Opinion         *Opinion
}

// Opinion is room for what somebody says, with a signature and a date at its lower right. What is said, who signs and
// when are fields of the form: key, key_by and key_date.
type Opinion struct {
	Key  string
	Sign string // the words before the name; empty for none
	Seal bool   // （盖章） stands behind it
}

// split reports whether the row is printed as two: what is said, and the signatures under it.
func (r *SlipRow) split() bool {
	for i := range r.Cells {
		if r.Cells[i].Opinion != nil {
			return true
		}
	}
	return false
}

// alone is the key of the one value that the cell shows and nothing else, or empty.
func (c *SlipCell) alone() string {
	if parts := c.Words.Parts(); len(parts) == 1 {
		return parts[0].Key
	}
	return ""
}

// resultFigures are the results with their values.
func (d *Document) resultFigures() (all []FieldFigure) {
	for i := range d.Definition.Results {
		r := &d.Definition.Results[i]
		f := FieldFigure{Key: r.Key, Label: r.Label}
		switch v := valueOf(&r.Field, d.Results[i]); v.kind {
		case exprNumberType:
			f.Value = v.decimal()
		case exprTextType:
			f.Value = v.text
		}
		all = append(all, f)
	}
	return all
}

// keys are the fields that a cell shows.
func (c *SlipCell) keys() (keys []string) {
	for _, p := range c.Words.Parts() {
		if p.Key != "" {
			keys = append(keys, p.Key)
		}
	}
	switch {
	case c.Choice != "":
		keys = append(keys, c.Choice)
	case c.Opinion != nil:
		keys = append(keys, c.Opinion.Key, c.Opinion.by(), c.Opinion.date())
	}
	return keys
}

func (o *Opinion) by() string   { return o.Key + "_by" }
func (o *Opinion) date() string { return o.Key + "_date" }
