package forms

import (
	"slices"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// NodeRule is what the rows of a chart (组织网络图) are: each is a node of one tree and says which one is above it.
type NodeRule struct {
	ID, Parent int        // of Definition.Inputs: the node's own number, and that of the one above it
	Name       int        // of Definition.Inputs: the first one in Box, by which problems and the worksheet name a node
	Box        []Template // the lines of its box; one of which all values are empty is left out
	Blank      []int      // how many nodes the empty form has below each node of a level, from the top one on
}

type chartSource struct {
	commonSource
	Nodes   nodesSource     `yaml:"nodes,need"`
	Advise  []adviceSource  `yaml:"advise"`
	Summary []summarySource `yaml:"summary"`
}

type nodesSource struct {
	ID     string        `yaml:"id,need"`
	Parent string        `yaml:"parent,need"`
	Inputs []fieldSource `yaml:"inputs,need"`
	Box    []string      `yaml:"box,need"`
	Blank  []int         `yaml:"blank"`
}

const (
	maxChart = 500 // of a chart
	maxBox   = 300 // characters in a box: what has room for it upright, and one below it, in the smallest size
	minChart = 120 * block.MM
	maxBelow = 12 // nodes of the empty form below another
)

// chart defines a chart: fields, and the nodes of a tree with what their boxes show.
func (d *decoder) chart(def *Definition, src *chartSource) {
	known := d.common(def, &src.commonSource, ledgerPage)
	d.orders(def.Fields, known)
	m := def.Page.Margin
	if w, h := def.Page.Width-m.Left-m.Right, def.Page.Height-m.Top-m.Bottom; min(w, h) < minChart && min(w, h) >= minArea {
		d.at("page", faultRange, millimetres(min(w, h)), millimetres(minChart), 1000)
	}
	fields := len(known.all)
	for i := range src.Nodes.Inputs {
		path := index("nodes.inputs", i)
		input := d.field(&src.Nodes.Inputs[i], path, known)
		if input.Type == TypeSerial || input.Lines {
			d.at(path, faultMisplaced, string(TypeSerial)+", lines", "nodes")
		}
		def.inputs = append(def.inputs, input)
	}
	for i := range def.inputs {
		d.order(&def.inputs[i], index("nodes.inputs", i), known)
	}
	n := &NodeRule{ID: d.nodeKey(def, "nodes.id", src.Nodes.ID), Parent: d.nodeKey(def, "nodes.parent", src.Nodes.Parent)}
	switch {
	case min(n.ID, n.Parent) < 0:
	case n.ID == n.Parent:
		d.at("nodes.parent", faultTaken, src.Nodes.Parent, "nodes.id")
	case def.inputs[n.ID].Type != def.inputs[n.Parent].Type:
		d.at("nodes.parent", faultWrongType, src.Nodes.Parent, string(def.inputs[n.ID].Type))
	}
	def.Nodes = n
	d.nodeBox(def, src.Nodes.Box)
	d.nodeBlank(n, src.Nodes.Blank)
	look := known.lookup(fields)
	d.advise(def, src.Advise, look)
	d.summary(def, src.Summary, look)
}

// nodeKey is the input that numbers a node, which is a text or a whole number; that of the node itself has to be given.
func (d *decoder) nodeKey(def *Definition, path, key string) int {
	i := def.input(key)
	switch {
	case key == "":
	case i < 0:
		d.at(path, faultNoSuch, key, hint(nearest(key, inputKeys(def))))
	case def.inputs[i].Type != TypeText && def.inputs[i].Type != TypeInteger:
		d.at(path, faultWrongType, key, string(TypeText)+", "+string(TypeInteger))
	case path == "nodes.id":
		def.inputs[i].Required = true
	}
	return i
}

func inputKeys(def *Definition) (keys []string) {
	for i := range def.inputs {
		keys = append(keys, def.inputs[i].Key)
	}
	return keys
}

// nodeBox defines the lines of a box. All that they show together has a limit, so that a box always has room.
func (d *decoder) nodeBox(def *Definition, lines []string) {
	total := decimal.New(0, 0)
	for i, line := range lines {
		path := index("nodes.box", i)
		t, err := ParseTemplate(line)
		if err != nil {
			d.at(path, faultTemplate, err)
		}
		for _, p := range t.Parts() {
			total = total.Add(decimal.New(int64(len([]rune(p.Text))), 0))
			at := def.input(p.Key)
			switch {
			case p.Key == "":
				continue
			case at < 0:
				d.at(path, faultNoSuch, p.Key, hint(nearest(p.Key, inputKeys(def))))
				continue
			case def.inputs[at].Type == TypeText && def.inputs[at].Max == nil:
				d.at(index("nodes.inputs", at), faultMissing, "max")
			case def.inputs[at].Type == TypeText:
				total = total.Add(*def.inputs[at].Max)
			}
			if i == 0 && len(def.Nodes.Box) == 0 {
				def.Nodes.Name = at
			}
		}
		def.Nodes.Box = append(def.Nodes.Box, t)
	}
	if len(lines) > 0 && total.Cmp(decimal.New(maxBox, 0)) > 0 {
		d.at("nodes.box", faultRange, total, 1, maxBox)
	}
	if len(lines) > 0 && !slices.ContainsFunc(def.Nodes.Box[0].Parts(), func(p TemplatePart) bool { return p.Key != "" }) {
		d.at("nodes.box[0]", faultMissing, "{…}")
	}
}

// nodeBlank defines the nodes of the empty form.
func (d *decoder) nodeBlank(n *NodeRule, blank []int) {
	total, level := 1, 1
	for i, below := range blank {
		if below < 1 || below > maxBelow {
			d.at(index("nodes.blank", i), faultRange, below, 1, maxBelow)
			return
		}
		level *= below
		total += level
	}
	if total > maxChart {
		d.at("nodes.blank", faultRange, total, 1, maxChart)
		return
	}
	n.Blank = blank
}
