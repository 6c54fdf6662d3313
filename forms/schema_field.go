package forms

import (
	"encoding/json"
	"strings"

	"gongwen/forms/decimal"
)

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
	for i := range d.Results {
		if d.Results[i].Key == key {
			return oneLine(d.Results[i].Label)
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
	if f.Several {
		one := object{{"type", "string"}, {"enum", of}}
		s.set("type", []string{"array", "null"})
		if f.needed() {
			(*s)[len(*s)-1].value = "array"
			s.set("minItems", 1)
		}
		s.set("uniqueItems", true)
		s.set("items", one)
		return
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
