package renderer_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"gongwen/forms"
	"gongwen/renderer"
	"gongwen/renderer/internal/judge"
	"gongwen/renderer/page"
)

// TestNoticeOfAnyLength: wherever the text ends, signature and date stand together with two lines of it, the first page
// shows text, pages are full, and the colophon ends with the last page.
func TestNoticeOfAnyLength(t *testing.T) {
	src := fmt.Sprintf(upward, "seal: 50\n")
	src = src[:strings.Index(src, "attachments:")] + src[strings.Index(src, "issuer:"):]
	for n := 1; n <= 60; n++ {
		short := make([]string, n)
		for i := range short {
			short[i] = fmt.Sprintf("第%d段只有一行。", i+1)
		}
		for name, in := range map[string]string{
			"one paragraph":  body(strings.Repeat("这一行正好有二十八个字，不多也不少，用来排满一行的文字", n) + "。"),
			"one line each":  body(short...),
			"headings":       body(append(short, "一、标题", "结尾的一段。")...),
			"last two lines": body(append(short, text(3))...),
		} {
			s := set(t, src, in)
			name = fmt.Sprintf("%s, %d", name, n)
			date := s.op("4月8日")
			above := 0
			for _, b := range s.lines(date.page) {
				isText := b.size == 16 && (b.face == "fang" || b.face == "hei") && !strings.Contains(b.text, "示例市") && !strings.Contains(b.text, "号签发人")
				if isText && b.bottom < date.top-2*lineMM && !strings.Contains(b.text, "000012") && !strings.Contains(b.text, "机密") && b.text != "特急" {
					above++
				}
			}
			for p := range s.pages {
				count := 0
				for _, b := range s.lines(p + 1) {
					if b.size == 16 && b.top > 37 {
						count++
					}
				}
				if before := p > 0 && p+1 < date.page; before && count < 20 && (p+2 < date.page || above > 3) {
					t.Errorf("%s: page %d has %d lines, and the signature's %d", name, p+1, count, above)
				}
			}
			if total := lineCount(s); above < min(2, total) {
				t.Errorf("%s: %d lines of text above the signature", name, above)
			}
			if s.op("联系人").page != date.page {
				t.Errorf("%s: the signature is split", name)
			}
			seal := s.pages[date.page-1].Seals[0]
			if bottom := mm(seal.Y + seal.Diameter/2); bottom > 262.1 {
				t.Errorf("%s: the seal reaches down to %.1f mm", name, bottom)
			}
			rules := s.rules(len(s.pages), 0)
			if len(rules) == 0 || math.Abs(mm(rules[len(rules)-1].Y1)-262) > 0.5 {
				t.Errorf("%s: the colophon does not end the last page", name)
			} else if date.page == len(s.pages) && mm(rules[0].Y1) < mm(seal.Y+seal.Diameter/2) {
				t.Errorf("%s: the seal is over the colophon", name)
			}
			start := "第1段"
			if strings.HasPrefix(name, "one paragraph") {
				start = "这一行"
			}
			if s.line(start).page != 1 {
				t.Errorf("%s: the first page shows no text", name)
			}
		}
	}
}

// TestShortNotice: the first page shows text even if what has to stand with the signature has no room there.
func TestShortNotice(t *testing.T) {
	for n := 1; n <= 12; n++ {
		s := set(t, fmt.Sprintf(upward, "seal: 50\n"), body(text(n)))
		if at := s.op("这是一段"); at.page != 1 || s.op("人民政府：").page != 1 {
			t.Errorf("%d: the text starts on page %d", n, at.page)
		}
	}
}

// lineCount is how many lines of text the notice has between its recipient and its signature.
func lineCount(s sheet) (n int) {
	inside := false
	for p := range s.pages {
		for _, b := range s.lines(p + 1) {
			switch {
			case strings.Contains(b.text, "人民政府："):
				inside = true
			case strings.Contains(b.text, "示例市"):
				inside = false
			case inside && b.size == 16:
				n++
			}
		}
	}
	return n
}

