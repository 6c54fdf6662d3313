package layout

import (
	"strings"
	"testing"
	"unicode/utf8"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// broken gives the lines of s in 宋体 of 10 pt in a box of so many characters' width.
func broken(t testing.TB, s string, ems float64) []string {
	t.Helper()
	b := &breaker{book: testBook(t)}
	x, err := b.text(form(s), newStyle(block.Style{Size: 100}), page.Length(ems*10*1000))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, l := range b.lines[x.line : x.line+x.lines] {
		if x.whole {
			return []string{s}
		}
		var sb strings.Builder
		for _, c := range b.chars[x.char+l.from : x.char+l.to] {
			sb.WriteString(s[c.at : c.at+int32(c.size)])
		}
		out = append(out, sb.String())
	}
	return out
}

func TestBreaks(t *testing.T) {
	for _, c := range []struct {
		name, text string
		ems        float64
		want       string // lines, parted by |
	}{
		{"one line", "示例学校", 4, "示例学校"},
		{"by character", "民办职业培训学校", 5, "民办职业培|训学校"},
		{"a mark at the end is squeezed in", "按照本通知，要求", 5.5, "按照本通知，|要求"},
		{"a mark that has no room takes a character down", "按照本通知，要求", 5, "按照本通|知，要求"},
		{"two marks are one and a half", "（甲）、乙丙", 3.5, "（甲）、|乙丙"},
		{"marks inside give way before a character goes down", "甲，乙、丙丁，戊", 6.5, "甲，乙、丙丁，|戊"},
		{"an opener goes down", "按照本（通知）", 4, "按照本|（通知）"},
		{"a slash does not end a line", "党员／群众", 3, "党员|／群众"},
		{"a dash is never parted", "组织领导——保障经费", 5, "组织领|导——保障|经费"},
		{"an ellipsis is never parted", "按照组织……要求", 5, "按照组织|……要求"},
		{"a number and its unit", "每两年发展20名党员", 6, "每两年发展|20名党员"},
		{"a long unit", "共有房屋200平方米以上", 5.5, "共有房屋|200平方米|以上"},
		{"a number with a power", "经费落实100万元的", 6, "经费落实|100万元的"},
		{"percent", "不少于人数50%的", 5.5, "不少于人数|50%的"},
		{"a document number", "泸市人社办〔2013〕78号", 8, "泸市人社办|〔2013〕78号"},
		{"the nth article in digits", "按照条例第12条办理", 5.5, "按照条例|第12条办理"},
		{"the nth article in Chinese", "按照条例第十二条办理", 6, "按照条例|第十二条办理"},
		{"a date parts after 年 only", "时间：2013年4月8日", 4.6, "时间：|2013年|4月8日"},
		{"a word", "使用gongwen打印", 4.6, "使用|gongwen|打印"},
		{"a phone number", "联系电话0830-3119205转", 6.5, "联系电话|0830-3119205|转"},
		{"a phone number with a country", "电话+86-830-3119205", 8, "电话|+86-830-3119205"},
		{"decimals and commas", "金额共计12,345.67元整", 6, "金额共计|12,345.67元|整"},
		{"a word longer than the line", "abcdefghijklmnop", 3, ""},
		{"forced", "党员人数\n（此栏不能为零）", 8, "党员人数|（此栏不能为零）"},
		{"an empty line at the end", "甲\n", 8, "甲|"},
		{"spaces vanish at the end", "示例学校 职业", 4, "示例学校|职业"},
		{"a gap", "共20人", 3.2, "共|20人"},
		{"a gap gives way at the end", "共有20人", 4.25, "共有20人"},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines := broken(t, c.text, c.ems)
			if got := strings.Join(lines, "|"); c.want != "" && got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if got := strings.Join(lines, ""); c.want == "" && (got != c.text || len(lines) < 2) {
				t.Errorf("got %q of %q", lines, c.text)
			}
		})
	}
}

func TestCentredLinesAreEven(t *testing.T) {
	p := &block.Paragraph{Content: form("党组织书记姓名及联系方式"), Style: styled(block.Center)}
	s := a4(p)
	s.Width = 40*block.MM + 11*3704 // eleven characters of 10.5 pt
	s.Foot = ""
	if got := strings.Join(strs(mustPages(t, s).Pages[0]), "|"); got != "党组织书记姓|名及联系方式" {
		t.Errorf("got %s", got)
	}
}

// lineOf draws s alone in a box and gives its operations on the first line.
func lineOf(t *testing.T, s string, a block.Align, ems float64) ([]page.Text, page.Length) {
	t.Helper()
	b := &breaker{book: testBook(t)}
	box := page.Length(ems * 10 * 1000)
	x, err := b.text(form(s), newStyle(block.Style{Size: 100, Align: a}), box)
	if err != nil {
		t.Fatal(err)
	}
	d := drawer{breaker: b, page: &page.Page{}}
	d.write(&x, 0, 1, 0, 0)
	return d.page.Texts, box
}

