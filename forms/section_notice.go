package forms

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"gongwen/forms/block"
)

// The squared page of GB/T 9704-2012, 5.2.3: 22 lines of 28 characters on 156 × 225 mm. A line's text stands in its
// middle.
const (
	gridLine = 225 * block.MM / 22
	gridChar = 156 * block.MM / 28

	bodySize     = 160                                         // 三号
	mastheadTop  = 35 * block.MM                               // 7.2.4
	mastheadSize = 560                                         // at most: a short one is no wider than that
	redRule      = 500                                         // µm
	ruleBelow    = 4 * block.MM                                // 7.2.7, from the number's characters
	lineSlack    = (gridLine - bodySize*block.MM*254/7200) / 2 // between a line's edge and its characters
	thickRule    = 350                                         // µm; 7.4.1
	thinRule     = 250
	colophonChar = 140 * block.MM * 254 / 7200 // 四号

	noticeFoot = "— {page} —"
)

// The styles of a notice: 三号仿宋 for what does not say otherwise (5.2.2).
var (
	letterStyle   = block.Style{Font: block.FangSong, Size: bodySize, Align: block.Justify, Pitch: gridLine, Cell: gridChar}
	urgencyStyle  = block.Style{Font: block.Hei, Size: bodySize, Pitch: gridLine, Cell: gridChar}
	mastheadStyle = block.Style{Font: block.Title, Size: mastheadSize, Align: block.Center, Color: block.Red, Shrink: 10}
	numberStyle   = block.Style{Font: block.FangSong, Size: bodySize, Align: block.Center, Pitch: gridLine, Cell: gridChar}
	noticeTitle   = block.Style{Font: block.Title, Size: 220, Align: block.Center, Pitch: gridLine}
	keywordsStyle = block.Style{Font: block.Hei, Size: bodySize, Pitch: gridLine, Cell: gridChar}
	colophonStyle = block.Style{Font: block.FangSong, Size: 140, Align: block.Justify, Pitch: gridLine}

	hei, kai, songTitle = block.Hei, block.Kai, block.Title // of spans
)

// letter is a notice becoming blocks.
type letter struct {
	doc    *Document
	parts  *Elements
	blocks []block.Block
}

func (l *letter) add(b block.Block) { l.blocks = append(l.blocks, b) }

// noticeSections are the notice, what is attached to it, and the colophon, which stands on the last page of all; on one
// of its own where the last attachment lies across or is of another size.
func (d *Document) noticeSections() []block.Section {
	l := letter{doc: d, parts: d.Definition.Notice}
	page := d.Definition.Page
	section := block.Section{
		Name: d.Title(), Width: page.Width, Height: page.Height, Margin: page.Margin,
		Foot: noticeFoot, Outer: true, Mirror: true,
	}
	l.head()
	moved := l.address()
	l.text()
	l.sign()
	section.Blocks = l.blocks

	l.blocks = nil
	l.colophon(moved)
	attached := d.attachedSections()
	if len(attached) == 0 || len(l.blocks) == 0 {
		section.Blocks, section.Pinned = append(section.Blocks, l.blocks...), len(l.blocks)
		return append([]block.Section{section}, attached...)
	}
	if last := &attached[len(attached)-1]; last.Width == page.Width && last.Height == page.Height {
		last.Blocks, last.Pinned = append(last.Blocks, l.blocks...), len(l.blocks)
		return append([]block.Section{section}, attached...)
	}
	last := section
	last.Name, last.Blocks, last.Pinned = "版记", l.blocks, len(l.blocks)
	return append(append([]block.Section{section}, attached...), last)
}

// head is everything over the text but the recipient (版头, 标题).
func (l *letter) head() {
	marks := []struct {
		t     Template
		style block.Style
		line  block.Length // of the type area, at least
	}{{l.parts.Copy, letterStyle, 0}, {l.parts.Secrecy, urgencyStyle, 1}, {l.parts.Urgency, urgencyStyle, 0}}
	for _, m := range marks {
		if c := l.doc.element(m.t); c != nil {
			l.add(&block.Paragraph{Content: c, Style: m.style, At: m.line * gridLine})
		}
	}
	masthead := l.doc.element(l.parts.Masthead)
	if masthead != nil {
		l.add(&block.Paragraph{Content: masthead, Style: mastheadStyle, At: mastheadTop})
	}
	l.number()
	title := &block.Paragraph{Content: l.doc.titleLines(), Style: noticeTitle, Before: 2 * gridLine}
	if masthead != nil {
		l.add(&block.Rule{Width: redRule, Color: block.Red, Before: ruleBelow - lineSlack - redRule/2})
		title.Before -= redRule / 2
	}
	l.add(title)
}

// number is the document's number in the middle, or on the left with who signs it on the right (7.2.5, 7.2.6).
func (l *letter) number() {
	number, who := l.doc.element(l.parts.Number), l.doc.element(l.parts.Signatory)
	switch {
	case who != nil:
		for i := range who {
			who[i].Font = &kai
		}
		who = append([]block.Span{{Text: "签发人："}}, who...)
		l.add(&block.Line{
			Parts: []block.Part{{Content: number}, {Content: who}}, Style: numberStyle, Height: gridLine, Before: 2 * gridLine,
			Indent: block.Indent{Left: gridChar, Right: gridChar}, Loose: true,
		})
	case number != nil:
		l.add(&block.Paragraph{Content: number, Style: numberStyle, Before: 2 * gridLine})
	}
}

