package forms

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"gongwen/forms/decimal"
)

// labels is one label or several, the outermost first.
type labels []string

func (p *labels) decode(d *decoder, n *yaml.Node, at string) {
	if n.Kind != yaml.SequenceNode {
		*p = labels{d.text(n, at)}
		return
	}
	for i, item := range n.Content {
		*p = append(*p, d.text(item, index(at, i)))
	}
}

// sumSource is a row under a ledger that sums columns up.
type sumSource struct {
	Label    string   `yaml:"label,need"`
	Of       []string `yaml:"of,need"`
	Each     string   `yaml:"each"`
	Capitals string   `yaml:"capitals"`
}

type quotaSource struct {
	Of     string `yaml:"of,need"`
	Value  string `yaml:"value,need"`
	AtMost string `yaml:"at_most,need"`
	By     string `yaml:"by,need"`
	Name   string `yaml:"name,need"`
}

// series spreads a column for each day of a month or each month of a year out. Its label may hold {n}.
func (d *decoder) series(def *Definition, src *columnSource, at string, known *names) {
	g := Series{Key: src.Key, Label: src.Label, Month: src.In, First: len(def.inputs), Count: 12}
	switch src.Each {
	case "days":
		g.Count = 31
		if month := known.find(src.In); month == nil || month.kind != TypeMonth {
			d.at(at+".in", faultWrongType, src.In, "month")
		}
	case "months":
		if src.In != "" {
			d.at(at+".in", faultMisplaced, "in", "months")
		}
	default:
		d.oneOf(at+".each", src.Each, "days", "months")
	}
	one := d.field(&src.fieldSource, at, known)
	if k := known.find(src.Key); k != nil {
		k.kind += seriesMark
	}
	for n := 1; n <= g.Count; n++ {
		c := d.printedColumn(src, at)
		c.Field = one
		no := strconv.Itoa(n)
		c.Key, c.Label = one.Key+"_"+no, strings.ReplaceAll(one.Label, "{n}", no)
		if src.Each == "days" {
			c.Day = n
		}
		known.add(c.Key, at+".key", one.Type)
		def.inputs = append(def.inputs, c.Field)
		def.Columns = append(def.Columns, c)
	}
	def.Series = append(def.Series, g)
}

// derive checks what columns are computed from, and puts them in an order in which each comes after those.
func (d *decoder) derive(def *Definition, known *names, fields int) {
	const open, done = 1, 2
	state := map[int]int{}
	look := known.lookup(fields)
	var chain []string
	var visit func(i int)
	visit = func(i int) {
		f := &def.inputs[i]
		switch {
		case f.Value == nil || state[i] == done:
			return
		case state[i] == open:
			circle := append(slices.Clone(chain[slices.Index(chain, f.Key):]), f.Key)
			d.at(d.columnOf(f.Key)+".value", faultCircle, strings.Join(circle, " → "))
			return
		}
		state[i] = open
		chain = append(chain, f.Key)
		walkNames(f.Value.root, func(id *exprIdent) bool {
			if j := slices.IndexFunc(def.inputs, func(o Field) bool { return o.Key == id.name }); j >= 0 {
				visit(j)
			}
			return true
		})
		state[i], chain = done, chain[:len(chain)-1]
		t, err := f.Value.Derived(look)
		if err != nil {
			d.at(d.columnOf(f.Key)+".value", faultExpr, err)
		}
		f.Type = t
		if k := known.find(f.Key); k != nil {
			k.kind = t
		}
		def.derive = append(def.derive, i)
	}
	for i := range def.inputs {
		visit(i)
	}
	for i := range def.Columns {
		c := &def.Columns[i]
		if c.Value != nil {
			c.Field = def.inputs[def.input(c.Key)]
		}
	}
}

