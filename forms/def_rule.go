package forms

import (
	"slices"
	"strings"

	"gongwen/forms/decimal"
)

// rules defines the rules of an item. Their words and points must be those of the printed criteria, so that what is
// taken off or added is what the paper says.
func (d *decoder) rules(path string, src []deductionSource, item *Item) []Rule {
	criteria := strings.ReplaceAll(item.Criteria, "\n", "")
	rules := make([]Rule, len(src))
	for i, s := range src {
		at := index(path, i)
		rule := Rule{Key: s.Key, Label: s.Label, Points: s.Points.or0(), To: s.To.Decimal, Zero: s.Zero, Lack: s.Lack, Each: s.Each}
		if s.Key != "" && !isRuleKey(s.Key) {
			d.at(at+".key", faultRuleKey, s.Key)
		}
		if first := slices.IndexFunc(src, func(o deductionSource) bool { return o.Key == s.Key }); first < i {
			d.at(at+".key", faultTaken, s.Key, index(path, first)+".key")
		}
		if rule.Zero {
			rule.Points = item.Points
		}
		_, after, found := strings.Cut(criteria, s.Label)
		switch {
		case rule.Zero == (s.Points.Decimal != nil) || rule.Zero && (rule.Each || rule.To != nil || item.Bonus):
			d.at(at, faultZero)
		case rule.Points.Sign() <= 0:
			d.at(at+".points", faultRange, rule.Points, "0.1", item.Points)
		case decimal.Max(rule.Points, rule.most()).Cmp(item.Points) > 0:
			d.at(at+".points", faultPointsHigh, rule.most(), item.Points)
		case rule.To != nil && (rule.Each || rule.To.Cmp(rule.Points) <= 0):
			d.at(at+".to", faultMinMax, rule.Points, rule.To)
		case found && !rule.said(after, item.Bonus):
			d.at(at, faultPointsWords, s.Label, rule.words(item.Bonus))
		}
		if !found {
			d.at(at+".label", faultLabelWords, s.Label)
		}
		if rule.Lack {
			rule.Label = lackWords + rule.Label
			if item.Bonus || rule.Zero || rule.Each || rule.To != nil {
				d.at(at+".lack", faultMisplaced, "lack", "add, zero, each, to")
			}
		}
		if s.Level != "" {
			rule.Label += "（" + s.Level + "）"
		}
		rules[i] = rule
	}
	return rules
}

// lackWords stand in front of what was to be done for points that are taken off without it.
const lackWords = "未做到："

// most is what the rule takes or adds at most, once.
func (r *Rule) most() decimal.Decimal {
	if r.To != nil {
		return *r.To
	}
	return r.Points
}

// words are how the criteria say what the rule takes or adds.
func (r *Rule) words(bonus bool) string {
	words := r.Points.String()
	if r.To != nil {
		words += "-" + r.To.String()
	}
	switch words += "分"; {
	case r.Zero:
		return "不得分"
	case bonus:
		return words
	case r.Lack:
		return "得" + words
	}
	return "扣" + words
}

// said reports whether the criteria, after the label, say the rule's points. They stand in a list when they are
// added (分别加2分、1分、0.5分), and 扣 may be left out when they follow at once.
func (r *Rule) said(after string, bonus bool) bool {
	words := r.words(bonus)
	if !bonus {
		return strings.Contains(after, words) || strings.HasPrefix(after, strings.TrimPrefix(words, "扣"))
	}
	for {
		before, rest, found := strings.Cut(after, words)
		if !found {
			return false
		}
		if !strings.ContainsAny(before[max(0, len(before)-1):], ".0123456789") {
			return true
		}
		after = rest
	}
}
