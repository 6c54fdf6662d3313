package forms

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"gongwen/forms/block"
)

// meaning is what an entry says for a field.
type meaning struct {
	text string   // a text or, bare, the JSON of another value
	list []string // of a field of several choices
	bare bool
	none bool   // it says nothing
	lost bool   // nothing of it can be in the input
	code string // what is wrong with it, if Fill cannot say so; empty: nothing
	args *Args
}

// out is the value of entry i in the input.
func (m *meaning) out(i int32) outValue {
	v := outValue{text: m.text, kind: kindString, hidden: m.none || m.lost, wrong: m.code != "", entry: i}
	if m.bare {
		v.kind = kindNumber
	}
	if m.list != nil && !v.hidden {
		v.kind = kindArray
		for _, one := range m.list {
			v.in = append(v.in, outValue{text: one, kind: kindString, entry: i})
		}
	}
	return v
}

// means is what an entry says for the field. What is no value of it stays the text that was typed.
func (f *Field) means(en *block.Entry) meaning {
	if empty(en) {
		return meaning{none: true}
	}
	if code, args := notRead(en, f.Label); code != "" {
		return meaning{lost: true, code: code, args: &args}
	}
	switch f.Type {
	case TypeInteger, TypeNumber:
		return f.numberMeant(en)
	case TypeYear:
		return f.yearMeant(en)
	case TypeDate, TypeMonth:
		return f.dateMeant(en)
	case TypeChoice:
		if f.Several {
			return f.choicesMeant(en)
		}
		return meaning{text: f.choiceMeant(en)}
	}
	return f.textMeant(en)
}

// notRead is the code of an entry that has no value, or empty.
func notRead(en *block.Entry, label string) (string, Args) {
	var code string
	switch en.Kind {
	case block.EntryFault:
		code = CodeCellFault
	case block.EntryUncounted:
		code = CodeUncounted
	case block.EntryUnclear:
		code = CodeUnclear
	default:
		return "", Args{}
	}
	return code, Args{Label: label, Value: shorten(strings.TrimSpace(en.Text))}
}

// textMeant is a text, exactly as it was typed. Of a number that a cell keeps, the digits are; the last ones of a long
// one are lost, and of a date it is not known how it was typed.
func (f *Field) textMeant(en *block.Entry) meaning {
	text := typed(en)
	switch {
	case en.Kind == block.EntryDay:
		return meaning{text: text, code: CodeDayText, args: &Args{Label: f.Label, Value: shorten(text)}}
	case en.Kind == block.EntryNumber && tooLong(text):
		limit := Args{Label: f.Label, Value: shorten(text), Limit: itoa(maxSpreadsheet)}
		return meaning{text: text, code: CodeDigitsLost, args: &limit}
	case f.Type == TypePhone || f.Type == TypeID:
		text = dialable(text)
		if f.Type == TypeID {
			text = strings.ToUpper(text)
		}
	}
	return meaning{text: text}
}

// typed is what an entry shows: a text as it is, a number's digits, TRUE or FALSE.
func typed(en *block.Entry) string {
	switch en.Kind {
	case block.EntryNumber:
		return cellNumber(en.Text)
	case block.EntryTruth:
		return strings.ToUpper(en.Text)
	}
	return en.Text
}

// dialable makes the full-width digits, letters and signs of a telephone or identity number narrow.
func dialable(s string) string {
	if ascii(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ', r == '－', r == '＋':
			return r - 0xFEE0
		case r == '（':
			return '('
		case r == '）':
			return ')'
		}
		return r
	}, s)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// folded is a text as it is compared with others: of one width, with one shape of each tick, without white space and in
// lower case.
func folded(s string) string {
	if !ascii(s) {
		s = width.Fold.String(s)
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case r == '✓' || r == '✔':
			return '√'
		case r == '✕' || r == '✗' || r == '✘':
			return '×'
		}
		return unicode.ToLower(r)
	}, s)
}

// choiceMeant is the choice that an entry says: in its own words, by its sign, or in words that differ in width, case
// or white space only. It is what was typed when it is none of them or may be several.
func (f *Field) choiceMeant(en *block.Entry) string {
	text := typed(en)
	if en.Kind == block.EntryTruth {
		for _, word := range [...]string{yes, no} {
			if (en.Text == "true") == (word == yes) && slices.Contains(f.Of, word) {
				return word
			}
		}
	}
	if slices.Contains(f.Of, text) {
		return text
	}
	given, found := folded(text), ""
	for _, of := range f.Of {
		sign := f.sign(of)
		if given == "" || folded(of) != given && folded(sign) != given {
			continue
		}
		if found != "" && found != sign {
			return text
		}
		if found == "" {
			found = of
		}
	}
	if found != "" {
		return found
	}
	return text
}

// choicesMeant are the choices that an entry lists.
func (f *Field) choicesMeant(en *block.Entry) meaning {
	if one := f.choiceMeant(en); slices.Contains(f.Of, one) {
		return meaning{list: []string{one}}
	}
	var all []string
	for _, part := range listed(typed(en)) {
		one := block.Entry{Text: part}
		all = append(all, f.choiceMeant(&one))
	}
	if all == nil {
		return meaning{none: true}
	}
	return meaning{list: all}
}

const openBoxes, tickedBoxes = "☐□", "☑√✓✔"

// listed are the choices in a list: those behind ticked boxes or, in a list without boxes, all of them.
func listed(text string) (all []string) {
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			all = append(all, s)
		}
	}
	box := func(r rune) bool { return strings.ContainsRune(openBoxes+tickedBoxes, r) }
	if !strings.ContainsFunc(text, box) {
		for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、，,;；", r) || unicode.IsSpace(r) }) {
			add(s)
		}
		return all
	}
	for takes := true; text != ""; {
		at := strings.IndexFunc(text, box)
		if at < 0 {
			at = len(text)
		}
		if takes {
			add(strings.Trim(text[:at], "、，,;； 　"))
		}
		if at == len(text) {
			break
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		takes, text = strings.ContainsRune(tickedBoxes, r), text[at+size:]
	}
	return all
}
