package forms

import (
	"strconv"
	"strings"

	"gongwen/forms/decimal"
)

// record fills the fields of one object: those of the form, or those of each row in turn.
type record struct {
	f      *filler
	fields []Field
	bounds []bounds
	slots  []int16 // by key of the input: 1 + the field's place; 0 is not looked up yet, -1 is no field
	nodes  []int32 // by field: the value given; 0 is none, for the root is no field's
}

// bounds are a field's Min and Max as whole numbers, as far as they are, so that whole numbers need no decimals.
type bounds struct {
	min, max int64
	small    bool
}

// newRecord prepares for objects of these fields.
func newRecord(f *filler, fields []Field) *record {
	r := &record{
		f: f, fields: fields, bounds: make([]bounds, len(fields)),
		slots: make([]int16, len(f.in.keys)), nodes: make([]int32, len(fields)),
	}
	for i := range fields {
		b := bounds{min: -maxWhole, max: maxWhole, small: true}
		for _, bound := range []struct {
			of *decimal.Decimal
			to *int64
		}{{fields[i].Min, &b.min}, {fields[i].Max, &b.max}} {
			if bound.of == nil {
				continue
			}
			n, ok := bound.of.Int()
			*bound.to = n
			b.small = b.small && ok
		}
		r.bounds[i] = b
	}
	return r
}

// fill checks the members of an object into dst, one for each field. It is false when something is wrong with them.
func (r *record) fill(object int32, prefix []byte, dst []Value) bool {
	f := r.f
	errors := f.errors.total
	f.path = append(f.path, object)
	clear(r.nodes)
	sound := r.members(object, prefix, dst)
	r.absent(dst)
	for i := range r.fields {
		if r.nodes[i] > 0 && (r.fields[i].Since != "" || r.fields[i].Until != "") {
			r.order(i, dst)
		}
	}
	f.path = f.path[:len(f.path)-1]
	return sound && f.errors.total == errors
}

// members checks the values that are given. It is false when one of them was set aside in reading.
func (r *record) members(object int32, prefix []byte, dst []Value) bool {
	f, in, sound := r.f, r.f.in, true
	for n := object + 1; n < in.nodes[object].end; n = in.nodes[n].end {
		slot := r.slot(in.nodes[n].key)
		if slot < 0 {
			if f.errors.full() {
				f.errors.total++
			} else if !in.nodes[n].skip {
				r.unknown(n)
			}
			continue
		}
		if in.nodes[n].skip {
			sound = false
			if r.nodes[slot] == 0 {
				r.nodes[slot] = -1
			}
			continue
		}
		fd := &r.fields[slot]
		text, given, valid := f.value(n, fd, &r.bounds[slot])
		switch {
		case !valid:
			r.nodes[slot] = -1
		case given:
			r.nodes[slot] = n
			dst[slot] = Value{Text: text, Pointer: f.pointer(prefix, fd.Key), Set: true}
		}
	}
	return sound
}

// absent takes care of the values that are not given.
func (r *record) absent(dst []Value) {
	for i := range r.fields {
		fd := &r.fields[i]
		switch {
		case r.nodes[i] != 0:
		case fd.Default != "":
			dst[i] = Value{Text: fd.Default, Set: true}
		case fd.Required:
			r.f.missing(fd.Key, fd.Label)
		}
	}
}

// slot is the field of a key of the input, or -1.
func (r *record) slot(key int32) int {
	if s := r.slots[key]; s != 0 {
		return int(s) - 1
	}
	r.slots[key] = -1
	for i := range r.fields {
		if r.fields[i].Key == r.f.in.keys[key] && r.fields[i].Taken() {
			r.slots[key] = int16(i + 1)
		}
	}
	return r.slot(key)
}

// unknown reports a key that is no field's, with the one that may be meant: clerks write the printed label, too.
func (r *record) unknown(n int32) {
	var keys, labels []string
	for i := range r.fields {
		fd := &r.fields[i]
		switch {
		case fd.Taken():
			keys, labels = append(keys, fd.Key), append(labels, shortLabel(fd.Label))
		case fd.Key == r.f.in.keys[r.f.in.nodes[n].key]:
			r.f.fail(n, CodeOwn, Args{Label: fd.Label})
			return
		}
	}
	r.f.unknown(n, CodeUnknown, keys, labels)
}

