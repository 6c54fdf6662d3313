package layout

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
	"gongwen/renderer/page"
)

// maker makes sections at random. Every text is a string of its own, so that an operation's text tells by its
// address which span it shows.
type maker struct {
	*rand.Rand
	spans map[*byte]*shown // by the first byte of the span's text
	texts []*shown
}

// shown is a span and what was drawn of it.
type shown struct {
	text       string
	block, row int // of a table's cell; row is -1 elsewhere
	col, cols  int
	rows       int
	group      bool
	repeats    bool        // the head, and cells over several rows: may be drawn once a page
	least      page.Length // size; 0 for any
	pieces     []piece
}

type piece struct {
	page, from, to int
	text           *page.Text
}

var pieces = []string{
	"民办职业培训学校", "党组织", "，", "。", "（此栏不能为零）", "“六有”", "——", "……", "2013年4月8日", "20人", "50%", "gongwen",
	"0830-3119205", " ", "　", "\n", "𬭎", "堃", "第十二条", "〔2013〕78号", "《", "》、", "abcdefghijklmnopqrstuvwxyz", "1,234.50元", "/",
}

func (m *maker) span(at, row, col, cols, rows, most int, data bool) []block.Span {
	var out []block.Span
	for range 1 + m.IntN(2) {
		var b strings.Builder
		for range m.IntN(most + 1) {
			b.WriteString(pieces[m.IntN(len(pieces))])
		}
		text := strings.Clone(b.String())
		if text == "" {
			continue
		}
		s := &shown{text: text, block: at, row: row, col: col, cols: cols, rows: rows}
		m.spans[unsafe.StringData(text)] = s
		m.texts = append(m.texts, s)
		out = append(out, block.Span{Text: text, Data: data})
	}
	return out
}

func (m *maker) style() block.Style {
	s := block.Style{
		Font: block.Font(m.IntN(5)), Size: block.Size(75 + m.IntN(60)), Align: block.Align(m.IntN(5)), VAlign: block.VAlign(m.IntN(3)),
	}
	switch m.IntN(12) {
	case 0:
		s.Vertical = true
	case 1:
		s.Shrink = block.Size(60 + m.IntN(15))
	case 2:
		s.Spread = 3
	case 3:
		s.Vertical, s.Shrink = true, block.Size(60+m.IntN(15))
	}
	return s
}

func (m *maker) table(at int) *block.Table {
	t := &block.Table{Outer: block.Length(m.IntN(600)), Inner: block.Length(m.IntN(300))}
	for range 1 + m.IntN(5) {
		t.Columns = append(t.Columns, block.Column{Width: block.Length(12+m.IntN(22)) * block.MM, Style: m.style()})
	}
	index := 0
	t.Head = m.rows(t, at, &index, m.IntN(3), 2, true)
	t.Body = m.rows(t, at, &index, m.IntN(30), 1+m.IntN(40), false)
	m.groups(t)
	for range m.IntN(8) {
		t.Body = append(t.Body, block.Row{Cells: make([]block.Cell, len(t.Columns)), Height: 8 * block.MM, Filler: true})
		index++
	}
	t.Tail = m.rows(t, at, &index, m.IntN(3), 2, false)
	if m.IntN(3) == 0 {
		t.Later = []*block.Paragraph{{Content: form("续表"), Style: m.style(), After: block.MM}}
	}
	if m.IntN(2) == 0 {
		m.sums(t, at)
	}
	return t
}

// groups makes rows of the body name groups.
func (m *maker) groups(t *block.Table) {
	if m.IntN(2) == 0 {
		return
	}
	down := 0 // rows that a cell reaches from here on
	for i := range t.Body {
		for _, c := range t.Body[i].Cells {
			down = max(down, c.Rows)
		}
		if down--; down > 0 || m.IntN(4) > 0 || slices.ContainsFunc(t.Body[i].Cells, func(c block.Cell) bool { return c.Rows > 1 }) {
			continue
		}
		t.Body[i].Group = true
		for _, c := range t.Body[i].Cells {
			for k := range c.Content {
				s := m.spans[unsafe.StringData(c.Content[k].Text)]
				s.repeats, s.group = true, true
			}
		}
	}
}

