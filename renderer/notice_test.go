package renderer_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gongwen/forms"
	"gongwen/renderer"
	"gongwen/renderer/internal/judge"
	"gongwen/renderer/layout"
	"gongwen/renderer/page"
)

// upward is a notice with every element of the standard. %s is for more of them.
const upward = `form: example/notice
version: 1
kind: notice
title: 关于报送示例工作情况的报告
fields:
  - {key: serial, label: 发文顺序号, type: integer, required: true}
  - {key: signatory, label: 签发人, max: 20}
  - {key: secrecy, label: 密级, max: 20}
copy: "000012"
secrecy: "{secrecy}"
urgency: 特急
masthead: 示例市人力资源和社会保障局文件
number: 示人社〔2013〕{serial}号
signatory: "{signatory}"
recipient: 示例市人民政府：
attachments:
  - {title: 示例情况统计表}
  - {title: 这一份附件的名称特别长长到一行放不下因而必须回行并且回行的时候要与第一行的名称对齐}
issuer: 示例市人力资源和社会保障局
date: 2013年4月8日
remark: 联系人：张示例
cc: 示例市委组织部，示例市财政局，示例市民政局，示例市教育局，示例市司法局，示例市审计局。
printer: 示例市人力资源和社会保障局办公室
printed: 2013年4月9日印发
%ssample: {fields: {serial: 7}, body: 示例。}
`

// sheet is a document's pages, and where their lines of text are.
type sheet struct {
	t     *testing.T
	pages []*page.Page
}

// box is where something stands, in millimetres.
type box struct {
	page                     int // from 1
	left, top, right, bottom float64
	size                     float64 // pt
	face                     string
	color                    page.Color
	text                     string
}

// Of type area, line and character of the grid.
const (
	lineMM = 225.0 / 22
	charMM = 156.0 / 28
	slack  = (lineMM - 16*25.4/72) / 2 // between a line's edge and 三号 in it
)

func mm(l page.Length) float64 { return l.Points() * 25.4 / 72 }

// set lays a definition out with an input.
func set(t *testing.T, definition, input string) sheet {
	t.Helper()
	def, err := forms.Parse("notice.yaml", []byte(definition))
	if err != nil {
		t.Fatal(err)
	}
	return lay(t, fill(t, def, []byte(input)))
}

func lay(t *testing.T, doc *forms.Document) sheet {
	t.Helper()
	laid, err := layout.Pages(book(t), doc.Sections())
	if err != nil {
		t.Fatal(err)
	}
	return sheet{t, laid.Pages}
}

// ops are the boxes of a page's texts, each by the em of its characters.
func (s sheet) ops(n int) (all []box) {
	for _, op := range s.pages[n-1].Texts {
		left, right := extent(book(s.t), op)
		if math.IsInf(left, 0) {
			continue
		}
		top := mm(op.Y) - 0.88*mm(op.Size)
		all = append(all, box{n, left * 25.4 / 72, top, right * 25.4 / 72, top + mm(op.Size), op.Size.Points(), op.Face, op.Color, op.Str})
	}
	return all
}

// lines are the boxes of a page's lines, top to bottom.
func (s sheet) lines(n int) (all []box) {
	for _, b := range s.ops(n) {
		i := slices.IndexFunc(all, func(l box) bool { return math.Abs(l.bottom-b.bottom) < 0.01 && l.size == b.size })
		if i < 0 {
			all = append(all, b)
			continue
		}
		l := &all[i]
		if b.left > l.left {
			l.text += b.text
		} else {
			l.text = b.text + l.text
		}
		l.left, l.right = min(l.left, b.left), max(l.right, b.right)
	}
	slices.SortStableFunc(all, func(a, b box) int { return cmp.Compare(a.top, b.top) })
	return all
}

