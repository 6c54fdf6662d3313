package forms

import (
	"reflect"

	"go.yaml.in/yaml/v3"
)

type slipSource struct {
	commonSource
	Computed []resultSource  `yaml:"computed"`
	Rows     slipRowsSource  `yaml:"rows"`
	Grid     slipGrids       `yaml:"grid,need"`
	Advise   []adviceSource  `yaml:"advise"`
	Summary  []summarySource `yaml:"summary"`
}

// resultSource is a value that follows from others.
type resultSource struct {
	Key     string `yaml:"key,need"`
	Label   string `yaml:"label,need"`
	Value   string `yaml:"value,need"`
	Places  int    `yaml:"places"`
	Min     number `yaml:"min"`
	Max     number `yaml:"max"`
	Else    string `yaml:"else"`
	Blank   string `yaml:"blank"`
	Printed *int   `yaml:"printed"`
}

// slipRowsSource is what is given several times in one slip.
type slipRowsSource struct {
	Inputs       []fieldSource `yaml:"inputs"`
	PrintAtLeast int           `yaml:"print_at_least"`
	Required     bool          `yaml:"required"`
}

// slipGrids is one grid, or a list of slipGrids that stand one under the other.
type slipGrids []slipGridSource

type slipGridSource struct {
	Widths []mm            `yaml:"widths,need"`
	Height mm              `yaml:"height"`
	Head   int             `yaml:"head"`
	Rows   []slipRowSource `yaml:"rows,need"`
	path   string
}

func (g *slipGrids) decode(d *decoder, n *yaml.Node, path string) {
	if n.Kind != yaml.SequenceNode {
		*g = slipGrids{{path: path}}
		d.mapping(n, path, reflect.ValueOf(&(*g)[0]).Elem())
		return
	}
	*g = make(slipGrids, len(n.Content))
	for i, item := range n.Content {
		at := &(*g)[i]
		at.path = index(path, i)
		d.mapping(item, at.path, reflect.ValueOf(at).Elem())
	}
}

// slipRowSource is a list of cells, or each: a list of cells that is printed once for every row of the input.
type slipRowSource struct {
	cells []slipCellSource
	each  bool
	path  string // of the list of cells
}

func (r *slipRowSource) decode(d *decoder, n *yaml.Node, path string) {
	r.path = path
	if n.Kind != yaml.MappingNode {
		d.list(n, path, reflect.ValueOf(&r.cells).Elem())
		return
	}
	var many struct {
		Each []slipCellSource `yaml:"each,need"`
	}
	d.mapping(n, path, reflect.ValueOf(&many).Elem())
	r.cells, r.each, r.path = many.Each, true, path+".each"
}

// slipCellSource is a text, or a mapping that says more about the cell.
type slipCellSource struct {
	Cell    lines  `yaml:"cell" not:"choice opinion"`
	Choice  string `yaml:"choice"`
	Opinion string `yaml:"opinion"`
	Label   string `yaml:"label,need" only:"opinion"`
	Sign    string `yaml:"sign" only:"opinion"`
	Seal    bool   `yaml:"seal" only:"opinion"`
	Max     number `yaml:"max" only:"opinion"`
	Align   string `yaml:"align" not:"opinion"`
	Span    int    `yaml:"span"`
	Rows    int    `yaml:"rows" not:"opinion"`
	Height  mm     `yaml:"height"`
}

// sort is what the cell shows.
func (c *slipCellSource) sort() string {
	switch {
	case c.Opinion != "":
		return "opinion"
	case c.Choice != "":
		return "choice"
	}
	return "cell"
}

func (c *slipCellSource) decode(d *decoder, n *yaml.Node, path string) {
	if n.Kind == yaml.ScalarNode {
		c.Cell = lines(d.text(n, path))
		return
	}
	d.mapping(n, path, reflect.ValueOf(c).Elem())
}
