package forms

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"gongwen/forms/block"
)

// copyParts are the parts of a copy's input that are merged, as they were written.
type copyParts struct {
	fields map[string]jsontext.Value
	rows   []jsontext.Value
}

// partsOf takes an input apart. It has been written by Enter; what is no input has no parts.
func partsOf(data []byte) (p copyParts) {
	p.fields = map[string]jsontext.Value{}
	for _, m := range membersOf(data) {
		switch m.key {
		case "fields":
			for _, f := range membersOf(m.value) {
				p.fields[f.key] = f.value
			}
		case "rows":
			p.rows = elementsOf(m.value)
		}
	}
	return p
}

type rawMember struct {
	key   string
	value jsontext.Value
}

func membersOf(data []byte) (all []rawMember) {
	dec := jsontext.NewDecoder(bytes.NewReader(data))
	if t, err := dec.ReadToken(); err != nil || t.Kind() != '{' {
		return nil
	}
	for dec.PeekKind() == '"' {
		key, err := dec.ReadToken()
		if err != nil {
			return all
		}
		name := key.String()
		value, err := dec.ReadValue()
		if err != nil {
			return all
		}
		all = append(all, rawMember{name, value.Clone()})
	}
	return all
}

func elementsOf(data []byte) (all []jsontext.Value) {
	dec := jsontext.NewDecoder(bytes.NewReader(data))
	if t, err := dec.ReadToken(); err != nil || t.Kind() != '[' {
		return nil
	}
	for dec.PeekKind() != ']' {
		value, err := dec.ReadValue()
		if err != nil {
			return all
		}
		all = append(all, value.Clone())
	}
	return all
}

// text is what a field says, without quotes; empty for none.
func (p *copyParts) text(key string) string {
	v := p.fields[key]
	if len(v) == 0 || v[0] != '"' {
		return string(v)
	}
	s, err := jsontext.AppendUnquote(nil, v)
	if err != nil {
		return ""
	}
	return string(s)
}

// same reports whether two copies say the same.
func (p *copyParts) same(o *copyParts) bool {
	for key := range p.fields {
		if !bytes.Equal(p.fields[key], o.fields[key]) {
			return false
		}
	}
	return len(p.fields) == len(o.fields) && slices.EqualFunc(p.rows, o.rows, func(a, b jsontext.Value) bool { return bytes.Equal(a, b) })
}

// write writes the merged input: the fields, and the rows of all copies one after the other.
func (m *merger) write() {
	e := m.out.Entered
	b := []byte("{\n  \"form\": " + quote(m.def.ID) + ",\n  \"version\": " + itoa(m.def.Version))
	if fields := m.fields(); len(fields) > 0 {
		b = append(b, ",\n  \"fields\": {"...)
		for i, f := range fields {
			if i > 0 {
				b = append(b, ", "...)
			}
			b = append(b, quote(f.key)+": "...)
			b = append(b, f.value...)
		}
		b = append(b, '}')
	}
	b = append(b, ",\n  \"rows\": ["...)
	rows := 0
	for _, s := range m.all {
		if s.twice {
			continue
		}
		for i, row := range s.rows {
			if rows+i > 0 {
				b = append(b, ',')
			}
			b = append(b, "\n    "...)
			b = append(b, row...)
		}
		m.moved(s, rows)
		rows += len(s.rows)
	}
	if rows > 0 {
		b = append(b, "\n  "...)
	}
	e.JSON = append(b, "]\n}\n"...)
	m.out.Report.Rows = rows
}

