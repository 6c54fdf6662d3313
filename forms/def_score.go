package forms

import (
	"slices"
	"strings"

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
	colNo       = "no"       // 序号
	colName     = "name"     // 项目
	colContent  = "content"  // 考核内容
	colPoints   = "points"   // 分值
	colCriteria = "criteria" // 计（扣）分办法
	colScore    = "score"    // 得分
)

// score defines a scoring table: groups of items, whose points must add up.
func (d *decoder) score(def *Definition, src *scoreSource) {
	known := d.common(def, &src.commonSource, scorePage)
	d.orders(def.Fields, "fields", known)
	d.printed(def, src.Columns)
	d.widths(def)

	def.Points, def.Total = src.Points.or0(), src.Total
	var sum decimal.Decimal
	for i, s := range src.Groups {
		path := index("groups", i)
		g := Group{Label: s.Label, Points: s.Points.or0(), Items: d.items(path+".items", s.Items)}
		d.sum(path+".points", s.Points, points(g.Items))
		sum = sum.Add(g.Points)
		def.Groups = append(def.Groups, g)
	}
	switch {
	case src.Groups != nil && src.Items != nil:
		d.at("items", faultMisplaced, "items", "groups")
	case src.Items != nil:
		g := Group{Points: def.Points, Items: d.items("items", src.Items)}
		sum = points(g.Items)
		def.Groups = []Group{g}
	case len(src.Groups) == 0:
		d.at("", faultMissing, "items")
	}
	d.sum("points", src.Points, sum)
	places := map[string]string{}
	for i, g := range def.Groups {
		for j, item := range g.Items {
			path := index("items", j)
			if src.Groups != nil {
				path = index("groups", i) + "." + path
			}
			if first, taken := places[item.No]; taken {
				d.at(path+".no", faultTaken, item.No, first)
			}
			places[item.No] = path + ".no"
		}
		def.items = append(def.items, g.Items...)
	}
}

// printed defines the columns, each one of the six, with content, points and score among them.
func (d *decoder) printed(def *Definition, src []printedSource) {
	all := []string{colNo, colName, colContent, colPoints, colCriteria, colScore}
	seen := map[string]int{}
	for i, s := range src {
		path := index("columns", i)
		first, taken := seen[s.Key]
		switch {
		case s.Key == "":
		case !slices.Contains(all, s.Key):
			d.oneOf(path+".key", s.Key, all...)
		case taken:
			d.at(path+".key", faultTaken, s.Key, index("columns", first)+".key")
		}
		seen[s.Key] = i
		c := Column{Width: block.Length(s.Width), Align: d.align(path+".align", s.Align)}
		c.Key, c.Label = s.Key, s.Label
		def.Columns = append(def.Columns, c)
	}
	for _, key := range []string{colContent, colPoints, colScore} {
		if _, ok := seen[key]; !ok && len(src) > 0 {
			d.at("columns", faultColumns, key)
		}
	}
}

func points(items []Item) (sum decimal.Decimal) {
	for _, item := range items {
		sum = sum.Add(item.Points)
	}
	return sum
}

// sum compares points that are given with what they are the sum of.
func (d *decoder) sum(path string, given number, sum decimal.Decimal) {
	if given.Decimal != nil && given.Cmp(sum) != 0 {
		d.at(path, faultSum, sum, given)
	}
}

func (d *decoder) items(path string, src []itemSource) []Item {
	if len(src) == 0 {
		d.at(path, faultMissing, "items")
	}
	items := make([]Item, len(src))
	for i := range src {
		s, at := &src[i], index(path, i)
		items[i] = Item{
			No: s.No, Name: s.Name, Content: string(s.Content), Points: s.Points.or0(), Criteria: string(s.Criteria),
		}
		if items[i].Points.Sign() <= 0 && s.Points.Decimal != nil {
			d.at(at+".points", faultRange, s.Points, "0.1", 1000)
		}
		items[i].Deduct = d.deductions(at, s, &items[i])
	}
	return items
}

// deductions defines the rules of an item. Their words and points must be those of the printed criteria, so that
// what is taken off is what the paper says.
func (d *decoder) deductions(path string, src *itemSource, item *Item) []Deduction {
	criteria := strings.ReplaceAll(item.Criteria, "\n", "")
	rules := make([]Deduction, len(src.Deduct))
	for i, s := range src.Deduct {
		at := index(path+".deduct", i)
		rule := Deduction{Key: s.Key, Label: s.Label, Points: s.Points.or0(), Zero: s.Zero, Each: s.Each}
		if s.Key != "" && !isRuleKey(s.Key) {
			d.at(at+".key", faultRuleKey, s.Key)
		}
		if first := slices.IndexFunc(src.Deduct, func(o deductionSource) bool { return o.Key == s.Key }); first < i {
			d.at(at+".key", faultTaken, s.Key, index(path+".deduct", first)+".key")
		}
		takes := "扣" + rule.Points.String() + "分"
		if rule.Zero {
			rule.Points, takes = item.Points, "不得分"
		}
		_, after, found := strings.Cut(criteria, s.Label)
		switch {
		case rule.Zero == (s.Points.Decimal != nil) || rule.Zero && rule.Each:
			d.at(at, faultZero)
		case rule.Points.Sign() <= 0:
			d.at(at+".points", faultRange, rule.Points, "0.1", item.Points)
		case rule.Points.Cmp(item.Points) > 0:
			d.at(at+".points", faultPointsHigh, rule.Points, item.Points)
		case found && !strings.Contains(after, takes):
			d.at(at, faultPointsWords, s.Label, takes)
		}
		if !found {
			d.at(at+".label", faultLabelWords, s.Label)
		}
		rules[i] = rule
	}
	return rules
}
