package forms

import (
	"cmp"
	"slices"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// scorePage is A4 upright with a binding margin on the left.
var scorePage = PageSetup{
	Width: 210 * block.MM, Height: 297 * block.MM,
	Margin: block.Margin{Top: 20 * block.MM, Right: 17 * block.MM, Bottom: 18 * block.MM, Left: 25 * block.MM},
}

// The columns of a scoring table.
const (
	colGroup    = "group"    // the group, merged over its items
	colNo       = "no"       // 序号
	colName     = "name"     // 项目
	colContent  = "content"  // 考核内容
	colPoints   = "points"   // 分值
	colWeight   = "weight"   // 权重
	colCriteria = "criteria" // 计（扣）分办法
	colScore    = "score"    // 得分
	colWeighted = "weighted" // 折算得分: the score's part by its weight
	colMet      = "met"      // 达标
	colUnmet    = "unmet"    // 未达标
)

// score defines a scoring table: groups of items, whose points must add up, or a checklist.
func (d *decoder) score(def *Definition, src *scoreSource) {
	known := d.common(def, &src.commonSource, scorePage)
	d.orders(def.Fields, known)
	d.printed(def, src.Columns, known)
	d.widths(def)
	if def.Points = src.Points.or0(); !def.Marks && src.Points.Decimal == nil && locate(d.root, "points") == d.root {
		d.at("", faultMissing, "points")
	}
	def.Later = src.Later.words()
	def.Groups = d.groups(def, src)
	d.weights(def)
	d.unique(def, src.Groups != nil)
	d.grades(def, src)
	d.shares(def, src.Quota)
	d.closing(def, src)
}

// groups defines the groups of items. What they add up to, without a bonus, must be the form's points.
func (d *decoder) groups(def *Definition, src *scoreSource) (groups []Group) {
	var sum decimal.Decimal
	for i, s := range src.Groups {
		path := index("groups", i)
		g := Group{Label: s.Label, Points: s.Points.or0(), Cap: s.Cap.or0(), Bonus: s.Bonus}
		g.Items = d.items(def, path+".items", s.Items, s.Bonus)
		if s.Points.Decimal == nil && !s.Bonus && !def.Marks && locate(d.root, path+".points") == locate(d.root, path) {
			d.at(path, faultMissing, "points")
		}
		most := points(g.Items)
		switch {
		case s.Cap.Decimal != nil && def.Marks:
			d.at(path+".cap", faultMisplaced, "cap", colMet)
		case s.Cap.Decimal != nil && (s.Cap.Sign() <= 0 || s.Cap.Cmp(most) > 0):
			d.at(path+".cap", faultRange, s.Cap, "0.1", most)
		case s.Cap.Decimal != nil:
			most = g.Cap
		}
		d.sum(path+".points", s.Points, most)
		switch {
		case !s.Bonus:
			sum = sum.Add(g.Points)
		case def.Marks:
			d.at(path+".bonus", faultMisplaced, "bonus", colMet)
		}
		if i > 0 && groups[i-1].Bonus && !s.Bonus {
			d.at(path, faultBonusLast)
		}
		groups = append(groups, g)
	}
	switch {
	case src.Groups != nil && src.Items != nil:
		d.at("items", faultMisplaced, "items", "groups")
	case src.Items != nil:
		g := Group{Points: def.Points, Items: d.items(def, "items", src.Items, false)}
		sum = points(g.Items)
		groups = []Group{g}
	case len(src.Groups) == 0:
		d.at("", faultMissing, "items")
	}
	d.sum("points", src.Points, sum)
	return groups
}

// unique lists all items and checks that each has a key of its own.
func (d *decoder) unique(def *Definition, grouped bool) {
	places := map[string]string{}
	for i, g := range def.Groups {
		for j, item := range g.Items {
			path := index("items", j)
			if grouped {
				path = index("groups", i) + "." + path
			}
			at := path + ".no"
			if locate(d.root, path+".key") != locate(d.root, path) {
				at = path + ".key"
			}
			if first, taken := places[item.Key]; taken {
				d.at(at, faultTaken, item.Key, first)
			}
			places[item.Key] = at
		}
		def.items = append(def.items, g.Items...)
	}
}

// printed defines the columns: those that print a part of an item, content and score or met among them, and those
// with max, which take a text from each item.
func (d *decoder) printed(def *Definition, src []printedSource, known *names) {
	all := []string{
		colNo, colName, colContent, colPoints, colCriteria, colScore, colGroup, colWeight, colWeighted, colMet, colUnmet,
	}
	seen := map[string]int{}
	for i, s := range src {
		path := index("columns", i)
		first, taken := seen[s.Key]
		c := Column{Width: block.Length(s.Width), Align: d.align(path+".align", s.Align), Unit: s.Unit, Shrink: d.shrink(path, s.Shrink)}
		c.Key, c.Label = s.Key, s.Label
		switch {
		case s.Key == "":
		case s.Max.Decimal != nil && !slices.Contains(all, s.Key):
			c.Field = d.field(&fieldSource{Key: s.Key, Label: s.Label, Max: s.Max, Lines: s.Lines}, path, known)
			def.inputs = append(def.inputs, c.Field)
		case !slices.Contains(all, s.Key):
			d.oneOf(path+".key", s.Key, all...)
		case taken:
			d.at(path+".key", faultTaken, s.Key, index("columns", first)+".key")
		case s.Max.Decimal != nil:
			d.at(path+".max", faultMisplaced, "max", s.Key)
		}
		seen[s.Key] = i
		def.Columns = append(def.Columns, c)
	}
	_, def.Marks = seen[colMet]
	required := []string{colContent, colPoints, colScore}
	if _, named := seen[colName]; def.Marks {
		required = []string{colContent, colMet}
	} else if named {
		required = []string{colContent, colScore} // the points may be printed under the name
	}
	for _, key := range required {
		if _, ok := seen[key]; !ok && len(src) > 0 {
			d.at("columns", faultColumns, key)
		}
	}
	for _, key := range []string{colPoints, colScore, colWeight, colWeighted} {
		if i, ok := seen[key]; ok && def.Marks {
			d.at(index("columns", i)+".key", faultMisplaced, key, colMet)
		}
	}
}

// points is what items add up to, each with its weight if it has one.
func points(items []Item) (sum decimal.Decimal) {
	for i := range items {
		sum = sum.Add(items[i].weigh(items[i].Points))
	}
	return sum
}

// sum compares points that are given with what they are the sum of.
func (d *decoder) sum(path string, given number, sum decimal.Decimal) {
	if given.Decimal != nil && given.Cmp(sum) != 0 {
		d.at(path, faultSum, sum, given)
	}
}

func (d *decoder) items(def *Definition, path string, src []itemSource, bonus bool) []Item {
	if len(src) == 0 {
		d.at(path, faultMissing, "items")
	}
	items := make([]Item, len(src))
	for i := range src {
		s, at := &src[i], index(path, i)
		items[i] = Item{
			Key: cmp.Or(s.Key, s.No), No: s.No, Name: s.Name, Content: string(s.Content), Points: s.Points.or0(),
			Weight: s.Weight.or0(), Criteria: string(s.Criteria), Bonus: bonus,
		}
		given := locate(d.root, at+".points") != locate(d.root, at)
		switch {
		case def.Marks && given:
			d.at(at+".points", faultMisplaced, "points", colMet)
		case !def.Marks && !given:
			d.at(at, faultMissing, "points")
		case items[i].Points.Sign() <= 0 && s.Points.Decimal != nil:
			d.at(at+".points", faultRange, s.Points, "0.1", 1000)
		}
		if s.Criteria == "" && slices.ContainsFunc(def.Columns, func(c Column) bool { return c.Key == colCriteria }) {
			d.at(at, faultMissing, "criteria")
		}
		rules, key := s.Deduct, ".deduct"
		if bonus {
			rules, key = s.Add, ".add"
		}
		if len(s.Deduct)+len(s.Add) != len(rules) || def.Marks && len(rules) > 0 {
			d.at(at, faultBonusRules)
		}
		items[i].Rules = d.rules(at+key, rules, &items[i])
	}
	return items
}
