package forms

import (
	"strconv"
	"strings"

	"gongwen/forms/block"
)

// words are what an input takes, on one line.
func (s *slot) words() string {
	in := s.input
	switch {
	case in.Fixed:
		return sayFixed
	case s.says != "":
		return s.says
	case in.Type == block.Tick:
		return sayTick
	}
	words := []string{sayOptional}
	if in.Required {
		words[0] = sayRequired
	}
	return strings.Join(append(words, s.kinds()...), "；")
}

// kinds are what values an input takes.
func (s *slot) kinds() (words []string) {
	in, f := s.input, s.field
	add := func(w string) {
		if w != "" {
			words = append(words, w)
		}
	}
	switch in.Type {
	case block.FreeText:
		if in.Length > 0 {
			add("最多" + strconv.Itoa(in.Length) + "字")
		}
		if in.Lines {
			add("可以分段")
		}
	case block.Whole:
		add("整数" + within(in.Min, in.Max))
	case block.Decimals:
		add("数字" + within(in.Min, in.Max))
		if in.Places > 0 {
			add("最多" + strconv.Itoa(in.Places) + "位小数")
		}
	case block.Day:
		add("日期，如 2013-5-20")
	case block.Month:
		add("年月，如 2013-5")
	case block.Year:
		add("四位年份")
	case block.Choice, block.Choices:
		of := in.Of
		if in.Signs != nil {
			of = make([]string, len(in.Of))
			for i := range of {
				of[i] = in.Signs[i] + " " + in.Of[i]
			}
		}
		one := "选一个："
		if in.Type == block.Choices {
			one = "选一个或几个，用“、”隔开："
		}
		add(one + strings.Join(of, "、"))
	case block.Digits:
		if f.Type == TypeID {
			add("18位公民身份号码")
		} else {
			add("电话号码")
		}
	}
	add(f.Else)
	if f.Default != "" {
		add("不填为" + f.Default)
	}
	return words
}

// within is the bounds of a number.
func within(low, high string) string {
	switch {
	case low != "" && high != "":
		return "，" + low + "至" + high
	case low != "":
		return "，不小于" + low
	case high != "":
		return "，不大于" + high
	}
	return ""
}

// order says of a day which ones it may not come before or after.
func (d *Document) order(f *Field) (words []string) {
	if f.Since != "" {
		words = append(words, "不早于"+d.Definition.label(f.Since))
	}
	if f.Until != "" {
		words = append(words, "不晚于"+d.Definition.label(f.Until))
	}
	return words
}