// sums adds rows that are counted.
func (m *maker) sums(t *block.Table, at int) {
	for i := range t.Body {
		row := &t.Body[i]
		row.Keep, row.Total = i > 0 && m.IntN(5) == 0, m.IntN(6) == 0
		if c := &row.Cells[0]; !c.Covered && m.IntN(4) > 0 {
			c.Kind, c.Raw = block.Number, decimal.New(int64(m.IntN(1_000_000)-100_000), m.IntN(4)).String()
		}
	}
	for range 1 + m.IntN(3) {
		s := block.SumRow{Scope: block.Scope(m.IntN(3)), Many: m.IntN(2) == 0, Row: block.Row{Cells: make([]block.Cell, len(t.Columns))}}
		label := s.Row.Cells[0:1]
		if label[0].Content = form("小计："); !s.Many {
			label[0].Content = m.span(at, -1, 0, 1, 1, 1, false)
			for k := range label[0].Content {
				m.spans[unsafe.StringData(label[0].Content[k].Text)].repeats = true
			}
		}
		s.Counts = []block.Count{{Cell: m.IntN(len(t.Columns)), Capitals: m.IntN(3) == 0}}
		t.Sums = append(t.Sums, s)
	}
}

func (m *maker) rows(t *block.Table, at int, index *int, n, most int, repeats bool) []block.Row {
	rows := make([]block.Row, n)
	for i := range rows {
		rows[i] = block.Row{Cells: make([]block.Cell, len(t.Columns)), Height: block.Length(m.IntN(15)) * block.MM}
	}
	for i := range rows {
		for c := range t.Columns {
			cell := &rows[i].Cells[c]
			if cell.Covered {
				continue
			}
			cols, down := 1, 1
			if m.IntN(8) == 0 {
				for c+cols < len(t.Columns) && !rows[i].Cells[c+cols].Covered && m.IntN(2) == 0 {
					cols++
				}
				down = min(1+m.IntN(6), n-i)
			}
			for y := range down {
				for x := range cols {
					rows[i+y].Cells[c+x].Covered = x+y > 0
				}
			}
			length := m.IntN(most + 1)
			if m.IntN(60) == 0 && !repeats {
				length *= 12
			}
			cell.Cols, cell.Rows, cell.Shaded = cols, down, m.IntN(9) == 0
			cell.Repeat, cell.Above = m.IntN(9) == 0, i > 0 && m.IntN(9) == 0
			look := &t.Columns[c].Style
			if m.IntN(9) == 0 && t.Columns[c].Width > 14*block.MM {
				own := m.style()
				cell.Style, look = &own, &own
			}
			cell.Content = m.span(at, *index, c, cols, down, length, !repeats)
			for k := range cell.Content {
				s := m.spans[unsafe.StringData(cell.Content[k].Text)]
				s.repeats, s.least = repeats || down > 1 || cell.Repeat, page.Length(look.Size)*page.Pt/10
				if look.Shrink > 0 {
					s.least = page.Length(look.Shrink) * page.Pt / 10
				}
			}
		}
		*index++
	}
	return rows
}

func (m *maker) section() block.Section {
	var blocks []block.Block
	for i := range 1 + m.IntN(6) {
		switch m.IntN(4) {
		case 0:
			blocks = append(blocks, &block.Paragraph{
				Content: m.span(i, -1, 0, 1, 1, 1+m.IntN(60), false), Style: m.style(), Keep: m.IntN(2) == 0,
				Before: block.Length(m.IntN(9)) * block.MM, After: block.Length(m.IntN(9)) * block.MM,
			})
		case 1:
			l := &block.Line{Style: m.style(), Height: block.Length(m.IntN(14)) * block.MM, Spread: m.IntN(2) == 0, Keep: m.IntN(2) == 0}
			for range 1 + m.IntN(3) {
				p := block.Part{Content: m.span(i, -1, 0, 1, 1, 5, m.IntN(2) == 0)}
				if m.IntN(4) == 0 {
					p.Seal = block.Length(20+m.IntN(25)) * block.MM
				}
				l.Parts = append(l.Parts, p)
			}
			blocks = append(blocks, l)
		default:
			blocks = append(blocks, m.table(i))
		}
	}
	s := a4(blocks...)
	if m.IntN(2) == 0 {
		s.Width, s.Height = s.Height, s.Width
	}
	if m.IntN(2) == 0 {
		s.Height = block.Length(100+m.IntN(100)) * block.MM
	}
	return s
}

