package pdf_test

import (
	"strings"
	"testing"

	"gongwen/fonts"
	"gongwen/renderer/internal/judge"
	"gongwen/renderer/page"
	"gongwen/renderer/pdf"
)

// rareNames holds characters of every reach: GB 2312, GBK, extension A, above U+FFFF, and GB 18030's newest.
const rareNames = "张𬭎 王堃 李㛃 赵喆 陈䶮 杨𫖯 黄𬱖 周𠮷 吴瞭 徐啰 孙鿫 胡𱎼"

func names(t testing.TB) *page.Page {
	s := newSheet(t, a4Short, a4Long)
	for i, role := range []fonts.Role{fonts.Song, fonts.FangSong, fonts.Hei, fonts.Kai, fonts.Title} {
		s.put(60000, page.Length(100000+30000*i), 16000, role, page.Data, rareNames)
	}
	return s.Page
}

// part2 is what Preflight, which knows part 1 alone, says against part 2: a subset without a CIDSet (which part 2
// makes optional), conformance level U, and the part's number.
var part2 = []string{"3.1.11", "7.11.1", "7.11.2"}

func TestJudges(t *testing.T) {
	for _, c := range []struct {
		name  string
		pages []*page.Page
	}{
		{"one page", []*page.Page{ledger(t, 1, 12, 1, 1)}},
		{"many pages of two sizes", append(ledgers(t, 6), names(t))},
		{"rare names", []*page.Page{names(t)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := encode(t, c.pages, options())
			judge.PDF(t, file)
			judge.Preflight(t, file, part2...)
		})
	}
}

func TestTextComesBack(t *testing.T) {
	file := encode(t, []*page.Page{names(t), ledger(t, 1, 12, 1, 1)}, options())
	text := judge.Text(t, file)
	if n := strings.Count(text, rareNames); n != 5 {
		t.Errorf("the names in five roles come back %d times:\n%s", n, text)
	}
	for _, want := range []string{"2013年度民办职业培训学校党建工作台账", "中共示例第12职业培训学校支部委员会", "0000-0000012"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q does not come back", want)
		}
	}
}

func TestTwoProgramsDrawTheSame(t *testing.T) {
	file := encode(t, []*page.Page{ledger(t, 1, 12, 1, 1), names(t)}, options())
	for i := 1; i <= 2; i++ {
		if d := judge.Apart(judge.Picture(t, file, i, 50), judge.OtherPicture(t, file, i, 50)); d > 60 {
			t.Errorf("page %d: poppler and MuPDF differ by %.0f of 255 in a block", i, d)
		}
	}
}

func TestBlankPageIsValid(t *testing.T) {
	file := encode(t, []*page.Page{{Width: a4Short, Height: a4Long}}, pdf.Options{})
	judge.Valid(t, file)
	judge.Preflight(t, file, part2...)
}
