package layout

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// TestTreeSaysWhereItGoesOn: every branch that is cut names the page with the rest, which names the page and the node that it
// comes from; in a file that has pages in front, by their numbers there.
func TestTreeSaysWhereItGoesOn(t *testing.T) {
	for _, c := range []struct{ children, each, skip int }{{7, 9, 0}, {20, 8, 0}, {20, 8, 5}, {60, 2, 0}} {
		tree := &block.Tree{Style: small, Rule: 260, Join: 180, See: "见第{page}页", From: "上接第{page}页：{above}"}
		tree.Style.Shrink = 75
		node := func(above int, name string) int {
			tree.Nodes = append(tree.Nodes, block.Node{Above: above, Lines: [][]block.Span{data(name)}})
			return len(tree.Nodes) - 1
		}
		root := node(-1, "示例机关")
		for i := range c.children {
			child := node(root, fmt.Sprintf("支%03d", i))
			for k := range c.each {
				node(child, fmt.Sprintf("组%03d－%d", i, k))
			}
		}
		r, err := Numbered(testBook(t), []block.Section{a4(tree)}, Numbers{First: c.skip + 1})
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for i, p := range r.Pages {
			for n := range r.Pages {
				if words := fmt.Sprintf("见第%d页", c.skip+n+1); strings.Contains(written(p), words) {
					from := written(r.Pages[n])
					if !strings.Contains(from, fmt.Sprintf("上接第%d页：示例机关", c.skip+i+1)) || n <= i {
						t.Errorf("%d × %d: page %d says %s, which reads %.60s", c.children, c.each, i+1, words, from)
					}
					seen[words] = true
				}
			}
		}
		if len(seen) != c.children {
			t.Errorf("%d × %d: %d branches of %d say where they go on, on %d pages", c.children, c.each, len(seen), c.children, len(r.Pages))
		}
	}
}

// written is all that stands on a page, upright text as if it lay.
func written(p *page.Page) string { return strings.Join(strs(p), "") }
