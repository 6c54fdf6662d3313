package forms

import (
	"cmp"

	"gongwen/forms/decimal"
)

// itemsSchema is the items of a scoring table by their keys.
func (d *Definition) itemsSchema() object {
	var properties object
	for i := range d.items {
		properties.set(d.items[i].Key, d.itemSchema(&d.items[i]))
	}
	return append(object{{"title", schemaItems}}, closed(properties)...)
}

// vetoSchema is the conditions that can be met.
func (d *Definition) vetoSchema() object {
	var each []object
	for i := range d.Veto {
		each = append(each, object{{"title", d.Veto[i].Label}, {"const", d.Veto[i].Key}})
	}
	return object{
		{"title", schemaVeto}, {"type", []string{"array", "null"}}, {"uniqueItems", true},
		{"items", object{{"oneOf", each}}},
	}
}

// itemSchema is what an item takes: its score, or the reasons that lead to it; an item with neither has all its
// points, or no bonus. An item of a checklist is met or not.
func (d *Definition) itemSchema(item *Item) object {
	var own object
	for i := range d.inputs {
		own.set(d.inputs[i].Key, d.inputs[i].schema(d.label))
	}
	with := func(m member) object { return append(object{m}, own...) }
	s := object{{"title", cmp.Or(item.Name, item.Content)}, {"description", item.Content}}
	if d.Marks {
		met := object{{"title", schemaMet}, {"type", []string{"boolean", "null"}}}
		return append(s, closed(with(member{"met", met}))...)
	}
	key, title := "deductions", schemaDeductions
	if item.Bonus {
		key, title = "additions", schemaAdditions
	}
	rules := object{
		{"title", title}, {"description", item.Criteria}, {"type", []string{"array", "null"}},
		{"items", object{{"oneOf", item.ruleSchemas()}}},
	}
	score := item.pointsSchema(schemaScore, []string{"number", "null"}, 0)
	return append(s, member{"oneOf", []object{
		closed(with(member{"score", score}), "score"),
		closed(with(member{key, rules})),
	}})
}

// ruleSchemas are one for each rule and one for points that no rule takes.
func (item *Item) ruleSchemas() []object {
	var each []object
	for i := range item.Rules {
		r := &item.Rules[i]
		properties, required := object{{"rule", object{{"title", schemaRule}, {"const", r.Key}}}}, []string{"rule"}
		switch {
		case r.Each:
			properties.set("count", object{
				{"title", schemaCount}, {"type", "integer"}, {"minimum", 1}, {"maximum", maxCount}, {"default", 1},
			})
		case r.To != nil:
			points := item.pointsSchema(schemaPoints, "number", 0)
			points[2].value, points[3].value = r.Points, *r.To
			properties.set("points", points)
			required = append(required, "points")
		}
		s := object{{"title", r.Label}, {"description", r.describe(item.Bonus)}}
		each = append(each, append(s, closed(properties, required...)...))
	}
	own := object{
		{"points", item.pointsSchema(schemaPoints, "number", 1)},
		{"reason", object{{"title", schemaReason}, {"type", "string"}, {"minLength", 1}, {"maxLength", maxReason}}},
	}
	return append(each, append(object{{"title", schemaOwn}}, closed(own, "points", "reason")...))
}

// pointsSchema is points from low, in units of the last decimal, to all of the item's.
func (item *Item) pointsSchema(title string, kind any, low int64) object {
	return object{
		{"title", title}, {"type", kind}, {"minimum", decimal.New(low, scorePlaces)}, {"maximum", item.Points},
		{"multipleOf", decimal.New(1, scorePlaces)},
	}
}
