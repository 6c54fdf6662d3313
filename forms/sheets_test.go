package forms_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongwen/forms"
	"gongwen/forms/block"
	"gongwen/forms/full"
)

// bookCell is where an input stands in a workbook.
type bookCell struct {
	input   *block.Input
	text    string // as it is printed
	raw     string // of a number or a day
	pointer string
	formula block.Formula
	row     int // from 1, of a repeated one
}

// bookCells are the homes of all inputs by path. What breaks the contract of a home is an error: two of them, a
// value beside other words, one that is not the last of its part.
func bookCells(t *testing.T, sections []block.Section) map[string][]bookCell {
	t.Helper()
	homes := map[string][]bookCell{}
	add := func(where string, c bookCell) {
		path := c.input.Path
		if known := homes[path]; len(known) > 0 && !c.input.Repeated {
			t.Errorf("%s: %s has a second home", where, path)
		}
		if strings.Contains(path, " ") || c.input.Label == "" {
			t.Errorf("%s: path %q, label %q", where, path, c.input.Label)
		}
		homes[path] = append(homes[path], c)
	}
	for i := range sections {
		s := &sections[i]
		for _, b := range s.Blocks {
			switch b := b.(type) {
			case *block.Paragraph:
				noInput(t, s.Name, b.Content)
			case *block.Signature:
				noInput(t, s.Name, b.Body)
				noInput(t, s.Name, b.Date)
			case *block.Line:
				for _, p := range b.Parts {
					for k, span := range p.Content {
						if span.Input == nil {
							continue
						}
						if k != len(p.Content)-1 || k > 1 || k == 1 && p.Content[0].Data {
							t.Errorf("%s: %s is not by itself in a line", s.Name, span.Input.Path)
						}
						add(s.Name, bookCell{span.Input, span.Text, span.Raw, span.Pointer, span.Formula, 0})
					}
				}
			case *block.Table:
				for _, rows := range [][]block.Row{b.Head, b.Tail} {
					for _, r := range rows {
						for _, c := range r.Cells {
							noInput(t, s.Name, c.Content)
						}
					}
				}
				columns := map[string]int{}
				for n, r := range b.Body {
					for k, c := range r.Cells {
						for _, span := range c.Content {
							if span.Input == nil {
								continue
							}
							if at, known := columns[span.Input.Path]; known && at != k {
								t.Errorf("%s: %s stands in two columns", s.Name, span.Input.Path)
							}
							columns[span.Input.Path] = k
							if len(c.Content) != 1 || c.Covered {
								t.Errorf("%s: %s is not by itself in row %d", s.Name, span.Input.Path, n+1)
							}
							formula := c.Formula
							if span.Formula != "" {
								t.Errorf("%s: %s: a span in a cell has a formula of its own", s.Name, span.Input.Path)
							}
							add(s.Name, bookCell{span.Input, span.Text, c.Raw, span.Pointer, formula, len(homes[span.Input.Path]) + 1})
						}
					}
				}
			}
		}
	}
	return homes
}

func noInput(t *testing.T, where string, content []block.Span) {
	t.Helper()
	for _, s := range content {
		if s.Input != nil {
			t.Errorf("%s: %s stands among words", where, s.Input.Path)
		}
	}
}

