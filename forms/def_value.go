package forms

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// number is an exact decimal; nil inside when it is not given.
type number struct{ *decimal.Decimal }

func (x *number) decode(d *decoder, n *yaml.Node, path string) {
	v, err := decimal.Parse(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil {
		d.fault(n, path, faultShape, shapeNumber)
		return
	}
	x.Decimal = &v
}

// or0 is the number, or 0 when it is not given.
func (x number) or0() decimal.Decimal {
	if x.Decimal == nil {
		return decimal.Decimal{}
	}
	return *x.Decimal
}

// lines is a text that may also be written as a list of its lines.
type lines string

func (t *lines) decode(d *decoder, n *yaml.Node, path string) {
	if n.Kind != yaml.SequenceNode {
		*t = lines(d.text(n, path))
		return
	}
	all := make([]string, len(n.Content))
	for i, item := range n.Content {
		all[i] = d.text(item, path+"["+strconv.Itoa(i)+"]")
	}
	*t = lines(strings.Join(all, "\n"))
}

// rawNode is kept as it is.
type rawNode struct{ *yaml.Node }

func (r *rawNode) decode(d *decoder, n *yaml.Node, path string) {
	if n.Kind != yaml.MappingNode {
		d.fault(n, path, faultShape, shapeMap)
		return
	}
	r.Node = n
}

// mm is a length written in millimetres, at most one metre.
type mm block.Length

func (l *mm) decode(d *decoder, n *yaml.Node, path string) {
	v, err := decimal.Parse(n.Value)
	um, whole := v.Mul(decimal.New(int64(block.MM), 0)).Int()
	switch {
	case n.Kind != yaml.ScalarNode || err != nil || !whole:
		d.fault(n, path, faultShape, shapeNumber)
	case um < 0 || um > 1000*int64(block.MM):
		d.fault(n, path, faultRange, n.Value, 0, 1000)
	default:
		*l = mm(um)
	}
}

// lengths reads a list of exactly len(to) lengths.
func (d *decoder) lengths(n *yaml.Node, path string, to []mm, want shape) bool {
	if n.Kind != yaml.SequenceNode || len(n.Content) != len(to) {
		d.fault(n, path, faultShape, want)
		return false
	}
	for i, item := range n.Content {
		to[i].decode(d, item, path+"["+strconv.Itoa(i)+"]")
	}
	return true
}

// paper is width and height of the upright sheet.
type paper [2]mm

func (p *paper) decode(d *decoder, n *yaml.Node, path string) {
	switch {
	case n.Kind == yaml.ScalarNode && n.Value == "A4":
		*p = paperA4
	case n.Kind == yaml.ScalarNode && n.Value == "A3":
		*p = paperA3
	default:
		if d.lengths(n, path, p[:], shapePaper) && min(p[0], p[1]) < minPaper {
			d.fault(n, path, faultShape, shapePaper)
		}
	}
}

const minPaper = 10 * mm(block.MM)

var (
	paperA4 = paper{210 * mm(block.MM), 297 * mm(block.MM)}
	paperA3 = paper{297 * mm(block.MM), 420 * mm(block.MM)}
)

// margin is top, right, bottom, left; nil when it is not given.
type margin []mm

func (m *margin) decode(d *decoder, n *yaml.Node, path string) {
	*m = make(margin, 4)
	d.lengths(n, path, *m, shapeMargin)
}
