package xlsx

import (
	"strings"

	"gongwen/forms/block"
)

// Texts of a sheet for who fills it in.
const (
	listsSheet   = "选项"
	hintRequired = "必填。"
	hintComputed = "自动计算，也可以直接填写。"
	wrongTitle   = "填写有误"
)

// hint says what an input takes, in a sentence; empty for any text.
func hint(in *block.Input) string {
	switch in.Type {
	case block.Whole:
		return "填整数" + between(in.Min, in.Max, "不小于 ", "不大于 ") + "。"
	case block.Decimals:
		s := "填数字" + between(in.Min, in.Max, "不小于 ", "不大于 ")
		if in.Places > 0 {
			return s + "，最多 " + itoa(in.Places) + " 位小数。"
		}
		return s + "，不能有小数。"
	case block.Year:
		return "填四位年份，如 2013。"
	case block.Day:
		return "填日期，如 2013-5-20" + between(shortDay(in.Min), shortDay(in.Max), "不早于 ", "不晚于 ") + "。"
	case block.Month:
		return "填年月，如 2013-5" + between(shortDay(in.Min), shortDay(in.Max), "不早于 ", "不晚于 ") + "。"
	case block.Choice:
		if in.Signs != nil {
			return signs(in)
		}
		return "只能填：" + strings.Join(in.Of, "、") + "。"
	case block.Choices:
		if in.Signs != nil {
			return "可填几项，中间用“、”隔开。" + signs(in)
		}
		return "可填几项，中间用“、”隔开：" + strings.Join(in.Of, "、") + "。"
	case block.Tick:
		return "是的填 " + tick + "，不是的空着。"
	}
	s := ""
	if in.Length > 0 {
		s = "最多 " + itoa(in.Length) + " 个字。"
	}
	if in.Lines {
		s += "可以分段，段与段之间换行（Alt+Enter）。"
	}
	return s
}

// signs say what stands for what.
func signs(in *block.Input) string {
	all := make([]string, len(in.Of))
	for i := range in.Of {
		all[i] = in.Signs[i] + " " + in.Of[i]
	}
	return "填记号：" + strings.Join(all, "，") + "。"
}

// between says the bounds, as far as there are any.
func between(from, to, least, most string) string {
	switch {
	case from != "" && to != "":
		return "，" + from + " 至 " + to
	case from != "":
		return "，" + least + from
	case to != "":
		return "，" + most + to
	}
	return ""
}
