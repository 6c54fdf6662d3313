package forms

import (
	"slices"

	"gongwen/forms/decimal"
)

// weights checks that the items have no weights, or all of them have and they come to 100 %.
func (d *decoder) weights(def *Definition) {
	var sum decimal.Decimal
	weighed := false
	for _, g := range def.Groups {
		for i := range g.Items {
			sum = sum.Add(g.Items[i].Weight)
			weighed = weighed || g.Items[i].Weight.Sign() != 0
		}
	}
	if weighed && sum.Cmp(percent) != 0 {
		d.at("", faultWeights, sum)
	}
	if i := slices.IndexFunc(def.Columns, func(c Column) bool { return c.Key == colWeighted }); i >= 0 && !weighed {
		d.at(index("columns", i)+".key", faultMisplaced, colWeighted, "score")
	}
}

// grades defines the grade bands, from the best down to one without a lower end, and the conditions that force one.
func (d *decoder) grades(def *Definition, src *scoreSource) {
	for i, s := range src.Grades {
		path := index("grades", i)
		last := i == len(src.Grades)-1
		switch {
		case last != (s.From.Decimal == nil):
			d.at(path, faultBandOpen)
		case last:
		case s.From.Sign() <= 0 || s.From.Cmp(def.Points) > 0:
			d.at(path+".from", faultRange, s.From, "0.1", def.Points)
		case i > 0 && s.From.Cmp(def.Grades[i-1].From) >= 0:
			d.at(path+".from", faultBands, s.From, def.Grades[i-1].From)
		}
		if first := slices.IndexFunc(def.Grades, func(g Grade) bool { return g.Label == s.Label }); first >= 0 {
			d.at(path+".label", faultTaken, s.Label, index("grades", first)+".label")
		}
		def.Grades = append(def.Grades, Grade{s.Label, s.From.or0()})
	}
	if len(src.Grades) > 0 && def.Marks {
		d.at("grades", faultMisplaced, "grades", colMet)
	}
	for i, s := range src.Veto {
		path := index("veto", i)
		if s.Key != "" && !isRuleKey(s.Key) {
			d.at(path+".key", faultRuleKey, s.Key)
		}
		if first := slices.IndexFunc(src.Veto, func(o vetoSource) bool { return o.Key == s.Key }); first < i {
			d.at(path+".key", faultTaken, s.Key, index("veto", first)+".key")
		}
		def.Veto = append(def.Veto, Veto{s.Key, s.Label, d.grade(def, path, s.Grade)})
	}
}

// grade is the index of a grade that is named at path.
func (d *decoder) grade(def *Definition, path, label string) int {
	labels := def.gradeLabels()
	grade := slices.Index(labels, label)
	if grade < 0 && label != "" {
		d.at(path+".grade", faultNoGrade, label, hint(nearest(label, labels)))
	}
	return max(grade, 0)
}

func (d *Definition) gradeLabels() (labels []string) {
	for _, g := range d.Grades {
		labels = append(labels, g.Label)
	}
	return labels
}

// shares defines how many of a list's documents may have a grade.
func (d *decoder) shares(def *Definition, src []shareSource) {
	for i, s := range src {
		path := index("quota", i)
		d.grade(def, path, s.Grade)
		if first := slices.IndexFunc(src, func(o shareSource) bool { return o.Grade == s.Grade }); first < i {
			d.at(path+".grade", faultTaken, s.Grade, index("quota", first)+".grade")
		}
		n, ok := parsePercent(s.AtMost)
		switch {
		case s.AtMost == "":
		case !ok:
			d.at(path+".at_most", faultShape, shapePercent)
		case n == 0:
			d.at(path+".at_most", faultRange, s.AtMost, "1%", "100%")
		}
		def.Shares = append(def.Shares, Share{Grade: s.Grade, AtMost: n})
	}
}

// closing defines the rows under the items. Only what there is can be shown, and a veto must be: the paper says why
// the grade is what it is.
func (d *decoder) closing(def *Definition, src *scoreSource) {
	if src.Total != "" {
		def.Closing = []Closing{{src.Total, ShowTotal}}
		if src.Closing != nil {
			d.at("total", faultMisplaced, "total", "closing")
		}
	}
	bonus := def.bonus()
	offers := map[Show]bool{
		ShowBase: bonus, ShowBonus: bonus, ShowTotal: !def.Marks, ShowGrade: len(def.Grades) > 0,
		ShowVeto: len(def.Veto) > 0, ShowMet: def.Marks, ShowUnmet: def.Marks,
	}
	all := []Show{ShowBase, ShowBonus, ShowTotal, ShowGrade, ShowVeto, ShowMet, ShowUnmet}
	for i, s := range src.Closing {
		path := index("closing", i)
		c := Closing{s.Label, Show(s.Show)}
		if s.Show != "" && !offers[c.Show] {
			var names []string
			for _, show := range all {
				if offers[show] {
					names = append(names, string(show))
				}
			}
			d.oneOf(path+".show", s.Show, names...)
		}
		if first := slices.IndexFunc(def.Closing, func(o Closing) bool { return o.Show == c.Show }); first >= 0 && c.Show != "" {
			d.at(path+".show", faultTaken, s.Show, index("closing", first)+".show")
		}
		def.Closing = append(def.Closing, c)
	}
	if len(def.Veto) > 0 && !slices.ContainsFunc(def.Closing, func(c Closing) bool { return c.Show == ShowVeto }) {
		d.at("veto", faultClosing, string(ShowVeto))
	}
}

// bonus reports whether the form has bonus items.
func (d *Definition) bonus() bool {
	return slices.ContainsFunc(d.Groups, func(g Group) bool { return g.Bonus })
}
