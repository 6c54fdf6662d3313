package layout

import "gongwen/renderer/page"

// branch is what stands on one page of a tree: a node, and of what is below it as much as the page shows.
type branch struct {
	nodes []int // the top one first, each after the one above it
	above []int // for each, the place in nodes of the one above it; -1 for the first
	level []int // for each, how far it is below the first
	below [][]int
	cut   bool // some of its nodes have others below them that are not shown
}

// levels is how many levels it has.
func (b *branch) levels() (n int) {
	for _, l := range b.level {
		n = max(n, l+1)
	}
	return n
}

// reach is how far a subtree reaches to both sides of its top node's middle, on each level from that node on.
type reach struct{ left, right []page.Length }

// tidy places the middles of the nodes, which are so wide, from the left edge of them all: each over the middle of
// those below it, in their order, as near to its neighbours as gap allows on every level (Reingold and Tilford). Among
// the places that its brothers leave it, a node takes the middle one: two placements, one pushed to the left and one
// to the right, keep all distances, and so does their mean.
func (b *branch) tidy(widths []page.Length, gap page.Length) (middles []page.Length, width page.Length) {
	offsets := make([]page.Length, len(b.nodes)) // from the middle of the node above
	reaches := make([]reach, len(b.nodes))
	for n := len(b.nodes) - 1; n >= 0; n-- { // those below come later
		reaches[n] = b.spread(n, offsets, reaches, widths, gap)
	}
	middles = make([]page.Length, len(b.nodes))
	for _, l := range reaches[0].left {
		middles[0] = max(middles[0], l)
	}
	for _, r := range reaches[0].right {
		width = max(width, middles[0]+r)
	}
	for n := 1; n < len(b.nodes); n++ {
		middles[n] = middles[b.above[n]] + offsets[n]
	}
	return middles, width
}

// spread sets the offsets of those below node n, and says how far it reaches with them.
func (b *branch) spread(n int, offsets []page.Length, reaches []reach, widths []page.Length, gap page.Length) reach {
	own := reach{left: []page.Length{widths[n] / 2}, right: []page.Length{widths[n] - widths[n]/2}}
	below := b.below[n]
	if len(below) == 0 {
		return own
	}
	left := make([]page.Length, len(below))
	right := make([]page.Length, len(below))
	for i := range below {
		for k := range i {
			left[i] = max(left[i], left[k]+apart(&reaches[below[k]], &reaches[below[i]])+gap)
		}
	}
	last := len(below) - 1
	for i := last; i >= 0; i-- {
		right[i] = left[last]
		for k := i + 1; k <= last; k++ {
			right[i] = min(right[i], right[k]-apart(&reaches[below[i]], &reaches[below[k]])-gap)
		}
	}
	for i, c := range below {
		offsets[c] = (left[i]+right[i])/2 - left[last]/2
		r := &reaches[c]
		for l := range r.left {
			if l+1 == len(own.left) {
				own.left, own.right = append(own.left, -offsets[c]+r.left[l]), append(own.right, offsets[c]+r.right[l])
				continue
			}
			own.left[l+1] = max(own.left[l+1], -offsets[c]+r.left[l])
			own.right[l+1] = max(own.right[l+1], offsets[c]+r.right[l])
		}
	}
	return own
}

// apart is how far the middles of two neighbours have to be from each other so that they touch on no level.
func apart(a, b *reach) (d page.Length) {
	for l := range min(len(a.right), len(b.left)) {
		d = max(d, a.right[l]+b.left[l])
	}
	return d
}
