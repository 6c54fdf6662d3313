package forms

import (
	"slices"

	"gongwen/forms/decimal"
)

// percent is all of a weight.
var percent = decimal.New(100, 0)

// weigh is the part of points that count by the item's weight; all of them when it has none.
func (it *Item) weigh(points decimal.Decimal) decimal.Decimal {
	if it.Weight.Sign() == 0 {
		return points
	}
	return points.Mul(it.Weight).Mul(decimal.New(1, 2))
}

// met is whether an item of a checklist is met; nil while that is open.
func (f *filler) met(n int32, it *Item) *bool {
	if n == 0 || !f.is(n, kindBool, it.label()) {
		return nil
	}
	met := f.in.nodes[n].text == "true"
	return &met
}

// total adds the scores up, by group and in all; of a group no more than its cap. An item without one is never guessed: it keeps the totals open, and
// an advice says so. A bonus that nobody claims is none.
func (f *filler) total(object int32, wrong []bool) {
	var base, bonus decimal.Decimal
	n, open := 0, false
	f.doc.Groups = make([]*decimal.Decimal, len(f.def.Groups))
	for g := range f.def.Groups {
		var sum decimal.Decimal
		missing := false
		for i := range f.def.Groups[g].Items {
			it, a := &f.def.Groups[g].Items[i], &f.doc.Items[n]
			switch {
			case a.Score != nil:
				sum = sum.Add(it.weigh(*a.Score))
			case a.Met == nil && (!it.Bonus || a.Pointer != ""):
				missing = true
				f.unscored(object, it, wrong[n])
			}
			n++
		}
		sum = f.def.Groups[g].capped(sum)
		open = open || missing
		if !missing {
			f.doc.Groups[g] = &sum
		}
		if f.def.Groups[g].Bonus {
			bonus = bonus.Add(sum)
		} else {
			base = base.Add(sum)
		}
	}
	if open || f.def.Marks {
		return
	}
	total := base.Add(bonus)
	f.doc.Base, f.doc.Bonus, f.doc.Total = &base, &bonus, &total
}

// capped is what counts of what a group's items come to.
func (g *Group) capped(sum decimal.Decimal) decimal.Decimal {
	if g.Cap.Sign() > 0 {
		return decimal.Min(sum, g.Cap)
	}
	return sum
}

func (f *filler) unscored(object int32, it *Item, wrong bool) {
	if wrong {
		return
	}
	code := CodeUnscored
	if f.def.Marks {
		code = CodeUnmarked
	}
	f.hints.add(Problem{
		Pointer: "/items/" + escape(it.Key), Code: code, at: int(f.in.nodes[f.in.nodes[object].end-1].at),
		Args: Args{Value: it.Key, Label: it.label()},
	})
}

// veto reads the conditions that are met (一票否决).
func (f *filler) veto(array int32) {
	if array <= 0 || !f.is(array, kindArray, "") {
		return
	}
	keys, labels := make([]string, len(f.def.Veto)), make([]string, len(f.def.Veto))
	for i, v := range f.def.Veto {
		keys[i], labels[i] = v.Key, v.Label
	}
	f.path = append(f.path, array)
	for n := array + 1; n < f.in.nodes[array].end; n = f.in.nodes[n].end {
		switch node := &f.in.nodes[n]; {
		case node.skip:
		case node.kind != kindString:
			f.fail(n, CodeType, Args{What: "text", Value: node.show()})
		default:
			switch i := slices.Index(keys, node.text); {
			case i < 0:
				f.unknown(n, CodeVeto, keys, labels)
			case slices.Contains(f.doc.Veto, i):
				f.fail(n, CodeDuplicate, Args{Value: node.text})
			default:
				f.doc.Veto = append(f.doc.Veto, i)
			}
		}
	}
	f.path = f.path[:len(f.path)-1]
	slices.Sort(f.doc.Veto)
}

// grade is the band of the total, or the worst that a veto forces, whatever the total.
func (f *filler) grade() {
	grade := -1
	for _, n := range f.doc.Veto {
		grade = max(grade, f.def.Veto[n].Grade)
	}
	if grade < 0 && f.doc.Total != nil {
		grade = slices.IndexFunc(f.def.Grades, func(g Grade) bool { return f.doc.Total.Cmp(g.From) >= 0 })
	}
	if grade >= 0 {
		f.doc.Grade = f.def.Grades[grade].Label
	}
}
