package forms

import (
	"slices"
	"strconv"
	"strings"
)

// Codes of charts.
const (
	CodeRoot   = "root"   // a second node without one above it
	CodeParent = "parent" // the number of no node
	CodeCycle  = "cycle"  // nodes that are above each other in a circle
)

// nodes fills the rows of a chart, unless they are too many.
func (f *filler) nodes(array int32) {
	count := 0
	for n := array + 1; n < f.in.nodes[array].end; n = f.in.nodes[n].end {
		count++
	}
	switch {
	case f.in.nodes[array].kind == kindArray && count > maxChart:
		f.fail(array, CodeRows, Args{Count: count, Limit: strconv.Itoa(maxChart)})
		return
	case f.in.nodes[array].kind == kindArray && count == 0:
		f.missing("rows", "")
		return
	}
	f.rows(array)
	if len(f.doc.Rows) == count {
		(&treeFiller{filler: f, array: array, key: f.def.inputs[f.def.Nodes.Parent].Key}).fill()
	}
}

// treeFiller finds the node above each row. It reports numbers that are given twice or that no node has, a second top
// node, and circles; where a number is wrong in itself it says no more.
type treeFiller struct {
	*filler
	array int32
	rows  []int32        // their values in the input
	key   string         // of the number of the node above
	byID  map[string]int // rows
	open  bool           // some rows have no number, which has been reported
}

func (t *treeFiller) fill() {
	rule := t.def.Nodes
	t.byID = make(map[string]int, len(t.doc.Rows))
	for n := t.array + 1; n < t.in.nodes[t.array].end; n = t.in.nodes[n].end {
		t.rows = append(t.rows, n)
	}
	for i, row := range t.doc.Rows {
		id := row[rule.ID]
		if first, taken := t.byID[id.Text]; taken && id.Set {
			t.tell(i, t.def.inputs[rule.ID].Key, CodeDuplicate, Args{Value: shorten(id.Text), Count: first + 1})
		} else if id.Set {
			t.byID[id.Text] = i
		}
		t.open = t.open || !id.Set
	}
	t.doc.Above = make([]int, len(t.doc.Rows))
	root := -1
	for i := range t.doc.Rows {
		at, top := t.above(i)
		if t.doc.Above[i] = at; !top {
			continue
		}
		if root >= 0 {
			near := shorten(t.doc.Rows[root][rule.Name].Text)
			t.tell(i, t.key, CodeRoot, Args{Label: t.def.inputs[rule.Parent].Label, Near: near, Count: root + 1})
			continue
		}
		root = i
	}
	t.circles()
}

// above is the row of the node above row i, or -1. top tells that there is none, as against one that is wrong.
func (t *treeFiller) above(i int) (at int, top bool) {
	above := t.doc.Rows[i][t.def.Nodes.Parent]
	if !above.Set {
		n := t.member(i, t.key)
		given := n > 0 && t.in.nodes[n].kind != kindNull && (t.in.nodes[n].kind != kindString || t.in.nodes[n].text != "")
		return -1, t.in.nodes[t.rows[i]].kind == kindObject && !t.in.nodes[t.rows[i]].skip && !given
	}
	at, found := t.byID[above.Text]
	if found {
		return at, false
	}
	if !t.open {
		ids := make([]string, 0, len(t.byID))
		for _, row := range t.doc.Rows {
			ids = append(ids, row[t.def.Nodes.ID].Text)
		}
		t.tell(i, t.key, CodeParent, Args{Value: shorten(above.Text), Near: nearest(above.Text, ids)})
	}
	return -1, false
}

// circles reports every circle once, at its first row.
func (t *treeFiller) circles() {
	const unseen, onWay, done = 0, 1, 2
	state := make([]int, len(t.doc.Rows))
	for i := range state {
		var way []int
		at := i
		for ; at >= 0 && state[at] == unseen; at = t.doc.Above[at] {
			state[at] = onWay
			way = append(way, at)
		}
		if at >= 0 && state[at] == onWay {
			circle := way[slices.Index(way, at):]
			first := slices.Index(circle, slices.Min(circle))
			t.circle(slices.Concat(circle[first:], circle[:first]))
		}
		for _, k := range way {
			state[k] = done
		}
	}
}

// longCircle is how many nodes of a circle are named.
const longCircle = 6

func (t *treeFiller) circle(rows []int) {
	var names []string
	for _, i := range rows[:min(len(rows), longCircle)] {
		names = append(names, "“"+shorten(t.doc.Rows[i][t.def.Nodes.Name].Text)+"”")
	}
	if len(rows) > longCircle {
		names = append(names, "……")
	}
	names = append(names, names[0])
	t.tell(rows[0], t.key, CodeCycle, Args{Value: strings.Join(names, "→")})
}

// member is the value of a key of row i; 0 for none.
func (t *treeFiller) member(i int, key string) int32 {
	row := t.rows[i]
	if t.in.nodes[row].kind != kindObject {
		return 0
	}
	for n := row + 1; n < t.in.nodes[row].end; n = t.in.nodes[n].end {
		if t.in.keys[t.in.nodes[n].key] == key {
			return n
		}
	}
	return 0
}

// tell reports what is wrong with a key of row i, whether it is given or not.
func (t *treeFiller) tell(i int, key, code string, args Args) {
	at := t.member(i, key)
	if at == 0 {
		at = t.in.nodes[t.rows[i]].end - 1
	}
	p := Problem{Code: code, Args: args, at: int(t.in.nodes[at].at)}
	p.Pointer = t.in.pointer(append(t.path, t.array, t.rows[i])) + "/" + key
	t.errors.add(p)
}
