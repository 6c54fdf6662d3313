package forms

import (
	"strings"
	"unicode"

	"gongwen/forms/block"
)

// element is a part of a notice with its fields; nil when there is nothing to print: it is not in the definition, all of
// its fields are empty, or it is a field that the empty form need not have.
func (d *Document) element(t Template) []block.Span {
	parts := t.Parts()
	if len(parts) == 0 {
		return nil
	}
	spans := make([]block.Span, len(parts))
	fields, said := 0, 0
	for i, p := range parts {
		spans[i] = block.Span{Text: p.Text}
		if p.Key == "" {
			continue
		}
		fields++
		f := &d.Definition.Fields[d.fieldIndex(p.Key)]
		if spans[i] = d.fieldSpan(p.Key); spans[i].Text != "" || d.Blank && (f.Required || len(parts) > 1) {
			said++
		}
		if d.Blank && spans[i].Text == "" {
			spans[i].Text = blankSpace
			if f.Lines {
				spans[i].Text += "\n" + blankSpace + "\n" + blankSpace // three lines to write on
			}
			d.tie(&spans[i], p.Key)
		}
	}
	if fields > 0 && said == 0 {
		return nil
	}
	return spans
}

// textOf is the text of spans.
func textOf(spans []block.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// paragraphs are the lines of a text, without white space around them and without those that are empty.
func paragraphs(text []block.Span) (all [][]block.Span) {
	var now []block.Span
	end := func() {
		for len(now) > 0 {
			last := &now[len(now)-1]
			if last.Data && last.Text == blankSpace {
				break
			}
			if untie(last, strings.TrimRightFunc(last.Text, unicode.IsSpace)); last.Text != "" {
				break
			}
			now = now[:len(now)-1]
		}
		if len(now) > 0 {
			all = append(all, now)
		}
		now = nil
	}
	for _, s := range text {
		for i, line := range strings.Split(s.Text, "\n") {
			if i > 0 {
				end()
			}
			if s.Data && line == blankSpace {
				piece := block.Span{Text: s.Text, Data: true, Formula: s.Formula}
				untie(&piece, line)
				now = append(now, piece)
				continue
			}
			if len(now) == 0 {
				line = strings.TrimLeftFunc(line, unicode.IsSpace)
			}
			if line != "" {
				piece := s
				untie(&piece, line)
				now = append(now, piece)
			}
		}
	}
	end()
	return all
}

// joinLines is a text without its line breaks.
func joinLines(spans []block.Span) []block.Span {
	for i := range spans {
		untie(&spans[i], strings.ReplaceAll(spans[i].Text, "\n", ""))
	}
	return spans
}

const numeralsZH = "〇零一二三四五六七八九十百"

// level is the heading level that a paragraph begins with (GB/T 9704-2012, 7.3.3): 1 for 一、 and 2 for （一）, which
// have a face of their own; 0 for 1. and （1）, which are set as the text is, and for no heading.
func level(text string) int {
	rest := strings.TrimLeft(text, numeralsZH)
	if rest != text && strings.HasPrefix(rest, "、") {
		return 1
	}
	for _, pair := range [...][2]string{{"（", "）"}, {"(", ")"}} {
		if inner, ok := strings.CutPrefix(text, pair[0]); ok {
			if rest := strings.TrimLeft(inner, numeralsZH); rest != inner && strings.HasPrefix(rest, pair[1]) {
				return 2
			}
		}
	}
	return 0
}

// headed is a paragraph with its heading, up to the first full stop, in the face of its level; whole tells that the
// paragraph is nothing but a heading.
func headed(p []block.Span) (content []block.Span, whole bool) {
	face := &hei
	switch level(p[0].Text) {
	case 0:
		return p, false
	case 2:
		face = &kai
	}
	for i, s := range p {
		s.Font = face
		words, rest, stopped := strings.Cut(s.Text, "。")
		if !stopped {
			content = append(content, s)
			continue
		}
		untie(&s, words+"。")
		content = append(content, s)
		if rest != "" {
			s.Text, s.Font = rest, nil
			content = append(content, s)
		}
		return append(content, p[i+1:]...), rest == "" && i == len(p)-1
	}
	return content, true
}
