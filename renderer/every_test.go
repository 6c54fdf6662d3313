package renderer_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongwen/forms"
	"gongwen/forms/block"
	"gongwen/forms/decimal"
	brim "gongwen/forms/full"
	"gongwen/renderer/layout"
	"gongwen/renderer/page"
)

// filled is a form with its full input, laid out.
type filled struct {
	printed
	input    []byte
	sections []block.Section
	laid     layout.Result
}

// layOut sets sections as files have them: with the numbers of their pages in the texts that say them.
func layOut(t *testing.T, sections []block.Section) layout.Result {
	t.Helper()
	laid, err := layout.Pages(book(t), sections)
	if err != nil {
		t.Fatal(err)
	}
	for i := range sections {
		for _, s := range sections[i].Starts {
			s.Text.Text = strconv.Itoa(laid.Starts[s.Section] + 1)
		}
	}
	if laid, err = layout.Pages(book(t), sections); err != nil {
		t.Fatal(err)
	}
	return laid
}

func (f filled) full() bool { return f.input != nil }

// fulls are the forms of definitions with their full inputs.
func fulls(t *testing.T) (list []filled) {
	t.Helper()
	for _, d := range definitions(t) {
		input, err := brim.Input(forms.Builtin(), d)
		if err != nil {
			t.Fatal(err)
		}
		f := filled{printed: printed{d.ID + "/full", fill(t, d, input)}, input: input}
		f.sections = f.doc.Sections()
		f.laid = layOut(t, f.sections)
		list = append(list, f)
	}
	return list
}

// everything is every form of the library: blank, with its sample and full.
func everything(t *testing.T) []filled {
	t.Helper()
	list := fulls(t)
	for _, p := range library(t) {
		f := filled{printed: p, sections: p.doc.Sections()}
		f.laid = layOut(t, f.sections)
		list = append(list, f)
	}
	return list
}

// eachFull runs a check for every form with its full input.
func eachFull(t *testing.T, check func(*testing.T, filled)) {
	for _, f := range fulls(t) {
		t.Run(f.doc.Definition.ID, func(t *testing.T) { check(t, f) })
	}
}

// spans calls do with every piece of text of the blocks, cell by cell.
func spans(sections []block.Section, do func(block.Span)) {
	each := func(content []block.Span) {
		for _, s := range content {
			do(s)
		}
	}
	for i := range sections {
		if stamp := sections[i].Stamp; stamp != nil {
			for _, c := range stamp.Cells {
				each(c.Content)
			}
			each(stamp.Under)
		}
		for _, b := range sections[i].Blocks {
			switch b := b.(type) {
			case *block.Paragraph:
				each(b.Content)
			case *block.Line:
				for _, p := range b.Parts {
					each(p.Content)
				}
			case *block.Signature:
				each(b.Body)
				each(b.Date)
			case *block.Tree:
				for _, n := range b.Nodes {
					for _, l := range n.Lines {
						each(l)
					}
				}
			case *block.Table:
				for _, rows := range [][]block.Row{b.Head, b.Body, b.Tail} {
					for _, r := range rows {
						for _, c := range r.Cells {
							each(c.Content)
						}
					}
				}
			}
		}
	}
}

// printedTimes is how often a form prints what it does not print once.
var printedTimes = map[string]int{
	"anji-2012/grade/veto":                    3, // a box for each of the conditions
	"anji-2012/notice/attachments/0/veto":     3,
	"lanzhou/commitment/fields/name":          2, // who promises, and who signs
	"lanzhou/archive/documents/0/fields/name": 2,
	"luzhou-2013/notice/fields/year":          6, // in number, title and text
}

