package layout

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// chart is a tree on A4 across, with a title above and a note kept below.
func chart(nodes ...block.Node) block.Section {
	s := a4(
		&block.Paragraph{Content: form("组织网络图"), Style: block.Style{Font: block.Title, Size: 220, Align: block.Center}, After: 5 * block.MM},
		&block.Tree{
			Nodes: nodes, Style: block.Style{Size: 120, Shrink: 75}, Rule: 260, Join: 180,
			Later: []*block.Paragraph{{Content: form("组织网络图（续）"), Style: styled(block.Center), After: 3 * block.MM}},
		},
		&block.Paragraph{Content: form("注：示例。"), Style: small, Keep: true, Before: 2 * block.MM},
	)
	s.Width, s.Height = s.Height, s.Width
	return s
}

// node is a node with a name and other paragraphs.
func node(above int, lines ...string) block.Node {
	n := block.Node{Above: above}
	for _, l := range lines {
		n.Lines = append(n.Lines, data(l))
	}
	return n
}

// frame is a box as it was drawn.
type frame struct{ left, top, right, bottom page.Length }

// frames finds the boxes of a page: four strokes of a rule's width each.
func frames(t *testing.T, p *page.Page) (all []frame) {
	var edges []page.Line
	for _, l := range p.Lines {
		if l.Width == um(260) {
			edges = append(edges, l)
		}
	}
	for i := 0; i+3 < len(edges); i += 4 {
		f := frame{edges[i+2].X1, edges[i].Y1, edges[i+3].X1, edges[i+1].Y1}
		if f.left >= f.right || f.top >= f.bottom {
			t.Fatalf("no box: %+v", edges[i:i+4])
		}
		all = append(all, f)
	}
	return all
}

// checkChart checks that boxes touch neither each other nor a foreign line, that every text stands in one, and that
// everything is inside the type area. It counts how often each text is shown, piece by piece.
func checkChart(t *testing.T, s *block.Section, r Result) (shown map[string]int) {
	t.Helper()
	shown = map[string]int{}
	left, right := um(s.Margin.Left), um(s.Width-s.Margin.Right)
	top, bottom := um(s.Margin.Top), um(s.Height-s.Margin.Bottom)
	for n, p := range r.Pages {
		boxes := frames(t, p)
		for i, a := range boxes {
			if a.left < left || a.right > right || a.top < top || a.bottom > bottom {
				t.Errorf("page %d: box %d outside: %+v", n, i, a)
			}
			for k, b := range boxes[:i] {
				if a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom {
					t.Errorf("page %d: boxes %d and %d touch", n, i, k)
				}
			}
			for _, l := range p.Lines {
				x1, x2 := min(l.X1, l.X2), max(l.X1, l.X2)
				if l.Width != um(260) && x1 < a.right && x2 > a.left && l.Y1 < a.bottom && l.Y2 > a.top {
					t.Errorf("page %d: a line through box %d: %+v %+v", n, i, l, a)
				}
				if l.X1 != l.X2 && l.Y1 != l.Y2 {
					t.Errorf("page %d: a line askew: %+v", n, l)
				}
			}
		}
		for i := range p.Texts {
			x := &p.Texts[i]
			if x.Layer != page.Data {
				continue
			}
			shown[x.Str]++
			high := x.Y - x.Size*ascent/1000
			in, from, to := 0, x.X, x.X+width(t, x)
			if strings.ContainsAny(x.Str, "“（《〔") { // the blank halves of marks at both ends may stand out
				from, to = from+x.Size/2, to-x.Size/2
			}
			for _, b := range boxes {
				if from >= b.left && to <= b.right && high >= b.top && high+x.Size <= b.bottom {
					in++
				}
			}
			if in != 1 {
				t.Errorf("page %d: %q stands in %d boxes", n, x.Str, in)
			}
		}
	}
	return shown
}

func TestTreeOnOnePage(t *testing.T) {
	s := chart(node(-1, "示例机关党委"), node(0, "甲"), node(1, "乙"), node(1, "丙"), node(0, "丁"), node(4, "戊"))
	r := mustPages(t, s)
	shown := checkChart(t, &s, r)
	if len(r.Pages) != 1 || len(frames(t, r.Pages[0])) != 6 {
		t.Fatalf("%d pages", len(r.Pages))
	}
	for _, name := range []string{"示例机关党委", "甲", "乙", "丙", "丁", "戊"} {
		if shown[name] != 1 {
			t.Errorf("%q is shown %d times", name, shown[name])
		}
	}
	at := map[string]page.Text{}
	for _, x := range r.Pages[0].Texts {
		at[x.Str] = x
	}
	middle := func(name string) page.Length {
		x := at[name]
		return x.X + width(t, &x)/2
	}
	if d := middle("甲") - (middle("乙")+middle("丙"))/2; d > 20 || d < -20 {
		t.Errorf("a node is %d off the middle of those below it", d)
	}
	if d := middle("丁") - middle("戊"); d > 20 || d < -20 {
		t.Errorf("a node is %d off the one below it", d)
	}
	if at["甲"].Y != at["丁"].Y || at["甲"].Y >= at["乙"].Y || at["甲"].Size != 12*page.Pt {
		t.Errorf("levels at %d, %d and %d", at["甲"].Y, at["丁"].Y, at["乙"].Y)
	}
}

