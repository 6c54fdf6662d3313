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

// rowRule defines how rows are printed.
func (d *decoder) rowRule(def *Definition, src *rowsSource, known *names) {
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
