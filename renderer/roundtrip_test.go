package renderer_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"gongwen/forms"
	"gongwen/forms/decimal"
	brim "gongwen/forms/full"
	"gongwen/renderer"
)

// readBack imports a workbook and returns what it says; every problem of it is an error of the test.
func readBack(t *testing.T, d *forms.Definition, workbook []byte) *renderer.Imported {
	t.Helper()
	in, err := renderer.New(book(t), renderer.Limits{}).Import(t.Context(), func(int) *forms.Definition { return d },
		renderer.Upload{Name: "form.xlsx", Data: workbook}, forms.Limits{})
	if err != nil {
		t.Fatalf("%s: %v", d.ID, err)
	}
	return in
}

// same compares what was read back with the input that a workbook was made of.
func same(t *testing.T, d *forms.Definition, workbook, input []byte) {
	t.Helper()
	in := readBack(t, d, workbook)
	wrong := 0
	for _, p := range in.Problems {
		if p.Severity == forms.SeverityError || p.Code == forms.CodeUnread { // nothing is left over of a sound copy
			if wrong++; wrong <= 5 {
				t.Errorf("%s", p.Line(forms.Chinese))
			}
		}
	}
	if wrong > 5 {
		t.Fatalf("%d problems", wrong)
	}
	got, want := inputValues(t, in.JSON), inputValues(t, plainly(t, d, input))
	differ(t, "", got, want)
}

