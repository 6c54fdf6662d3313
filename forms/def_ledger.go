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
	d.orders(def.Fields, known)
	fields := len(known.all)
	d.columns(def, src, known)
	d.widths(def)

	def.Rows.PrintAtLeast, def.Rows.Height = src.Rows.PrintAtLeast, block.Length(src.Rows.Height)
	if def.Rows.Height == 0 {
		def.Rows.Height = ledgerRow
	}
	if def.Rows.Height > maxRow {
		d.at("rows.height", faultRange, millimetres(def.Rows.Height), 0, millimetres(maxRow))
	}
	if n := def.Rows.PrintAtLeast; n < 0 || n > maxPrint {
		d.at("rows.print_at_least", faultRange, n, 0, maxPrint)
	}

	d.rowRule(def, &src.Rows, known)
	d.derive(def, known, fields)
	look := known.lookup(fields)
	d.sums(def, src, known, look)
	d.quotas(def, src.Quota, known)
	def.Measure, def.Later = src.Measure, src.Later.words()
	d.advise(def, src.Advise, look)
	d.refuse(def, src.Refuse, look)
	d.summary(def, src.Summary, look)
}

func (d *decoder) advise(def *Definition, src []adviceSource, look Lookup) {
	for i, a := range src {
		when := d.expr(index("advise", i)+".when", a.When, func(e Expr) error { return e.Condition(look) })
		def.Advise = append(def.Advise, Advice{When: when, Say: a.Say})
	}
}

func (d *decoder) summary(def *Definition, src []summarySource, look Lookup) {
	for i, s := range src {
		path := index("summary", i)
		d.key(path+".key", s.Key)
		if first := slices.IndexFunc(src, func(o summarySource) bool { return o.Key == s.Key }); first < i {
			d.at(path+".key", faultTaken, s.Key, index("summary", first)+".key")
		}
		value := d.expr(path+".value", s.Value, func(e Expr) error { return e.Amount(look) })
		def.Summary = append(def.Summary, Summary{Key: s.Key, Label: s.Label, Value: value})
	}
}

// refuse defines what stops a print. It reads as advice does.
func (d *decoder) refuse(def *Definition, src []adviceSource, look Lookup) {
	for i, a := range src {
		when := d.expr(index("refuse", i)+".when", a.When, func(e Expr) error { return e.Condition(look) })
		def.Advise = append(def.Advise, Advice{When: when, Say: a.Say, Stops: true})
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

// columns defines the columns and spreads their inputs out. A column without a width is not printed, which only that
// of the rows' group may be.
func (d *decoder) columns(def *Definition, src *ledgerSource, known *names) {
	var hidden []Field
	for i := range src.Columns {
		c, at := &src.Columns[i], index("columns", i)
		unprinted := c.Width == 0 && locate(d.root, at+".width") == locate(d.root, at)
		switch {
		case unprinted && c.Key != "" && c.Key == src.Rows.Group:
			hidden = append(hidden, d.hidden(c, at, known))
			continue
		case unprinted:
			d.at(at, faultMissing, "width")
		}
		if c.Each != "" {
			d.series(def, c, at, known)
			continue
		}
		column := d.printedColumn(c, at)
		switch {
		case c.Inputs != nil:
			column.Label, column.Inputs = c.Label, d.several(c.Inputs, at, known)
			def.inputs = append(def.inputs, column.Inputs...)
		case c.Value != "":
			column.Field = d.computed(c, at, known)
			def.inputs = append(def.inputs, column.Field)
		default:
			column.Field = d.field(&c.fieldSource, at, known)
			column.Required = column.Required && !c.Given
			if column.Given = c.Given; column.Type != TypeSerial {
				def.inputs = append(def.inputs, column.Field)
			}
		}
		def.Columns = append(def.Columns, column)
	}
	if def.inputs = append(def.inputs, hidden...); len(def.inputs) == 0 {
		d.at("columns", faultMissing, "inputs")
	}
	for i := range def.inputs {
		if k := known.find(def.inputs[i].Key); k != nil {
			d.order(&def.inputs[i], k.path, known)
		}
	}
}

// hidden is the input of a column that is not printed.
func (d *decoder) hidden(src *columnSource, at string, known *names) Field {
	if src.Value != "" {
		return d.computed(src, at, known)
	}
	f := d.field(&src.fieldSource, at, known)
	f.Given, f.Required = src.Given, f.Required && !src.Given
	return f
}

// printedColumn is what a column is besides its inputs.
func (d *decoder) printedColumn(src *columnSource, at string) Column {
	return Column{Width: block.Length(src.Width), Align: d.align(at+".align", src.Align), Shrink: d.shrink(at, src.Shrink), Under: src.Under, Merge: src.Merge}
}

// several defines the inputs of one printed column.
func (d *decoder) several(src []fieldSource, at string, known *names) (inputs []Field) {
	for j := range src {
		here := index(at+".inputs", j)
		input := d.field(&src[j], here, known)
		if input.Type == TypeSerial {
			d.at(here+".type", faultMisplaced, string(TypeSerial), "inputs")
		}
		inputs = append(inputs, input)
	}
	if len(inputs) == 0 {
		d.at(at+".inputs", faultMissing, "inputs")
	}
	return inputs
}
