package renderer

import (
	"bytes"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"gongwen/forms"
)

// Split makes of every item of a ledger one for each value that its rows have under a key, in the order in which the
// values come first. The key is one of a row, or of a field: then it stands in the rows and is moved to the fields, in the
// place of what they say. A field of the same meaning as a row's key gets the value where it has none. What cannot be
// split comes as it is. Problems of the parts point into the whole. The error is an OptionError.
func Split(items iter.Seq2[Item, error], d *forms.Definition, key string) (iter.Seq2[Item, error], error) {
	row, field, ok := d.SplitKey(key)
	s := splitter{moved: row == nil}
	switch {
	case d.Kind != forms.Ledger:
		return nil, &OptionError{Option: "split-by", Value: key, Why: "only a ledger can be split"}
	case !ok:
		return nil, &OptionError{Option: "split-by", Value: key, Why: "there is " + strings.Join(keysOf(d), ", ")}
	case row != nil:
		s.key, s.label = row.Key, row.Label
	default:
		s.key, s.label = field.Key, field.Label
	}
	if field != nil {
		s.field = field.Key
	}
	return func(yield func(Item, error) bool) {
		index := 0
		for it, err := range items {
			if err != nil {
				yield(it, err)
				return
			}
			for _, part := range s.parts(it) {
				part.Index = index
				index++
				if !yield(part, nil) {
					return
				}
			}
		}
	}, nil
}

// keysOf are the keys of a form's rows and fields.
func keysOf(d *forms.Definition) (keys []string) {
	for _, fields := range [...][]forms.Field{d.Inputs(), d.Fields} {
		for i := range fields {
			if !slices.Contains(keys, fields[i].Key) {
				keys = append(keys, fields[i].Key)
			}
		}
	}
	return keys
}

// splitter splits ledgers.
type splitter struct {
	key, label string
	field      string // the key of the field that gets the value; empty: none does
	moved      bool   // the rows do not keep it
}

// member is a member of an object, both parts as written.
type member struct{ name, value jsontext.Value }

// parts are what an item is split into.
func (s *splitter) parts(it Item) []Item {
	whole, ok := members(it.Input)
	at := -1
	for i := range whole {
		if text(whole[i].name) == "rows" {
			ok = ok && at < 0
			at = i
		}
	}
	if !ok || at < 0 || it.Checked {
		return []Item{it}
	}
	rows, ok := elements(whole[at].value)
	if !ok || len(rows) == 0 {
		return []Item{it}
	}
	head := s.head(whole)
	if head != "" && !slices.ContainsFunc(rows, s.has) {
		p := forms.Problem{Code: forms.CodeOneGroup, Pointer: it.Pointer + "/fields/" + s.field, Args: forms.Args{Label: s.label, Value: head}}
		return []Item{{Index: it.Index, Pointer: it.Pointer, Problems: []forms.Problem{p}, Checked: true}}
	}
	groups := map[string]int{} // by value: index of its part
	var all []Item
	var bodies [][]jsontext.Value
	var values []jsontext.Value
	var missing []forms.Problem
	for i, row := range rows {
		rest, value := s.take(row)
		given := strings.TrimSpace(text(value))
		if given == "" {
			missing = append(missing, forms.Problem{
				Code: forms.CodeRequired, Pointer: it.Pointer + "/rows/" + strconv.Itoa(i) + "/" + s.key, Args: forms.Args{Label: s.label},
			})
			continue
		}
		n, known := groups[given]
		if !known {
			n = len(all)
			groups[given] = n
			all, bodies, values = append(all, it), append(bodies, nil), append(values, value)
			all[n].Rows, all[n].Start = nil, Start{}
		}
		all[n].Rows = append(all[n].Rows, i)
		bodies[n] = append(bodies[n], rest)
	}
	if missing != nil {
		return []Item{{Index: it.Index, Pointer: it.Pointer, Problems: missing, Checked: true}}
	}
	for n := range all {
		if own := strings.TrimSpace(text(values[n])); s.moved && head != "" && head != own {
			all[n].Problems = append(slices.Clip(all[n].Problems), forms.Problem{
				Severity: forms.SeverityAdvice, Code: forms.CodeReplaced, Pointer: it.Pointer + "/fields/" + s.field, Args: forms.Args{Label: s.label, Value: head},
			})
		}
		all[n].Input = s.join(whole, at, bodies[n], values[n])
	}
	return all
}

