package forms

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"reflect"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// Limits of a definition's file.
const (
	maxDefinition = 1 << 20 // bytes
	maxNesting    = 32
)

// Parse reads a definition and checks it whole. The error is a *DefinitionError with every fault; file is the name
// that it gives.
func Parse(file string, src []byte) (*Definition, error) {
	d := &decoder{file: file}
	def := d.definition(src)
	if len(d.faults) > 0 {
		slices.SortStableFunc(d.faults, func(a, b Fault) int {
			return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
		})
		return nil, &DefinitionError{Faults: d.faults}
	}
	def.text = src
	return def, nil
}

// definition is nil or not to be used when there are faults.
func (d *decoder) definition(src []byte) *Definition {
	d.root = d.tree(src)
	if d.root == nil {
		return nil
	}
	def := &Definition{Kind: Kind(locate(d.root, "kind").Value)}
	switch def.Kind {
	case Ledger:
		src := &ledgerSource{}
		d.decode(d.root, "", reflect.ValueOf(src).Elem())
		d.ledger(def, src)
	case Score:
		src := &scoreSource{}
		d.decode(d.root, "", reflect.ValueOf(src).Elem())
		d.score(def, src)
	case Slip:
		src := &slipSource{}
		d.decode(d.root, "", reflect.ValueOf(src).Elem())
		d.slip(def, src)
	case Notice:
		src := &noticeSource{}
		d.decode(d.root, "", reflect.ValueOf(src).Elem())
		d.notice(def, src)
	case Chart:
		src := &chartSource{}
		d.decode(d.root, "", reflect.ValueOf(src).Elem())
		d.chart(def, src)
	case PacketKind:
		src := &packetSource{}
		d.decode(d.root, "", reflect.ValueOf(src).Elem())
		d.packet(def, src)
	default:
		if locate(d.root, "kind") == d.root {
			d.fault(d.root, "", faultMissing, "kind")
		} else {
			d.oneOf("kind", string(def.Kind), string(Ledger), string(Score), string(Slip), string(Notice), string(Chart), string(PacketKind))
		}
	}
	return def
}

// tree is the file as YAML nodes, or nil: what is not one plain tree of a sane size is looked at no further.
func (d *decoder) tree(src []byte) *yaml.Node {
	whole := &yaml.Node{}
	if len(src) > maxDefinition {
		d.fault(whole, "", faultSize, maxDefinition)
		return nil
	}
	dec := yaml.NewDecoder(bytes.NewReader(src))
	var doc yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF):
		d.fault(whole, "", faultEmpty)
		return nil
	case err != nil:
		d.syntax(src, err)
		return nil
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		d.fault(whole, "", faultDocuments)
		return nil
	}
	root := doc.Content[0]
	if d.plain(root, "", 0); len(d.faults) > 0 {
		return nil
	}
	if root.Kind != yaml.MappingNode {
		d.fault(root, "", faultShape, shapeMap)
		return nil
	}
	return root
}

// plain refuses what a definition never needs: anchors and aliases, which can make a small file endless, tags,
// and depth.
func (d *decoder) plain(n *yaml.Node, path string, depth int) {
	switch {
	case depth > maxNesting:
		d.fault(n, path, faultDepth, maxNesting)
		return
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		d.fault(n, path, faultAlias)
		return
	case n.Style&yaml.TaggedStyle != 0:
		d.fault(n, path, faultTag, n.Tag)
	}
	for i, child := range n.Content {
		at := path + "[" + strconv.Itoa(i) + "]"
		if n.Kind == yaml.MappingNode {
			at = join(path, n.Content[i&^1].Value)
		}
		d.plain(child, at, depth+1)
	}
}
