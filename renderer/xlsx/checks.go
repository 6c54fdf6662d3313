package xlsx

import (
	"encoding/xml"
	"strings"

	"gongwen/forms/block"
)

// Limits of a check's texts in UTF-16 units (ECMA-376-1, 18.3.1.32).
const (
	maxHintTitle = 32
	maxHint      = 255
)

// checks are what the sheet checks of what is typed, as a worksheet has them: one for each home.
func (s *sheet) checks() string {
	var b strings.Builder
	for _, h := range s.book.order {
		if h.sheet != s || h.in.Fixed {
			continue
		}
		r := s.book.rule(h)
		says := hint(h.in)
		wrong := or(h.in.Words, says)
		if h.in.Required {
			says = hintRequired + says
		}
		if h.computed {
			says += hintComputed
		}
		if r.kind == "" && says == "" {
			continue
		}
		b.WriteString(`<dataValidation`)
		putAttribute(&b, "type", r.kind)
		putAttribute(&b, "operator", r.operator)
		b.WriteString(` allowBlank="1"`)
		if says != "" {
			b.WriteString(` showInputMessage="1"`)
			putAttribute(&b, "promptTitle", clip(h.in.Label, maxHintTitle))
			putAttribute(&b, "prompt", clip(says, maxHint))
		}
		if r.kind != "" {
			b.WriteString(` showErrorMessage="1" errorStyle="stop"`)
			putAttribute(&b, "errorTitle", clip(or(h.in.Label, wrongTitle), maxHintTitle))
			putAttribute(&b, "error", clip(wrong, maxHint))
		}
		putAttribute(&b, "sqref", strings.Join(h.pieces(), " "))
		b.WriteByte('>')
		putElement(&b, "formula1", r.from)
		putElement(&b, "formula2", r.to)
		b.WriteString(`</dataValidation>`)
	}
	if b.Len() == 0 {
		return ""
	}
	return "<dataValidations>" + b.String() + "</dataValidations>"
}

// first is the home's first cell as a formula names it that stands for all of them.
func (h *home) first() string {
	c := h.cells[0]
	if h.in.Repeated {
		return "$" + address(c.column, c.row)
	}
	return c.address()
}

// pieces are the home's cells as a worksheet lists them.
func (h *home) pieces() []string {
	all := h.ranges(relative)
	if len(all) > maxRanges {
		return []string{relative(h.cells[0], h.cells[len(h.cells)-1])}
	}
	return all
}

// colours mark what is missing in a row or a form in which something has been written, and what is wrong.
func (s *sheet) colours() string {
	var b strings.Builder
	priority := 0
	entered := s.entered()
	for _, h := range s.book.order {
		if h.sheet != s || h.in.Fixed {
			continue
		}
		at, some := h.first(), entered
		if h.in.Repeated {
			some = s.enteredBeside(h)
		}
		var formulas [2]string
		if h.in.Required && some != "" {
			formulas[shadeMissing] = "AND(LEN(TRIM(" + at + "))=0," + some + ")"
		}
		formulas[shadeWrong] = s.book.rule(h).of(at)
		if formulas[shadeMissing]+formulas[shadeWrong] == "" {
			continue
		}
		b.WriteString("<conditionalFormatting")
		putAttribute(&b, "sqref", strings.Join(h.pieces(), " "))
		b.WriteByte('>')
		for i, f := range formulas {
			if f != "" {
				priority++
				b.WriteString(`<cfRule type="expression" dxfId="` + itoa(s.book.shades[i]) + `" priority="` + itoa(priority) + `">`)
				putElement(&b, "formula", f)
				b.WriteString("</cfRule>")
			}
		}
		b.WriteString("</conditionalFormatting>")
	}
	return b.String()
}

// maxCounted is how many ranges are counted to find out whether anything was written: a function takes 255.
const maxCounted = 200