// schemaPaths are the paths of all values that a schema has room for.
func schemaPaths(t *testing.T, d *forms.Definition, doc *forms.Document) (paths []string) {
	t.Helper()
	var schema map[string]any
	if err := json.Unmarshal(d.Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	return documentPaths(t, schema, d, doc, "")
}

func documentPaths(t *testing.T, schema map[string]any, d *forms.Definition, doc *forms.Document, prefix string) (paths []string) {
	add := func(path string) { paths = append(paths, prefix+path) }
	properties := func(s any) []string {
		p, _ := s.(map[string]any)["properties"].(map[string]any)
		var keys []string
		for key := range p {
			keys = append(keys, key)
		}
		return keys
	}
	for key, s := range schema["properties"].(map[string]any) {
		s := s.(map[string]any)
		switch key {
		case "form", "version":
		case "body":
			add("text")
		case "fields", "archive":
			for _, k := range properties(s) {
				add(key + "/" + k)
			}
		case "rows":
			keys := properties(s["items"])
			if d.Rows.Fixed == nil {
				for _, k := range keys {
					add("rows/" + k)
				}
				continue
			}
			for _, row := range d.Rows.Fixed {
				for _, k := range keys {
					if k != "item" {
						add("rows/#" + row.Item + "/" + k)
					}
				}
			}
		case "items":
			for no, item := range s["properties"].(map[string]any) {
				item := item.(map[string]any)
				forms := []any{item}
				if of, ok := item["oneOf"].([]any); ok {
					forms = of
				}
				seen := map[string]bool{}
				for _, form := range forms {
					for k, v := range form.(map[string]any)["properties"].(map[string]any) {
						if seen[k] {
							continue
						}
						seen[k] = true
						switch k {
						case "met":
							add("items/" + no + "/met")
							add("items/" + no + "/unmet")
						case "deductions", "additions":
							for _, rule := range v.(map[string]any)["items"].(map[string]any)["oneOf"].([]any) {
								p := rule.(map[string]any)["properties"].(map[string]any)
								name, named := p["rule"].(map[string]any)
								if !named {
									continue
								}
								path := "items/" + no + "/rules/" + name["const"].(string)
								if p["points"] != nil {
									path += "/points"
								}
								add(path)
							}
						default:
							add("items/" + no + "/" + k)
						}
					}
				}
			}
			if !d.Marks {
				add("free/item")
				add("free/points")
				add("free/reason")
			}
		case "veto":
			for _, v := range s["items"].(map[string]any)["oneOf"].([]any) {
				add("veto/" + v.(map[string]any)["const"].(string))
			}
		case "attachments", "documents":
			inner := s["items"].(map[string]any)["anyOf"].([]any)
			docs := doc.Documents
			if key == "attachments" {
				docs = make([]*forms.Document, len(d.Notice.Attachments))
			}
			for i := range docs {
				var id string
				if docs[i] != nil {
					id = docs[i].Definition.ID
				} else if id = d.Notice.Attachments[i].Form; id == "" {
					continue
				}
				for _, one := range inner {
					form := one.(map[string]any)["properties"].(map[string]any)["form"].(map[string]any)["const"]
					if form != id {
						continue
					}
					add(fmt.Sprintf("%s/%d/form", key, i))
					def, err := forms.Builtin().Get(id, 0)
					if err != nil {
						t.Fatal(err)
					}
					paths = append(paths, documentPaths(t, one.(map[string]any), def, docs[i], fmt.Sprintf("%s%s/%d/", prefix, key, i))...)
				}
			}
		default:
			t.Errorf("the schema has %s", key)
		}
	}
	return paths
}

// bookDocument is a document of a form of the library.
type bookDocument struct {
	name  string
	doc   *forms.Document
	input []byte // nil: the empty form
}

// eachBook runs a test with every form, empty, with its sample and full.
func eachBook(t *testing.T, test func(t *testing.T, d *forms.Definition, b bookDocument)) {
	t.Helper()
	all, err := forms.Builtin().All()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		for _, b := range bookDocuments(t, d) {
			t.Run(d.ID+"/"+b.name, func(t *testing.T) {
				t.Parallel()
				test(t, d, b)
			})
		}
	}
}

func bookDocuments(t *testing.T, d *forms.Definition) []bookDocument {
	t.Helper()
	all := []bookDocument{{"blank", d.Blank(), nil}}
	fullest, err := full.Input(forms.Builtin(), d)
	if err != nil {
		t.Fatal(err)
	}
	for name, input := range map[string][]byte{"sample": d.Sample(), "full": fullest} {
		in, problems := forms.ParseInput(input, forms.Limits{})
		if in == nil {
			t.Fatal(problems)
		}
		doc, problems := d.Fill(in, nil)
		if doc == nil {
			t.Fatal(problems)
		}
		all = append(all, bookDocument{name, doc, input})
	}
	return all
}

var (
	sideBySide = regexp.MustCompile(`~\d+$`)
	reference  = regexp.MustCompile(`\{@([^{}]*?)(:?)\}`)
)

// TestSheetsTakeEverything checks, for every form, empty, with its sample and full, that each value that the form's schema
// has room for has one home, that there is no other home, that the values stand at theirs, and that formulas name inputs
// that there are.
func TestSheetsTakeEverything(t *testing.T) {
	eachBook(t, func(t *testing.T, d *forms.Definition, b bookDocument) {
		sections := b.doc.Sheets()
		homes := bookCells(t, sections)
		var got []string
		for path := range homes {
			if !sideBySide.MatchString(path) {
				got = append(got, path)
			}
		}
		want := schemaPaths(t, d, b.doc)
		slices.Sort(got)
		slices.Sort(want)
		for _, path := range want {
			if _, ok := slices.BinarySearch(got, path); !ok {
				t.Errorf("no home for %s", path)
			}
		}
		for _, path := range got {
			if _, ok := slices.BinarySearch(want, path); !ok {
				t.Errorf("a home for %s, which is no input", path)
			}
		}
		for _, f := range formulasOf(sections) {
			for _, m := range reference.FindAllStringSubmatch(string(f), -1) {
				cells, ok := homes[m[1]]
				if !ok || cells[0].input.Repeated != (m[2] == ":") {
					t.Errorf("no cell for %s in %s", m[0], f)
				}
			}
		}
		if b.input != nil {
			valuesStand(t, b, homes)
		}
		again := b.doc.Sheets()
		if one, two := fmt.Sprint(texts(sections)), fmt.Sprint(texts(again)); one != two {
			t.Error("another workbook the second time")
		}
	})
}

