package forms

import (
	"slices"

	"gongwen/forms/decimal"
)

const (
	scorePlaces = 1    // decimals of points: 0.2, 0.3, 0.5
	maxCount    = 9999 // times that one rule is broken
	maxReason   = 200  // characters of a free deduction's reason
)

// items fills the items of a scoring table and adds them up.
func (f *filler) items(object int32) {
	items := f.def.Items()
	f.doc.Items = make([]Award, len(items))
	if !f.is(object, kindObject, "") {
		return
	}
	numbers := make([]string, len(items))
	for i := range items {
		numbers[i] = items[i].Key
	}
	own := newRecord(f, f.def.Inputs())
	wrong := make([]bool, len(items))
	f.members(object, func(n int32, key string) {
		i := slices.Index(numbers, key)
		if i < 0 {
			f.unknown(n, CodeUnknown, numbers, nil)
			return
		}
		before := f.errors.total
		if f.is(n, kindObject, items[i].Name) {
			f.doc.Items[i] = f.award(n, &items[i], own)
		}
		wrong[i] = f.errors.total > before
	})
	f.total(object, wrong)
}

// award is what one item got: its score, or its points less the deductions and never below 0, or, of a bonus item,
// the additions and never more than its points. An object with neither got all points, and no bonus; a score of null
// is one that is still to be given. An item of a checklist is met or not.
func (f *filler) award(object int32, it *Item, own *record) Award {
	a := Award{Pointer: f.in.pointer(append(f.path, object))}
	known := []string{"score", "deductions"}
	switch {
	case f.def.Marks:
		known = []string{"met"}
	case it.Bonus:
		known[1] = "additions"
	}
	var given [2]int32
	f.members(object, func(n int32, key string) {
		i := slices.Index(known, key)
		switch slot := own.slot(f.in.nodes[n].key); {
		case i >= 0:
			given[i] = n
		case slot < 0:
			f.unknown(n, CodeUnknown, append(known, keysIn(own.fields)...), nil)
		default:
			f.remark(n, slot, own, &a)
		}
	})
	f.path = append(f.path, object)
	if f.def.Marks {
		a.Met = f.met(given[0], it)
	} else {
		f.score(given[0], given[1], it, &a)
	}
	f.path = f.path[:len(f.path)-1]
	return a
}

// remark is what an item takes beside its score.
func (f *filler) remark(n int32, slot int, own *record, a *Award) {
	if a.Values == nil {
		a.Values = make([]Value, len(own.fields))
	}
	fd := &own.fields[slot]
	if text, given, valid := f.value(n, fd, &own.bounds[slot]); given && valid {
		a.Values[slot] = Value{Text: text, Pointer: a.Pointer + "/" + fd.Key, Set: true}
	}
}

func keysIn(fields []Field) []string {
	keys := make([]string, len(fields))
	for i := range fields {
		keys[i] = fields[i].Key
	}
	return keys
}

// score is an item's points from values of the input, of which each may be missing (0).
func (f *filler) score(score, rules int32, it *Item, a *Award) {
	given := func(n int32) bool { return n > 0 && f.in.nodes[n].kind != kindNull }
	switch {
	case given(score) && given(rules):
		f.fail(max(score, rules), CodeBoth, Args{})
	case given(score):
		a.Score = f.amount(score, pointsField(it.label()), decimal.Decimal{}, it.Points)
	case given(rules) || score == 0:
		if given(rules) && f.is(rules, kindArray, it.label()) {
			a.Reasons = f.reasons(rules, it)
		}
		var sum decimal.Decimal
		for _, r := range a.Reasons {
			sum = sum.Add(r.Points)
		}
		left := decimal.Max(it.Points.Sub(sum), decimal.Decimal{})
		if it.Bonus {
			left = decimal.Min(sum, it.Points)
		}
		a.Score = &left
	}
	if a.Score != nil && (it.Weight.Sign() > 0 || f.def.column(colWeighted) >= 0) {
		weighted := it.weigh(*a.Score)
		a.Weighted = &weighted
	}
}

// label names an item in problems: not every form has a column for that.
func (it *Item) label() string {
	if it.Name != "" {
		return it.Name
	}
	return shorten(it.Content)
}

// amount is a number between low and high, or nil when it is none.
func (f *filler) amount(n int32, fd Field, low, high decimal.Decimal) *decimal.Decimal {
	fd.Min, fd.Max = &low, &high
	text, given, valid := f.value(n, &fd, &bounds{})
	if !given || !valid {
		return nil
	}
	d, err := decimal.Parse(text)
	if err != nil { // value has parsed it
		return nil
	}
	return &d
}

// pointsField is the field of a number of points.
func pointsField(label string) Field {
	return Field{Label: label, Type: TypeNumber, Places: scorePlaces}
}