func TestSqueezeAndStretch(t *testing.T) {
	for _, c := range []struct {
		name, text string
		align      block.Align
		ems        float64
		width      page.Length // of the first line, 0 for the box
		track      bool
	}{
		{"two marks", "（甲）（乙）", block.Left, 9, 55000, false},
		{"three marks", "甲》）。", block.Left, 9, 30000, false},
		{"an opener after an opener", "（《甲", block.Left, 9, 25000, false},
		{"gap on both sides", "共20人", block.Left, 9, 35000, false},
		{"no gap beside marks", "（20）", block.Left, 9, 30000, false},
		{"no gap where a space is", "共 甲", block.Left, 9, 0, false},
		{"stretched marks alone", "甲乙，丙丁戊己庚辛", block.Justify, 7.2, 0, false},
		{"tracking", "甲乙丙丁戊己庚辛壬癸", block.Justify, 7.5, 0, true},
		{"last line", "甲乙丙", block.Justify, 7.5, 30000, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			texts, box := lineOf(t, c.text, c.align, c.ems)
			if len(texts) != 1 {
				t.Fatalf("%d runs", len(texts))
			}
			want := c.width
			if want == 0 && c.align == block.Justify {
				want = box
			}
			if got := width(t, &texts[0]); want > 0 && (got > want || got < want-20) {
				t.Errorf("width %d, want %d", got, want)
			}
			if (texts[0].Track != 0) != c.track {
				t.Errorf("track %d", texts[0].Track)
			}
		})
	}
}

// TestJustifyKeepsWords wants words, dashes and ellipses as they are in a stretched line.
func TestJustifyKeepsWords(t *testing.T) {
	texts, box := lineOf(t, "甲——乙abc丙丁戊己庚辛壬癸", block.Justify, 9.9)
	if got := width(t, &texts[0]); got < box-20 || got > box {
		t.Errorf("width %d, want %d", got, box)
	}
	x := texts[0]
	for _, k := range x.Kerns {
		if before := x.Str[:k.At]; strings.HasSuffix(before, "甲—") || strings.HasSuffix(before, "a") {
			if k.By != -x.Track {
				t.Errorf("after %q %d, want tracking %d taken back", before, k.By, x.Track)
			}
		}
	}
}

// FuzzBreak: every character stands in one line, in order; no line is wider than its box once it is squeezed;
// no line starts or ends with a mark that may not, unless it is all that the line has room for.
func FuzzBreak(f *testing.F) {
	f.Add("按照“六有”要求（有标准的党建活动场所、有规范的党建工作制度）", uint8(40))
	f.Add("2013年4月8日，泸市人社办〔2013〕78号……第十二条——20%", uint8(13))
	f.Add("0 }}}} }}0", uint8(1))
	f.Add("。。。（（（\n\n  abc-def/ghi 　 1,234.5元", uint8(4))
	f.Fuzz(func(t *testing.T, s string, quarters uint8) {
		book := testBook(t)
		for _, r := range s {
			if r != '\n' && !book.Covers(r) {
				t.Skip()
			}
		}
		if !utf8.ValidString(s) || len(s) > 2000 {
			t.Skip()
		}
		em := page.Length(10000)
		box := max(em*page.Length(quarters)/4, em*5/2)
		b := &breaker{book: book}
		x, err := b.text(form(s), newStyle(block.Style{Size: 100}), box)
		if err != nil {
			t.Fatal(err)
		}
		chars := b.chars[x.char:]
		next := int32(0)
		for n, l := range b.lines[x.line:] {
			for next < l.from && hangs.has(chars[next].class) {
				next++
			}
			if l.from != next || l.to < l.from {
				t.Fatalf("line %d of %q starts at %d, want %d", n, s, l.from, next)
			}
			next = l.to
			line := chars[l.from:l.to]
			if got := natural(chars, int(l.from), int(l.to)); got != l.width {
				t.Fatalf("line %d of %q is %d wide, said %d", n, s, got, l.width)
			}
			if page.Length(l.width-roomIn(line, int32(em)).total()) > box {
				t.Fatalf("line %d of %q is wider than its box", n, s)
			}
			if n == 0 || len(line) == 0 || l.from == 0 || chars[l.from-1].class == newline {
				continue
			}
			at := int(l.from)
			if !parts(chars, at) && !crowded(chars, at, box, em) && !hangs.has(chars[at-1].class) {
				t.Errorf("line %d of %q starts with %q", n, s, s[line[0].at:])
			}
		}
		for int(next) < len(chars) && hangs.has(chars[next].class) {
			next++
		}
		if int(next) != len(chars) {
			t.Fatalf("%d of %d characters of %q placed", next, len(chars), s)
		}
	})
}

// crowded reports whether what may not be parted around at is too wide for a line, so that it had to be.
func crowded(chars []char, at int, box, em page.Length) bool {
	from, to := at, at
	for from > 0 && !parts(chars, from) {
		from--
	}
	for to < len(chars) && (to == at || !parts(chars, to)) {
		to++
	}
	return page.Length(natural(chars, from, to)-roomIn(chars[from:to], int32(em)).total()) > box-2*em
}