// TestMasthead: one line within the type area however long it is, and the number two lines under it.
func TestMasthead(t *testing.T) {
	for _, n := range []int{4, 7, 8, 15, 30} {
		name := strings.Repeat("示例单位名称", 5)
		name = string([]rune(name)[:n-2]) + "文件"
		src := strings.Replace(fmt.Sprintf(upward, ""), "示例市人力资源和社会保障局文件", name, 1)
		s := set(t, src, body(text(1)))
		m := s.op(name)
		if m.left < 28-0.5 || m.right > 184+0.5 || math.Abs(m.top-72) > 0.5 {
			t.Errorf("%d characters from %.1f to %.1f at %.1f mm, %.1f pt", n, m.left, m.right, m.top, m.size)
		}
		if n >= 8 && m.right-m.left < 150 {
			t.Errorf("%d characters are only %.1f mm wide", n, m.right-m.left)
		}
		check(t, []measure{{"7.2.5", "number under " + name, s.op("〔2013〕").top - slack - m.bottom, 2 * lineMM}})
	}
}

// TestFoundTitleBreaks: lines about as long as each other that end where a word does.
func TestFoundTitleBreaks(t *testing.T) {
	for title, want := range map[string]string{
		"关于召开工作会议的通知":                            "关于召开工作会议的通知",
		"关于印发支部（党员服务中心）规范化建设实施意见的通知":             "关于印发支部（党员服务中心）|规范化建设实施意见的通知",
		"泸州市人力资源和社会保障局关于做好2013年度民办职业培训学校党建工作的通知": "泸州市人力资源和社会保障局关于做好|2013年度民办职业培训学校党建工作的通知",
	} {
		src := strings.Replace(fmt.Sprintf(upward, ""), "关于报送示例工作情况的报告", title, 1)
		s := set(t, src, body(text(1)))
		var got []string
		for _, b := range s.lines(1) {
			if b.size == 22 {
				got = append(got, b.text)
			}
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: %s", title, strings.Join(got, "|"))
		}
	}
}

// TestLongRecipient: recipients that would push the text off the first page go to the colophon (7.3.2).
func TestLongRecipient(t *testing.T) {
	src := strings.Replace(fmt.Sprintf(upward, ""), "示例市人民政府：", strings.Repeat("示例县人民政府，", 40)+"市有关部门：", 1)
	s := set(t, src, body(text(3)))
	if to := s.op("主送："); to.page != len(s.pages) {
		t.Errorf("主送 is on page %d of %d", to.page, len(s.pages))
	}
	if at := s.op("这是一段"); at.page != 1 {
		t.Errorf("the text starts on page %d", at.page)
	}
	if !strings.HasSuffix(strings.TrimRight(s.line("市有关部门").text, "。"), "市有关部门") {
		t.Errorf("the recipients end in %q", s.line("市有关部门").text)
	}
}

// TestAttachedForms: what is attached follows in its own paper, empty or filled, and pages count on.
func TestAttachedForms(t *testing.T) {
	def := definition(t, "luzhou-2013/notice")
	sample := strings.TrimSuffix(strings.TrimSpace(string(def.Sample())), "}")
	empty := lay(t, fill(t, def, []byte(sample+"}")))
	filled := lay(t, fill(t, def, []byte(sample+`, "attachments": [{"form": "luzhou-2013/ledger", "fields": {"unit": "示例局", "date": "2013-05-20"},
		"rows": [{"school": "示例职业培训学校", "members": 5}]}]}`)))
	for name, s := range map[string]sheet{"empty": empty, "filled": filled} {
		marker := s.exact("附件1")
		p := s.pages[marker.page-1]
		if p.Width <= p.Height {
			t.Errorf("%s: the ledger does not lie across", name)
		}
		if marker.face != "hei" || marker.size != 16 {
			t.Errorf("%s: the marker is %s of %.1f pt", name, marker.face, marker.size)
		}
		for i := range s.pages {
			if got := footOf(s.pages[i]); got != fmt.Sprintf("— %d —", i+1) {
				t.Errorf("%s: page %d is numbered %q", name, i+1, got)
			}
		}
		title := s.lines(marker.page)[1]
		if !strings.Contains(title.text, "2013年度民办职业培训学校党建工作台账") {
			t.Errorf("%s: under the marker stands %q", name, title.text)
		}
	}
	if got := filled.exact("示例职业培训学校"); got.page != empty.exact("附件1").page {
		t.Errorf("the row is on page %d", got.page)
	}
	in, _ := forms.ParseInput([]byte(sample+`, "attachments": [{"form": "luzhou-2013/ledger", "fields": {"unit": "示", "date": "2013-05-20"}, "rows": [{"school": "示", "members": 0}]}]}`), forms.Limits{})
	if _, problems := def.Fill(in, book(t)); len(problems) != 1 || problems[0].Pointer != "/attachments/0/rows/0/members" {
		t.Errorf("got %v", problems)
	}
}

