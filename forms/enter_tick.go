package forms

import (
	"strings"

	"golang.org/x/text/width"

	"gongwen/forms/block"
)

// ticked is what stands in a cell that is ticked or left empty.
type ticked uint8

const (
	tickNone  ticked = iota
	tickYes          // √
	tickNo           // 否
	tickCross        // ×, which says no beside a question and yes in a column of its own
	tickWrong
)

// ticks are the signs and words that there are.
var ticks = map[string]ticked{
	"√": tickYes, "✓": tickYes, "✔": tickYes, "☑": tickYes, "✅": tickYes, "1": tickYes, "是": tickYes, "对": tickYes,
	"v": tickYes, "y": tickYes, "yes": tickYes, "true": tickYes,
	"": tickNone, "☐": tickNone, "□": tickNone,
	"0": tickNo, "否": tickNo, "n": tickNo, "no": tickNo, "false": tickNo,
	"×": tickCross, "✕": tickCross, "✗": tickCross, "✘": tickCross, "x": tickCross, "☒": tickCross,
}

// tickOf is what an entry says of a tick. Emoji may have a variation selector behind them.
func tickOf(en *block.Entry) ticked {
	switch en.Kind {
	case block.EntryText, block.EntryNumber, block.EntryTruth:
	default:
		return tickWrong
	}
	text := strings.ToLower(strings.TrimSpace(width.Fold.String(en.Text)))
	if t, ok := ticks[strings.TrimRight(text, "\ufe0e\ufe0f")]; ok {
		return t
	}
	return tickWrong
}

// ticked is what entry i says of a tick, and reports what is none.
func (e *enterer) ticked(i int32, label string) ticked {
	en := &e.entries[i]
	t := tickOf(en)
	if t != tickWrong {
		return t
	}
	if code, args := notRead(en, label); code != "" {
		e.fail(i, code, args)
	} else {
		e.fail(i, CodeTick, Args{Label: label, Value: shorten(en.Text)})
	}
	return t
}

// tickEntry is the entry of a path that is ticked or counted: the first one that says something. Others must not say
// anything else.
func (e *enterer) tickEntry(path, label string) (int32, bool) {
	list := e.scalars[path]
	if len(list) == 0 {
		return noEntry, false
	}
	delete(e.scalars, path)
	at := list[0]
	for _, i := range list[1:] {
		switch {
		case empty(&e.entries[i]):
		case empty(&e.entries[at]):
			at = i
		case strings.TrimSpace(e.entries[i].Text) != strings.TrimSpace(e.entries[at].Text):
			e.disagree(i, at, label)
		}
	}
	return at, true
}
