package full_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"gongwen/forms"
	"gongwen/forms/full"
)

// TestInput checks that every form takes its full input, which is always the same and leaves no field out.
func TestInput(t *testing.T) {
	lib := forms.Builtin()
	all, err := lib.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		t.Run(d.ID, func(t *testing.T) {
			input, err := full.Input(lib, d)
			if err != nil {
				t.Fatal(err)
			}
			if again, _ := full.Input(lib, d); !bytes.Equal(input, again) {
				t.Error("another input the second time")
			}
			in, problems := forms.ParseInput(input, forms.Limits{})
			if in == nil {
				t.Fatal(problems)
			}
			doc, problems := d.Fill(in, nil)
			for _, p := range problems {
				if p.Severity == forms.SeverityError {
					t.Errorf("%s %s %+v", p.Pointer, p.Code, p.Args)
				}
			}
			if doc == nil {
				return
			}
			for i, v := range doc.Fields {
				if !v.Set {
					t.Errorf("field %s is empty", d.Fields[i].Key)
				}
			}
			for i, row := range doc.Rows {
				for k, v := range row {
					if f := d.Inputs()[k]; f.Taken() && !v.Set && (d.Nodes == nil || i > 0) { // nothing is above the first node
						t.Errorf("row %d: %s is empty", i, f.Key)
					}
				}
			}
			for i, a := range doc.Items {
				if a.Score == nil && a.Met == nil {
					t.Errorf("item %s has no score", d.Items()[i].Key)
				}
			}
			if !json.Valid(input) {
				t.Error("no JSON")
			}
		})
	}
}