// TestEveryValueIsPrintedOnce checks that every value of a full input stands once in the blocks, and as it was given,
// and that what stands in the blocks stands once on the pages.
func TestEveryValueIsPrintedOnce(t *testing.T) {
	eachFull(t, func(t *testing.T, f filled) {
		times, text := map[string]int{}, map[string]string{}
		last := ""
		spans(f.sections, func(s block.Span) {
			if s.Pointer == "" && (s.Text == "年" || s.Text == "月") {
				return // the form's own words within a date
			}
			if s.Pointer != "" && s.Pointer != last {
				times[s.Pointer]++
			}
			if s.Pointer != "" {
				text[s.Pointer] += s.Text
			}
			last = s.Pointer
		})
		id := f.doc.Definition.ID
		for pointer, value := range leaves(t, f) {
			want := 1
			if n, special := printedTimes[id+pointer]; special {
				want = n
			}
			if times[pointer] != want {
				t.Errorf("%s is printed %d times, want %d", pointer, times[pointer], want)
				continue
			}
			got := squeeze(text[pointer])
			if long := squeeze(value); len(long) > 30 && got != long {
				t.Errorf("%s is printed as %q, given was %q", pointer, got, long)
			}
		}
		conserved(t, f)
	})
}

// conserved checks that the characters that are data on the pages are those of the blocks, and of the sums. What is
// shown again on a later page may come on top.
func conserved(t *testing.T, f filled) {
	t.Helper()
	count, again := map[rune]int{}, ""
	if f.doc.Definition.Nodes != nil {
		spans(f.sections, func(s block.Span) { again += s.Text }) // a node stands over its own page, too
	}
	spans(f.sections, func(s block.Span) {
		if s.Data {
			for _, r := range squeeze(s.Text) {
				count[r]++
			}
		}
	})
	for _, p := range f.laid.Rows {
		if p.Sum != nil {
			for _, r := range strings.Join(p.Sum.Texts, "") {
				count[r]++
			}
		}
	}
	tables(f.sections, func(_, _ int, table *block.Table) {
		for _, p := range table.Later {
			again += plain(p.Content)
		}
		for _, r := range table.Body {
			for _, c := range r.Cells {
				if c.Rows > 1 || c.Repeat || r.Group {
					for _, s := range c.Content {
						again += s.Text
					}
				}
			}
		}
	})
	for _, p := range f.laid.Pages {
		for _, op := range p.Texts {
			if op.Layer == page.Data {
				for _, r := range squeeze(op.Str) {
					count[r]--
				}
			}
		}
	}
	for r, n := range count {
		if n > 0 || n < 0 && !strings.ContainsRune(again, r) {
			t.Errorf("%q stands %d times too often on the pages", r, -n)
		}
	}
}

// tables calls do with every table and its place.
func tables(sections []block.Section, do func(section, at int, table *block.Table)) {
	for i := range sections {
		for k, b := range sections[i].Blocks {
			if table, ok := b.(*block.Table); ok {
				do(i, k, table)
			}
		}
	}
}

// leaves are the values of a full input that are to be printed, by pointer: not what names the form and its rows, and
// not what an item lost, of which the score is printed.
func leaves(t *testing.T, f filled) map[string]string {
	t.Helper()
	var input map[string]any
	d := json.NewDecoder(strings.NewReader(string(f.input)))
	d.UseNumber()
	if err := d.Decode(&input); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	archive, _ := input["archive"].(map[string]any)
	for key, v := range archive {
		if key != "category" && key != "office_code" { // parts of the file's number, which is printed as print_number
			out["/archive/"+key] = fmt.Sprint(v)
		}
	}
	values(input, "", f.doc.Definition, out)
	return out
}

func values(in map[string]any, at string, d *forms.Definition, out map[string]string) {
	for key, v := range in["fields"].(map[string]any) {
		out[at+"/fields/"+key] = fmt.Sprint(v)
	}
	if body, ok := in["body"].(string); ok {
		out[at+"/body"] = body
	}
	if _, ok := in["veto"]; ok {
		out[at+"/veto"] = ""
	}
	rows, _ := in["rows"].([]any)
	for i, row := range rows {
		for key, v := range row.(map[string]any) {
			tree := d.Nodes // whose numbers are drawn as lines
			if key != "item" && (tree == nil || key != d.Inputs()[tree.ID].Key && key != d.Inputs()[tree.Parent].Key) {
				out[at+"/rows/"+strconv.Itoa(i)+"/"+key] = fmt.Sprint(v)
			}
		}
	}
	items, _ := in["items"].(map[string]any)
	for no, item := range items {
		place := at + "/items/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(no)
		for key, v := range item.(map[string]any) {
			switch key {
			case "score", "deductions", "additions":
				out[place] = ""
			case "met":
				out[place+"/met"] = ""
			default:
				out[place+"/"+key] = fmt.Sprint(v)
			}
		}
	}
	for _, key := range []string{"attachments", "documents"} {
		parts, _ := in[key].([]any)
		for i, one := range parts {
			values(one.(map[string]any), at+"/"+key+"/"+strconv.Itoa(i), d, out)
		}
	}
}