// sums defines the rows that sum columns up.
func (d *decoder) sums(def *Definition, src *ledgerSource, known *names) {
	for i, s := range src.Sums {
		at := index("sums", i)
		sum := Sum{Label: s.Label, Of: s.Of, Each: Every(s.Each), Capitals: s.Capitals}
		switch sum.Each {
		case "":
			sum.Each = EveryRow
		case EveryPage, Running, EveryRow:
		default:
			d.oneOf(at+".each", s.Each, string(EveryPage), string(Running), string(EveryRow))
		}
		for j, key := range s.Of {
			d.number(index(at+".of", j), key, known)
		}
		if s.Capitals != "" && !slices.Contains(s.Of, s.Capitals) {
			d.oneOf(at+".capitals", s.Capitals, s.Of...)
		}
		def.Sums = append(def.Sums, sum)
	}
}

// number checks that a key is that of a column, or of a grid's columns, with numbers.
func (d *decoder) number(at, key string, known *names) {
	k := known.find(key)
	switch {
	case k == nil:
		d.at(at, faultNoSuch, key, known.near(key))
	case !strings.HasPrefix(k.path, "columns") || exprTypeOf(k.kind) != exprNumberType:
		d.at(at, faultWrongType, key, "integer, number")
	}
}

// quotas defines how many rows may have a value.
func (d *decoder) quotas(def *Definition, src []quotaSource, known *names) {
	for i, s := range src {
		at := index("quota", i)
		percent, ok := strings.CutSuffix(s.AtMost, "%")
		n, err := strconv.ParseInt(percent, 10, 64)
		if s.AtMost != "" && (!ok || err != nil || n < 0 || n > 100) {
			d.at(at+".at_most", faultShape, shapePercent)
		}
		d.number(at+".by", s.By, known)
		for _, ref := range []struct{ at, key string }{{".of", s.Of}, {".name", s.Name}} {
			if k := known.find(ref.key); k == nil || !strings.HasPrefix(k.path, "columns") {
				d.at(at+ref.at, faultNoSuch, ref.key, known.near(ref.key))
			}
		}
		def.Quota = append(def.Quota, Quota{Of: s.Of, Value: s.Value, AtMost: n, By: s.By, Name: s.Name})
	}
}

// columnOf is the path of the column of a key.
func (d *decoder) columnOf(key string) string {
	columns := locate(d.root, "columns")
	for i, n := range columns.Content {
		if locate(n, "key").Value == key {
			return index("columns", i)
		}
	}
	return "columns"
}

// computed defines a column whose value follows from others.
func (d *decoder) computed(src *columnSource, at string, known *names) Field {
	plain := src.fieldSource
	plain.Type, plain.Places = string(TypeNumber), src.Places
	f := d.field(&plain, at, known)
	e, err := ParseExpr(src.Value)
	if err != nil {
		d.at(at+".value", faultExpr, err)
	}
	f.Value = &e
	f.Round = locate(d.root, at+".places") != locate(d.root, at)
	return f
}

// rowRule defines how rows are printed.
func (d *decoder) rowRule(def *Definition, src *rowsSource, known *names, fields int) {
	r := &def.Rows
	r.Across, r.Below, r.Group = max(src.Across, 1), src.Below, src.Group
	if src.Across < 0 || src.Across > 6 {
		d.at("rows.across", faultRange, src.Across, 1, 6)
	} else if r.Across > 1 {
		d.room(def, r.Across)
		d.alone(def, src)
	}
	var group *Field
	if i := slices.IndexFunc(def.inputs, func(f Field) bool { return f.Key == src.Group }); i >= 0 {
		group = &def.inputs[i]
	} else if src.Group != "" {
		d.at("rows.group", faultNoSuch, src.Group, known.near(src.Group))
	}
	switch {
	case src.Order == "" || src.Order == "given":
	case src.Order != "choice":
		d.oneOf("rows.order", src.Order, "given", "choice")
	case group == nil || group.Type != TypeChoice:
		d.at("rows.order", faultWrongType, src.Group, string(TypeChoice))
	default:
		r.Ordered = true
	}
	if src.Fixed != nil {
		d.fixed(def, src.Fixed, "rows.fixed", make([]Template, len(def.inputs)))
		var items []string
		for _, row := range r.Fixed {
			items = append(items, row.Item)
		}
		item := Field{Key: itemKey, Label: itemLabel, Type: TypeChoice, Required: true, Of: items}
		known.add(item.Key, "rows.fixed", item.Type)
		def.inputs = append(def.inputs, item)
		for i := range r.Fixed {
			r.Fixed[i].Text = append(r.Fixed[i].Text, Template{})
		}
	}
}

