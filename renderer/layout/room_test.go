package layout

import (
	"testing"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// TestRoom: the words of a date stand where those of the empty form do, and each number in the middle between them.
func TestRoom(t *testing.T) {
	date := func(year, month, day string) []block.Span {
		return []block.Span{
			{Text: "日期："}, {Text: year, Data: true, Room: 2}, {Text: "年"}, {Text: month, Data: true, Room: 2}, {Text: "月"},
			{Text: day, Data: true, Room: 2}, {Text: "日"},
		}
	}
	for _, align := range []block.Align{block.Left, block.Center, block.Right} {
		places := func(content []block.Span) (words map[string]page.Length, numbers []page.Text) {
			words = map[string]page.Length{}
			p := mustPages(t, a4(&block.Paragraph{Content: content, Style: styled(align)})).Pages[0]
			for _, x := range p.Texts[:len(p.Texts)-1] { // the last one is the foot
				if x.Layer == page.Data {
					numbers = append(numbers, x)
				} else if x.Str != "" {
					words[x.Str] = x.X
				}
			}
			return words, numbers
		}
		blank, _ := places(date("　　", "　　", "　　"))
		for _, d := range [][3]string{{"2013", "5", "20"}, {"2013", "12", "1"}} {
			words, numbers := places(date(d[0], d[1], d[2]))
			for _, w := range []string{"年", "月", "日"} {
				if words[w] != blank[w] {
					t.Errorf("%s of %v stands at %d, in the empty form at %d", w, d, words[w], blank[w])
				}
			}
			if len(numbers) != 3 {
				t.Fatalf("%v: %v", d, numbers)
			}
			for i, w := range []string{"年", "月", "日"} {
				x := &numbers[i]
				if middle, want := x.X+width(t, x)/2, blank[w]-x.Size; middle < want-2 || middle > want+2 {
					t.Errorf("%v: %s has its middle at %d, want %d", d, x.Str, middle, want)
				}
			}
		}
	}
}
