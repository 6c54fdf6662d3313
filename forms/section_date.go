package forms

import (
	"strings"

	"gongwen/forms/block"
)

// dateRoom is how many characters wide the empty form leaves a number of a date, which a part of its pattern stands for:
// half a character more, at either side of it, than its digits need.
func dateRoom(part string) uint8 {
	if part[0] == 'y' {
		return yearRoom
	}
	return dayRoom
}

const (
	yearRoom = 3
	dayRoom  = 2
)

// blankDate is that room.
func blankDate(part string) string { return strings.Repeat("\u3000", int(dateRoom(part))) }

// dateSpans are a date or month as it is printed where the empty form prints 年, 月 and 日: the words are the form's own, and
// each number stands in the middle of the room that the empty form leaves for it, so that on a sheet that is printed
// already the numbers alone fall between the words. Without a value there is the room. Of a pattern without 年 it is one text.
func dateSpans(f *Field, v Value) []block.Span {
	switch {
	case strings.Contains(string(f.Print), "年"):
	case v.Text == "":
		return []block.Span{{Text: f.Print.Blank(), Data: true}}
	default:
		return []block.Span{{Text: string(f.Print.Append(nil, v.Text)), Pointer: v.Pointer, Data: true}}
	}
	var spans []block.Span
	for rest := string(f.Print); rest != ""; {
		var part string
		part, rest = f.Print.next(rest)
		switch {
		case strings.IndexByte("ymd", part[0]) < 0:
			spans = append(spans, block.Span{Text: part})
		case v.Text == "":
			spans = append(spans, block.Span{Text: blankDate(part), Data: true})
		default:
			digits := string(Pattern(part).Append(nil, v.Text))
			spans = append(spans, block.Span{Text: digits, Pointer: v.Pointer, Data: true, Room: dateRoom(part)})
		}
	}
	return spans
}