// FuzzPages: no panic; every operation inside its page; every character drawn once and in order (what repeats,
// wholly on each of its pages); every text inside its cell; no two rows over each other; no row lost but fillers.
func FuzzPages(f *testing.F) {
	for seed := range uint64(40) {
		f.Add(seed)
	}
	f.Fuzz(checkSeed)
}

func checkSeed(t *testing.T, seed uint64) {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, 1)), spans: map[*byte]*shown{}}
	s := m.section()
	r, err := Pages(testBook(t), []block.Section{s})
	if err != nil {
		if strings.Contains(err.Error(), errHead.Error()) {
			t.Skip(err)
		}
		t.Fatal(err)
	}
	m.collect(t, r)
	m.checkTexts(t)
	m.checkCells(t, &s, r)
	checkRows(t, &s, r)
	checkSums(t, &s, r)
}

// collect finds the span of every operation and checks that it is on its page.
func (m *maker) collect(t *testing.T, r Result) {
	for n, p := range r.Pages {
		for i := range p.Lines {
			l := &p.Lines[i]
			if min(l.X1, l.X2) < 0 || max(l.X1, l.X2) > p.Width || min(l.Y1, l.Y2) < 0 || max(l.Y1, l.Y2) > p.Height {
				t.Errorf("page %d: %+v outside", n, *l)
			}
		}
		for _, f := range p.Fills {
			if f.X < 0 || f.Y < 0 || f.W <= 0 || f.H <= 0 || f.X+f.W > p.Width || f.Y+f.H > p.Height {
				t.Errorf("page %d: %+v outside", n, f)
			}
		}
		for i := range p.Texts {
			x := &p.Texts[i]
			if x.Y-x.Size*ascent/1000 < 0 || x.Y > p.Height || x.X < 0 || x.X+width(t, x) > p.Width {
				t.Errorf("page %d: %q at %d, %d outside", n, x.Str, x.X, x.Y)
			}
			data := unsafe.StringData(x.Str)
			for _, s := range m.texts {
				from := uintptr(unsafe.Pointer(data)) - uintptr(unsafe.Pointer(unsafe.StringData(s.text)))
				if from < uintptr(len(s.text)) {
					s.pieces = append(s.pieces, piece{n, int(from), int(from) + len(x.Str), x})
				}
			}
		}
	}
}

func blank(s string) bool { return strings.Trim(s, " 　\n") == "" }

func (m *maker) checkTexts(t *testing.T) {
	for _, s := range m.texts {
		at, on := 0, -1
		whole := func() {
			if !blank(s.text[at:]) {
				t.Errorf("%q of block %d row %d: the end from %d is lost", s.text, s.block, s.row, at)
			}
		}
		if len(s.pieces) == 0 {
			whole()
		}
		for _, p := range s.pieces {
			if p.text.Size < s.least {
				t.Errorf("%q of block %d row %d: %d is less than %d", s.text, s.block, s.row, p.text.Size, s.least)
			}
			if on >= 0 && p.page != on && s.repeats && p.from <= at && blank(s.text[:p.from]) {
				whole()
				at = 0
			}
			on = p.page
			if p.from < at || !blank(s.text[at:p.from]) {
				t.Fatalf("%q of block %d row %d: drawn to %d, then from %d", s.text, s.block, s.row, at, p.from)
			}
			at = p.to
		}
		whole()
	}
}