// find is the box of the operation, or of the line, that has the words.
func (s sheet) find(words string, line bool) box {
	s.t.Helper()
	for n := range s.pages {
		all := s.ops(n + 1)
		if line {
			all = s.lines(n + 1)
		}
		for _, b := range all {
			if strings.Contains(b.text, words) {
				return b
			}
		}
	}
	s.t.Fatalf("%q is nowhere", words)
	return box{}
}

// exact is the box of the operation that is the words.
func (s sheet) exact(words string) box {
	s.t.Helper()
	for n := range s.pages {
		for _, b := range s.ops(n + 1) {
			if b.text == words {
				return b
			}
		}
	}
	s.t.Fatalf("%q is nowhere", words)
	return box{}
}

func (s sheet) op(words string) box   { s.t.Helper(); return s.find(words, false) }
func (s sheet) line(words string) box { s.t.Helper(); return s.find(words, true) }

// rules are a page's lines of the colour, top to bottom.
func (s sheet) rules(n int, color page.Color) (all []page.Line) {
	for _, l := range s.pages[n-1].Lines {
		if l.Color == color {
			all = append(all, l)
		}
	}
	return all
}

func text(n int) string {
	return strings.Repeat("这是一段正文内容示例文字。", n)
}

func body(paragraphs ...string) string {
	return `{"fields": {"serial": 7, "signatory": "王范例", "secrecy": "机密★1年"}, "body": "` + strings.Join(paragraphs, `\n`) + `"}`
}

// measure is one of the standard's.
type measure struct {
	clause, what string
	got, want    float64
}

func check(t *testing.T, all []measure) {
	t.Helper()
	for _, m := range all {
		if math.Abs(m.got-m.want) > 0.5 {
			t.Errorf("GB/T 9704-2012, %s %s: %.2f, want %.2f", m.clause, m.what, m.got, m.want)
		}
	}
}

