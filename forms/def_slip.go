package forms

import (
	"slices"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// slipPage is A4 upright with a binding margin on the left.
var slipPage = PageSetup{
	Width: 210 * block.MM, Height: 297 * block.MM,
	Margin: block.Margin{Top: 20 * block.MM, Right: 18 * block.MM, Bottom: 20 * block.MM, Left: 25 * block.MM},
}

const (
	slipRow     = 10 * block.MM // of a row, when nothing is said
	opinionRow  = 36 * block.MM // of one with an opinion
	maxSlipRow  = 250 * block.MM
	maxOpinion  = 500 // characters, when nothing is said
	maxSigner   = 40
	opinionSign = "签字："
)

// slip defines a slip: fields, results that follow from them, and grids that print each of them once.
func (d *decoder) slip(def *Definition, src *slipSource) {
	known := d.common(def, &src.commonSource, slipPage)
	uses := d.uses(src)
	var places []string
	for i := range src.Fields {
		places = append(places, index("fields", i))
	}
	for i := range src.Grid {
		g := &src.Grid[i]
		def.Grids = append(def.Grids, d.slipGrid(def, g, known))
		for len(places) < len(def.Fields) {
			places = append(places, g.path)
		}
	}
	d.orders(def.Fields, known)
	fields := len(known.all)
	for i := range src.Rows.Inputs {
		path := index("rows.inputs", i)
		input := d.field(&src.Rows.Inputs[i], path, known)
		if input.Type == TypeSerial {
			d.at(path+".type", faultMisplaced, string(TypeSerial), "inputs")
		}
		def.inputs = append(def.inputs, input)
	}
	for i := range def.inputs {
		d.order(&def.inputs[i], index("rows.inputs", i), known)
	}
	if n := src.Rows.PrintAtLeast; n < 0 || n > maxPrint {
		d.at("rows.print_at_least", faultRange, n, 0, maxPrint)
	}
	def.Rows = RowRule{PrintAtLeast: src.Rows.PrintAtLeast, Required: src.Rows.Required}
	columns := len(known.all)
	look := func(name string) (t Type, column, ok bool) {
		i := slices.IndexFunc(known.all, func(n named) bool { return n.key == name })
		if i < 0 {
			return "", false, false
		}
		return known.all[i].kind, i >= fields && i < columns, true
	}
	d.results(def, src.Computed, known, look)
	d.advise(def, src.Advise, look)
	d.summary(def, src.Summary, look)
	for i := range src.Grid {
		d.slipWords(def, i, &src.Grid[i], known, look)
	}
	d.printedOften(def, uses, known)
}

// results defines the values that follow from others, each from those before it.
func (d *decoder) results(def *Definition, src []resultSource, known *names, look Lookup) {
	for i := range src {
		s, path := &src[i], index("computed", i)
		r := Result{Blank: s.Blank}
		value := d.expr(path+".value", s.Value, func(e Expr) (err error) {
			walkNames(e.root, func(id *exprIdent) bool {
				switch j := slices.IndexFunc(src, func(o resultSource) bool { return o.Key == id.name }); {
				case j == i:
					err = &ExprError{Column: id.place(), Code: exprItself, Name: id.name}
				case j > i:
					err = &ExprError{Column: id.place(), Code: exprLater, Name: id.name}
				}
				return err == nil
			})
			if err == nil {
				r.Type, err = e.Value(look)
			}
			return err
		})
		if r.Type == "" {
			r.Type = TypeText
		}
		typed := fieldSource{Key: s.Key, Label: s.Label, Type: string(r.Type), Places: &s.Places, Min: s.Min, Max: s.Max, Else: s.Else}
		if r.Type == TypeText && (s.Min.Decimal != nil || s.Max.Decimal != nil || s.Places != 0) {
			d.at(path, faultMisplaced, "min, max, places", string(TypeText))
		}
		r.Field = d.field(&typed, path, known)
		r.Value = &value
		def.Results = append(def.Results, r)
	}
}

func atMost(n int64) number {
	d := decimal.New(n, 0)
	return number{&d}
}

// use is a value that a slip prints so many times.
type use struct {
	key, path string
	want, got int
}

// uses are all values of a slip, with how often each is to be printed.
func (d *decoder) uses(src *slipSource) (all []use) {
	add := func(key, path string, printed *int) {
		u := use{key: key, path: path, want: 1}
		if printed != nil {
			u.want = *printed
		}
		all = append(all, u)
	}
	for i := range src.Fields {
		add(src.Fields[i].Key, index("fields", i), src.Fields[i].Printed)
	}
	for i := range src.Rows.Inputs {
		add(src.Rows.Inputs[i].Key, index("rows.inputs", i), nil)
	}
	for i := range src.Computed {
		add(src.Computed[i].Key, index("computed", i), src.Computed[i].Printed)
	}
	return all
}

// printedOften checks that every value is printed as often as it says: once, if it says nothing.
func (d *decoder) printedOften(def *Definition, uses []use, known *names) {
	count := func(keys ...string) {
		for _, key := range keys {
			if i := slices.IndexFunc(uses, func(u use) bool { return u.key == key }); i >= 0 {
				uses[i].got++
			}
		}
	}
	for _, p := range def.Title.Parts() {
		count(p.Key)
	}
	count(def.Head...)
	for i := range def.Grids {
		for j := range def.Grids[i].Rows {
			for k := range def.Grids[i].Rows[j].Cells {
				count(def.Grids[i].Rows[j].Cells[k].keys()...)
			}
		}
	}
	for _, u := range uses {
		if u.got != u.want && known.find(u.key) != nil {
			d.at(u.path, faultPrinted, u.key, u.got, u.want)
		}
	}
}