// formulasOf are all formulas of sections.
func formulasOf(sections []block.Section) (all []block.Formula) {
	spans := func(content []block.Span) {
		for _, s := range content {
			all = append(all, s.Formula)
		}
	}
	eachContent(sections, spans, func(c *block.Cell) { all = append(all, c.Formula) })
	return all
}

func texts(sections []block.Section) (all []string) {
	eachContent(sections, func(content []block.Span) {
		for _, s := range content {
			all = append(all, s.Text+"|"+string(s.Formula))
		}
	}, func(c *block.Cell) { all = append(all, c.Raw+"|"+string(c.Formula)) })
	return all
}

func eachContent(sections []block.Section, spans func([]block.Span), cell func(*block.Cell)) {
	for i := range sections {
		for _, b := range sections[i].Blocks {
			switch b := b.(type) {
			case *block.Paragraph:
				spans(b.Content)
			case *block.Signature:
				spans(b.Body)
				spans(b.Date)
			case *block.Line:
				for _, p := range b.Parts {
					spans(p.Content)
				}
			case *block.Table:
				for _, rows := range [][]block.Row{b.Head, b.Body, b.Tail} {
					for _, r := range rows {
						for k := range r.Cells {
							cell(&r.Cells[k])
							spans(r.Cells[k].Content)
						}
					}
				}
			}
		}
	}
}

// valuesStand checks that each value of an input stands at its home, by its pointer, and nowhere else.
func valuesStand(t *testing.T, b bookDocument, homes map[string][]bookCell) {
	t.Helper()
	var input any
	decoder := json.NewDecoder(bytes.NewReader(b.input))
	decoder.UseNumber()
	if err := decoder.Decode(&input); err != nil {
		t.Fatal(err)
	}
	at := map[string]bookCell{} // by pointer
	for path, cells := range homes {
		for _, c := range cells {
			if c.pointer == "" {
				if c.text != "" && c.formula == "" && !c.input.Fixed {
					t.Errorf("%s: %q was not given", path, c.text)
				}
				continue
			}
			at[c.pointer] = c
		}
	}
	values(input, "", func(pointer string, value any) {
		last := pointer[strings.LastIndex(pointer, "/")+1:]
		switch {
		case last == "form" || last == "version", last == "item" && strings.Contains(pointer, "/rows/") && at[pointer].input == nil,
			strings.Contains(pointer, "/items/"), strings.Contains(pointer, "/veto"), value == nil, value == "":
			return // scores have a test of their own
		}
		c, ok := at[pointer]
		if !ok {
			t.Errorf("%s = %v stands nowhere", pointer, value)
			return
		}
		want, got := fmt.Sprint(value), c.text
		switch c.input.Type {
		case block.Choices:
			var list []string
			for _, v := range value.([]any) {
				list = append(list, v.(string))
			}
			want = strings.Join(list, "、")
		case block.Whole, block.Decimals, block.Year:
			got, want = canonicalNumber(c.raw), canonicalNumber(want)
		case block.Day:
			got = c.raw
		case block.Month:
			got = strings.TrimSuffix(c.raw, "-01")
			want = strings.TrimSuffix(want+"-01", "-01")
		case block.Choice:
			if i := slices.Index(c.input.Of, want); i >= 0 && c.input.Signs != nil {
				want = c.input.Signs[i]
			}
		}
		if got != want {
			t.Errorf("%s: %q at %s, want %q", pointer, got, c.input.Path, want)
		}
	})
}

func canonicalNumber(s string) string {
	if strings.Contains(s, ".") {
		return strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// values calls do with every value of an input that is no object, and no array but one of texts.
func values(v any, pointer string, do func(pointer string, value any)) {
	switch v := v.(type) {
	case map[string]any:
		for key, one := range v {
			values(one, pointer+"/"+strings.NewReplacer("~", "~0", "/", "~1").Replace(key), do)
		}
	case []any:
		if len(v) > 0 {
			if _, text := v[0].(string); text {
				do(pointer, v)
				return
			}
		}
		for i, one := range v {
			values(one, fmt.Sprintf("%s/%d", pointer, i), do)
		}
	default:
		do(pointer, v)
	}
}
