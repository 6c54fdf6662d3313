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
		numbers[i] = items[i].No
	}
	wrong := make([]bool, len(items))
	f.members(object, func(n int32, key string) {
		i := slices.Index(numbers, key)
		if i < 0 {
			f.unknown(n, CodeUnknown, numbers, nil)
			return
		}
		before := f.errors.total
		if f.is(n, kindObject, items[i].Name) {
			f.doc.Items[i] = f.award(n, &items[i])
		}
		wrong[i] = f.errors.total > before
	})
	f.total(object, wrong)
}

// total adds the scores up. An item without one is never guessed: it keeps the total open, and an advice says so.
func (f *filler) total(object int32, wrong []bool) {
	var total decimal.Decimal
	open := false
	for i, it := range f.def.Items() {
		if score := f.doc.Items[i].Score; score != nil {
			total = total.Add(*score)
			continue
		}
		open = true
		if !wrong[i] {
			f.hints.add(Problem{
				Pointer: "/items/" + escape(it.No), Code: CodeUnscored, at: int(f.in.nodes[f.in.nodes[object].end-1].at),
				Args: Args{Value: it.No, Label: it.label()},
			})
		}
	}
	if !open {
		f.doc.Total = &total
	}
}

// award is what one item got: its score, or its points less the deductions and never below 0. An object with
// neither got them all; a score of null is one that is still to be given.
func (f *filler) award(object int32, it *Item) Award {
	a := Award{Pointer: f.in.pointer(append(f.path, object))}
	score, deductions := int32(0), int32(0)
	f.members(object, func(n int32, key string) {
		switch key {
		case "score":
			score = n
		case "deductions":
			deductions = n
		default:
			f.unknown(n, CodeUnknown, []string{"score", "deductions"}, nil)
		}
	})
	f.path = append(f.path, object)
	defer func() { f.path = f.path[:len(f.path)-1] }()
	given := func(n int32) bool { return n > 0 && f.in.nodes[n].kind != kindNull }
	switch {
	case given(score) && given(deductions):
		f.fail(max(score, deductions), CodeBoth, Args{})
	case given(score):
		a.Score = f.amount(score, pointsField(it.label()), decimal.Decimal{}, it.Points)
	case given(deductions) || score == 0:
		if given(deductions) && f.is(deductions, kindArray, it.label()) {
			a.Reasons = f.deductions(deductions, it)
		}
		left := it.Points
		for _, r := range a.Reasons {
			left = left.Sub(r.Points)
		}
		left = decimal.Max(left, decimal.Decimal{})
		a.Score = &left
	}
	return a
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

// deductions reads what an item lost.
func (f *filler) deductions(array int32, it *Item) []Reason {
	var reasons []Reason
	taken := make([]bool, len(it.Deduct))
	f.path = append(f.path, array)
	for n := array + 1; n < f.in.nodes[array].end; n = f.in.nodes[n].end {
		if f.in.nodes[n].skip {
			continue
		}
		if f.in.nodes[n].kind == kindObject {
			if r, ok := f.deduction(n, it, taken); ok {
				reasons = append(reasons, r)
			}
			continue
		}
		f.fail(n, CodeType, Args{What: "object", Value: f.in.nodes[n].show()})
	}
	f.path = f.path[:len(f.path)-1]
	return reasons
}

// deduction reads one deduction: a rule of the item, by its key and with a count where it is taken once per count, or
// points with a reason.
func (f *filler) deduction(object int32, it *Item, taken []bool) (Reason, bool) {
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
		return f.freeDeduction(member[2], member[3], it)
	}
	for i, n := range member[2:] {
		if n > 0 {
			f.fail(n, CodeUnknown, Args{Value: known[i+2], Of: known[:2]})
		}
	}
	if rule == 0 {
		f.missing("rule", "")
		return Reason{}, false
	}
	if !f.is(rule, kindString, "") {
		return Reason{}, false
	}
	key := f.in.nodes[rule].text
	i := slices.IndexFunc(it.Deduct, func(d Deduction) bool { return d.Key == key })
	if i < 0 {
		f.unknownRule(rule, it)
		return Reason{}, false
	}
	again := taken[i]
	taken[i] = true
	return f.ruleDeduction(rule, count, again, it, &it.Deduct[i])
}

func (f *filler) unknownRule(rule int32, it *Item) {
	keys, labels := make([]string, len(it.Deduct)), make([]string, len(it.Deduct))
	for i := range it.Deduct {
		keys[i], labels[i] = it.Deduct[i].Key, it.Deduct[i].Label
	}
	f.unknown(rule, CodeRule, keys, labels)
}

// ruleDeduction is a rule's points, times its count where it has one.
func (f *filler) ruleDeduction(rule, count int32, again bool, it *Item, d *Deduction) (Reason, bool) {
	r := Reason{Points: d.Points, Label: d.Label}
	if d.Zero {
		r.Points = it.Points
	}
	switch {
	case again && !d.Each:
		f.fail(rule, CodeRepeated, Args{Label: d.Label})
		return r, false
	case count == 0:
		return r, true
	case !d.Each:
		f.fail(count, CodeCount, Args{Label: d.Label})
		return r, false
	}
	times := f.amount(count, Field{Label: d.Label, Type: TypeInteger}, decimal.New(1, 0), decimal.New(maxCount, 0))
	if times == nil {
		return r, false
	}
	r.Points = d.Points.Mul(*times)
	return r, true
}

// freeDeduction reads points that no rule of the form takes, for a reason in the input's own words.
func (f *filler) freeDeduction(lost, reason int32, it *Item) (Reason, bool) {
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