// TestTreeNarrows checks the order: smaller, then upright, then over several pages, in each of which the text is never
// smaller than the limit.
func TestTreeNarrows(t *testing.T) {
	for _, c := range []struct {
		branches, groups int
		pages            int
		upright, smaller bool
	}{
		{3, 2, 1, false, false},
		{3, 4, 1, false, true},
		{4, 4, 1, true, false},
		{4, 6, 1, true, true},
		{8, 8, 9, false, false},
		{60, 2, 62, true, true}, // the root has two pages
	} {
		t.Run(fmt.Sprintf("%d by %d", c.branches, c.groups), func(t *testing.T) {
			nodes := []block.Node{node(-1, "示例机关党委")}
			for i := range c.branches {
				above := len(nodes)
				nodes = append(nodes, node(0, fmt.Sprintf("第%d支部", i+1)))
				for k := range c.groups {
					nodes = append(nodes, node(above, fmt.Sprintf("党小组%d", k+1), "组长：张示例"))
				}
			}
			s := chart(nodes...)
			r := mustPages(t, s)
			checkChart(t, &s, r)
			least, upright := 12*page.Pt, false
			for _, p := range r.Pages {
				for _, x := range p.Texts {
					if x.Layer == page.Data {
						least = min(least, x.Size)
						upright = upright || len([]rune(x.Str)) == 1
					}
				}
			}
			if least < 7500 || len(r.Pages) != c.pages || (least < 12*page.Pt) != c.smaller || upright != c.upright {
				t.Errorf("%d pages, text of %d, upright %v", len(r.Pages), least, upright)
			}
			if note := strings.Join(strs(r.Pages[len(r.Pages)-1]), ""); !strings.Contains(note, "注：示例。") {
				t.Error("the note is not on the last page")
			}
		})
	}
}

// TestTreeOfOneLine checks that a long line of nodes fills its pages, and that each page goes on with the last one.
func TestTreeOfOneLine(t *testing.T) {
	nodes := []block.Node{node(-1, "层0")}
	for i := 1; i < 500; i++ {
		nodes = append(nodes, node(i-1, fmt.Sprintf("层%d", i)))
	}
	s := chart(nodes...)
	r := mustPages(t, s)
	shown := checkChart(t, &s, r)
	twice := 0
	for i := range nodes {
		switch n := shown[fmt.Sprintf("层%d", i)]; n {
		case 1:
		case 2:
			twice++
		default:
			t.Errorf("node %d is shown %d times", i, n)
		}
	}
	if len(r.Pages) > 60 || twice != len(r.Pages)-1 {
		t.Errorf("%d pages, %d nodes twice", len(r.Pages), twice)
	}
}

// FuzzTree: whatever the tree, no two boxes touch, no text is outside its box, and every node is shown: once if there
// is one page, else at most once a page.
func FuzzTree(f *testing.F) {
	for seed := range uint64(60) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		m := rand.New(rand.NewPCG(seed, 2))
		nodes := []block.Node{node(-1, "根0")}
		size, deep := 1+m.IntN(120), 1+m.IntN(30)
		for i := 1; i < size; i++ {
			lines := []string{fmt.Sprintf("甲%d", i)}
			for range m.IntN(3) {
				lines = append(lines, strings.Repeat(pieces[m.IntN(len(pieces))], 1+m.IntN(3)))
			}
			for k := range lines {
				lines[k] = strings.ReplaceAll(lines[k], "\n", "")
			}
			nodes = append(nodes, node(max(i-1-m.IntN(deep), 0), lines...))
		}
		s := chart(nodes...)
		r, err := Pages(testBook(t), []block.Section{s})
		if err != nil {
			t.Fatal(err)
		}
		checkChart(t, &s, r)
		seen := make([]int, size)
		for n, p := range r.Pages {
			boxes := len(frames(t, p))
			seen[0] += boxes
			if boxes == 0 {
				t.Errorf("page %d has no box", n)
			}
		}
		if len(r.Pages) == 1 && seen[0] != size || seen[0] < size {
			t.Errorf("%d boxes for %d nodes on %d pages", seen[0], size, len(r.Pages))
		}
	})
}
