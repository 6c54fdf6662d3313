package xlsx

import (
	"regexp"
	"slices"
	"strings"

	"gongwen/forms/block"
)

// Days and months at the beginning and at the end of a text without white space; of such as were left open, the words.
var (
	dayFirst = regexp.MustCompile(`^(?:\d{0,4}年\d{0,2}月\d{0,2}[日号]|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{0,4}年\d{0,2}月)`)
	dayLast  = regexp.MustCompile(`(?:\d{0,4}年\d{0,2}月\d{0,2}[日号]|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{0,4}年\d{0,2}月)$`)
)

// parts are the values that stand in a room of a text, one behind or under the other. ok is false where it cannot be
// told which is which.
func (m *mixedText) parts(room int, text string) (parts []string, ok bool) {
	for i := range m.pieces {
		if m.pieces[i].words != "" {
			continue
		}
		if room--; room < 0 {
			return apart(text, m.pieces[i].room)
		}
	}
	return nil, false
}

// apart tells the values of a room from each other: by lines, or by the day that one of two is.
func apart(text string, room []roomed) ([]string, bool) {
	if strings.TrimFunc(text, isBlank) == "" {
		return make([]string, len(room)), true
	}
	if len(room) == 1 {
		return []string{strings.TrimSpace(text)}, true
	}
	if groups := byLine(room); len(groups) > 1 {
		lines := strings.Split(text, "\n")
		if len(lines) != len(groups) {
			lines = slices.DeleteFunc(lines, func(l string) bool { return strings.TrimFunc(l, isBlank) == "" })
		}
		if len(lines) == len(groups) {
			var all []string
			for i, g := range groups {
				parts, ok := apart(lines[i], g)
				if !ok {
					return nil, false
				}
				all = append(all, parts...)
			}
			return all, true
		}
	}
	return byDay(text, room)
}

// byLine are the values of a room, line by line.
func byLine(room []roomed) (lines [][]roomed) {
	from := 0
	for i := 1; i <= len(room); i++ {
		if i == len(room) || room[i].below {
			lines = append(lines, room[from:i])
			from = i
		}
	}
	return lines
}

// byDay takes a day, or the room for one, off the beginning or the end of a text.
func byDay(text string, room []roomed) ([]string, bool) {
	t, last := locate(text), len(room)-1
	if room[0].day() {
		if n := len(dayFirst.FindString(t.text)); n > 0 && (n == len(t.text) || !isDigit(rune(t.text[n-1])) && !isDigit(rune(t.text[n]))) {
			rest, ok := apart(text[t.at[n]:], room[1:])
			return append([]string{strings.TrimSpace(text[:t.at[n]])}, rest...), ok
		}
		return nil, false
	}
	if room[last].day() {
		if n := len(t.text) - len(dayLast.FindString(t.text)); n < len(t.text) && (n == 0 || !isDigit(rune(t.text[n-1]))) {
			rest, ok := apart(text[:t.at[n]], room[:last])
			return append(rest, strings.TrimSpace(text[t.at[n]:])), ok
		}
		if last == 1 && !strings.ContainsAny(t.text, "0123456789年月日号") {
			return []string{strings.TrimSpace(text), ""}, true
		}
	}
	return nil, false
}

// day says whether the value is a day or a month.
func (v *roomed) day() bool {
	return v.in != nil && v.box == "" && (v.in.Type == block.Day || v.in.Type == block.Month)
}