// reasons reads what an item lost, or what was added.
func (f *filler) reasons(array int32, it *Item) []Reason {
	var reasons []Reason
	taken := make([]bool, len(it.Rules))
	f.path = append(f.path, array)
	for n := array + 1; n < f.in.nodes[array].end; n = f.in.nodes[n].end {
		if f.in.nodes[n].skip {
			continue
		}
		if f.in.nodes[n].kind == kindObject {
			if r, ok := f.reason(n, it, taken); ok {
				reasons = append(reasons, r)
			}
			continue
		}
		f.fail(n, CodeType, Args{What: "object", Value: f.in.nodes[n].show()})
	}
	f.path = f.path[:len(f.path)-1]
	return reasons
}

// reason reads one deduction or addition: a rule of the item, by its key, with a count where it is taken once per
// count and with points where it leaves them open; or points with a reason.
func (f *filler) reason(object int32, it *Item, taken []bool) (Reason, bool) {
	known := [...]string{"rule", "count", "points", "reason"}
	var member [len(known)]int32
	f.members(object, func(n int32, key string) {
		i := slices.Index(known[:], key)
		switch {
		case i < 0:
			f.unknown(n, CodeUnknown, known[:], nil)
		case f.in.nodes[n].kind != kindNull:
			member[i] = n
		}
	})
	f.path = append(f.path, object)
	defer func() { f.path = f.path[:len(f.path)-1] }()
	rule, count := member[0], member[1]
	if rule == 0 && count == 0 {
		return f.freeReason(member[2], member[3], it)
	}
	open := false
	i := -1
	if rule > 0 && f.in.nodes[rule].kind == kindString {
		key := f.in.nodes[rule].text
		i = slices.IndexFunc(it.Rules, func(r Rule) bool { return r.Key == key })
		open = i >= 0 && it.Rules[i].To != nil
	}
	for k, n := range member[2:] {
		if n > 0 && !(k == 0 && open) {
			f.fail(n, CodeUnknown, Args{Value: known[k+2], Of: known[:2]})
		}
	}
	switch {
	case rule == 0:
		f.missing("rule", "")
		return Reason{}, false
	case !f.is(rule, kindString, ""):
		return Reason{}, false
	case i < 0:
		f.unknownRule(rule, it)
		return Reason{}, false
	}
	again := taken[i]
	taken[i] = true
	r, ok := f.ruleReason(rule, count, member[2], again, &it.Rules[i])
	r.rule = i + 1
	return r, ok
}

func (f *filler) unknownRule(rule int32, it *Item) {
	keys, labels := make([]string, len(it.Rules)), make([]string, len(it.Rules))
	for i := range it.Rules {
		keys[i], labels[i] = it.Rules[i].Key, it.Rules[i].Label
	}
	f.unknown(rule, CodeRule, keys, labels)
}

// ruleReason is a rule's points, times its count where it has one, or those of the input where it says from how many
// to how many.
func (f *filler) ruleReason(rule, count, open int32, again bool, r *Rule) (Reason, bool) {
	out := Reason{Points: r.Points, Label: r.Label, times: 1}
	switch {
	case again && !r.Each:
		f.fail(rule, CodeRepeated, Args{Label: r.Label})
		return out, false
	case count > 0 && !r.Each:
		f.fail(count, CodeCount, Args{Label: r.Label})
		return out, false
	case r.To != nil && open == 0:
		f.missing("points", r.Label)
		return out, false
	case r.To != nil:
		points := f.amount(open, pointsField(r.Label), r.Points, *r.To)
		if points == nil {
			return out, false
		}
		out.Points = *points
	case count > 0:
		times := f.amount(count, Field{Label: r.Label, Type: TypeInteger}, decimal.New(1, 0), decimal.New(maxCount, 0))
		if times == nil {
			return out, false
		}
		out.Points = r.Points.Mul(*times)
		out.times, _ = times.Int()
	}
	return out, true
}

// freeReason reads points that no rule of the form takes, for a reason in the input's own words.
func (f *filler) freeReason(lost, reason int32, it *Item) (Reason, bool) {
	var r Reason
	ok := false
	if lost == 0 {
		f.missing("points", it.label())
	} else if d := f.amount(lost, pointsField(it.label()), decimal.New(1, scorePlaces), it.Points); d != nil {
		r.Points, ok = *d, true
	}
	given, valid := false, true
	if reason != 0 {
		limit := decimal.New(maxReason, 0)
		r.Label, given, valid = f.value(reason, &Field{Label: it.label(), Type: TypeText, Max: &limit}, &bounds{max: maxReason})
	}
	if valid && !given {
		f.missing("reason", it.label())
	}
	return r, ok && given
}
