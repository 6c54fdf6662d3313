package forms

import (
	"strconv"
	"strings"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// slot is an input of a workbook.
type slot struct {
	input  *block.Input
	field  *Field
	value  Value  // of one that is not Repeated
	tick   bool   // √ or nothing: the value is √ or not set
	says   string // what it takes, when that does not follow from its field
	head   string // what it belongs to, when it is not the form itself
	within string // pointer of the document that it is of, in the whole input
	found  bool   // it stands in a cell
}

// slots are the inputs of a workbook in the order of the form.
type slots struct {
	list   []slot
	at     map[string]int // by path
	head   string         // of those that are added
	within string         // of those that are added
}

// under adds inputs under a head.
func (s *slots) under(head string, add func()) {
	before := s.head
	if s.head = head; before != "" {
		s.head = before + " " + head
	}
	add()
	s.head = before
}

// add adds an input; where is the path of the record that it and those that it is compared with are in.
func (s *slots) add(one slot, path, prefix string) *block.Input {
	if one.head == "" {
		one.head = s.head
	}
	one.input, one.within = one.field.input(), s.within
	one.input.Path = prefix + path
	if one.tick {
		one.input.Type = block.Tick
	}
	s.at[one.input.Path] = len(s.list)
	s.list = append(s.list, one)
	return one.input
}

// form adds the name of a form, which an inner document has to say.
func (s *slots) form(prefix string, d *Definition) {
	f := &Field{Key: "form", Label: schemaForm, Type: TypeText, Required: true}
	s.add(slot{field: f, value: Value{Text: d.ID, Set: true}}, "form", prefix).Fixed = true
}

// find is the input of a path, or nil.
func (s *slots) find(path string) *slot {
	if i, ok := s.at[path]; ok {
		return &s.list[i]
	}
	return nil
}

// input is what a field takes, without its path.
func (f *Field) input() *block.Input {
	in := &block.Input{Label: oneLine(f.Label), Required: f.needed(), Words: f.Else, Lines: f.Lines}
	if f.Min != nil {
		in.Min = f.Min.String()
	}
	if f.Max != nil {
		in.Max = f.Max.String()
	}
	switch f.Type {
	case TypeInteger:
		in.Type, in.Format = block.Whole, "0"
	case TypeNumber:
		in.Type, in.Places, in.Format = block.Decimals, f.Places, "0"
		if f.Places > 0 {
			in.Format += "." + strings.Repeat("0", f.Places)
		}
	case TypeYear:
		in.Type, in.Min, in.Max, in.Format = block.Year, strconv.Itoa(minYear), strconv.Itoa(maxYear), "0"
	case TypeDate:
		in.Type, in.Format = block.Day, f.Print.Format()
	case TypeMonth:
		in.Type, in.Format = block.Month, f.Print.Format()
	case TypeChoice:
		in.Type, in.Of, in.Signs = block.Choice, f.Of, f.Signs
		if f.Several {
			in.Type = block.Choices
		}
	case TypePhone:
		in.Type, in.Length = block.Digits, maxPhone
	case TypeID:
		in.Type, in.Length = block.Digits, idLength
	default:
		in.Max = ""
		if f.Max != nil {
			n, _ := f.Max.Int()
			in.Length = int(n)
		}
	}
	return in
}

const idLength = 18

// takes is the input of a path of this document, or nil.
func (d *Document) takes(path string) *block.Input {
	if s := d.twin.all.find(d.twin.prefix + path); s != nil {
		return s.input
	}
	return nil
}

// listInputs adds all that the document takes but its 归档章 and the documents in it.
func (d *Document) listInputs() {
	def, all := d.Definition, d.twin.all
	d.listRecord(def.Fields, "fields/", d.Fields)
	switch {
	case def.Kind == Score:
		d.listItems()
	case def.Kind == Notice:
		limit := bound64(maxText)
		text := &Field{Key: "text", Label: schemaBody, Type: TypeText, Lines: true, Max: &limit}
		one := slot{field: text, value: d.Text}
		if text.Required = len(def.Notice.Body.Parts()) == 0; !text.Required {
			one.says = sayOwnText
		}
		all.add(one, text.Key, d.twin.prefix)
	case def.Rows.Fixed != nil:
		for i, row := range def.Rows.Fixed {
			all.under(row.Item, func() { d.listRecord(def.inputs, fixedPath(row.Item), d.Rows[i]) })
		}
	case def.Kind == Ledger || def.Kind == Slip || def.Kind == Chart:
		d.listRecord(def.inputs, "rows/", nil)
	}
}

// fixedPath is that of a row which the form prints.
func fixedPath(item string) string { return "rows/#" + item + "/" }

// listRecord adds fields that are one record, with its values; without, those of every row.
func (d *Document) listRecord(fields []Field, path string, values []Value) {
	for i := range fields {
		f := &fields[i]
		if !f.Taken() || f.Key == itemKey && d.Definition.Rows.Fixed != nil && path != "fields/" {
			continue
		}
		one := slot{field: f}
		if values != nil {
			one.value = values[i]
		}
		in := d.twin.all.add(one, path+f.Key, d.twin.prefix)
		in.Repeated = values == nil
		in.Since, in.Until = d.other(fields, path, f.Since), d.other(fields, path, f.Until)
	}
}

// other is the path of a field that another one of a record is compared with.
func (d *Document) other(fields []Field, path, key string) string {
	if key == "" {
		return ""
	}
	for i := range fields {
		if fields[i].Key == key && fields[i].Taken() {
			return d.twin.prefix + path + key
		}
	}
	if d.fieldIndex(key) >= 0 {
		return d.twin.prefix + "fields/" + key
	}
	return ""
}

// listArchive adds what a 归档章 says.
func (d *Document) listArchive() {
	fields := ArchiveFields()
	d.twin.all.under(schemaArchive, func() {
		for i := range fields {
			f := &fields[i]
			one := slot{field: f}
			if d.Archive != nil {
				one.value = d.Archive[i]
				one.value.Text = f.sign(one.value.Text)
			}
			f.Required = false // there need not be any
			if f.Signs != nil {
				f.Of, f.Signs = f.Of[:len(periods)], nil // without the codes, which say the same
			}
			d.twin.all.add(one, archiveKey+"/"+f.Key, d.twin.prefix)
		}
	})
}

func bound64(n int64) decimal.Decimal { return decimal.New(n, 0) }
