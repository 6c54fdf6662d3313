package forms

import (
	"bytes"
	"encoding/json"
	"strings"

	"gongwen/forms/decimal"
)

// object is a JSON object whose members keep their order: that of the printed form.
type object []member

type member struct {
	key   string
	value any
}

func (o *object) set(key string, value any) { *o = append(*o, member{key, value}) }

// setText sets a text unless it is empty.
func (o *object) setText(key, text string) {
	if text != "" {
		o.set(key, text)
	}
}

// MarshalJSON writes the members in their order.
func (o object) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, m := range o {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, quote(m.key)...)
		b = append(b, ':')
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		b = append(b, value...)
	}
	return append(b, '}'), nil
}

// Schema is the JSON Schema (2020-12) of the form's input, always the same bytes for the same definition. It says
// what one value may be; what values say of each other and which characters can be printed only Fill knows. Fill
// takes null and empty text for nothing where nothing need be given, and so does the schema.
func (d *Definition) Schema() []byte {
	title := d.Title.Expand(func(key string) string {
		for i := range d.Fields {
			if d.Fields[i].Key == key {
				return d.Fields[i].Default
			}
		}
		return ""
	})
	s := object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"title", title},
	}
	s.setText("description", d.Source)
	fields, needed := d.fieldsSchema(d.Fields)
	fields = append(object{{"title", schemaFields}}, fields...)
	body := member{"rows", d.rowsSchema()}
	if d.Kind == Score {
		body = member{"items", d.itemsSchema()}
	}
	required := []string{body.key}
	if needed {
		required = []string{"fields", body.key}
	}
	s = append(s, closed(object{
		{"form", object{{"title", schemaForm}, {"const", d.ID}}},
		{"version", object{{"title", schemaVersion}, {"const", d.Version}}},
		{"fields", fields},
		body,
	}, required...)...)
	var b bytes.Buffer
	raw, err := s.MarshalJSON()
	if err == nil {
		err = json.Indent(&b, raw, "", "  ")
	}
	if err != nil {
		return nil // cannot be: all of it is text, numbers and lists
	}
	b.WriteByte('\n')
	return b.Bytes()
}

// closed is an object schema with these properties and no others.
func closed(properties object, required ...string) object {
	s := object{{"type", "object"}, {"additionalProperties", false}}
	if len(required) > 0 {
		s.set("required", required)
	}
	s.set("properties", properties)
	return s
}

// fieldsSchema is the object of these fields; needed tells whether one of them must be given.
func (d *Definition) fieldsSchema(fields []Field) (s object, needed bool) {
	var properties object
	var required []string
	for i := range fields {
		f := &fields[i]
		properties.set(f.Key, f.schema(d.label))
		if f.needed() {
			required = append(required, f.Key)
		}
	}
	return closed(properties, required...), len(required) > 0
}

func (f *Field) needed() bool { return f.Required && f.Default == "" }

// Patterns of texts, in what ECMA-262 and RE2 have in common.
const (
	yearExpr   = `[1-9]\d{3}`
	monthExpr  = yearExpr + `-(?:0[1-9]|1[0-2])`
	dayExpr    = yearExpr + `-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))`
	leapExpr   = `(?:[1-9]\d(?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[13579][26])00)-02-29`
	dateExpr   = dayExpr + `|` + leapExpr
	numberExpr = `(?:[+() -]*\d){3}[+() \d-]*(?:(?:转|ext)[+() -]*\d[+() \d-]*)?`
	phoneExpr  = numberExpr + `(?:[、/；;]` + numberExpr + `)*`
	idExpr     = `\d{17}[\dX]`
)

// label is the printed label of a key on one line.
func (d *Definition) label(key string) string {
	for _, fields := range [][]Field{d.Fields, d.inputs} {
		for i := range fields {
			if fields[i].Key == key {
				return oneLine(fields[i].Label)
			}
		}
	}
	return key
}

func oneLine(label string) string { return strings.ReplaceAll(label, "\n", "") }

// schema is what the field takes; label words the keys that its rules name.
func (f *Field) schema(label func(key string) string) object {
	s := object{{"title", oneLine(f.Label)}}
	s.setText("description", f.describe(label))
	switch f.Type {
	case TypeInteger, TypeNumber, TypeYear:
		f.numberSchema(&s)
	case TypeChoice:
		f.choiceSchema(&s)
	case TypeDate:
		f.textSchema(&s, dateExpr)
	case TypeMonth:
		f.textSchema(&s, monthExpr)
	case TypePhone:
		f.textSchema(&s, phoneExpr)
		s.set("maxLength", maxPhone)
	case TypeID:
		f.textSchema(&s, idExpr)
	default:
		f.textSchema(&s, "")
		if f.Max != nil {
			s.set("maxLength", f.Max)
		}
	}
	return s
}

const maxPhone = 40

func (f *Field) numberSchema(s *object) {
	name := numberWord(f.Type)
	if f.needed() {
		s.set("type", name)
	} else {
		s.set("type", []string{name, "null"})
	}
	low, high := decimal.New(-maxWhole, 0), decimal.New(maxWhole, 0) // what a spreadsheet keeps to the digit
	if f.Type == TypeYear {
		low, high = decimal.New(minYear, 0), decimal.New(maxYear, 0)
	}
	if f.Min != nil {
		low = decimal.Max(low, *f.Min)
	}
	if f.Max != nil {
		high = decimal.Min(high, *f.Max)
	}
	s.set("minimum", low)
	s.set("maximum", high)
	if f.Type == TypeNumber {
		s.set("multipleOf", decimal.New(1, f.Places))
	}
	if f.Default != "" {
		s.set("default", json.Number(f.Default))
	}
}

func (f *Field) choiceSchema(s *object) {
	of := make([]any, 0, len(f.Of)+2)
	for _, choice := range f.Of {
		of = append(of, choice)
	}
	if !f.needed() {
		of = append(of, "", nil)
	}
	s.set("enum", of)
}

// textSchema is a text, of a pattern if there is one.
func (f *Field) textSchema(s *object, expr string) {
	if f.needed() {
		s.set("type", "string")
		s.set("minLength", 1)
	} else {
		s.set("type", []string{"string", "null"})
	}
	switch {
	case expr == "":
	case f.needed():
		s.set("pattern", "^(?:"+expr+")$")
	default:
		s.set("pattern", "^(?:"+expr+")?$")
	}
	if f.Type == TypeDate {
		s.set("format", "date")
	}
}

func (d *Definition) rowsSchema() object {
	row, _ := d.fieldsSchema(d.inputs)
	return object{{"title", schemaRows}, {"type", "array"}, {"maxItems", Limits{}.withDefaults().Rows}, {"items", row}}
}

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
