package xlsx

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestDecodeLost looks at what was typed into or around a table and cannot be read: none of it is passed over.
func TestDecodeLost(t *testing.T) {
	row := []string{"=ROW()-4|1", "示例一校", "单独建", "#5", "张示例", "0000-0000000"}
	sign, note := []string{"分管领导：", "", "", "填表人："}, []string{"注：党组织类型为单独建、挂靠建、联合建。"}
	year := []string{"年度", "#2013"}
	with := func(change map[string]string) [][]string { // the head and a row, with other cells
		var all [][]string
		for i, cells := range append(ourHead[:4:4], row) {
			cells = append(slices.Clone(cells), make([]string, 10-len(cells))...)
			for c := range cells {
				if s, ok := change[address(c+1, i+1)]; ok {
					cells[c] = s
				}
			}
			all = append(all, cells)
		}
		return all
	}
	for name, c := range map[string]struct {
		rows    [][]string
		unnamed bool
		want    string
	}{
		"sound":                       {rows: append(with(nil), nil, nil, note, sign)},
		"a row under the notes":       {rows: append(with(nil), nil, nil, note, sign, nil, []string{"", "签字后的学校", "", "#3"}, []string{"", "又一校"}), want: "rows “签字后的学校” B11 2"},
		"a row far below":             {rows: append(append(with(nil), make([][]string, 300)...), []string{"", "远处校", "", "#3"}), want: "rows “远处校” B306 1"},
		"a text under the notes":      {rows: append(with(nil), nil, nil, note, sign, nil, []string{"", "", "", "", "张示例"}), want: "unread “张示例” E11"},
		"a name behind its label":     {rows: append(with(nil), nil, nil, note, []string{"分管领导：", "张示例"})},
		"a total under it":            {rows: append(with(nil), nil, nil, note, []string{"合计", "3所", "", "#5"})},
		"a head that is gone":         {rows: with(map[string]string{"D3": ""}), unnamed: true, want: "column “5” D5 党员人数"},
		"the last head gone":          {rows: with(map[string]string{"F4": ""}), unnamed: true, want: "column “0000-0000000” F5"},
		"a head gone, but its name":   {rows: with(map[string]string{"D3": ""})},
		"another head":                {rows: with(map[string]string{"D3": "人数"}), unnamed: true, want: "other “人数” D5 党员人数"},
		"a column more":               {rows: with(map[string]string{"G3": "联系人", "G5": "李样本"}), want: "unread “联系人” G5"},
		"a text beside it":            {rows: with(map[string]string{"H5": "表外 的话"}), want: "unread “表外 的话” H5"},
		"a formula beside it":         {rows: with(map[string]string{"H5": "=D5*2|10"})},
		"serial numbers without head": {rows: with(map[string]string{"A3": "", "A5": "1."}), unnamed: true},
	} {
		t.Run(name, func(t *testing.T) {
			names := ""
			if !c.unnamed {
				names = strings.Replace(inNames("'台账'"), "$B$20", "$B$400", 1)
			}
			w := decoded(t, ours(sheetRows(1, c.rows...)+sheetRows(400, year), names).zip(t), register())
			if got := leftOver(w); got != c.want {
				t.Errorf("%s\nnot\n%s", got, c.want)
			}
		})
	}
}

// leftOver is what was not read, on lines.
func leftOver(w *Workbook) string {
	var lines []string
	for _, l := range w.Lost {
		line := fmt.Sprintf("%s “%s” %s %s", [...]string{"rows", "column", "other"}[l.Kind], l.Text, l.Place.Cell, l.Label)
		if l.Count > 0 {
			line += fmt.Sprint(l.Count)
		}
		lines = append(lines, strings.TrimSpace(line))
	}
	for _, u := range w.Unread {
		lines = append(lines, fmt.Sprintf("unread “%s” %s", u.Label, u.Place.Cell))
	}
	return strings.Join(lines, "\n")
}
