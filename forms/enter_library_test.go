package forms_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongwen/forms"
	"gongwen/forms/block"
)

// typedIn are the cells of a workbook as entries, as a program reads them: numbers and days as what they are.
func typedIn(t *testing.T, sections []block.Section) (all []block.Entry) {
	t.Helper()
	for path, cells := range bookCells(t, sections) {
		for i, c := range cells {
			e := block.Entry{
				Path: path, Row: c.row, Text: c.text,
				Place: block.Place{Sheet: "表", Cell: "A" + strconv.Itoa(100*len(all)+i+1)},
			}
			if c.formula != "" {
				e.Text = "" // nobody has typed anything there
			} else if c.raw != "" {
				e.Kind, e.Text = block.EntryNumber, c.raw
				if c.input.Type == block.Day || c.input.Type == block.Month {
					e.Kind = block.EntryDay
					if len(e.Text) == len("2006-01") {
						e.Text += "-01"
					}
				}
			}
			all = append(all, e)
		}
	}
	slices.SortFunc(all, func(a, b block.Entry) int { return strings.Compare(a.Path, b.Path) })
	return all
}

// plainInput is an input as it is compared: the version of a form in it need not be said, an item with nothing in it says
// what one with all its points does, and the nodes of a chart stand in any order.
func plainInput(t *testing.T, d *forms.Definition, data []byte) map[string]any {
	t.Helper()
	var in map[string]any
	if err := json.Unmarshal(data, &in); err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	for _, key := range []string{"attachments", "documents"} {
		list, _ := in[key].([]any)
		for _, one := range list {
			inner := one.(map[string]any)
			delete(inner, "version")
			def, err := forms.Builtin().Get(inner["form"].(string), 0)
			if err != nil {
				t.Fatal(err)
			}
			plainItems(def, inner)
		}
	}
	plainItems(d, in)
	if rows, ok := in["rows"].([]any); ok && d.Kind == forms.Chart {
		slices.SortFunc(rows, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	}
	return in
}

func plainItems(d *forms.Definition, in map[string]any) {
	items, _ := in["items"].(map[string]any)
	for i := range d.Items() {
		it := &d.Items()[i]
		item, ok := items[it.Key].(map[string]any)
		_, reasons := item["deductions"]
		if _, scored := item["score"]; ok && !scored && !reasons && !d.Marks && !it.Bonus {
			item["score"], _ = strconv.ParseFloat(it.Points.String(), 64)
		}
	}
}

// TestWorkbooksComeBack types every form's sample and full input into its workbook and enters it again. The empty form has
// nothing in it.
func TestWorkbooksComeBack(t *testing.T) {
	eachBook(t, func(t *testing.T, d *forms.Definition, b bookDocument) {
		e := d.Enter(typedIn(t, b.doc.Sheets()))
		for _, p := range e.Problems {
			t.Error(p.Line(forms.Chinese))
		}
		if b.input == nil {
			emptyInput(t, e)
			return
		}
		for _, line := range differ("", plainInput(t, d, e.JSON), plainInput(t, d, b.input)) {
			t.Error(line)
		}
		again, problems := d.FillEntered(e, forms.Limits{}, nil)
		if again == nil {
			t.Fatal(problems)
		}
		if first, second := printed(b.doc), printed(again); first != second {
			t.Error("prints something else")
		}
		everyPlace(t, e, problems)
	})
}

// differ are the pointers of what two JSON values have of their own, with it.
func differ(pointer string, got, want any) (all []string) {
	list := func(v any) any { // lists as objects
		items, ok := v.([]any)
		if !ok {
			return v
		}
		m := map[string]any{"": nil}
		for i, item := range items {
			m[strconv.Itoa(i)] = item
		}
		return m
	}
	a, ok := list(got).(map[string]any)
	b, also := list(want).(map[string]any)
	if !ok || !also {
		if !reflect.DeepEqual(got, want) {
			all = append(all, fmt.Sprintf("%s: %v, not %v", pointer, got, want))
		}
		return all
	}
	keys := slices.Collect(maps.Keys(a))
	for key := range b {
		if _, there := a[key]; !there {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	for _, key := range keys {
		all = append(all, differ(pointer+"/"+key, a[key], b[key])...)
	}
	return all
}

// printed is all that a document prints.
func printed(doc *forms.Document) string { return strings.Join(texts(doc.Sections()), "\n") }

// emptyInput checks that nothing was entered that the form says by itself.
func emptyInput(t *testing.T, e *forms.Entered) {
	t.Helper()
	var in map[string]any
	if err := json.Unmarshal(e.JSON, &in); err != nil {
		t.Fatal(err)
	}
	for key, v := range in {
		switch list, _ := v.([]any); key {
		case "form", "version":
		case "rows", "documents":
			if len(list) > 0 {
				t.Errorf("%s: %s", key, e.JSON)
			}
		case "items":
			if len(v.(map[string]any)) > 0 {
				t.Errorf("%s: %s", key, e.JSON)
			}
		default:
			t.Errorf("%s: %s", key, e.JSON)
		}
	}
}

// everyPlace checks that every value of an input has a place, and advice on it too.
func everyPlace(t *testing.T, e *forms.Entered, problems []forms.Problem) {
	t.Helper()
	var in any
	if err := json.Unmarshal(e.JSON, &in); err != nil {
		t.Fatal(err)
	}
	var walk func(pointer string, v any)
	walk = func(pointer string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for key, m := range v {
				walk(pointer+"/"+strings.NewReplacer("~", "~0", "/", "~1").Replace(key), m)
			}
		case []any:
			for i, m := range v {
				walk(pointer+"/"+strconv.Itoa(i), m)
			}
		case nil:
		default:
			if _, ok := e.Places[pointer]; !ok && !strings.HasSuffix(pointer, "/form") && pointer != "/version" &&
				!(strings.HasPrefix(pointer, "/rows/") && strings.HasSuffix(pointer, "/item")) {
				t.Errorf("%s has no place", pointer)
			}
		}
	}
	walk("", in)
	for _, p := range problems {
		if p.Pointer != "" && p.Place == (block.Place{}) {
			t.Errorf("%s has no place", p.Line(forms.English))
		}
	}
}