// moved takes the places and problems of a copy's rows along, whose first one is so many rows from the top. Its other
// problems stay as they are, without a pointer.
func (m *merger) moved(s *sent, from int) {
	e := m.out.Entered
	for pointer, p := range s.Entered.Places {
		if to, ok := movedPointer(pointer, from); ok {
			e.Places[to] = p
		}
	}
	for pointer, p := range s.Entered.homes {
		if to, ok := movedPointer(pointer, from); ok {
			e.homes[to] = p
		}
	}
	for _, p := range s.Entered.Problems {
		to, ok := movedPointer(p.Pointer, from)
		if !ok && p.Pointer != "" && !m.taken(p.Pointer) {
			continue // of a field that the options give
		}
		if p.Pointer = ""; ok {
			p.Pointer = to
		}
		p.at = len(e.Problems)
		e.Problems = append(e.Problems, p)
	}
}

// taken reports whether a field comes from the copies.
func (m *merger) taken(pointer string) bool {
	key, ok := strings.CutPrefix(pointer, "/fields/")
	if _, given := m.options.Fields[key]; !ok || given {
		return !ok
	}
	return key != m.def.Unit
}

// movedPointer is a pointer to a row, or into one, so many rows further down.
func movedPointer(pointer string, from int) (string, bool) {
	rest, ok := strings.CutPrefix(pointer, "/rows/")
	if !ok {
		return "", false
	}
	no, rest, deeper := strings.Cut(rest, "/")
	n, err := strconv.Atoi(no)
	if err != nil {
		return "", false
	}
	to := "/rows/" + strconv.Itoa(n+from)
	if deeper {
		to += "/" + rest
	}
	return to, true
}

// fields are those that the options give and those on which the copies agree. The unit that fills the form in is the one
// that collects: it comes from the options alone.
func (m *merger) fields() (all []rawMember) {
	for i := range m.def.Fields {
		f := &m.def.Fields[i]
		if text, ok := m.options.Fields[f.Key]; ok {
			if v, given := m.given(f, text); given {
				all = append(all, rawMember{f.Key, v})
			}
			continue
		}
		if f.Key == m.def.Unit {
			continue
		}
		if v := m.common(f); v != nil {
			all = append(all, rawMember{f.Key, v})
		}
	}
	for _, key := range sortedKeys(m.options.Fields) {
		if m.def.fieldOf(key) == nil {
			m.fail("", CodeUnknown, Args{Value: shorten(key), Near: m.def.nearKey(key)}, block.Place{})
		}
	}
	return all
}

// given is the JSON of a text for a field.
func (m *merger) given(f *Field, text string) (jsontext.Value, bool) {
	meant := f.means(&block.Entry{Text: text})
	if meant.none {
		return nil, false
	}
	if meant.code != "" {
		m.fail("/fields/"+f.Key, meant.code, *meant.args, block.Place{})
	}
	w := &treeWriter{all: &entering{}, out: &Entered{}}
	v := meant.out(noEntry)
	for i := range v.in {
		v.in[i].entry = noEntry
	}
	w.value(&v, 0)
	return w.b, true
}

// common is what all copies say for a field that say anything; nil when they say nothing, or different things.
func (m *merger) common(f *Field) jsontext.Value {
	var first *sent
	pointer := "/fields/" + f.Key
	for _, s := range m.all {
		v := s.fields[f.Key]
		switch {
		case s.twice || v == nil:
		case first == nil:
			first = s
		case !bytes.Equal(v, first.fields[f.Key]):
			if f.Type == TypeDate {
				return nil // each was filled in on its own day
			}
			m.fail(pointer, CodeDisagree, Args{
				Label: f.Label, Value: shorten(s.text(f.Key)), Limit: shorten(first.text(f.Key)),
				Near: first.Entered.place(pointer).String(),
			}, s.Entered.place(pointer))
		}
	}
	if first == nil {
		return nil
	}
	m.out.Entered.Places[pointer] = first.Entered.place(pointer)
	return first.fields[f.Key]
}

func sortedKeys(m map[string]string) (keys []string) {
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// fieldOf is the field of a key, or nil.
func (d *Definition) fieldOf(key string) *Field {
	for i := range d.Fields {
		if d.Fields[i].Key == key {
			return &d.Fields[i]
		}
	}
	return nil
}
