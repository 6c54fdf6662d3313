package forms

import "strings"

// The words of a schema's own titles.
const (
	schemaForm       = "表式"
	schemaVersion    = "版本"
	schemaRule       = "扣分规则"
	schemaFields     = "整表信息"
	schemaRows       = "各行"
	schemaItems      = "各项得分，以序号为键"
	schemaScore      = "得分"
	schemaDeductions = "扣分"
	schemaPoints     = "扣几分"
	schemaReason     = "扣分原因"
	schemaOwn        = "规则以外的扣分"
	schemaCount      = "次数"
	schemaAdditions  = "加分"
	schemaVeto       = "一票否决情形"
	schemaMet        = "是否达标"
	schemaArchive    = "归档章"
)

// describe is the rules of a field in words; label words the keys that they name.
func (f *Field) describe(label func(key string) string) string {
	var rules []string
	add := func(before, rule, after string) {
		if rule != "" {
			rules = append(rules, before+rule+after)
		}
	}
	switch f.Type {
	case TypeDate:
		add("日期，如", "2013-05-20", "")
	case TypeMonth:
		add("年月，如", "2009-07", "")
	case TypePhone:
		add("电话", "号码", "")
	case TypeID:
		add("公民身份号码，", "18位", "")
	case TypeText:
		if f.Max != nil {
			add("最多", f.Max.String(), "个字")
		}
	case TypeInteger, TypeNumber:
		add("", f.Else, "")
	}
	if f.Since != "" {
		add("不早于", label(f.Since), "")
	}
	if f.Until != "" {
		add("不晚于", label(f.Until), "")
	}
	return strings.Join(rules, "；")
}

// describe is what the rule takes or adds, in words.
func (r *Rule) describe(bonus bool) string {
	words := r.words(bonus)
	switch {
	case r.Zero:
		return "本项不得分"
	case bonus:
		words = "加" + words
	case r.Lack:
		words = "未做到的不得这" + r.Points.String() + "分"
	}
	if r.Each {
		return "每次" + words
	}
	return words
}
