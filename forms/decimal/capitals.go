package decimal

import "strings"

// maxCapitals is how many digits an amount may have before the point: up to 仟万亿.
const maxCapitals = 16

// Capitals is an amount of money in the digits that cannot be altered (人民币大写): 10050 is 壹万零伍拾元整. It is
// rounded to the 分, half away from zero. 整 closes an amount without 分. 零 stands for zeros between digits and is
// left out where the rules for bills leave the choice (107000.53 is 壹拾万柒仟元伍角叁分). It is empty for an amount
// that the words have no place for.
func (a Decimal) Capitals() string {
	whole, cents, _ := strings.Cut(a.d.Abs().StringFixed(2), ".")
	if len(whole) > maxCapitals {
		return ""
	}
	var b strings.Builder
	if a.d.Sign() < 0 && strings.Trim(whole+cents, "0") != "" {
		b.WriteString("负")
	}
	yuan := whole != "0"
	if yuan {
		capitalWhole(&b, whole)
	}
	jiao, fen := cents[0], cents[1]
	switch {
	case jiao != '0':
		b.WriteString(capital(jiao) + "角")
	case fen != '0' && yuan:
		b.WriteString("零")
	case fen == '0' && !yuan:
		b.WriteString("零元")
	}
	if fen != '0' {
		b.WriteString(capital(fen) + "分")
	} else {
		b.WriteString("整")
	}
	return b.String()
}

// capitalWhole writes a number above zero and 元. Four digits make a section; zeros at a section's end are silent, those
// before a digit are one 零, be they ever so many.
func capitalWhole(b *strings.Builder, digits string) {
	places := [...]string{"", "拾", "佰", "仟"}
	sections := [...]string{"元", "万", "亿", "万"}
	zero, said := false, false // zeros are waiting; the section has a digit
	for i := range digits {
		place := len(digits) - 1 - i
		if digits[i] == '0' {
			zero = i > 0
		} else {
			if zero {
				b.WriteString("零")
			}
			b.WriteString(capital(digits[i]) + places[place%4])
			zero, said = false, true
		}
		if place%4 > 0 {
			continue
		}
		section := place / 4
		if said || section == 0 || section == 2 && i >= 4 { // 万亿 needs its 亿 even if there are no 亿 of their own
			b.WriteString(sections[section])
		}
		zero, said = zero && !said, false
	}
}

func capital(digit byte) string {
	return [...]string{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"}[digit-'0']
}