// plainly is an input as a workbook can say it: of an item of which nothing is taken off, its points; of documents in it,
// no versions; a chart's nodes each behind the one above it.
func plainly(t *testing.T, d *forms.Definition, input []byte) []byte {
	t.Helper()
	var v map[string]any
	dec := json.NewDecoder(bytes.NewReader(input))
	dec.UseNumber()
	if err := dec.Decode(&v); err != nil {
		t.Fatal(err)
	}
	for _, list := range []string{"attachments", "documents"} {
		inner, _ := v[list].([]any)
		for i := range inner {
			if document, ok := inner[i].(map[string]any); ok {
				delete(document, "version")
			}
		}
	}
	items, _ := v["items"].(map[string]any)
	for _, group := range d.Groups {
		for _, item := range group.Items {
			given, ok := items[item.Key].(map[string]any)
			list, _ := given["deductions"].([]any)
			if ok && given["score"] == nil && len(list) == 0 && item.Points.Sign() > 0 && !group.Bonus {
				delete(given, "deductions")
				given["score"] = json.Number(item.Points.String())
			}
		}
	}
	if rows, ok := v["rows"].([]any); ok && d.Kind == forms.Chart {
		v["rows"] = below(d, rows, nil)
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// below are the nodes under one of a chart, each with those under it.
func below(d *forms.Definition, rows []any, above any) (all []any) {
	for _, row := range rows {
		if node := row.(map[string]any); node[d.Inputs()[d.Nodes.Parent].Key] == above {
			all = append(append(all, node), below(d, rows, node[d.Inputs()[d.Nodes.ID].Key])...)
		}
	}
	return all
}

// inputValues is JSON to compare: numbers by their value, and without what says nothing (null, empty lists and objects).
func inputValues(t *testing.T, input []byte) any {
	t.Helper()
	var v any
	d := json.NewDecoder(bytes.NewReader(input))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v: %s", err, input)
	}
	return inputValue(v)
}

func inputValue(v any) any {
	switch v := v.(type) {
	case map[string]any:
		all := map[string]any{}
		for key, member := range v {
			if member = inputValue(member); member != nil {
				all[key] = member
			}
		}
		if len(all) == 0 {
			return nil
		}
		return all
	case []any:
		if len(v) == 0 {
			return nil
		}
		all := make([]any, len(v))
		for i := range v {
			all[i] = inputValue(v[i])
		}
		return all
	case json.Number:
		d, err := decimal.Parse(v.String())
		if err != nil {
			return v.String()
		}
		return "number " + canonical(d.String())
	}
	return v
}

// differ tells where two values are not the same.
func differ(t *testing.T, at string, got, want any) {
	t.Helper()
	g, gok := got.(map[string]any)
	w, wok := want.(map[string]any)
	if gok && wok {
		for key := range w {
			differ(t, at+"/"+key, g[key], w[key])
		}
		for key := range g {
			if _, ok := w[key]; !ok {
				differ(t, at+"/"+key, g[key], nil)
			}
		}
		return
	}
	gl, gok := got.([]any)
	wl, wok := want.([]any)
	if gok && wok && len(gl) == len(wl) {
		for i := range wl {
			differ(t, at+"/#", gl[i], wl[i])
		}
		return
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: read back %v, was %v", at, got, want)
	}
}

// TestRoundTrip reads the workbook of every form's sample and full input back as it was made.
func TestRoundTrip(t *testing.T) {
	for _, d := range definitions(t) {
		full, err := brim.Input(forms.Builtin(), d)
		if err != nil {
			t.Fatal(err)
		}
		for name, input := range map[string][]byte{"sample": d.Sample(), "full": full} {
			t.Run(d.ID+"/"+name, func(t *testing.T) {
				t.Parallel()
				same(t, d, render(t, fill(t, d, input), renderer.Options{Format: renderer.XLSX}), input)
			})
		}
	}
}

// stem is a form's id as a file name.
func stem(d *forms.Definition) string { return strings.ReplaceAll(d.ID, "/", "-") }

// TestRoundTripByLabels reads samples back from workbooks that have lost their names and properties, as they do when
// sheets are copied into another file.
func TestRoundTripByLabels(t *testing.T) {
	for _, d := range definitions(t) {
		if d.Kind != forms.Ledger && d.Kind != forms.Score {
			continue
		}
		t.Run(d.ID, func(t *testing.T) {
			t.Parallel()
			same(t, d, unmarked(t, render(t, fill(t, d, d.Sample()), renderer.Options{Format: renderer.XLSX})), d.Sample())
		})
	}
}

// TestEmptyRoundTrip reads the empty form back as an empty input: nothing but what the form itself says.
func TestEmptyRoundTrip(t *testing.T) {
	for _, d := range definitions(t) {
		t.Run(d.ID, func(t *testing.T) {
			t.Parallel()
			in := readBack(t, d, render(t, d.Blank(), renderer.Options{Format: renderer.XLSX}))
			for _, p := range in.Problems {
				if p.Severity == forms.SeverityError && p.Code != forms.CodeRequired {
					t.Errorf("%s", p.Line(forms.Chinese))
				}
			}
			if left := leavesOf("", inputValues(t, in.JSON), given(d)); len(left) > 0 {
				t.Errorf("not empty: %s", strings.Join(left, ", "))
			}
		})
	}
}

// given are the values that an empty form has by itself: its defaults, in every document of a packet.
func given(d *forms.Definition) map[string]bool {
	own := map[string]bool{}
	var of func(doc *forms.Document)
	of = func(doc *forms.Document) {
		for i := range doc.Definition.Fields {
			if f := &doc.Definition.Fields[i]; f.Default != "" {
				own[f.Key+"="+f.Default] = true
			}
		}
		for _, inner := range doc.Documents {
			of(inner)
		}
		for _, inner := range doc.Attached {
			if inner != nil {
				of(inner)
			}
		}
	}
	of(d.Blank())
	return own
}

// leavesOf are the values of an input that somebody gave.
func leavesOf(at string, v any, own map[string]bool) (left []string) {
	switch v := v.(type) {
	case map[string]any:
		for key, member := range v {
			if key == "form" || key == "version" || key == "item" {
				continue // what names the form and its rows
			}
			left = append(left, leavesOf(at+"/"+key, member, own)...)
		}
	case []any:
		for i := range v {
			left = append(left, leavesOf(at+"/#", v[i], own)...)
		}
	case nil:
	default:
		text, _ := v.(string)
		if key := at[strings.LastIndexByte(at, '/')+1:]; !own[key+"="+strings.TrimPrefix(text, "number ")] {
			left = append(left, at+"="+text)
		}
	}
	return left
}

// definedNames are the names of a workbook.
var definedNames = regexp.MustCompile(`(?s)<definedNames>.*?</definedNames>`)

// unmarked is a workbook without names and without properties of its own.
func unmarked(t *testing.T, workbook []byte) []byte {
	t.Helper()
	return repacked(t, workbook, func(name string, part []byte) []byte {
		switch name {
		case "docProps/custom.xml":
			return []byte(`<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>`)
		case "xl/workbook.xml":
			return definedNames.ReplaceAll(part, nil)
		}
		return part
	})
}

// repacked is a workbook with its parts changed.
func repacked(t *testing.T, workbook []byte, change func(name string, part []byte) []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		w, err := z.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(change(f.Name, part)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
