package forms

import (
	"reflect"

	"go.yaml.in/yaml/v3"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// written is a source value with a notation of its own that is also written.
type written interface{ node() *yaml.Node }

func (x number) node() *yaml.Node   { return numberNode(x.String()) }
func (l mm) node() *yaml.Node       { return numberNode(millimetres(block.Length(l))) }
func (s fontSize) node() *yaml.Node { return numberNode(decimal.New(int64(s), 1).String()) }
func (r rawNode) node() *yaml.Node  { return r.Node }

func (p paper) node() *yaml.Node {
	return &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle, Content: []*yaml.Node{p[0].node(), p[1].node()}}
}

func numberNode(text string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Value: text} }

// encode writes a source struct as the decoder reads it; what it does not say is left out. The cells of a slip's grid, which
// are texts or structs, are not for it.
func encode(v reflect.Value) *yaml.Node {
	if own, ok := v.Interface().(written); ok {
		return own.node()
	}
	n := &yaml.Node{}
	switch v.Kind() {
	case reflect.Pointer:
		return encode(v.Elem())
	case reflect.Slice:
		n.Kind = yaml.SequenceNode
		for i := range v.Len() {
			n.Content = append(n.Content, encode(v.Index(i)))
		}
	case reflect.Struct:
		n.Kind = yaml.MappingNode
		for _, k := range keysOf(v.Type()) {
			if value := v.FieldByIndex(k.index); !value.IsZero() {
				n.Content = append(n.Content, encode(reflect.ValueOf(k.name)), encode(value))
			}
		}
	default:
		_ = n.Encode(v.Interface()) // texts, numbers and switches, which always can be written
	}
	return n
}
