package xlsx

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/forms/block"
)

// leastPhone is how many digits a telephone number has at least.
const leastPhone = 7

// parted tells apart two values in one cell, a text and a number of digits (党组织书记姓名及联系方式): 张示例 0000-0000000, or
// one of them alone. ok is false where that is not clear.
func parted(text string, wants []*want) (values []string, ok bool) {
	if len(wants) != 2 || wants[1].in.Type != block.Digits || wants[0].in.Type == block.Digits {
		return nil, false
	}
	s := strings.TrimSpace(text)
	at := strings.IndexFunc(s, isDigit)
	if at < 0 {
		return []string{s, ""}, true
	}
	for at > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:at])
		if !strings.ContainsRune("+(（", r) {
			break
		}
		at -= n
	}
	name, phone := strings.TrimFunc(s[:at], isBetween), s[at:]
	if strings.ContainsFunc(phone, func(r rune) bool { return !isDigit(r) && !strings.ContainsRune("-－—()（） \u3000+", r) }) {
		return nil, false
	}
	n := 0
	for _, r := range phone {
		if isDigit(r) {
			n++
		}
	}
	return []string{name, strings.TrimSpace(phone)}, n >= leastPhone
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// isBetween says whether a character may stand between a name and a number.
func isBetween(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(",，、;；/／:：|", r)
}
