package forms

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
)

// sourceTypes are what a definition of each kind is read into: the notation itself.
func sourceTypes() []kindSource {
	return []kindSource{
		{Ledger, reflect.TypeFor[ledgerSource]()}, {Score, reflect.TypeFor[scoreSource]()}, {Slip, reflect.TypeFor[slipSource]()},
		{Notice, reflect.TypeFor[noticeSource]()}, {Chart, reflect.TypeFor[chartSource]()},
		{PacketKind, reflect.TypeFor[packetSource]()},
	}
}

type kindSource struct {
	kind Kind
	of   reflect.Type
}

// Kinds are all kinds of forms.
func Kinds() []Kind {
	var all []Kind
	for _, k := range sourceTypes() {
		all = append(all, k.kind)
	}
	return all
}

// ParseKind reads a kind by its name; ok is false if there is none such.
func ParseKind(name string) (kind Kind, ok bool) {
	for _, k := range Kinds() {
		if string(k) == name {
			return k, true
		}
	}
	return "", false
}

// DefinitionSchema is the JSON Schema (2020-12) of a definition of the kind, for editors that help to write one. It
// follows from the source structs and their tags. What values say of each other only Lint knows; so is what a key's
// own sort allows, which the schema says in words. It is nil for a kind that there is not.
func DefinitionSchema(kind Kind) []byte {
	for _, k := range sourceTypes() {
		if k.kind != kind {
			continue
		}
		s := object{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", string(kind) + " " + kindWords[kind]}}
		s = append(s, definitionMapping(k.of, kind)...)
		var b bytes.Buffer
		_ = json.Indent(&b, appendJSONValue(nil, s), "", "  ") // what is appended is JSON
		return append(b.Bytes(), '\n')
	}
	return nil
}

// definitionMapping is the schema of a source struct.
func definitionMapping(t reflect.Type, kind Kind) object {
	var properties object
	var required []string
	for _, k := range keysOf(t) {
		value := definitionValue(t.FieldByIndex(k.index).Type, kind)
		switch {
		case k.name == "kind" && t.Field(0).Type == reflect.TypeFor[commonSource]():
			value = object{{"const", string(kind)}}
		case definitionChoices(k.name) != nil:
			value = object{{"enum", definitionChoices(k.name)}}
		}
		properties.set(k.name, append(object{{"description", k.describe()}}, value...))
		if k.need && len(k.only) == 0 && len(k.not) == 0 {
			required = append(required, k.name)
		}
	}
	return closed(properties, required...)
}

// describe is what a key is for, and the sorts that may have it.
func (k *sourceKey) describe() string {
	words := definitionWords[k.name]
	if len(k.only) > 0 {
		words += "；只用于 " + strings.Join(k.only, "、")
	}
	if len(k.not) > 0 {
		words += "；不用于 " + strings.Join(k.not, "、")
	}
	return words
}

// definitionChoices are the values of a key that has a few, nil for any other.
func definitionChoices(key string) []string {
	switch key {
	case "type":
		return typeNames()
	case "turn":
		return []string{"portrait", "landscape"}
	}
	return nil
}

// definitionValue is the schema of one value.
func definitionValue(t reflect.Type, kind Kind) object {
	text, amount := object{{"type", []string{"string", "number"}}}, object{{"type", "number"}}
	list := func(of object) object { return object{{"type", "array"}, {"items", of}} }
	either := func(a, b object) object { return object{{"anyOf", []object{a, b}}} }
	sizes := func(n int) object { return append(list(amount), member{"minItems", n}, member{"maxItems", n}) }
	switch t {
	case reflect.TypeFor[number]():
		return amount
	case reflect.TypeFor[mm]():
		return append(amount, member{"minimum", 0}, member{"maximum", 1000})
	case reflect.TypeFor[fontSize]():
		var names []string
		for _, s := range sizeNames() {
			names = append(names, s.name)
		}
		return either(object{{"enum", names}}, append(amount, member{"minimum", 5}, member{"maximum", 42}))
	case reflect.TypeFor[later]():
		return either(text, object{{"type", "boolean"}})
	case reflect.TypeFor[lines](), reflect.TypeFor[labels]():
		return either(text, list(text))
	case reflect.TypeFor[rawNode]():
		return object{{"type", "object"}}
	case reflect.TypeFor[paper]():
		return either(object{{"enum", []string{"A4", "A3"}}}, sizes(2))
	case reflect.TypeFor[margin]():
		return sizes(4)
	case reflect.TypeFor[slipGrids]():
		one := definitionMapping(reflect.TypeFor[slipGridSource](), kind)
		return either(one, list(one))
	case reflect.TypeFor[slipRowSource]():
		cells := list(definitionValue(reflect.TypeFor[slipCellSource](), kind))
		return either(cells, closed(object{{"each", cells}}, "each"))
	case reflect.TypeFor[slipCellSource]():
		return either(text, definitionMapping(t, kind))
	}
	switch t.Kind() {
	case reflect.Pointer:
		return definitionValue(t.Elem(), kind)
	case reflect.Bool:
		return object{{"type", "boolean"}}
	case reflect.Int:
		return object{{"type", "integer"}}
	case reflect.Slice:
		return list(definitionValue(t.Elem(), kind))
	case reflect.Struct:
		return definitionMapping(t, kind)
	}
	return text
}
