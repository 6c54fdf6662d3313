package forms

import "slices"

// items are the items of a scoring table that something was filled in for.
func (e *enterer) items() outValue {
	free := e.freeReasons()
	v := outObject("items")
	for i := range e.def.items {
		v.add(e.item(&e.def.items[i], free[i]))
	}
	e.filled = e.filled || v.shown() > 0
	return v
}

// item is what one item got: a score, or the rules that lead to it, or both, which Fill refuses; beside it what the item
// takes of its own. When it has that alone its score stays open.
func (e *enterer) item(it *Item, free []outValue) outValue {
	base := "items/" + it.Key + "/"
	v := outObject(it.Key)
	if e.def.Marks {
		v.in = e.met(base, it)
	} else {
		v.in = e.points(base, it, free)
	}
	scored := v.shown() > 0
	for i := range e.def.inputs {
		f := &e.def.inputs[i]
		if own, ok := e.scalar(base+f.Key, f); ok {
			own.key = f.Key
			v.add(own)
		}
	}
	v.hidden = v.shown() == 0
	if !v.hidden && !scored && !e.def.Marks && !it.Bonus {
		open := outNumber("score", "null")
		if v.in[0].key == open.key {
			open.entry, v.in = v.in[0].entry, v.in[1:]
		}
		v.in = slices.Insert(v.in, 0, open)
	}
	return v
}

// points are the score of an item and its deductions or additions.
func (e *enterer) points(base string, it *Item, free []outValue) (all []outValue) {
	f := pointsField(it.label())
	if score, ok := e.scalar(base+"score", &f); ok {
		score.key = "score"
		all = append(all, score)
	}
	rules := outArray("deductions")
	if it.Bonus {
		rules.key = "additions"
	}
	for i := range it.Rules {
		if r, ok := e.rule(base+"rules/"+it.Rules[i].Key, &it.Rules[i]); ok {
			rules.add(r)
		}
	}
	rules.in = append(rules.in, free...)
	rules.hidden = rules.shown() == 0
	return append(all, rules)
}

// rule is a rule that was ticked, counted or given points.
func (e *enterer) rule(path string, r *Rule) (outValue, bool) {
	count, counted := e.count(path, r)
	points, given := outValue{}, false
	if r.To != nil {
		f := pointsField(r.Label)
		points, given = e.scalar(path+"/points", &f)
	}
	if !counted && !given {
		return outValue{}, false
	}
	v, key := outObject(""), outText("rule", r.Key)
	key.entry = count.entry
	if !counted || count.hidden {
		key.entry = points.entry
	}
	v.hidden = (!counted || count.hidden) && (!given || points.hidden)
	switch {
	case v.hidden && counted:
		return count, true
	case counted && count.hidden && !count.wrong && tickOf(&e.entries[count.entry]) != tickNone:
		e.disagree(points.entry, count.entry, r.Label) // not taken, and so many points of it
	}
	v.add(key)
	if count.text != "" {
		count.key = "count"
		v.add(count)
	}
	if given {
		points.key = "points"
		v.add(points)
	}
	return v, true
}

// count is how often a rule was taken. Its text is empty for once, which need not be said.
func (e *enterer) count(path string, r *Rule) (outValue, bool) {
	i, ok := e.tickEntry(path, r.Label)
	if !ok {
		return outValue{entry: noEntry}, false
	}
	v := outNumber("", "")
	v.entry = i
	m := (&Field{Label: r.Label, Type: TypeInteger}).means(&e.entries[i])
	switch is := tickOf(&e.entries[i]); {
	case is == tickNone, is == tickNo, is == tickCross:
		v.hidden = true
	case is == tickYes:
	case m.code != "":
		e.fail(i, m.code, *m.args)
		v.hidden, v.wrong = true, true
	case m.bare || r.Each:
		v = m.out(i) // Fill says what is wrong with a count that is none
	default:
		e.fail(i, CodeTick, Args{Label: r.Label, Value: shorten(e.entries[i].Text)})
		v.hidden, v.wrong = true, true
	}
	return v, true
}

