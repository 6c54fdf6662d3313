package layout

import (
	"strings"
	"unicode/utf8"
)

// glue says, character by character, where a line may not be broken. It carries what a pair of characters
// cannot show: how many more characters belong to a number's unit, and whether 第 and a Chinese number were read.
type glue struct {
	class   class
	r       rune
	unit    int  // characters still to come of the unit after a number
	ordinal bool // inside 第…: 第十二条
}

// bound reports whether the line may not be broken before r; rest is the text from r on.
func (g *glue) bound(c class, r rune, rest string) bool {
	p, last, unit, ordinal := g.class, g.r, g.unit, g.ordinal
	g.class, g.r, g.unit, g.ordinal = c, r, 0, false
	switch {
	case (noStart | hangs | 1<<tie).has(c), (noEnd | 1<<tie).has(p):
		return true
	case words.has(p), p == joint:
		switch {
		case words.has(c), c == lead && p != joint:
			return true
		case c == opener:
			return r < 0x80 // f(x)
		case c == han && (p == digit || p == wide):
			g.unit = unitLength(rest) - 1
			return g.unit >= 0
		}
	case words.has(c):
		// 第12条, 〔2026〕12号, (0830)3119205, 50%A
		return p == postfix || p == closer && (last < 0x80 || last == '〕' && c == digit) || last == '第' && c == digit
	case p == dots:
		return c == dots
	case c == han && p == han:
		return g.chinese(last, r, unit, ordinal)
	}
	return false
}

// chinese is the part of bound between two ideographs: units of more than one and 第 with a Chinese number.
func (g *glue) chinese(last, r rune, unit int, ordinal bool) bool {
	if unit > 0 {
		g.unit = unit - 1
		return true
	}
	if ordinal || last == '第' {
		g.ordinal = strings.ContainsRune(numerals, r)
		return g.ordinal || ordinal && strings.ContainsRune(units, r)
	}
	return false
}

// What may follow a number and stays with it: powers and 多 余, then one unit or one of the longer ones.
const (
	numerals = "〇零一二三四五六七八九十百千两"
	powers   = "十百千万亿多余"
	units    = "年月日时分秒号条款项章节期届元角人名个件份次页周天岁点位家所级类倍只支本册门台套辆间处户里米克升吨斤亩度楼层栋室班组批票"
)

var longUnits = [...]string{
	"平方米", "平方公里", "立方米", "公里", "公斤", "公顷", "毫米", "毫升", "毫克", "厘米", "分米", "分钟", "千米", "千克", "千瓦",
	"小时", "学时", "课时", "周岁", "周年", "个月", "个工作日", "美元", "港元", "世纪", "月份",
}

// unitLength counts the characters of the unit that s begins with; 0 is none.
func unitLength(s string) int {
	n := 0
	for len(s) > 0 {
		for _, u := range longUnits {
			if strings.HasPrefix(s, u) {
				return n + utf8.RuneCountInString(u)
			}
		}
		r, size := utf8.DecodeRuneInString(s)
		if !strings.ContainsRune(powers, r) {
			if strings.ContainsRune(units, r) {
				n++
			}
			return n
		}
		n, s = n+1, s[size:]
	}
	return n
}
