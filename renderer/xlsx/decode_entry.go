package xlsx

import (
	"strings"

	"gongwen/forms/block"
)

// entryOf is what a cell says, as it was typed. It has no path and no place yet.
func (b *filled) entryOf(d *datum) block.Entry {
	switch d.kind {
	case kindNumber, kindDay:
		text, ok := digits(d.text)
		if !ok {
			break
		}
		e := block.Entry{Kind: block.EntryNumber, Text: text}
		day, clock, ok := serialDay(text, b.from1904)
		if ok && d.kind == kindDay {
			return dayEntry(day, clock)
		}
		if ok && clock == "" {
			e.Day = day
		}
		return e
	case kindISO:
		if day, clock, ok := isoDay(d.text); ok {
			return dayEntry(day, clock)
		}
	case kindTruth:
		switch strings.ToLower(d.text) {
		case "1", "true":
			return block.Entry{Kind: block.EntryTruth, Text: "true"}
		case "0", "false":
			return block.Entry{Kind: block.EntryTruth, Text: "false"}
		}
	case kindFault:
		return block.Entry{Kind: block.EntryFault, Text: d.text}
	case kindUncounted:
		return block.Entry{Kind: block.EntryUncounted, Text: d.text}
	}
	return block.Entry{Kind: block.EntryText, Text: d.text}
}

func dayEntry(day, clock string) block.Entry {
	if clock != "" {
		day += " " + clock
	}
	return block.Entry{Kind: block.EntryDay, Text: day}
}