// shortLabel is a label without what it says in brackets or on further lines.
func shortLabel(label string) string {
	if i := strings.IndexAny(label, "\n（("); i > 0 {
		return label[:i]
	}
	return label
}

// order checks that a date is not before or after the one its field names, by the month where one of them is a month.
func (r *record) order(i int, dst []Value) {
	fd := &r.fields[i]
	for _, rule := range []struct {
		key, code string
		sign      int
	}{{fd.Since, CodeSince, -1}, {fd.Until, CodeUntil, 1}} {
		if rule.key == "" {
			continue
		}
		other, label := r.lookup(rule.key, dst)
		if !other.Set {
			continue
		}
		a, b := dst[i].Text, other.Text
		common := min(len(a), len(b))
		if strings.Compare(a[:common], b[:common]) == rule.sign {
			r.f.fail(r.nodes[i], rule.code, Args{Label: fd.Label, Value: a, Near: label, Limit: b})
		}
	}
}

// lookup is another value of the same object or, failing that, of the form's fields.
func (r *record) lookup(key string, dst []Value) (Value, string) {
	for i := range r.fields {
		if r.fields[i].Key == key {
			return dst[i], r.fields[i].Label
		}
	}
	for i := range r.f.def.Fields {
		if r.f.def.Fields[i].Key == key {
			return r.f.doc.Fields[i], r.f.def.Fields[i].Label
		}
	}
	return Value{}, ""
}

// pointer is that of a key in the object at prefix, as a part of a large string: one allocation serves hundreds of values.
func (f *filler) pointer(prefix []byte, key string) string {
	const slab = 16 << 10
	if need := len(prefix) + 1 + len(key); f.pointers.Cap()-f.pointers.Len() < need {
		f.pointers = strings.Builder{}
		f.pointers.Grow(max(slab, need))
	}
	start := f.pointers.Len()
	f.pointers.Write(prefix)
	f.pointers.WriteByte('/')
	f.pointers.WriteString(key)
	return f.pointers.String()[start:]
}

// rows fills the rows of a ledger.
func (f *filler) rows(array int32) {
	if !f.is(array, kindArray, "") {
		return
	}
	inputs := f.def.Inputs()
	r := newRecord(f, inputs)
	count := 0
	for n := array + 1; n < f.in.nodes[array].end; n = f.in.nodes[n].end {
		count++
	}
	if count == 0 && (f.def.Kind != Slip || f.def.Rows.Required) {
		f.advise(array, CodeNoRows, Args{})
	}
	advice := f.rules(true)
	values := make([]Value, count*len(inputs))
	f.doc.Rows = make([][]Value, 0, count)
	var given []filledRow // those whose advice may ask for what is computed
	var seen map[string]int32
	if fixed := f.def.Rows.Fixed; fixed != nil {
		f.doc.Rows, seen = f.doc.fixedRows(), make(map[string]int32, len(fixed))
	}
	f.path = append(f.path, array)
	prefix := make([]byte, 0, 32)
	for n := array + 1; n < f.in.nodes[array].end; n = f.in.nodes[n].end {
		row := values[:len(inputs):len(inputs)]
		values = values[len(inputs):]
		if seen == nil {
			f.doc.Rows = append(f.doc.Rows, row)
		}
		if f.in.nodes[n].skip {
			continue
		}
		if f.in.nodes[n].kind != kindObject {
			f.fail(n, CodeType, Args{What: "object", Value: f.in.nodes[n].show()})
			continue
		}
		prefix = strconv.AppendInt(append(prefix[:0], "/rows/"...), int64(f.in.nodes[n].key), 10)
		sound := r.fill(n, prefix, row)
		if seen != nil {
			row = f.place(n, row, seen)
		}
		switch {
		case !sound || row == nil || len(advice) == 0:
		case len(f.def.derive) == 0:
			f.apply(advice, n, row)
		default:
			given = append(given, filledRow{n, row})
		}
	}
	if !f.finish(array) {
		given = nil // what advice may ask for has not been computed
	}
	for _, g := range given {
		f.apply(advice, g.node, g.values)
	}
	f.path = f.path[:len(f.path)-1]
}
