package forms

import (
	"fmt"
	"slices"
	"testing"

	"gongwen/forms/block"
)

// TestBindInto: upright, across and of another size; a table that is too wide becomes narrower, its text and rows with it.
func TestBindInto(t *testing.T) {
	shared := block.Style{Font: block.Hei, Size: 105}
	table := func() *block.Table {
		return &block.Table{
			Columns: []block.Column{{Width: 150 * block.MM, Style: bodyStyle}, {Width: 50 * block.MM, Style: bodyStyle}},
			Body:    []block.Row{{Height: 10 * block.MM, Cells: []block.Cell{{Style: &shared}, {Style: &shared}}}},
			Sums:    []block.SumRow{{Row: block.Row{Height: 10 * block.MM, Cells: make([]block.Cell, 2)}}},
		}
	}
	section := func(width, height block.Length) block.Section {
		m := 10 * block.MM
		return block.Section{Width: width * block.MM, Height: height * block.MM, Margin: block.Margin{Top: m, Right: m, Bottom: m, Left: m}, Blocks: []block.Block{table()}}
	}
	for _, c := range []struct {
		name                                    string
		width, height                           block.Length
		size                                    block.Size
		top, right, bottom, left, first, second block.Length
		row                                     block.Length
		text                                    block.Size
		turned, mirror                          bool
	}{
		{"upright", 210, 297, 0, 37, 26, 35, 28, 117000, 39000, 7800, 81, false, true},
		{"across", 297, 210, 0, 28, 37, 26, 35, 150000, 50000, 10000, 105, true, true},
		{"across, smaller", 297, 210, 90, 28, 37, 26, 35, 150000, 50000, 10000, 90, true, true},
		{"upright, not larger", 210, 297, 90, 37, 26, 35, 28, 117000, 39000, 7800, 81, false, true},
		{"A3", 420, 297, 0, 10, 10, 10, 10, 150000, 50000, 10000, 105, false, false},
	} {
		s := section(c.width, c.height)
		bindInto(&s, noticePage, c.size)
		m := s.Margin
		if want := (block.Margin{Top: c.top * block.MM, Right: c.right * block.MM, Bottom: c.bottom * block.MM, Left: c.left * block.MM}); m != want || s.Turned != c.turned || s.Mirror != c.mirror {
			t.Errorf("%s: margins %v, turned %v, mirrored %v", c.name, m, s.Turned, s.Mirror)
		}
		b := s.Blocks[0].(*block.Table)
		row := &b.Body[0]
		if b.Columns[0].Width != c.first || b.Columns[1].Width != c.second || row.Height != c.row || b.Sums[0].Row.Height != c.row {
			t.Errorf("%s: columns of %d and %d, rows of %d and %d", c.name, b.Columns[0].Width, b.Columns[1].Width, row.Height, b.Sums[0].Row.Height)
		}
		if b.Columns[0].Style.Size != c.text || row.Cells[0].Style.Size != c.text || row.Cells[0].Style != row.Cells[1].Style {
			t.Errorf("%s: text of %d and %d", c.name, b.Columns[0].Style.Size, row.Cells[0].Style.Size)
		}
	}
	if shared.Size != 105 || bodyStyle.Size != 105 {
		t.Error("a style of others was changed")
	}
}

// TestFontSize: by name or in points.
func TestFontSize(t *testing.T) {
	const src = "form: a/b\nversion: 1\nkind: notice\ntitle: 示例\nattachments: [{title: 附件, size: %s}]\nsample: {body: 示例。}\n"
	for given, want := range map[string]block.Size{"小五": 90, "六号": 75, "8.5": 85, "42": 420} {
		def, err := Parse("b@1.yaml", []byte(fmt.Sprintf(src, given)))
		if err != nil {
			t.Errorf("%s: %v", given, err)
		} else if got := def.Notice.Attachments[0].Size; got != want {
			t.Errorf("%s: %d, want %d", given, got, want)
		}
	}
	for _, given := range []string{"十号", "4.9", "43", "9.05", "[9]", `""`, "1e99"} {
		if _, err := Parse("b@1.yaml", []byte(fmt.Sprintf(src, given))); err == nil {
			t.Errorf("%s passes", given)
		}
	}
}

// TestRowsOfAttachments: what is attached has no more rows than a ledger alone, and a packet's documents have not, each.
func TestRowsOfAttachments(t *testing.T) {
	in, problems := ParseInput([]byte(`{"attachments": [{"rows": [{"a": 1}, {"b": 2}]}, null, {"rows": [{"a": 1}, {"b": 2}, {"c": 3}]}]}`), Limits{Rows: 2})
	if in == nil {
		t.Fatal(problems)
	}
	_, said := get(t, "luzhou-2013/notice").Fill(in, nil)
	i := slices.IndexFunc(said, func(p Problem) bool { return p.Code == CodeRows })
	if i < 0 || said[i].Pointer != "/attachments/2/rows" || said[i].Args.Count != 3 || said[i].Args.Limit != "2" {
		t.Errorf("got %v", said)
	}
}