// TestSumsAddUp checks that the subtotals of the pages add up to the total, and that the total is the sum of the rows.
func TestSumsAddUp(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short") // it counts over the whole library
	}
	seen := 0
	eachFull(t, func(t *testing.T, f filled) {
		tables(f.sections, func(section, at int, table *block.Table) {
			for k, sum := range table.Sums {
				for n, c := range sum.Counts {
					if c.Capitals {
						continue
					}
					seen++
					checkSum(t, f, table, section, at, k, n)
				}
			}
		})
	})
	if seen < 10 {
		t.Errorf("only %d sums were looked at", seen)
	}
}

func checkSum(t *testing.T, f filled, table *block.Table, section, at, k, n int) {
	t.Helper()
	var all, pages, last decimal.Decimal
	for _, r := range table.Body {
		if c := &r.Cells[table.Sums[k].Counts[n].Column]; c.Raw != "" && !r.Total {
			all = all.Add(number(t, c.Raw))
		}
	}
	rows, printed := 0, 0
	touched := map[int]bool{}
	for _, p := range f.laid.Rows {
		if p.Section == section && p.Block == at {
			touched[p.Page] = true
		}
		if p.Section != section || p.Block != at || p.Sum == nil || p.Sum.Index != k {
			continue
		}
		rows++
		if p.Sum.Digits[n] != "" {
			last = number(t, p.Sum.Digits[n])
			pages = pages.Add(last)
			printed++
		}
	}
	switch scope := table.Sums[k].Scope; {
	case scope == block.PageTotal && pages.Cmp(all) != 0:
		t.Errorf("sum %d: the pages' come to %s, the rows to %s", k, pages, all)
	case scope != block.PageTotal && last.Cmp(all) != 0:
		t.Errorf("sum %d: the last is %s, the rows come to %s", k, last, all)
	case scope == block.GrandTotal && rows != 1:
		t.Errorf("sum %d: %d totals", k, rows)
	case scope != block.GrandTotal && rows != len(touched):
		t.Errorf("sum %d: on %d of %d pages", k, rows, len(touched))
	}
}

func number(t *testing.T, digits string) decimal.Decimal {
	t.Helper()
	d, err := decimal.Parse(digits)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestLabelsAreShownAgain checks that the label of a group stands on every page that the group touches.
func TestLabelsAreShownAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short") // it counts over the whole library
	}
	over := 0
	eachFull(t, func(t *testing.T, f filled) {
		tables(f.sections, func(section, at int, table *block.Table) {
			for i, r := range table.Body {
				for _, c := range r.Cells {
					if c.Covered || len(c.Content) == 0 || c.Rows < 2 && !c.Repeat {
						continue
					}
					label := ""
					for _, s := range c.Content {
						label += s.Text
					}
					var on []int
					for _, p := range f.laid.Rows {
						row := p.Row - len(table.Head)
						if p.Section == section && p.Block == at && p.Sum == nil && row >= i && row < i+max(c.Rows, 1) && !slices.Contains(on, p.Page) {
							on = append(on, p.Page)
						}
					}
					for _, n := range on {
						if !strings.Contains(said(f.laid.Pages[n]), squeeze(label)) {
							t.Errorf("page %d has no %q of row %d, which is on pages %v", n+1, label, i, on)
						}
					}
					if len(on) > 1 {
						over++
					}
				}
			}
		})
	})
	if over < 10 {
		t.Errorf("only %d groups go on over a page", over)
	}
}
