package forms

import "slices"

// names are the keys of a form that rules may name.
type names struct{ all []named }

type named struct {
	key, path string
	kind      Type
}

func (n *names) add(key, path string, kind Type) { n.all = append(n.all, named{key, path, kind}) }

func (n *names) find(key string) *named {
	if i := slices.IndexFunc(n.all, func(x named) bool { return x.key == key }); i >= 0 {
		return &n.all[i]
	}
	return nil
}

func (n *names) near(key string) hint {
	keys := make([]string, len(n.all))
	for i, x := range n.all {
		keys[i] = x.key
	}
	return hint(nearest(key, keys))
}

// lookup serves expressions: the first names are the form's fields, the others are columns.
func (n *names) lookup(fields int) Lookup {
	return func(name string) (t Type, column, ok bool) {
		for i, x := range n.all {
			if x.key == name {
				return x.kind, i >= fields, true
			}
		}
		return "", false, false
	}
}