// entered is true when something is written in the sheet; empty if it takes nothing.
func (s *sheet) entered() string {
	var all []string
	var last spot
	for _, h := range s.book.order {
		switch {
		case h.sheet != s || h.in.Fixed || h.given || len(all) > maxCounted:
		case h.in.Repeated:
			all, last = append(all, absolute(h.cells[0], h.cells[len(h.cells)-1])), spot{}
		case len(all) > 0 && last.column == h.cells[0].column && last.last+1 == h.cells[0].row:
			first, _, _ := strings.Cut(all[len(all)-1], ":")
			last = h.cells[0]
			all[len(all)-1] = first + ":" + last.address()
		default:
			last = h.cells[0]
			all = append(all, last.address())
		}
	}
	return counted(all)
}

// enteredBeside is true when something is written in the same row.
func (s *sheet) enteredBeside(h *home) string {
	_, group, _ := strings.Cut(h.in.Path, "~")
	row := itoa(h.cells[0].row)
	var all []string
	last := 0
	for _, o := range s.book.order {
		_, other, _ := strings.Cut(o.in.Path, "~")
		if o.sheet != s || o.block != h.block || !o.in.Repeated || o.in.Fixed || o.computed || other != group {
			continue
		}
		column := o.cells[0].column
		name := "$" + string(appendColumn(nil, column)) + row
		if last > 0 && column == last+1 {
			first, _, _ := strings.Cut(all[len(all)-1], ":")
			all[len(all)-1] = first + ":" + name
		} else {
			all = append(all, name)
		}
		last = column
	}
	return counted(all)
}

// counted is true when anything stands in the ranges.
func counted(ranges []string) string {
	if len(ranges) == 0 {
		return ""
	}
	return "COUNTA(" + strings.Join(ranges, ",") + ")>0"
}

// protection locks what is not to be written in. It has no password: who must may take it off. Rows may be added, and
// all may be widened and sorted.
const protection = `<sheetProtection sheet="1" objects="1" scenarios="1" formatCells="1" formatColumns="0" formatRows="0" ` +
	`insertColumns="1" insertRows="0" insertHyperlinks="1" deleteColumns="1" deleteRows="0" sort="0" autoFilter="0" pivotTables="1"/>`

// protect is the sheet's protection, in a workbook that is to be filled in.
func (s *sheet) protect() string {
	if len(s.book.order) == 0 && !s.section.Aside {
		return ""
	}
	return protection
}

// clip cuts a text to so many UTF-16 units, the last a sign that it was cut.
func clip(s string, most int) string {
	if units(s) <= most {
		return s
	}
	n := 0
	for i, r := range s {
		if n += units(string(r)); n > most-1 {
			return s[:i] + "…"
		}
	}
	return s
}

// putAttribute writes an attribute, unless it is empty.
func putAttribute(b *strings.Builder, name, value string) {
	if value != "" {
		b.WriteString(" " + name + `="`)
		_ = xml.EscapeText(b, []byte(value)) // a Builder does not fail
		b.WriteByte('"')
	}
}

// elementEscapes are those of a text between tags; quotes stay, as other programs write formulas.
var elementEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// putElement writes an element with a text, unless it is empty.
func putElement(b *strings.Builder, name, value string) {
	if value != "" {
		b.WriteString("<" + name + ">")
		_, _ = elementEscapes.WriteString(b, value)
		b.WriteString("</" + name + ">")
	}
}

// frozen is the sheet's view, in which the head of a table that is filled in stays in sight: that of its only one, if
// it leaves enough to see.
func (s *sheet) frozen() string {
	const most = 320 // pixels
	tables, long := 0, isLong(s.section)
	for _, b := range s.section.Blocks {
		if _, ok := b.(*block.Table); ok {
			tables++
		}
	}
	_, last, ok := s.plan.titles(s.section)
	height := 0
	for i := range min(last, len(s.plan.rows)) {
		height += s.plan.rows[i].height
	}
	if tables != 1 || !long || !ok || height > most || last >= len(s.plan.rows) {
		return ""
	}
	top := address(1, last+1)
	return `<pane ySplit="` + itoa(last) + `" topLeftCell="` + top + `" activePane="bottomLeft" state="frozen"/>` +
		`<selection pane="bottomLeft" activeCell="` + top + `" sqref="` + top + `"/>`
}
