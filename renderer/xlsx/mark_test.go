package xlsx

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/forms/block"
)

// TestMarkAndStamp checks what stands in the head of a sheet's pages: a mark on all of them, a stamp on the first.
func TestMarkAndStamp(t *testing.T) {
	stamp := &block.Stamp{Under: given("0012-WS·2013-Y-A&B-0007", "/archive/print_number")}
	for i, c := range [...][2]string{{"全宗号", "0012"}, {"年度", "2013"}, {"件号", "7"}, {"机构（问题）", "A&B"}, {"保管期限", "永久"}, {"页数", ""}} {
		stamp.Cells[i] = block.StampCell{Label: c[0], Pages: i == 5}
		if c[1] != "" {
			stamp.Cells[i].Content = given(c[1], "")
		}
	}
	const stamped = `&R&8&"宋体,常规"全宗号 0012　年度 2013　件号 7` + "\n机构（问题） A&&B　保管期限 永久　页数 &N\n0012-WS·2013-Y-A&&B-0007"
	const marked = `&C&KA6A6A6&26&"黑体,常规"`
	for _, c := range []struct {
		mark               string
		stamp              *block.Stamp
		outer              bool
		odd, even, first   string
		differs, hasOwnOne bool
	}{
		{},
		{mark: "样张", odd: marked + "样张"},
		{mark: "&P 2", outer: true, odd: marked + "&&P 2", even: marked + "&&P 2", differs: true},
		{stamp: stamp, first: stamped, hasOwnOne: true},
		{mark: "副本", stamp: stamp, odd: marked + "副本", first: marked + "副本" + stamped, hasOwnOne: true},
	} {
		s := score()
		s.Foot, s.Outer, s.Stamp = "第 {page} 页", c.outer, c.stamp
		f, err := excelize.OpenReader(bytes.NewReader(encode(t, Options{Mark: c.mark}, s)))
		if err != nil {
			t.Fatal(err)
		}
		h, err := f.GetHeaderFooter("评分表")
		if err != nil || h == nil {
			t.Fatal(err)
		}
		if h.OddHeader != c.odd || h.EvenHeader != c.even || h.FirstHeader != c.first || h.DifferentFirst != c.hasOwnOne || h.DifferentOddEven != c.differs {
			t.Errorf("%q, stamp %v: %+v", c.mark, c.stamp != nil, *h)
		}
		if c.hasOwnOne && h.FirstFooter != h.OddFooter {
			t.Errorf("the first page's foot is %q", h.FirstFooter)
		}
	}
}