// footOf is what stands at a page's foot, which is written last.
func footOf(p *page.Page) (all string) {
	for i := len(p.Texts) - 1; i >= 0 && strings.Count(all, "—") < 2; i-- {
		all = p.Texts[i].Str + all
	}
	return all
}

// TestAttachmentsAreBoundIn: what is attached stands in the notice's type area, whose page number is where it is on all
// other pages once the sheets that lie across are turned to be bound, with their heads on the left: at the binding edge
// of odd pages and at the cut edge of even ones (GB/T 9704-2012, 5.2.1, 7.3.7, 7.5, 8). Read back from the PDF.
func TestAttachmentsAreBoundIn(t *testing.T) {
	def := definition(t, "luzhou-2013/notice")
	sample := strings.TrimSuffix(strings.TrimSpace(string(def.Sample())), "}")
	row := `{"school": "示例职业培训学校", "organisation": "中共示例职业培训学校支部委员会", "type": "单独建", "members": 5}`
	rows := strings.Repeat(row+",", 30) + row
	doc := fill(t, def, []byte(sample+`, "attachments": [{"form": "luzhou-2013/ledger", "fields": {"unit": "示例局", "date": "2013-05-20"},
		"rows": [`+rows+`]}]}`))
	laid := lay(t, doc)
	pages := judge.Words(t, render(t, doc, renderer.Options{Format: renderer.PDF}))
	across := 0
	for i, p := range pages {
		odd := i%2 == 0
		left := map[bool]float64{true: 28, false: 26}[odd]
		foot := box{left: math.Inf(1), top: math.Inf(1)} // in the book, by its upright pages
		for _, w := range p.Words {
			b := box{left: w.Left * 25.4 / 72, top: w.Top * 25.4 / 72, right: w.Right * 25.4 / 72, bottom: w.Bottom * 25.4 / 72}
			if p.Width > p.Height {
				b = box{left: b.top, top: 297 - b.right, right: b.bottom, bottom: 297 - b.left}
			}
			if b.top > 262 {
				foot.left, foot.top, foot.right, foot.bottom = min(foot.left, b.left), min(foot.top, b.top), max(foot.right, b.right), max(foot.bottom, b.bottom)
				continue
			}
			if w.Text == "附件1" {
				check(t, []measure{{"8", "what is over the table, at the binding edge", b.left, left}})
			}
			if i < 4 { // the text, whose marks may hang out
				continue
			}
			if b.left < left-0.5 || b.right > left+156.5 || b.top < 36.5 || b.bottom > 262.5 {
				t.Errorf("page %d: %q stands from %.1f, %.1f to %.1f, %.1f mm", i+1, w.Text, b.left, b.top, b.right, b.bottom)
			}
		}
		all := []measure{{"7.5", fmt.Sprintf("page %d: the number's dash", i+1), foot.top + (0.88-0.28)*14*25.4/72, 269}}
		if odd {
			all = append(all, measure{"7.5", fmt.Sprintf("page %d: the number, right", i+1), foot.right, 184 - charMM})
		} else {
			all = append(all, measure{"7.5", fmt.Sprintf("page %d: the number, left", i+1), foot.left, 26 + charMM})
		}
		if p.Width > p.Height {
			across++
			top := math.Inf(1)
			for _, l := range laid.pages[i].Lines {
				top = min(top, mm(min(l.Y1, l.Y2)))
			}
			if across > 1 { // the title with （续表） and 2 mm stand over it
				const later = 12*1.26*25.4/72 + 2
				all = append(all, measure{"8", fmt.Sprintf("page %d: the table's head, from the left", i+1), top, left + later})
			}
		}
		check(t, all)
	}
	if across < 2 {
		t.Fatalf("%d pages lie across, want an odd and an even one", across)
	}
	if marker, title := laid.exact("附件2"), laid.lines(len(pages))[1]; math.Abs(marker.top-37) > 2 || math.Abs((title.left+title.right)/2-left(len(pages))-78) > 0.5 {
		t.Errorf("附件2 at %.1f mm, its title from %.1f to %.1f", marker.top, title.left, title.right)
	}
}

// left is the left margin of a page of a notice.
func left(page int) float64 { return []float64{26, 28}[page%2] }