// alone checks that rows that stand side by side have nothing that goes over whole rows.
func (d *decoder) alone(def *Definition, src *rowsSource) {
	if src.Group != "" {
		d.at("rows.group", faultMisplaced, "group", "across")
	}
	if locate(d.root, "sums") != d.root {
		d.at("sums", faultMisplaced, "sums", "across")
	}
	for i := range def.Columns {
		at := d.columnOf(def.Columns[i].Key)
		if def.Columns[i].Value != nil {
			d.at(at+".value", faultMisplaced, "value", "across")
		}
		if def.Columns[i].Merge {
			d.at(at+".merge", faultMisplaced, "merge", "across")
		}
	}
}

// constant checks a text of a fixed row that no field has a part in.
func (d *decoder) constant(f *Field, t Template, n *yaml.Node, at string) {
	if len(t.Parts()) != 1 || t.Parts()[0].Key != "" {
		return
	}
	text := t.Parts()[0].Text
	switch f.Type {
	case TypeInteger, TypeNumber, TypeYear:
		if _, err := decimal.Parse(text); err != nil {
			d.fault(n, at, faultShape, shapeNumber)
		}
	case TypeDate, TypeMonth:
		if !realDate(text) && !realMonth(text) {
			d.fault(n, at, faultShape, shapeDate)
		}
	case TypeChoice:
		if !slices.Contains(f.Of, text) {
			d.fault(n, at, faultOneOf, text, strings.Join(f.Of, ", "))
		}
	}
}

// itemKey says, in a row of the input, which fixed row it is about.
const (
	itemKey   = "item"
	itemLabel = "项目"
)

// fixed defines the rows that the form prints. What stands beside a list of rows holds for all of them.
func (d *decoder) fixed(def *Definition, src []rawNode, at string, outer []Template) {
	for i, raw := range src {
		here := index(at, i)
		text, item, inner := slices.Clone(outer), "", []rawNode(nil)
		for k := 0; raw.Node != nil && k+1 < len(raw.Content); k += 2 {
			key, value := raw.Content[k].Value, raw.Content[k+1]
			j := slices.IndexFunc(def.inputs, func(f Field) bool { return f.Key == key && f.Value == nil })
			switch {
			case key == itemKey:
				item = d.text(value, join(here, key))
			case key == "rows" && value.Kind == yaml.SequenceNode:
				for _, n := range value.Content {
					inner = append(inner, rawNode{n})
				}
			case j < 0:
				d.fault(raw.Content[k], join(here, key), faultUnknown, key, hint(""))
			default:
				t, err := ParseTemplate(d.text(value, join(here, key)))
				if err != nil {
					d.fault(value, join(here, key), faultTemplate, err)
				}
				text[j] = t
				d.constant(&def.inputs[j], t, value, join(here, key))
			}
		}
		if inner != nil {
			d.fixed(def, inner, here+".rows", text)
			continue
		}
		if item == "" {
			d.at(here, faultMissing, itemKey)
		}
		if first := slices.IndexFunc(def.Rows.Fixed, func(r FixedRow) bool { return r.Item == item }); first >= 0 {
			d.at(join(here, itemKey), faultTaken, item, index("rows.fixed", first))
		}
		def.Rows.Fixed = append(def.Rows.Fixed, FixedRow{Item: item, Text: text})
	}
}
