package xlsx

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longestLabel is how long a text may be, in bytes, that is compared with the form's.
const longestLabel = 4096

// normal is a text as labels are compared: characters by their compatibility forms (full-width ones are as narrow ones),
// without white space and lines to write on, in small letters.
func normal(s string) string {
	if len(s) > longestLabel {
		return ""
	}
	for i := 0; ; i++ { // most texts of a table are plain digits and letters
		if i == len(s) {
			return s
		}
		if c := s[i]; c <= ' ' || c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' || c == '_' {
			break
		}
	}
	if !norm.NFKC.IsNormalString(s) {
		s = norm.NFKC.String(s)
	}
	return strings.Map(func(r rune) rune {
		if isBlank(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// isBlank says whether a character says nothing in a label.
func isBlank(r rune) bool {
	return r == '_' || unicode.IsSpace(r) || r == '\u200B' || r == '\uFEFF' || unicode.IsControl(r)
}

// labelOf is a normal text without what follows a label: colons.
func labelOf(s string) string { return strings.TrimRight(s, ":") }

// bare is a label without what stands in brackets at its end: 党员人数(此栏不能为零).
func bare(s string) string {
	for strings.HasSuffix(s, ")") {
		i := strings.LastIndexByte(s, '(')
		if i <= 0 {
			break
		}
		s = s[:i]
	}
	return s
}

// located is a normal text of which each byte knows where it came from.
type located struct {
	text string
	at   []int // one more than text has bytes
}

// locate makes a text normal, character by character.
func locate(s string) located {
	var b strings.Builder
	var at []int
	for i, r := range s {
		if isBlank(r) {
			continue
		}
		n := b.Len()
		for _, c := range norm.NFKC.String(string(r)) {
			if !isBlank(c) {
				b.WriteRune(unicode.ToLower(c))
			}
		}
		for ; n < b.Len(); n++ {
			at = append(at, i)
		}
	}
	return located{b.String(), append(at, len(s))}
}

// capture finds what stands in a text in the rooms between its words: one for each value, blank where nothing does. ok
// is false where the words are others.
func capture(s string, pieces []piece) (values []string, ok bool) {
	if len(s) > longestLabel {
		return nil, false
	}
	t := locate(s)
	from, open := 0, -1 // where the room that was left began, -1: none
	for _, p := range pieces {
		if p.words == "" {
			if open < 0 {
				open = from
			}
			continue
		}
		i := strings.Index(t.text[from:], p.words)
		if i < 0 || open < 0 && i > 0 {
			return nil, false
		}
		if open >= 0 {
			values = append(values, s[t.at[open]:t.at[from+i]])
			open = -1
		}
		from += i + len(p.words)
	}
	if open >= 0 {
		return append(values, s[t.at[open]:]), true
	}
	return values, from == len(t.text)
}

// captureBack is capture from the end of the text: it finds the same, unless the words stand in a value, too.
func captureBack(s string, pieces []piece) (values []string, ok bool) {
	if len(s) > longestLabel {
		return nil, false
	}
	t := locate(s)
	to, open := len(t.text), -1 // where the room that was left ends, -1: none
	for k := len(pieces) - 1; k >= 0; k-- {
		words := pieces[k].words
		if words == "" {
			if open < 0 {
				open = to
			}
			continue
		}
		i := strings.LastIndex(t.text[:to], words)
		end := i + len(words)
		if i < 0 || open < 0 && end != to {
			return nil, false
		}
		if open >= 0 {
			values = append(values, s[t.at[end]:t.at[open]])
			open = -1
		}
		to = i
	}
	if open >= 0 {
		values = append(values, s[t.at[0]:t.at[open]])
	}
	slices.Reverse(values)
	return values, open >= 0 || to == 0
}

// behind is what stands in a text behind a label and its colon. ok is false if it does not begin with them.
func behind(s, label string) (rest string, ok bool) {
	if len(s) > longestLabel {
		return "", false
	}
	t := locate(s)
	if !strings.HasPrefix(t.text, label) {
		return "", false
	}
	n := len(label)
	colon := n
	for colon < len(t.text) && t.text[colon] == ':' {
		colon++
	}
	if colon == n && !strings.HasSuffix(label, ":") && n < len(t.text) {
		return "", false
	}
	return s[t.at[colon]:], true
}

// isTotal says whether a label is one of a row that sums up others.
func isTotal(label string) bool {
	switch label {
	case "合计", "总计", "共计", "小计", "累计", "本页小计", "本页合计":
		return true
	}
	return false
}

// isNote says whether a text begins as notes under a table do.
func isNote(label string) bool {
	for _, n := range [...]string{"注:", "备注:", "说明:", "填表说明", "填表人:", "填报人:", "审核人:", "负责人:", "制表人:", "制表:"} {
		if strings.HasPrefix(label, n) {
			return true
		}
	}
	return false
}
