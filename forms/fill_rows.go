package forms

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongwen/forms/decimal"
)

// fixedRows are the rows that the form prints itself, before anything is filled in.
func (d *Document) fixedRows() [][]Value {
	def := d.Definition
	if def.Rows.Fixed == nil {
		return nil
	}
	width := len(def.inputs)
	values := make([]Value, width*len(def.Rows.Fixed))
	rows := make([][]Value, len(def.Rows.Fixed))
	for i := range rows {
		rows[i] = values[i*width : (i+1)*width : (i+1)*width]
		for j, text := range def.Rows.Fixed[i].Text {
			rows[i][j] = d.given(&def.inputs[j], text)
		}
	}
	return rows
}

// given is a text of the definition as a value. It says nothing while a field in it is open.
func (d *Document) given(f *Field, text Template) Value {
	open := len(text.Parts()) == 0
	v := text.Expand(func(key string) string {
		i := d.fieldIndex(key)
		if i < 0 || !d.Fields[i].Set {
			open = true
			return ""
		}
		return d.Fields[i].Text
	})
	if open || f.Type == TypeDate && !realDate(v) || f.Type == TypeMonth && !realMonth(v) {
		return Value{}
	}
	return Value{Text: v, Set: true}
}

// place puts a row of the input, value n, into the fixed row that it is about.
func (f *filler) place(n int32, row []Value, seen map[string]int32) []Value {
	item := row[len(row)-1]
	i := slices.IndexFunc(f.def.Rows.Fixed, func(r FixedRow) bool { return r.Item == item.Text })
	if i < 0 { // reported: it is no choice, or missing
		return nil
	}
	if _, taken := seen[item.Text]; taken {
		f.fail(n, CodeItemTaken, Args{Label: itemLabel, Value: shorten(item.Text)})
	}
	seen[item.Text] = n
	for j, v := range row {
		if v.Set {
			f.doc.Rows[i][j] = v
		}
	}
	return f.doc.Rows[i]
}

// filledRow is a row and its value in the input.
type filledRow struct {
	node   int32
	values []Value
}

// finish computes what follows from the rows and puts them in order. It is false when there are errors, and it does
// neither.
func (f *filler) finish(array int32) bool {
	path := f.path
	f.path = path[:len(path)-1]
	defer func() { f.path = path }()
	f.days(array)
	if f.errors.total+f.head.errors.total+f.in.faults.total > 0 {
		return false
	}
	if f.derive(array); f.errors.total > 0 {
		return false
	}
	for i := range f.def.Quota {
		f.quota(array, &f.def.Quota[i])
	}
	if f.def.Rows.Ordered {
		at := slices.IndexFunc(f.def.inputs, func(fd Field) bool { return fd.Key == f.def.Rows.Group })
		of := f.def.inputs[at].Of
		slices.SortStableFunc(f.doc.Rows, func(a, b []Value) int {
			return cmp.Compare(uint(slices.Index(of, a[at].Text)), uint(slices.Index(of, b[at].Text)))
		})
	}
	return true
}

// result is what a computed column holds.
func (f *Field) result(v exprValue) Value {
	switch v.kind {
	case exprNumberType:
		n := v.decimal()
		if f.Round {
			n = n.Round(f.Places)
		}
		return Value{Text: n.String(), Set: true}
	case exprTextType:
		return Value{Text: v.text, Set: v.text != ""}
	}
	return Value{}
}

// monthDays is how many days the month of a series has; 31 while it is open.
func (d *Document) monthDays(s *Series) int {
	if i := d.fieldIndex(s.Month); i >= 0 && d.Fields[i].Set {
		if first, err := time.Parse("2006-01", d.Fields[i].Text); err == nil {
			return first.AddDate(0, 1, -1).Day()
		}
	}
	return s.Count
}

// days reports what is filled in for days that the month does not have.
func (f *filler) days(array int32) {
	for k := range f.def.Series {
		s := &f.def.Series[k]
		if s.Month == "" {
			continue
		}
		month := f.doc.field(s.Month)
		for j := f.doc.monthDays(s); j < s.Count; j++ {
			for _, row := range f.doc.Rows {
				if v := row[s.First+j]; v.Set {
					p := Problem{Code: CodeNoDay, Args: Args{Value: strconv.Itoa(j + 1), Limit: month}, Pointer: v.Pointer}
					p.at = int(f.in.nodes[f.in.nodes[array].end-1].at)
					f.errors.add(p)
				}
			}
		}
	}
}

// field is the text of a field.
func (d *Document) field(key string) string {
	if i := d.fieldIndex(key); i >= 0 {
		return d.Fields[i].Text
	}
	return ""
}

// ranked is a row that a quota counts.
type ranked struct {
	row   []Value
	value decimal.Decimal
}

// quota reports who is over the line.
func (f *filler) quota(array int32, q *Quota) {
	if args, over := f.doc.overQuota(q); over {
		f.fail(array, CodeQuota, args)
	}
}

// overQuota tells whether more rows have the value than may, and who is over the line, in rank order. Equal ones stand and
// fall together: when the line runs between them, all of them are over it.
func (d *Document) overQuota(q *Quota) (args Args, over bool) {
	of, by, name := d.Definition.input(q.Of), d.Definition.input(q.By), d.Definition.input(q.Name)
	var have []ranked
	for _, row := range d.Rows {
		if row[of].Text == q.Value {
			n, _ := decimal.Parse(row[by].Text) // values are checked; none counts as 0
			have = append(have, ranked{row, n})
		}
	}
	limit := d.quotaLimit(q)
	args = Args{Value: q.Value, Limit: strconv.Itoa(limit), Count: len(have), Near: strconv.FormatInt(q.AtMost, 10) + "%"}
	if len(have) <= limit {
		return args, false
	}
	slices.SortStableFunc(have, func(a, b ranked) int { return b.value.Cmp(a.value) })
	first := limit
	for first > 0 && have[first-1].value.Cmp(have[limit].value) == 0 {
		first--
	}
	for _, r := range have[first:] {
		args.Of = append(args.Of, r.row[name].Text+" "+r.value.String())
	}
	if first < limit {
		var tied []string
		for _, r := range have[first:] {
			if r.value.Cmp(have[limit].value) == 0 {
				tied = append(tied, r.row[name].Text)
			}
		}
		args.Label = strings.Join(tied, "、")
	}
	return args, true
}

// quotaLimit is how many rows may have the value.
func (d *Document) quotaLimit(q *Quota) int { return int(int64(len(d.Rows)) * q.AtMost / 100) }

// input is the place of a key among the inputs.
func (d *Definition) input(key string) int {
	return slices.IndexFunc(d.inputs, func(f Field) bool { return f.Key == key })
}