// address is the recipient, one blank line under the title. One so long that the first page would not show the text is
// given back, to stand in the colophon (7.3.2).
func (l *letter) address() (moved []block.Span) {
	to := l.doc.element(l.parts.Recipient)
	if to == nil {
		return nil
	}
	title := 1 + strings.Count(textOf(l.doc.titleLines()), "\n")
	y := block.Length(title+4) * gridLine // the title, the blank lines and one of the text
	if len(l.parts.Masthead.Parts()) > 0 {
		y += mastheadTop + mastheadSize*block.MM*254/7200 + 2*gridLine + gridLine + ruleBelow
	}
	page := l.doc.Definition.Page
	room := (page.Height - page.Margin.Top - page.Margin.Bottom - y) / gridLine
	if block.Length(utf8.RuneCountInString(textOf(to))+27)/28 > max(room, 1) {
		return to
	}
	l.add(&block.Paragraph{Content: to, Style: letterStyle, Before: gridLine})
	return nil
}

// text is the body: each paragraph two characters in, its heading in the face of its level.
func (l *letter) text() {
	body := l.doc.element(l.parts.Body)
	if v := l.doc.Text; v.Set {
		body = []block.Span{{Text: v.Text, Pointer: v.Pointer, Data: true}}
	}
	heading, first := false, true
	for _, p := range paragraphs(body) {
		content, whole := headed(p)
		b := &block.Paragraph{
			Content: content, Style: letterStyle, Flow: true, Keep: heading,
			Indent: block.Indent{First: 2 * gridChar},
		}
		if first && len(l.parts.Recipient.Parts()) == 0 {
			b.Before = gridLine
		}
		l.add(b)
		heading, first = whole, false
	}
	l.list()
}

// list names what is attached (附件说明, 7.3.4): further lines stand under the first character of their name.
func (l *letter) list() {
	for i, a := range l.parts.Attachments {
		name := l.doc.element(a.Title)
		if name == nil && a.form != nil {
			name = l.doc.attachment(i).titleSpans()
		}
		p := &block.Paragraph{Style: letterStyle, Keep: true, Indent: block.Indent{Left: 5 * gridChar}}
		if i == 0 {
			p.Content = []block.Span{{Text: "附件："}}
			p.Before, p.Indent.First = gridLine, -3*gridChar
		}
		if len(l.parts.Attachments) > 1 {
			no := strconv.Itoa(i+1) + "."
			cells := block.Length(len(no)) / 2 // digits are half as wide as a cell, the stop no more
			p.Content = append(p.Content, block.Span{Text: no})
			p.Indent.Left += cells * gridChar
			p.Indent.First -= cells * gridChar
		}
		p.Content = append(p.Content, joinLines(name)...)
		l.add(p)
	}
}

// sign is the signature block (7.3.5) and what stands under it (附注, 7.3.6).
func (l *letter) sign() {
	by, date := l.doc.element(l.parts.Issuer), l.doc.element(l.parts.Date)
	if by != nil || date != nil {
		s := &block.Signature{Body: by, Date: date, Style: letterStyle, Before: gridLine, Right: 2 * gridChar, Shift: 2 * gridChar}
		if s.Seal = l.parts.Seal; s.Seal > 0 {
			s.Before, s.Right = 2*gridLine, 4*gridChar // so that the seal's top is within a line of the text
		}
		l.add(s)
	}
	if remark := l.doc.element(l.parts.Remark); remark != nil {
		remark = append(append([]block.Span{{Text: "（"}}, remark...), block.Span{Text: "）"})
		l.add(&block.Paragraph{Content: remark, Style: letterStyle, Keep: true, Indent: block.Indent{First: 2 * gridChar}})
	}
}

// colophon is the 版记 (7.4) with 主题词, which documents before 2012 had, and the recipient if it did not fit.
func (l *letter) colophon(to []block.Span) {
	rule := func(width block.Length) { l.add(&block.Rule{Width: width}) }
	if c := l.doc.element(l.parts.Keywords); c != nil {
		rule(thickRule)
		for i := range c {
			c[i].Font = &songTitle
		}
		l.add(&block.Paragraph{
			Content: append([]block.Span{{Text: "主题词："}}, c...), Style: keywordsStyle,
			Indent: block.Indent{Left: 4 * gridChar, First: -4 * gridChar},
		})
	}
	between := func() {
		if len(l.blocks) > 0 {
			rule(thinRule)
		} else {
			rule(thickRule)
		}
	}
	ruled := false
	for _, e := range []struct {
		label   string
		content []block.Span
	}{{"主送：", to}, {"抄送：", l.doc.element(l.parts.CC)}} {
		if e.content == nil {
			continue
		}
		if !ruled {
			between()
		}
		ruled = true
		if last := &e.content[len(e.content)-1]; strings.HasSuffix(last.Text, "：") {
			untie(last, strings.TrimSuffix(last.Text, "：")+"。") // as a recipient ends over the text
		}
		l.add(&block.Paragraph{
			Content: append([]block.Span{{Text: e.label}}, e.content...), Style: colophonStyle,
			Indent: block.Indent{Left: gridChar + 3*colophonChar, First: -3 * colophonChar, Right: gridChar},
		})
	}
	printer, printed := l.doc.element(l.parts.Printer), l.doc.element(l.parts.Printed)
	if printer != nil || printed != nil {
		between()
		l.add(&block.Line{
			Parts: []block.Part{{Content: printer}, {Content: printed}}, Style: colophonStyle, Height: gridLine,
			Indent: block.Indent{Left: gridChar, Right: gridChar}, Loose: true,
		})
	}
	if len(l.blocks) > 0 {
		rule(thickRule)
	}
}
