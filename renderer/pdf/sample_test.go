package pdf_test

import (
	"bytes"
	"fmt"
	"sync"
	"testing"
	"time"

	"gongwen/fonts"
	"gongwen/renderer/page"
	"gongwen/renderer/pdf"
)

var openBook = sync.OnceValues(func() (*fonts.Book, error) { return fonts.Open(fonts.Options{}) })

func book(t testing.TB) *fonts.Book {
	t.Helper()
	b, err := openBook()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func encode(t testing.TB, pages []*page.Page, o pdf.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := pdf.Encode(&b, book(t), pages, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// options are those of an ordinary document.
func options() pdf.Options {
	return pdf.Options{
		Title: "2013年度民办职业培训学校党建工作台账", Author: "示例职业培训学校 <A&B>", Subject: "luzhou-2013/ledger@1",
		Keywords: "台账, 党建", Creator: "gongwen test",
		Issued: time.Date(2013, 4, 12, 9, 30, 0, 0, time.FixedZone("", 8*3600)),
	}
}

// sheet helps to build pages as layout leaves them: text is cut into runs of one face each.
type sheet struct {
	*page.Page
	book *fonts.Book
}

const (
	a4Short = page.Length(595276)
	a4Long  = page.Length(841890)
)

func newSheet(t testing.TB, w, h page.Length) sheet {
	return sheet{Page: &page.Page{Width: w, Height: h}, book: book(t)}
}

// put sets a text and returns where it ends.
func (s sheet) put(x, y, size page.Length, role fonts.Role, layer page.Layer, text string) page.Length {
	start, from := 0, x
	var run fonts.Glyph
	for i, r := range text {
		g := s.book.Glyph(role, r)
		if i > start && g.Face != run.Face {
			s.Texts = append(s.Texts, page.Text{X: from, Y: y, Size: size, Face: s.book.At(run.Face).Key(), Str: text[start:i], Layer: layer})
			start, from = i, x
		}
		run = g
		x += page.Length(g.Advance) * size / 1000
	}
	if start < len(text) {
		s.Texts = append(s.Texts, page.Text{X: from, Y: y, Size: size, Face: s.book.At(run.Face).Key(), Str: text[start:], Layer: layer})
	}
	return x
}

func (s sheet) line(x1, y1, x2, y2, width page.Length) {
	s.Lines = append(s.Lines, page.Line{X1: x1, Y1: y1, X2: x2, Y2: y2, Width: width})
}

// row is the n-th row of an invented ledger.
func row(n int) [7]string {
	surnames, given := []rune("张王李赵陈杨黄周吴徐孙胡"), []rune("示例样本测试虚构")
	types := []string{"党支部", "联合党支部", "党小组"}
	return [7]string{
		fmt.Sprint(n), fmt.Sprintf("示例第%d职业培训学校", n), fmt.Sprintf("中共示例第%d职业培训学校支部委员会", n), types[n%3],
		fmt.Sprint(3 + n%40), fmt.Sprintf("%d-%02d-%02d", 1990+n%23, 1+n%12, 1+n%28),
		string([]rune{surnames[n%12], given[n%8], given[n/8%8]}) + fmt.Sprintf(" 0000-%07d", n),
	}
}

// ledger is a page like the one-page ledger: a title, a head, rows in a grid, notes, a signature line.
func ledger(t testing.TB, first, rows, number, of int) *page.Page {
	s := newSheet(t, a4Long, a4Short)
	const left, top, height = 56693, 130000, 21000
	widths := [7]page.Length{34000, 150000, 160000, 90000, 60000, 90000, 144504}
	heads := [7]string{"序号", "学校名称", "党组织名称", "党组织类型", "党员人数", "建立党组织的时间", "党组织书记姓名及联系方式"}
	s.put(left, 60000, 16000, fonts.Hei, page.Form, "附件1")
	s.put(220000, 90000, 22000, fonts.Title, page.Form, "2013年度民办职业培训学校党建工作台账")
	s.put(left, 120000, 12000, fonts.FangSong, page.Form, "填报单位（盖章）：")
	s.put(left+110000, 120000, 12000, fonts.FangSong, page.Data, "示例市示例区人力资源和社会保障局")
	s.put(left+500000, 120000, 12000, fonts.FangSong, page.Form, "填报日期：2013年5月31日")
	edge := func(i int) page.Length {
		x := page.Length(left)
		for _, w := range widths[:i] {
			x += w
		}
		return x
	}
	for i := range rows + 2 {
		y := page.Length(top + i*height)
		s.line(left, y, edge(7), y, 500)
	}
	for i := range 8 {
		s.line(edge(i), top, edge(i), page.Length(top+(rows+1)*height), 500)
	}
	for i, h := range heads {
		s.put(edge(i)+2000, top+14000, 10500, fonts.Hei, page.Form, h)
	}
	for r := range rows {
		for i, cell := range row(first + r) {
			s.put(edge(i)+2000, page.Length(top+(r+1)*height+14000), 9000, fonts.Song, page.Data, cell)
		}
	}
	foot := page.Length(top + (rows+1)*height + 20000)
	s.put(left, foot, 10500, fonts.Kai, page.Form, "注：党组织类型填写党支部、联合党支部或者党小组；党员人数不能为零。")
	s.put(left, foot+20000, 12000, fonts.FangSong, page.Form, "审核人：              填表人：              联系电话：")
	s.put(400000, a4Short-40000, 14000, fonts.Song, page.Form, fmt.Sprintf("第 %d 页 共 %d 页", number, of))
	return s.Page
}

// ledgers are pages of 17 rows.
func ledgers(t testing.TB, n int) []*page.Page {
	pages := make([]*page.Page, n)
	for i := range pages {
		pages[i] = ledger(t, 1+17*i, 17, i+1, n)
	}
	return pages
}
