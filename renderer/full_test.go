package renderer_test

import (
	"encoding/json"
	"strings"
	"testing"

	"gongwen/forms"
	"gongwen/renderer"
	"gongwen/renderer/internal/judge"
)

// TestFullLedgers fills every place of every ledger with the longest text that it takes, in rare characters, and prints
// it.
func TestFullLedgers(t *testing.T) {
	all, err := forms.Builtin().All()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		if d.Kind != forms.Ledger {
			continue
		}
		t.Run(d.ID, func(t *testing.T) {
			fields := full(d.Fields, 99)
			rows := []map[string]any{full(d.Inputs(), 1), full(d.Inputs(), 1)}
			if d.Rows.Fixed != nil {
				rows = nil
				for _, fixed := range d.Rows.Fixed {
					row := full(d.Inputs(), 1)
					row["item"] = fixed.Item
					rows = append(rows, row)
				}
			}
			input, err := json.Marshal(map[string]any{"fields": fields, "rows": rows})
			if err != nil {
				t.Fatal(err)
			}
			doc := fill(t, d, input)
			render(t, doc, renderer.Options{Format: renderer.XLSX})
			text := squeeze(judge.Text(t, render(t, doc, renderer.Options{})))
			if want := strings.Count(string(input), "龘"); strings.Count(text, "龘") != want {
				t.Errorf("%d of %d rare characters are printed", strings.Count(text, "龘"), want)
			}
		})
	}
}

// full is a value for each field that takes one.
func full(fields []forms.Field, number int) map[string]any {
	values := map[string]any{}
	for i := range fields {
		f := &fields[i]
		if !f.Taken() {
			continue
		}
		switch f.Type {
		case forms.TypeInteger, forms.TypeNumber:
			values[f.Key] = number
		case forms.TypeYear:
			values[f.Key] = 2019
		case forms.TypeDate:
			values[f.Key] = "2019-12-20"
		case forms.TypeMonth:
			values[f.Key] = "2019-12"
		case forms.TypeChoice:
			values[f.Key] = f.Of[0]
		case forms.TypePhone:
			values[f.Key] = "(0000)00000000转0000、00000000000"
		case forms.TypeID:
			values[f.Key] = "11010519491231002X"
		default:
			n := 60
			if f.Max != nil {
				most, _ := f.Max.Int()
				n = int(most)
			}
			values[f.Key] = strings.Repeat("龘", n)
		}
	}
	return values
}
