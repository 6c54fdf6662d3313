package forms

import (
	"bytes"
	"encoding/json"
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

// appendJSONValue appends an object in its order, or what json.Marshal makes of any other value.
func appendJSONValue(b []byte, value any) []byte {
	switch value := value.(type) {
	case object:
		b = append(b, '{')
		for i, m := range value {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(append(b, quote(m.key)...), ':')
			b = appendJSONValue(b, m.value)
		}
		return append(b, '}')
	case []object:
		b = append(b, '[')
		for i, o := range value {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendJSONValue(b, o)
		}
		return append(b, ']')
	}
	raw, _ := json.Marshal(value) // texts, numbers and lists of them have a JSON form
	return append(b, raw...)
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
		{"title", oneLine(title)},
	}
	s.setText("description", d.Source)
	s = append(s, d.inputSchema()...)
	var b bytes.Buffer
	_ = json.Indent(&b, appendJSONValue(nil, s), "", "  ") // what is appended is JSON
	b.WriteByte('\n')
	return b.Bytes()
}

// inputSchema is the schema of an input, in which these members are required beside those that the form needs.
func (d *Definition) inputSchema(required ...string) object {
	fields, needed := d.fieldsSchema(d.Fields)
	fields = append(object{{"title", schemaFields}}, fields...)
	body := member{"rows", d.rowsSchema()}
	if d.Kind == Score {
		body = member{"items", d.itemsSchema()}
	}
	if needed {
		required = append(required, "fields")
	}
	properties := object{
		{"form", object{{"title", schemaForm}, {"const", d.ID}}},
		{"version", object{{"title", schemaVersion}, {"const", d.Version}}},
		{"fields", fields},
	}
	switch {
	case d.Kind == PacketKind:
		properties, required = append(properties, d.packetSchema()...), append(required, keyDocuments)
	case d.Kind == Notice:
		own, needs := d.noticeSchema()
		properties, required = append(properties, own...), append(required, needs...)
	case d.Kind != Slip || len(d.inputs) > 0:
		properties = append(properties, body)
		if d.Kind != Slip || d.Rows.Required {
			required = append(required, body.key)
		}
	}
	if len(d.Veto) > 0 {
		properties.set("veto", d.vetoSchema())
	}
	properties.set(archiveKey, d.archiveSchema())
	return closed(properties, required...)
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
		if !f.Taken() {
			continue
		}
		properties.set(f.Key, f.schema(d.label))
		if f.needed() {
			required = append(required, f.Key)
		}
	}
	return closed(properties, required...), len(required) > 0
}

func (f *Field) needed() bool { return f.Required && f.Default == "" }

func (d *Definition) rowsSchema() object {
	row, _ := d.fieldsSchema(d.inputs)
	s := object{{"title", schemaRows}, {"type", "array"}}
	most := Limits{}.withDefaults().Rows
	if d.Kind == Chart {
		most = maxChart
		s.set("minItems", 1)
	}
	return append(s, member{"maxItems", most}, member{"items", row})
}