// take is a row's value of the key, and the row as its part has it.
func (s *splitter) take(row jsontext.Value) (rest, value jsontext.Value) {
	all, _ := members(row)
	at := slices.IndexFunc(all, func(m member) bool { return text(m.name) == s.key })
	if at < 0 {
		return row, nil
	}
	if !s.moved {
		return row, all[at].value
	}
	return object(slices.Delete(slices.Clone(all), at, at+1)), all[at].value
}

// join is an input with these rows.
func (s *splitter) join(whole []member, at int, rows []jsontext.Value, value jsontext.Value) []byte {
	all := slices.Clone(whole)
	all[at].value = slices.Concat([]byte("["), bytes.Join(raw(rows), []byte(",")), []byte("]"))
	if s.field == "" {
		return object(all)
	}
	own := member{jsontext.Value(strconv.Quote(s.field)), value}
	for i := range all {
		fields, ok := members(all[i].value)
		if !ok || text(all[i].name) != "fields" {
			continue
		}
		k := slices.IndexFunc(fields, s.isField)
		switch {
		case k < 0:
			fields = append(fields, own)
		case s.moved || text(fields[k].value) == "":
			fields[k] = own
		}
		all[i].value = object(fields)
		return object(all)
	}
	return object(append(all, member{jsontext.Value(`"fields"`), object([]member{own})}))
}

func (s *splitter) isField(m member) bool { return text(m.name) == s.field }

// head is what the field says that gets the value; empty where there is none, or it says nothing.
func (s *splitter) head(whole []member) string {
	for _, m := range whole {
		if fields, ok := members(m.value); ok && s.field != "" && text(m.name) == "fields" {
			if k := slices.IndexFunc(fields, s.isField); k >= 0 {
				return strings.TrimSpace(text(fields[k].value))
			}
		}
	}
	return ""
}

// has says whether a row has a value.
func (s *splitter) has(row jsontext.Value) bool {
	_, value := s.take(row)
	return strings.TrimSpace(text(value)) != ""
}

func raw(values []jsontext.Value) [][]byte {
	all := make([][]byte, len(values))
	for i := range values {
		all[i] = values[i]
	}
	return all
}

// object is JSON of members.
func object(all []member) []byte {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range all {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(m.name)
		b.WriteByte(':')
		b.Write(m.value)
	}
	b.WriteByte('}')
	return b.Bytes()
}

// text is what a string says or a number's digits; empty for anything else.
func text(v jsontext.Value) string {
	switch v.Kind() {
	case '"':
		if s, err := jsontext.AppendUnquote(nil, v); err == nil {
			return string(s)
		}
	case '0':
		return string(v)
	}
	return ""
}

// members are those of an object; false for what is none, or no JSON.
func members(data []byte) (all []member, ok bool) {
	dec := jsontext.NewDecoder(bytes.NewReader(data), jsontext.AllowDuplicateNames(true))
	if t, err := dec.ReadToken(); err != nil || t.Kind() != '{' {
		return nil, false
	}
	for dec.PeekKind() != '}' {
		name, err := dec.ReadValue()
		if err != nil {
			return nil, false
		}
		m := member{name: name.Clone()}
		value, err := dec.ReadValue()
		if err != nil {
			return nil, false
		}
		m.value = value.Clone()
		all = append(all, m)
	}
	if _, err := dec.ReadToken(); err != nil {
		return nil, false
	}
	return all, dec.PeekKind() == 0 // nothing follows
}

// elements are those of an array; false for what is none.
func elements(data []byte) (all []jsontext.Value, ok bool) {
	dec := jsontext.NewDecoder(bytes.NewReader(data), jsontext.AllowDuplicateNames(true))
	if t, err := dec.ReadToken(); err != nil || t.Kind() != '[' {
		return nil, false
	}
	for dec.PeekKind() != ']' {
		value, err := dec.ReadValue()
		if err != nil {
			return nil, false
		}
		all = append(all, value.Clone())
	}
	return all, true
}
