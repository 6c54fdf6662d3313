package forms

import (
	"slices"
	"strconv"
	"strings"
)

// sumSource is a row under a ledger that sums columns up.
type sumSource struct {
	Label    string   `yaml:"label,need"`
	Of       []string `yaml:"of,need"`
	Each     string   `yaml:"each"`
	When     string   `yaml:"when"`
	Capitals string   `yaml:"capitals"`
}

type quotaSource struct {
	Of     string `yaml:"of,need"`
	Value  string `yaml:"value,need"`
	AtMost string `yaml:"at_most,need"`
	By     string `yaml:"by,need"`
	Name   string `yaml:"name,need"`
}

// derive checks what columns are computed from, and puts them in an order in which each comes after those.
func (d *decoder) derive(def *Definition, known *names, fields int) {
	const open, done = 1, 2
	state := map[int]int{}
	look := known.lookup(fields)
	var chain []string
	var visit func(i int)
	visit = func(i int) {
		f := &def.inputs[i]
		switch {
		case f.Value == nil || state[i] == done:
			return
		case state[i] == open:
			circle := append(slices.Clone(chain[slices.Index(chain, f.Key):]), f.Key)
			d.at(d.columnOf(f.Key)+".value", faultCircle, strings.Join(circle, " → "))
			return
		}
		state[i] = open
		chain = append(chain, f.Key)
		walkNames(f.Value.root, func(id *exprIdent) bool {
			if j := slices.IndexFunc(def.inputs, func(o Field) bool { return o.Key == id.name }); j >= 0 {
				visit(j)
			}
			return true
		})
		state[i], chain = done, chain[:len(chain)-1]
		t, err := f.Value.Derived(look)
		if err != nil {
			d.at(d.columnOf(f.Key)+".value", faultExpr, err)
			t = TypeNumber // what most are, so that no other rule is blamed
		}
		f.Type = t
		if k := known.find(f.Key); k != nil {
			k.kind = t
		}
		def.derive = append(def.derive, i)
	}
	for i := range def.inputs {
		visit(i)
	}
	for i := range def.Columns {
		c := &def.Columns[i]
		if c.Value != nil {
			c.Field = def.inputs[def.input(c.Key)]
		}
	}
}

// sums defines the rows that sum columns up.
func (d *decoder) sums(def *Definition, src *ledgerSource, known *names, look Lookup) {
	for i, s := range src.Sums {
		at := index("sums", i)
		sum := Sum{Label: s.Label, Of: s.Of, Each: Every(s.Each), Capitals: s.Capitals}
		switch sum.Each {
		case "":
			sum.Each = EveryRow
		case EveryPage, Running, EveryRow:
		case EachGroup:
			if def.Rows.Group == "" {
				d.at(at+".each", faultMissing, "rows.group")
			}
		default:
			d.oneOf(at+".each", s.Each, string(EachGroup), string(EveryPage), string(Running), string(EveryRow))
		}
		if s.When != "" {
			when := d.expr(at+".when", s.When, func(e Expr) error { return e.Condition(look) })
			sum.When = &when
		}
		if some := sum.Each == EachGroup || sum.When != nil; some && s.Capitals != "" {
			d.at(at+".capitals", faultMisplaced, "capitals", "when, each: group")
		} else if some && def.Rows.Across > 1 {
			d.at(at, faultMisplaced, "when, each: group", "across")
		}
		for j, key := range s.Of {
			d.number(index(at+".of", j), key, known)
		}
		if s.Capitals != "" && !slices.Contains(s.Of, s.Capitals) {
			d.oneOf(at+".capitals", s.Capitals, s.Of...)
		}
		def.Sums = append(def.Sums, sum)
	}
}

// number checks that a key is that of a column, or of a grid's columns, with numbers.
func (d *decoder) number(at, key string, known *names) {
	k := known.find(key)
	switch {
	case k == nil:
		d.at(at, faultNoSuch, key, known.near(key))
	case !strings.HasPrefix(k.path, "columns") || exprTypeOf(k.kind) != exprNumberType:
		d.at(at, faultWrongType, key, "integer, number")
	}
}

// quotas defines how many rows may have a value.
func (d *decoder) quotas(def *Definition, src []quotaSource, known *names) {
	for i, s := range src {
		at := index("quota", i)
		n, ok := parsePercent(s.AtMost)
		if s.AtMost != "" && !ok {
			d.at(at+".at_most", faultShape, shapePercent)
		}
		d.number(at+".by", s.By, known)
		for _, ref := range []struct{ at, key string }{{".of", s.Of}, {".name", s.Name}} {
			if k := known.find(ref.key); k == nil || !strings.HasPrefix(k.path, "columns") {
				d.at(at+ref.at, faultNoSuch, ref.key, known.near(ref.key))
			}
		}
		def.Quota = append(def.Quota, Quota{Of: s.Of, Value: s.Value, AtMost: n, By: s.By, Name: s.Name})
	}
}

// parsePercent reads 20%, a whole number up to 100.
func parsePercent(text string) (n int64, ok bool) {
	digits, ok := strings.CutSuffix(text, "%")
	n, err := strconv.ParseInt(digits, 10, 64)
	return n, ok && err == nil && n >= 0 && n <= 100
}

// columnOf is the path of the column of a key.
func (d *decoder) columnOf(key string) string {
	columns := locate(d.root, "columns")
	for i, n := range columns.Content {
		if locate(n, "key").Value == key {
			return index("columns", i)
		}
	}
	return "columns"
}

// computed defines a column whose value follows from others.
func (d *decoder) computed(src *columnSource, at string, known *names) Field {
	plain := src.fieldSource
	plain.Type = string(TypeNumber)
	f := d.field(&plain, at, known)
	e, err := ParseExpr(src.Value)
	if err != nil {
		d.at(at+".value", faultExpr, err)
	}
	f.Value = &e
	f.Round = src.Places != nil
	return f
}
