package block

import "slices"

// Tree is a chart of boxes joined by lines (组织网络图): the root on top, under each node those below it. It is set on
// one page if it can be: its text made smaller, down to Style.Shrink, and then upright in narrow boxes. Else it is
// cut where it first forks: the root and the nodes there have a page, and each of those with what is below it one of its
// own.
type Tree struct {
	Nodes         []Node // the root first, every other one after the one above it
	Style         Style  // of the text; Align, VAlign and Vertical are not used
	Rule, Join    Length // widths of the boxes' rules and of the lines between them
	Before, After Length
	// Later stands above the tree on every page but its first.
	Later []*Paragraph
	// See is said under a node whose lower ones stand on another page, From above the tree on that page, with the number of
	// the other page in the place of {page} and, in From, the first line of the node above in that of {above}; empty: nothing is.
	See, From string
	// Sheet is the same nodes as a table, which a worksheet has in the tree's place.
	Sheet *Table
}

// Node is a box of a Tree.
type Node struct {
	Above int      // index of the node above it; -1: it is the root
	Lines [][]Span // the box's paragraphs, of which none has a line break
}

func (*Tree) block() {}

// Sheets are the sections as worksheets have them: a table in every Tree's place.
func Sheets(sections []Section) []Section {
	var all []Section // a copy, once there is a tree
	for i := range sections {
		for k, b := range sections[i].Blocks {
			t, ok := b.(*Tree)
			if !ok {
				continue
			}
			if all == nil {
				all = slices.Clone(sections)
			}
			s := &all[i]
			s.Blocks = append([]Block(nil), s.Blocks...)
			s.Blocks[k] = t.Sheet
		}
	}
	if all == nil {
		return sections
	}
	return all
}
