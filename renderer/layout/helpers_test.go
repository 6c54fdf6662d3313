package layout

import (
	"strconv"
	"sync"
	"testing"

	"gongwen/fonts"
	"gongwen/forms/block"
	"gongwen/renderer/page"
)

var openBook = sync.OnceValues(func() (*fonts.Book, error) { return fonts.Open(fonts.Options{}) })

func testBook(t testing.TB) *fonts.Book {
	t.Helper()
	b, err := openBook()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// form and data are contents of one span.
func form(s string) []block.Span { return []block.Span{{Text: s}} }
func data(s string) []block.Span { return []block.Span{{Text: s, Data: true}} }

var small = block.Style{Font: block.Song, Size: 105}

func styled(a block.Align) block.Style {
	s := small
	s.Align = a
	return s
}

// a4 is a section on A4, upright, with margins of 20 mm and a foot.
func a4(blocks ...block.Block) block.Section {
	m := 20 * block.MM
	return block.Section{
		Name: "表", Width: 210 * block.MM, Height: 297 * block.MM,
		Margin: block.Margin{Top: m, Right: m, Bottom: m, Left: m},
		Foot:   "第 {page} 页 共 {pages} 页", Blocks: blocks,
	}
}

// grid is a table of columns with these widths in mm and a head.
func grid(widths ...block.Length) *block.Table {
	t := &block.Table{Outer: 500, Inner: 250}
	var head block.Row
	for i, w := range widths {
		t.Columns = append(t.Columns, block.Column{Width: w * block.MM, Style: small})
		head.Cells = append(head.Cells, block.Cell{Content: form("栏" + strconv.Itoa(i+1))})
	}
	t.Head = []block.Row{head}
	return t
}

// plain is a row of one-line cells.
func plain(texts ...string) block.Row {
	r := block.Row{Height: 8 * block.MM}
	for _, s := range texts {
		c := block.Cell{}
		if s != "" {
			c.Content = data(s)
		}
		r.Cells = append(r.Cells, c)
	}
	return r
}

// numbered adds n rows whose first cell counts.
func numbered(t *block.Table, n int) *block.Table {
	for i := range n {
		texts := make([]string, len(t.Columns))
		texts[0] = "行" + strconv.Itoa(i+1)
		t.Body = append(t.Body, plain(texts...))
	}
	return t
}

// fillers adds n filler rows.
func fillers(t *block.Table, n int) *block.Table {
	for range n {
		r := plain(make([]string, len(t.Columns))...)
		r.Filler = true
		t.Body = append(t.Body, r)
	}
	return t
}

func mustPages(t testing.TB, sections ...block.Section) Result {
	t.Helper()
	r, err := Pages(testBook(t), sections)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// strs are the texts of a page in painting order.
func strs(p *page.Page) (out []string) {
	for i := range p.Texts {
		out = append(out, p.Texts[i].Str)
	}
	return out
}

// width is how far the pen moves over a text, without what follows its last character.
func width(t testing.TB, x *page.Text) (w page.Length) {
	face := testBook(t).Face(x.Face)
	n := 0
	for _, r := range x.Str {
		_, advance, ok := face.Glyph(r)
		if !ok {
			t.Fatalf("face %s has no %q", x.Face, r)
		}
		w += (page.Length(advance)*x.Size + 500) / 1000
		n++
	}
	w += page.Length(n-1) * x.Track
	for _, k := range x.Kerns {
		if int(k.At) <= 0 || int(k.At) >= len(x.Str) {
			t.Fatalf("kern at %d of %q", k.At, x.Str)
		}
		w += k.By
	}
	return w
}
