package forms

import (
	"strconv"
	"strings"
)

// fill puts the arguments into words. {name} is an argument; a part in square brackets is left out when an argument
// in it is not set.
func (p Problem) fill(words string, lang Lang) string {
	var b strings.Builder
	for words != "" {
		open := strings.IndexByte(words, '[')
		if open < 0 {
			open = len(words)
		}
		part, _ := p.part(words[:open], lang)
		b.WriteString(part)
		words = words[open:]
		if words == "" {
			break
		}
		end := strings.IndexByte(words, ']')
		if part, ok := p.part(words[1:end], lang); ok {
			b.WriteString(part)
		}
		words = words[end+1:]
	}
	return b.String()
}

// part fills words without brackets. ok is false when an argument in them is not set.
func (p Problem) part(words string, lang Lang) (filled string, ok bool) {
	var b strings.Builder
	ok = true
	for {
		before, rest, found := strings.Cut(words, "{")
		b.WriteString(before)
		if !found {
			return b.String(), ok
		}
		name, after, _ := strings.Cut(rest, "}")
		arg := p.arg(name, lang)
		ok = ok && arg != ""
		b.WriteString(arg)
		words = after
	}
}

func (p Problem) arg(name string, lang Lang) string {
	a := &p.Args
	switch name {
	case "label":
		return strings.ReplaceAll(a.Label, "\n", "")
	case "value":
		return a.Value
	case "limit":
		return a.Limit
	case "what":
		if lang == English {
			return whatEN[a.What]
		}
		return whatZH[a.What]
	case "near":
		return a.Near
	case "of":
		if lang == English {
			return strings.Join(a.Of, ", ")
		}
		return strings.Join(a.Of, "、")
	case "count":
		return positive(a.Count)
	case "line":
		return positive(a.Line)
	case "column":
		return positive(a.Column)
	case "offset":
		if a.Line == 0 {
			return ""
		}
		return strconv.Itoa(a.Offset)
	}
	return ""
}

// positive is n in digits; 0 counts as not set.
func positive(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