// TestNoticeMeasures holds the pages against the standard, clause by clause, to half a millimetre.
func TestNoticeMeasures(t *testing.T) {
	in := body(text(30), "一、一级标题", text(3), "（一）二级标题。其后是正文", "1.三级标题", text(40))
	s := set(t, fmt.Sprintf(upward, "seal: 45\n"), in)
	red := s.rules(1, 0xFF0000)[0]
	masthead, number, title, to := s.op("局文件"), s.op("〔2013〕"), s.op("报告"), s.op("人民政府：")
	full := s.lines(2)
	last := len(s.pages)
	date, remark := s.op("4月8日"), s.op("联系人")
	issuer := s.lines(date.page)[slices.IndexFunc(s.lines(date.page), func(b box) bool { return b.text == "示例市人力资源和社会保障局" })]
	first, second := s.line("附件："), s.line("2.这一份")
	more := s.lines(second.page)[slices.IndexFunc(s.lines(second.page), func(b box) bool { return b.top > second.top })]
	above := s.lines(first.page)[slices.IndexFunc(s.lines(first.page), func(b box) bool { return b.top >= first.top })-1]
	seal := s.pages[date.page-1].Seals[0]
	rules := s.rules(last, 0)
	cc, printer, printed := s.op("抄送"), s.op("办公室"), s.op("印发")
	left := []float64{28, 26}[(last+1)%2] // even pages are mirrored
	on := func(b box) float64 { return []float64{28, 26}[(b.page+1)%2] }
	all := []measure{
		{"5.1", "paper's width", mm(s.pages[0].Width), 210},
		{"5.1", "paper's height", mm(s.pages[0].Height), 297},
		{"5.2.1", "top of a full page's first line", full[0].top - slack, 37},
		{"5.2.1", "bottom of a full page's last line", full[21].bottom + slack, 262},
		{"5.2.1", "left of an even page's line", full[1].left, 26},
		{"5.2.1", "right of an even page's line", full[1].right, 182},
		{"5.2.3", "lines on a page", float64(len(full) - 1), 22}, // and the page number
		{"5.2.3", "pitch of lines", full[9].top - full[8].top, lineMM},
		{"5.2.3", "pitch of characters", (full[1].right - full[1].left - 16*25.4/72) / 27, charMM},
		{"7.2.1", "copy number, line 1", s.op("000012").top - slack, 37},
		{"7.2.1", "copy number, left", s.op("000012").left, 28},
		{"7.2.2", "secrecy, line 2", s.op("机密").top - slack, 37 + lineMM},
		{"7.2.2", "secrecy, left", s.op("机密").left, 28},
		{"7.2.3", "urgency, line 3", s.op("特急").top - slack, 37 + 2*lineMM},
		{"7.2.4", "masthead's top", masthead.top, 37 + 35},
		{"7.2.4", "masthead's middle", (masthead.left + masthead.right) / 2, 28 + 78},
		{"7.2.5", "number, two lines under the masthead", number.top - slack - masthead.bottom, 2 * lineMM},
		{"7.2.5", "number with a signatory, left", number.left, 28 + charMM},
		{"7.2.6", "signatory, right", s.op("王范例").right, 184 - charMM},
		{"7.2.6", "signatory, on the number's line", s.op("王范例").top, number.top},
		{"7.2.7", "rule, under the number", mm(red.Y1) - number.bottom, 4},
		{"7.2.7", "rule, left", mm(red.X1), 28},
		{"7.2.7", "rule, right", mm(red.X2), 184},
		{"7.3.1", "title, two lines under the rule", title.top - (lineMM-22*25.4/72)/2 - mm(red.Y1), 2 * lineMM},
		{"7.3.1", "title's middle", (title.left + title.right) / 2, 28 + 78},
		{"7.3.1", "title's size", title.size, 22},
		{"7.3.2", "recipient, a line under the title", to.top - slack - (title.bottom + (lineMM-22*25.4/72)/2), lineMM},
		{"7.3.2", "recipient, left", to.left, 28},
		{"7.3.3", "text, right under the recipient", s.op("这是一段").top - to.top, lineMM},
		{"7.3.3", "text, first line", s.op("这是一段").left, 28 + 2*charMM},
		{"7.3.3", "first level", s.op("一、一级标题").left, on(s.op("一、一级标题")) + 2*charMM},
		{"7.3.4", "attachments, a line under the text", first.top - above.top, 2 * lineMM},
		{"7.3.4", "attachments, left", first.left, on(first) + 2*charMM},
		{"7.3.4", "the second under the first", second.left, on(first) + 5*charMM},
		{"7.3.4", "a name's second line under its first", more.left, on(first) + 6*charMM},
		{"7.3.5.1", "date, right", date.right, on(date) + 156 - 4*charMM},
		{"7.3.5.1", "body centred on the date", (issuer.left+issuer.right)/2 - (date.left+date.right)/2, 0},
		{"7.3.5.1", "body over the date", date.top - issuer.top, lineMM},
		{"7.3.5.1", "seal on both", mm(seal.X) - (date.left+date.right)/2, 0},
		{"7.3.5.1", "seal's diameter", mm(seal.Diameter), 45},
		{"7.3.5.1", "seal's top within a line of the text", math.Max(math.Abs(mm(seal.Y-seal.Diameter/2)-more.bottom-slack-lineMM/2), lineMM/2), lineMM / 2},
		{"7.3.6", "remark, under the date", remark.top - date.top, lineMM},
		{"7.3.6", "remark, left", s.line("联系人").left, on(date) + 2*charMM},
		{"7.4.1", "first rule's width", 10 * mm(rules[0].Width), 3.5},
		{"7.4.1", "second rule's width", 10 * mm(rules[1].Width), 2.5},
		{"7.4.1", "last rule's width", 10 * mm(rules[2].Width), 3.5},
		{"7.4.1", "last rule", mm(rules[2].Y1), 262},
		{"7.4.1", "rules, left", mm(rules[0].X1), left},
		{"7.4.1", "rules, right", mm(rules[0].X2), left + 156},
		{"7.4.2", "copies, left", cc.left, left + charMM},
		{"7.4.2", "copies, size", cc.size, 14},
		{"7.4.3", "printer, left", printer.left, left + charMM},
		{"7.4.3", "printed, right", printed.right, left + 156 - charMM},
		{"7.4.3", "printed, on the printer's line", printed.top, printer.top},
	}
	for n := range s.pages {
		foot := s.lines(n + 1)
		b := foot[len(foot)-1]
		all = append(all,
			measure{"7.5", "page number's dash", b.top + 0.6*14*25.4/72, 269},
			measure{"7.5", "page number's size", b.size, 14})
		if n%2 == 0 {
			all = append(all, measure{"7.5", "odd page's number, right", b.right, 184 - charMM})
		} else {
			all = append(all, measure{"7.5", "even page's number, left", b.left, 26 + charMM})
		}
	}
	check(t, all)
	if masthead.color != 0xFF0000 || masthead.face != "xbs" || title.face != "xbs" {
		t.Error("GB/T 9704-2012, 7.2.4: the masthead is not red 小标宋")
	}
	for words, face := range map[string]string{
		"一、一级标题": "hei", "（一）二级标题。": "kai", "其后是正文": "fang", "1.三级标题": "fang", "王范例": "kai", "签发人：": "fang", "机密★": "hei", "特急": "hei",
	} {
		if got := s.op(words).face; got != face {
			t.Errorf("GB/T 9704-2012, 7.3.3: %s is in %s, want %s", words, got, face)
		}
	}
}

