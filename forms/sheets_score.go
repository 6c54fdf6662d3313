package forms

import (
	"cmp"
	"strconv"
	"strings"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// Paths of what an item takes, below its own.
const (
	pathScore = "/score"
	pathMet   = "/met"
	pathUnmet = "/unmet"
	pathRules = "/rules/"
	pathOpen  = "/points" // of a rule that leaves them open

	pathFreeItem   = "free/item"
	pathFreePoints = "free/points"
	pathFreeReason = "free/reason"
	pathVeto       = "veto/"
)

func (it *Item) path() string { return "items/" + it.Key }

// words name an item on one line: its number and what it is about.
func (it *Item) words() string {
	return strings.TrimSpace(it.No + " " + oneLine(cmp.Or(it.Name, shorten(it.Content))))
}

// listItems adds what the items of a scoring table take, the deductions that no rule of the form makes, and the veto.
func (d *Document) listItems() {
	def := d.Definition
	for i := range def.items {
		it := &def.items[i]
		var a Award
		if i < len(d.Items) {
			a = d.Items[i]
		}
		d.twin.all.under(it.words(), func() { d.listItem(it, &a) })
	}
	if !def.Marks {
		d.listFree()
	}
	for i := range def.Veto {
		v := &def.Veto[i]
		one := slot{field: &Field{Key: v.Key, Label: v.Label, Type: TypeText}, tick: true, head: schemaVeto}
		for _, n := range d.Veto {
			if n == i {
				one.value = Value{Text: tick, Pointer: "/veto", Set: true}
			}
		}
		d.twin.all.add(one, pathVeto+v.Key, d.twin.prefix)
	}
}

func (d *Document) listItem(it *Item, a *Award) {
	all, prefix := d.twin.all, d.twin.prefix
	if d.Definition.Marks {
		for _, met := range []bool{true, false} {
			one := slot{field: &Field{Label: d.markLabel(met), Type: TypeText}, tick: true}
			if a.Met != nil && *a.Met == met {
				one.value = Value{Text: tick, Pointer: a.Pointer + pathMet, Set: true}
			}
			path := pathMet
			if !met {
				path = pathUnmet
			}
			all.add(one, it.path()+path, prefix)
		}
	} else {
		f := pointsField(schemaScore)
		f.Min, f.Max = &decimal.Decimal{}, &it.Points
		one := slot{field: &f}
		if a.Score != nil && len(a.Reasons) == 0 {
			one.value = Value{Text: a.Score.String(), Pointer: a.Pointer, Set: true}
		}
		all.add(one, it.path()+pathScore, prefix).Format = ""
	}
	for k := range d.Definition.inputs {
		one := slot{field: &d.Definition.inputs[k]}
		if k < len(a.Values) {
			one.value = a.Values[k]
		}
		all.add(one, it.path()+"/"+one.field.Key, prefix)
	}
	for k := range it.Rules {
		d.listRule(it, k, a)
	}
}

// markLabel is the head of the column in which an item is met, or not.
func (d *Document) markLabel(met bool) string {
	key, label := colMet, markMet
	if !met {
		key, label = colUnmet, markUnmet
	}
	if i := d.Definition.column(key); i >= 0 {
		return d.Definition.Columns[i].Label
	}
	return label
}

// listRule adds how often a rule is broken, or that it is, or how many points it takes.
func (d *Document) listRule(it *Item, k int, a *Award) {
	r := &it.Rules[k]
	one, path := slot{tick: true, field: &Field{Label: r.Label, Type: TypeText}}, it.path()+pathRules+r.Key
	switch {
	case r.To != nil:
		f := pointsField(r.Label)
		f.Min, f.Max = &r.Points, r.To
		one, path = slot{field: &f}, path+pathOpen
	case r.Each:
		low, high := decimal.New(1, 0), decimal.New(maxCount, 0)
		one = slot{field: &Field{Label: r.Label, Type: TypeInteger, Min: &low, Max: &high}}
	}
	times := int64(0)
	for i := range a.Reasons {
		reason := &a.Reasons[i]
		if reason.rule != k+1 {
			continue
		}
		times += reason.times
		one.value = Value{Text: tick, Pointer: a.Pointer, Set: true}
		switch {
		case r.To != nil:
			one.value.Text = reason.Points.String()
		case r.Each:
			one.value.Text = strconv.FormatInt(times, 10)
		}
	}
	one.says = r.describe(it.Bonus)
	d.twin.all.add(one, path, d.twin.prefix)
}

// listFree adds the deductions for reasons of the user's own, of which there may be any number.
func (d *Document) listFree() {
	var keys, signs []string
	low, most, length := decimal.New(1, scorePlaces), decimal.Decimal{}, decimal.New(maxReason, 0)
	for i := range d.Definition.items {
		it := &d.Definition.items[i]
		keys, signs = append(keys, it.Key), append(signs, it.sign(d.Definition))
		most = decimal.Max(most, it.Points)
	}
	points := pointsField(labelFreePoints)
	points.Min, points.Max = &low, &most
	for _, one := range []struct {
		path  string
		field Field
	}{
		{pathFreeItem, Field{Key: "item", Label: labelFreeItem, Type: TypeChoice, Of: keys, Signs: signs}},
		{pathFreePoints, points},
		{pathFreeReason, Field{Key: "reason", Label: labelFreeReason, Type: TypeText, Max: &length}},
	} {
		d.twin.all.add(slot{field: &one.field}, one.path, d.twin.prefix).Repeated = true
	}
}

// sign is what stands for an item in a list: its number, if no other one has that.
func (it *Item) sign(d *Definition) string {
	same := 0
	for i := range d.items {
		if d.items[i].No == it.No {
			same++
		}
	}
	if it.No == "" || same > 1 {
		return it.Key
	}
	return it.No
}

// itemTakes makes the cells of an item's row inputs: its score, which follows from the deductions until it is given, or
// its ticks, and what else it takes.
func (d *Document) itemTakes(cells []block.Cell, it *Item, a *Award) {
	for i := range d.Definition.Columns {
		c, cell := &d.Definition.Columns[i], &cells[i]
		path := it.path() + "/" + c.Key
		switch {
		case c.Key == colScore:
			if len(a.Reasons) > 0 || a.Score == nil {
				cell.Formula = d.scoreFormula(it)
			}
		case c.Key != colMet && c.Key != colUnmet && c.Type == "":
			continue
		}
		take(cell, d.takes(path))
	}
}

// scoreFormula is an item's points less what the deductions take, or the sum of what is added, and open while there are
// none.
func (d *Document) scoreFormula(it *Item) block.Formula {
	cell := func(path string) string { return "{@" + d.twin.prefix + path + "}" }
	cells := func(path string) string { return "{@" + d.twin.prefix + path + ":}" }
	free := "COUNTIF(" + cells(pathFreeItem) + "," + quoteFormula(it.sign(d.Definition)) + ")"
	sum := "SUMIF(" + cells(pathFreeItem) + "," + quoteFormula(it.sign(d.Definition)) + "," + cells(pathFreePoints) + ")"
	var entries []string
	for i := range it.Rules {
		r := &it.Rules[i]
		at := cell(it.path() + pathRules + r.Key)
		switch {
		case r.To != nil:
			at = cell(it.path() + pathRules + r.Key + pathOpen)
			sum += "+N(" + at + ")"
		case r.Each:
			sum += "+N(" + at + ")*" + r.Points.String()
		default:
			sum += "+IF(" + at + `="` + tick + `",` + r.Points.String() + ",0)"
		}
		entries = append(entries, at)
	}
	given := free
	if entries != nil {
		given = "COUNTA(" + strings.Join(entries, ",") + ")+" + free
	}
	value := "MAX(0," + it.Points.String() + "-ROUND(" + sum + ",6))"
	if it.Bonus {
		value = "MIN(" + it.Points.String() + ",ROUND(" + sum + ",6))"
	}
	return block.Formula("IF(" + given + `=0,"",` + value + ")")
}

// vetoTest is the condition that a veto is ticked.
func (d *Document) vetoTest(v *Veto) string {
	return "{@" + d.twin.prefix + pathVeto + v.Key + `}="` + tick + `"`
}
