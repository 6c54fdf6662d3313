package forms

import (
	"slices"

	"gongwen/forms/block"
)

// ledgerPage is A4 across. 15 mm on each side keep the 10 mm free that a seal over the sheets' edges (骑缝章) needs.
var ledgerPage = PageSetup{
	Width: 297 * block.MM, Height: 210 * block.MM,
	Margin: block.Margin{Top: 15 * block.MM, Right: 15 * block.MM, Bottom: 15 * block.MM, Left: 15 * block.MM},
}

const (
	ledgerRow = 9 * block.MM // of a row, when nothing is said: room for a hand
	maxPrint  = 1000         // rows of print_at_least
	maxRow    = 150 * block.MM
)

// ledger defines a ledger: columns, and rules over the inputs of a row.
func (d *decoder) ledger(def *Definition, src *ledgerSource) {
	known := d.common(def, &src.commonSource, ledgerPage)
	d.orders(def.Fields, "fields", known)
	fields := len(known.all)
	d.columns(def, src.Columns, known)
	d.widths(def)

	def.Rows = RowRule{PrintAtLeast: src.Rows.PrintAtLeast, Height: block.Length(src.Rows.Height)}
	if def.Rows.Height == 0 {
		def.Rows.Height = ledgerRow
	}
	if def.Rows.Height > maxRow {
		d.at("rows.height", faultRange, millimetres(def.Rows.Height), 0, millimetres(maxRow))
	}
	if n := def.Rows.PrintAtLeast; n < 0 || n > maxPrint {
		d.at("rows.print_at_least", faultRange, n, 0, maxPrint)
	}

	look := known.lookup(fields)
	for i, a := range src.Advise {
		when := d.expr(index("advise", i)+".when", a.When, func(e Expr) error { return e.Condition(look) })
		def.Advise = append(def.Advise, Advice{When: when, Say: a.Say})
	}
	for i, s := range src.Summary {
		path := index("summary", i)
		d.key(path+".key", s.Key)
		if first := slices.IndexFunc(src.Summary, func(o summarySource) bool { return o.Key == s.Key }); first < i {
			d.at(path+".key", faultTaken, s.Key, index("summary", first)+".key")
		}
		value := d.expr(path+".value", s.Value, func(e Expr) error { return e.Amount(look) })
		def.Summary = append(def.Summary, Summary{Key: s.Key, Label: s.Label, Value: value})
	}
}

// expr parses an expression and checks what it is about.
func (d *decoder) expr(path, src string, check func(Expr) error) Expr {
	if src == "" {
		return Expr{}
	}
	e, err := ParseExpr(src)
	if err == nil {
		err = check(e)
	}
	if err != nil {
		d.at(path, faultExpr, err)
	}
	return e
}

// columns defines the printed columns and spreads their inputs out.
func (d *decoder) columns(def *Definition, src []columnSource, known *names) {
	var places []string
	for i := range src {
		c, path := &src[i], index("columns", i)
		column := Column{Width: block.Length(c.Width), Align: d.align(path+".align", c.Align)}
		if c.Inputs == nil {
			column.Field = d.field(&c.fieldSource, path, known)
			if column.Type != TypeSerial {
				def.inputs = append(def.inputs, column.Field)
				places = append(places, path)
			}
		} else {
			column.Label = c.Label
			for j := range c.Inputs {
				at := index(path+".inputs", j)
				input := d.field(&c.Inputs[j], at, known)
				if input.Type == TypeSerial {
					d.at(at+".type", faultMisplaced, string(TypeSerial), "inputs")
				}
				column.Inputs = append(column.Inputs, input)
				places = append(places, at)
			}
			if len(column.Inputs) == 0 {
				d.at(path+".inputs", faultMissing, "inputs")
			}
			def.inputs = append(def.inputs, column.Inputs...)
		}
		def.Columns = append(def.Columns, column)
	}
	if len(def.inputs) == 0 {
		d.at("columns", faultMissing, "inputs")
	}
	for i := range def.inputs {
		d.order(&def.inputs[i], places[i], known)
	}
}