// TestNoticeInPDF: what poppler reads in the PDF stands where the pages say.
func TestNoticeInPDF(t *testing.T) {
	def, err := forms.Parse("notice.yaml", []byte(fmt.Sprintf(upward, "seal: 45\n")))
	if err != nil {
		t.Fatal(err)
	}
	doc := fill(t, def, []byte(body(text(30), text(20))))
	s := lay(t, doc)
	pages := judge.Words(t, render(t, doc, renderer.Options{Format: renderer.PDF}))
	if len(pages) != len(s.pages) {
		t.Fatalf("%d pages in the PDF, %d laid out", len(pages), len(s.pages))
	}
	for i := range pages {
		for _, b := range s.lines(i + 1) {
			left, right := math.Inf(1), math.Inf(-1)
			for _, w := range pages[i].Words {
				if middle := (w.Top + w.Bottom) / 2 * 25.4 / 72; middle > b.top && middle < b.bottom {
					left, right = min(left, w.Left*25.4/72), max(right, w.Right*25.4/72)
				}
			}
			check(t, []measure{{"5.2", "left of " + b.text, left, b.left}, {"5.2", "right of " + b.text, right, b.right}})
		}
	}
}

// TestNoticeWithoutSeal: the body two characters in, the date two further; the longer of the two decides (7.3.5.2).
func TestNoticeWithoutSeal(t *testing.T) {
	for _, c := range []struct {
		issuer      string
		body, shift float64 // right of the longer; left of the date from the body's
	}{{"示例市人力资源和社会保障局", 184 - 2*charMM, 2 * charMM}, {"示例办", 0, 2 * charMM}} {
		src := strings.Replace(fmt.Sprintf(upward, ""), "issuer: 示例市人力资源和社会保障局", "issuer: "+c.issuer, 1)
		s := set(t, src, body(text(5)))
		date := s.op("4月8日")
		lines := s.lines(date.page)
		issuer := lines[slices.IndexFunc(lines, func(b box) bool { return b.text == c.issuer })]
		edge := map[bool]float64{true: 184, false: 182}[date.page == 1] - 2*charMM
		all := []measure{{"7.3.5.2", c.issuer + ": date from the body", date.left - issuer.left, c.shift}}
		if c.body > 0 {
			all = append(all, measure{"7.3.5.2", "body, right", issuer.right, edge})
		} else {
			all = append(all, measure{"7.3.5.2", "date, right", date.right, edge})
		}
		check(t, all)
	}
}