// checkCells wants the texts of tables inside their rows and columns.
func (m *maker) checkCells(t *testing.T, s *block.Section, r Result) {
	for _, x := range m.texts {
		table, ok := s.Blocks[x.block].(*block.Table)
		if !ok || x.row < len(table.Head) {
			continue
		}
		var left, right, sum block.Length
		for i, c := range table.Columns {
			if i == x.col {
				left = sum
			}
			sum += c.Width
			if i == x.col+x.cols-1 {
				right = sum
			}
		}
		start := (um(s.Width) - um(sum)) / 2
		for _, p := range x.pieces {
			top, bottom := page.Length(-1), page.Length(0)
			for _, row := range r.Rows {
				if row.Sum == nil && row.Block == x.block && row.Page == p.page && row.Row >= x.row && row.Row < x.row+x.rows {
					if top < 0 {
						top = row.Top
					}
					bottom = row.Top + row.Height
				}
			}
			if top < 0 && x.group {
				continue // shown again it has no place
			}
			half := p.text.Size / 2 // the blank half of a mark at a line's end
			if up, down := p.text.Y-p.text.Size*ascent/1000, p.text.Y+p.text.Size*(1000-ascent)/1000; up < top || down > bottom {
				t.Errorf("block %d row %d: %q from %d to %d is outside %d to %d", x.block, x.row, p.text.Str, up, down, top, bottom)
			}
			if p.text.X+half < start+um(left) || p.text.X+width(t, p.text)-half > start+um(right) {
				t.Errorf("block %d row %d: %q at %d is outside its column", x.block, x.row, p.text.Str, p.text.X)
			}
		}
	}
}

// checkRows wants all rows but fillers placed, in order, none over another.
func checkRows(t *testing.T, s *block.Section, r Result) {
	for i, p := range r.Rows {
		if p.Top < um(s.Margin.Top) || p.Top+p.Height > um(s.Height-s.Margin.Bottom) {
			t.Errorf("%+v is outside the type area", p)
		}
		if i == 0 {
			continue
		}
		last := r.Rows[i-1]
		if last.Page == p.Page && last.Top+last.Height > p.Top || last.Page > p.Page {
			t.Errorf("%+v is over %+v", p, last)
		}
		if p.Sum != nil || last.Sum != nil {
			continue
		}
		if last.Block == p.Block && (p.Row < last.Row || p.Row == last.Row && p.Page == last.Page) {
			t.Errorf("%+v after %+v", p, last)
		}
	}
	placed := map[[2]int]bool{}
	for _, p := range r.Rows {
		if p.Sum == nil {
			placed[[2]int{p.Block, p.Row}] = true
		}
	}
	for i, b := range s.Blocks {
		rows := 1
		table, ok := b.(*block.Table)
		if ok {
			rows = len(table.Head) + len(table.Body) + len(table.Tail)
		}
		for n := range rows {
			body := n
			if ok {
				body -= len(table.Head)
			}
			filler := ok && body >= 0 && body < len(table.Body) && table.Body[body].Filler
			if !placed[[2]int{i, n}] && !filler {
				t.Errorf("block %d row %d has no place", i, n)
			}
		}
	}
}

// checkSums wants the sums of the pages to come to what the rows have.
func checkSums(t *testing.T, s *block.Section, r Result) {
	type row struct{ block, index int }
	pages, running, first := map[row]decimal.Decimal{}, map[row]decimal.Decimal{}, map[row]int{}
	for _, p := range r.Rows {
		if p.Sum == nil {
			continue
		}
		digits := parse(t, p.Sum.Digits[0])
		at := row{p.Block, p.Sum.Index}
		if first[at]++; s.Blocks[p.Block].(*block.Table).Sums[p.Sum.Index].Scope == block.PageTotal {
			pages[at] = pages[at].Add(digits)
		} else {
			running[at] = digits // the last one says it all
		}
	}
	for b := range s.Blocks {
		table, ok := s.Blocks[b].(*block.Table)
		if !ok {
			continue
		}
		var want decimal.Decimal
		for i := range table.Body {
			if row := &table.Body[i]; !row.Total && !row.Filler {
				want = want.Add(parse(t, row.Cells[0].Raw))
			}
		}
		for i := range table.Sums {
			at := row{b, i}
			got := running[at]
			if table.Sums[i].Scope == block.PageTotal {
				got = pages[at]
			}
			if first[at] > 0 && got.Cmp(want) != 0 {
				t.Errorf("block %d sum row %d: the pages come to %s, the rows to %s", b, i, got, want)
			}
			if first[at] == 0 && !table.Sums[i].Many {
				t.Errorf("block %d sum row %d has no place", b, i)
			}
		}
	}
}
