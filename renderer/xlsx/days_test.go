package xlsx

import (
	"strings"
	"testing"

	"gongwen/forms/block"
	"gongwen/renderer/internal/judge"
)

// TestTypedDays has LibreOffice colour days that were typed in ways that a sheet takes for text: what import reads is not
// wrong, and what is no day is.
func TestTypedDays(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	judge.Need(t, "soffice", "pdftoppm")
	red := func(typed ...string) int {
		f := open(t, encode(t, Options{}, taken(0, 6)...))
		cells := []string{"I2", "G4", "G5", "G6", "G7", "G8"}
		for i, v := range typed {
			if err := f.SetCellStr("台账", cells[i], v); err != nil {
				t.Fatal(err)
			}
		}
		b, err := f.WriteToBuffer()
		if err != nil {
			t.Fatal(err)
		}
		_, red := colours(t, b.Bytes())
		return red
	}
	if n := red("2013年5月20日", "2013.5.20", "2013/5/20", "2013-5-20", "2013年05月20日", "２０１３．５．２０"); n > 0 {
		t.Errorf("days as text: %d red dots", n)
	}
	if n := red("2013.2.30"); n < 500 {
		t.Errorf("no day: %d red dots", n)
	}
}

// TestDayChecksAreShort checks that the check of a day is one that a sheet can have: without bounds where those make it
// too long. The colour has them all the same.
func TestDayChecksAreShort(t *testing.T) {
	b := book{homes: map[string]*home{}}
	add := func(on *sheet, in block.Input) *home {
		h := &home{in: &in, sheet: on, cells: []spot{{column: 30, row: 400, last: 400}}}
		b.homes[in.Path] = h
		return h
	}
	here, there := &sheet{name: "台账"}, &sheet{name: "填写"}
	add(there, block.Input{Path: "fields/" + strings.Repeat("first_", 10), Type: block.Month})
	add(there, block.Input{Path: "fields/" + strings.Repeat("last_", 10), Type: block.Month})
	for _, test := range []struct {
		in    block.Input
		bound string
	}{
		{block.Input{Path: "fields/day", Type: block.Day, Min: "2013-01-01", Max: "2013-12-31"}, "<=41639"},
		{block.Input{
			Path: "fields/day", Type: block.Day, Since: "fields/" + strings.Repeat("first_", 10), Until: "fields/" + strings.Repeat("last_", 10),
		}, "<=2958465"},
	} {
		h := add(here, test.in)
		r := b.rule(h)
		if r.kind != "custom" || units(r.from) > maxInline || !strings.Contains(r.from, test.bound) {
			t.Errorf("%d characters: %s", units(r.from), r.from)
		}
		if test.in.Since != "" && !strings.Contains(r.of(h.first()), inputName(test.in.Since)) {
			t.Errorf("colour: %s", r.of(h.first()))
		}
	}
}
