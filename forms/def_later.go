package forms

import (
	"reflect"

	"go.yaml.in/yaml/v3"
)

// later is what a title says on the pages after a table's first: words, false for no title there, or, if nothing is
// written or true, the usual ones.
type later struct{ *string }

const laterWords = "（续表）"

func (l later) words() string {
	if l.string == nil {
		return laterWords
	}
	return *l.string
}

func (l *later) decode(d *decoder, n *yaml.Node, path string) {
	if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" {
		l.string = new(string)
		*l.string = d.text(n, path)
		return
	}
	var again bool
	d.decode(n, path, reflect.ValueOf(&again).Elem())
	if !again {
		l.string = new(string)
	}
}

func (l later) node() *yaml.Node { return encode(reflect.ValueOf(l.words())) }
