package xlsx

import (
	"strings"
	"time"

	"gongwen/forms/block"
)

// rule is what a sheet checks of an input: what may be typed, and when what stands there all the same is wrong.
type rule struct {
	kind     string // of the check (ECMA-376-1, 18.18.21); empty: there is none, but a hint
	operator string
	from, to string // its formulas
	// wrong is a formula that is true of a value that is refused; % is its cell. Empty: none is.
	wrong string
}

// Bounds of numbers that a sheet keeps to the last digit, of its days, and of the years of forms.
const (
	leastWhole, mostWhole = "-999999999999999", "999999999999999"
	firstDay, lastDay     = "1", "2958465" // 1900-01-01, 9999-12-31
	leastYear, mostYear   = "1949", "2999"
)

// rule is that of a home.
func (b *book) rule(h *home) rule {
	in := h.in
	switch in.Type {
	case block.Whole:
		return numbers("whole", or(in.Min, leastWhole), or(in.Max, mostWhole), "%<>INT(%)")
	case block.Year:
		return numbers("whole", or(in.Min, leastYear), or(in.Max, mostYear), "%<>INT(%)")
	case block.Decimals:
		return numbers("decimal", or(in.Min, leastWhole), or(in.Max, mostWhole), "ABS(ROUND(%,"+itoa(in.Places)+")-%)>0.0000000001")
	case block.Day, block.Month:
		return b.days(h)
	case block.Tick:
		return rule{kind: "list", from: `"` + tick + `"`, wrong: `%<>"` + tick + `"`}
	case block.Choice:
		return b.choice(in)
	case block.Choices:
		return rule{}
	}
	if in.Length == 0 {
		return rule{}
	}
	n := itoa(in.Length)
	return rule{kind: "textLength", operator: "lessThanOrEqual", from: n, wrong: "LEN(%)>" + n}
}

// days is the rule of days or months. A day may also be typed in a way that a sheet takes for text, such as 2013.5.20; it
// is read as well as a number of the sheet is, so that no check of the sheet's own for dates will do.
func (b *book) days(h *home) rule {
	in := h.in
	from, to := dayBound(in.Min, firstDay), dayBound(in.Max, lastDay)
	low, high := from, to
	if other := b.other(h, in.Since); other != "" {
		if b.months(in, in.Since) {
			other = "IF(ISNUMBER(" + other + ")," + other + "-DAY(" + other + ")+1,1)"
		}
		from = "MAX(" + from + "," + other + ")"
	}
	if other := b.other(h, in.Until); other != "" {
		if b.months(in, in.Until) {
			other = "IF(ISNUMBER(" + other + "),EOMONTH(" + other + ",0)," + to + ")"
		}
		to = "MIN(" + to + "," + other + ")"
	}
	typed := dayTyped
	if in.Type == block.Month {
		typed = monthTyped
	}
	r := rule{kind: "custom", wrong: "IF(ISNUMBER(%),OR(%<" + from + ",%>" + to + "),ISERROR(" + typed + "))"}
	at := h.first()
	for _, bounds := range [...][2]string{{from, to}, {low, high}} { // the colour tells what is too long for a check
		r.from = "IF(ISNUMBER(%),AND(%>=" + bounds[0] + ",%<=" + bounds[1] + "),ISNUMBER(" + typed + "))"
		if r.from = strings.ReplaceAll(r.from, "%", at); units(r.from) <= maxInline {
			break
		}
	}
	return r
}

// A day or a month that was typed as text is the one that it gives with hyphens: % is its cell.
const (
	dayTyped   = `DATEVALUE(` + hyphens + `"年","-"),"月","-"),"日",""),".","-"),"/","-"))`
	monthTyped = `DATEVALUE(` + hyphens + `"年","-"),"月",""),"日",""),".","-"),"/","-")&"-1")`
	hyphens    = `SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(ASC(%),`
)

// tick is what a Tick takes.
const tick = "√"

// numbers is the rule of numbers from one to another.
func numbers(kind, from, to, wrong string) rule {
	tests := "%<" + from + ",%>" + to
	if wrong != "" {
		tests = wrong + "," + tests
	}
	return rule{kind: kind, operator: "between", from: from, to: to, wrong: "IF(ISNUMBER(%),OR(" + tests + "),TRUE)"}
}

// or is a text, or another one where it is empty.
func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// dayBound is a bound of days as the number of its day.
func dayBound(s, none string) string {
	if len(s) == len("2006-01") {
		s += "-01"
	}
	if n, ok := date(s); ok {
		return itoa(n)
	}
	return none
}

// other is the cell of an input with which those of a home are compared: of the same row, or by its name.
func (b *book) other(h *home, path string) string {
	o := b.homes[path]
	switch {
	case path == "" || o == nil:
		return ""
	case o.sheet == h.sheet && !o.in.Repeated:
		return o.cells[0].address()
	case o.sheet == h.sheet && o.block == h.block && h.in.Repeated:
		return "$" + address(o.cells[0].column, h.cells[0].row)
	case o.in.Repeated:
		return ""
	}
	return inputName(path)
}

// months tells whether a day and the one at path are compared by their months: one of them is a month.
func (b *book) months(in *block.Input, path string) bool {
	return in.Type == block.Month || b.homes[path].in.Type == block.Month
}

// choice is the rule of what one of several has to be.
func (b *book) choice(in *block.Input) rule {
	options := in.Signs
	if options == nil {
		options = in.Of
	}
	if s, ok := inlineList(options); ok {
		var wrong []string
		for _, o := range options {
			wrong = append(wrong, `%&""<>"`+o+`"`)
		}
		return rule{kind: "list", from: s, wrong: "AND(" + strings.Join(wrong, ",") + ")"}
	}
	name := b.list(options)
	return rule{kind: "list", from: name, wrong: "SUMPRODUCT(--(" + name + `=%&""))=0`}
}

// maxInline is how long a formula of a check may be, also one of its options, with quotes (Excel specifications).
const maxInline = 255

// inlineList is a list that is written in the check itself, if it can be.
func inlineList(options []string) (string, bool) {
	for _, o := range options {
		if strings.ContainsAny(o, ",\"\n") || o != strings.TrimSpace(o) || o == "" {
			return "", false
		}
	}
	s := `"` + strings.Join(options, ",") + `"`
	return s, units(s) <= maxInline
}

// of puts a cell into the formula that says what is wrong: an empty cell is not.
func (r rule) of(cell string) string {
	if r.wrong == "" {
		return ""
	}
	return "AND(LEN(" + cell + ")>0," + strings.ReplaceAll(r.wrong, "%", cell) + ")"
}

// shortDay is a day or a month for people, as it is typed.
func shortDay(s string) string {
	if t, err := time.Parse("2006-01-02", s); err == nil {
		return t.Format("2006-1-2")
	}
	if t, err := time.Parse("2006-01", s); err == nil {
		return t.Format("2006-1")
	}
	return s
}