// met is whether an item of a checklist is met: a tick in one column or the other.
func (e *enterer) met(base string, it *Item) (all []outValue) {
	var at [2]int32
	var is [2]ticked
	for k, column := range [...]string{colMet, colUnmet} {
		i, ok := e.tickEntry(base+column, it.label())
		if !ok {
			continue
		}
		at[k], is[k] = i, e.ticked(i, it.label())
		all = append(all, outHome(colMet, i))
	}
	say := func(text string, k int) {
		v := outNumber(colMet, text)
		v.entry = at[k]
		all = append(all, v)
	}
	against := is[0] == tickNo || is[0] == tickCross
	switch {
	case is[0] == tickYes && is[1] == tickYes, against && is[1] == tickNo:
		e.failOf(at[1], at[0], CodeOpposed, Args{Label: it.label(), Near: e.entries[at[0]].Place.String()})
	case is[0] == tickYes:
		say("true", 0)
	case is[1] == tickYes:
		say("false", 1)
	case against:
		say("false", 0)
	case is[1] == tickNo:
		say("true", 1)
	case is[1] == tickCross: // it may say that the item is not met, or be there instead of a tick
		e.fail(at[1], CodeTick, Args{Label: it.label(), Value: shorten(e.entries[at[1]].Text)})
	}
	return all
}

// veto are the conditions that are ticked.
func (e *enterer) veto() outValue {
	v := outArray("veto")
	for i := range e.def.Veto {
		at, ok := e.tickEntry("veto/"+e.def.Veto[i].Key, e.def.Veto[i].Label)
		if !ok {
			continue
		}
		m := outText("", e.def.Veto[i].Key)
		m.entry, m.hidden = at, e.ticked(at, e.def.Veto[i].Label) != tickYes
		v.add(m)
	}
	v.hidden = v.shown() == 0
	e.filled = e.filled || !v.hidden
	return v
}

// freeReasons are the free deductions, by the place of their item.
func (e *enterer) freeReasons() map[int][]outValue {
	all := make(map[int][]outValue)
	slices.SortStableFunc(e.free, byRow)
	for start := 0; start < len(e.free); {
		end := start + 1
		for end < len(e.free) && e.free[end].row == e.free[start].row {
			end++
		}
		e.freeReason(e.free[start:end], all)
		start = end
	}
	return all
}

// freeReason is a row of the free deductions: its item, points and a reason.
func (e *enterer) freeReason(row []rowEntry, all map[int][]outValue) {
	var cells [len(freeKeys)][]int32
	first := noEntry
	for _, c := range row {
		cells[c.col] = append(cells[c.col], c.at)
		if first == noEntry && !empty(&e.entries[c.at]) {
			first = c.at
		}
	}
	if first == noEntry {
		return
	}
	item := outHome("", first)
	if cells[0] != nil {
		item = e.pick(cells[0], &Field{Label: itemLabel, Type: TypeText})
	}
	if item.hidden && !item.wrong {
		e.fail(item.entry, CodeRequired, Args{Label: itemLabel})
	}
	at := e.itemNamed(item.text)
	if at < 0 {
		if !item.hidden {
			e.fail(item.entry, CodeUnknown, Args{Value: shorten(item.text), Of: e.itemKeys()})
		}
		return
	}
	points, reason := pointsField(e.def.items[at].label()), Field{Label: e.def.items[at].label(), Type: TypeText}
	v := outObject("")
	v.entry = item.entry
	for k, f := range []*Field{&points, &reason} {
		if list := cells[1+k]; list != nil {
			m := e.pick(list, f)
			m.key = freeKeys[1+k]
			v.add(m)
		}
	}
	all[at] = append(all[at], v)
}

// itemNamed is the item that a text names by its key, its number, its name, or number and name; -1 for none or several.
func (e *enterer) itemNamed(text string) int {
	want, found := folded(text), -1
	if want == "" {
		return -1
	}
	for i := range e.def.items {
		it := &e.def.items[i]
		if folded(it.Key) == want {
			return i
		}
		names := []string{it.No, it.Name, it.No + it.Name, it.Key + it.label(), it.label(), it.No + "." + it.Name}
		if slices.ContainsFunc(names, func(n string) bool { return folded(n) == want }) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

func (e *enterer) itemKeys() (keys []string) {
	for i := range e.def.items {
		keys = append(keys, e.def.items[i].Key)
	}
	return keys
}
