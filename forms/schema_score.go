package forms

import "gongwen/forms/decimal"

// itemsSchema is the items of a scoring table by their numbers.
func (d *Definition) itemsSchema() object {
	var properties object
	for i := range d.items {
		properties.set(d.items[i].No, d.items[i].schema())
	}
	return append(object{{"title", schemaItems}}, closed(properties)...)
}

// schema is what an item takes: its score, or the deductions that lead to it; an item with neither has all its points.
func (item *Item) schema() object {
	deductions := object{
		{"title", schemaDeductions}, {"description", item.Criteria}, {"type", []string{"array", "null"}},
		{"items", object{{"oneOf", item.deductionSchemas()}}},
	}
	name := item.Name
	if name == "" {
		name = item.Content
	}
	return object{
		{"title", name}, {"description", item.Content},
		{"oneOf", []object{
			closed(object{{"score", item.pointsSchema(schemaScore, []string{"number", "null"}, 0)}}, "score"),
			closed(object{{"deductions", deductions}}),
		}},
	}
}

// deductionSchemas are one for each rule and one for points that no rule takes.
func (item *Item) deductionSchemas() []object {
	var each []object
	for i := range item.Deduct {
		r := &item.Deduct[i]
		properties := object{{"rule", object{{"title", schemaRule}, {"const", r.Key}}}}
		if r.Each {
			properties.set("count", object{
				{"title", schemaCount}, {"type", "integer"}, {"minimum", 1}, {"maximum", maxCount}, {"default", 1},
			})
		}
		s := object{{"title", r.Label}, {"description", r.describe()}}
		each = append(each, append(s, closed(properties, "rule")...))
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
