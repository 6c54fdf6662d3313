package forms

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// decoder reads YAML nodes into the source structs of def_source.go. It is told everything by their tags:
//
//	yaml:"name"       the key
//	yaml:"name,need"  a key that must be there and say something
//	only:"a b"        a key that only structs of these sorts have; see sorter
//	not:"a b"         a key that structs of these sorts do not have
//
// and it notes every fault instead of stopping at the first.
type decoder struct {
	file   string
	root   *yaml.Node
	faults []Fault
	known  map[reflect.Type][]sourceKey // what keysOf found out
}

// sorter is a source struct whose keys depend on one of its values, as a column's do on its type.
type sorter interface{ sort() string }

// custom is a source value with a notation of its own.
type custom interface {
	decode(d *decoder, n *yaml.Node, path string)
}

func (d *decoder) fault(n *yaml.Node, path string, code faultCode, args ...any) {
	d.faults = append(d.faults, Fault{File: d.file, Line: n.Line, Column: n.Column, Path: path, code: code, args: args})
}

// at notes a fault that came out after decoding, when only its path is known.
func (d *decoder) at(path string, code faultCode, args ...any) {
	d.fault(locate(d.root, path), path, code, args...)
}

// decode reads n into v, which is settable.
func (d *decoder) decode(n *yaml.Node, path string, v reflect.Value) {
	if own, ok := v.Addr().Interface().(custom); ok {
		own.decode(d, n, path)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.decode(n, path, v.Elem())
	case reflect.String:
		v.SetString(d.text(n, path))
	case reflect.Bool:
		if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" {
			d.fault(n, path, faultShape, shapeSwitch)
		}
		v.SetBool(n.Value == "true")
	case reflect.Int:
		i, err := strconv.Atoi(n.Value)
		if n.Kind != yaml.ScalarNode || n.Tag != "!!int" || err != nil {
			d.fault(n, path, faultShape, shapeWhole)
		}
		v.SetInt(int64(i))
	case reflect.Slice:
		d.list(n, path, v)
	case reflect.Struct:
		d.mapping(n, path, v)
	}
}

// text is a scalar as it was written, so that 1.10 stays 1.10.
func (d *decoder) text(n *yaml.Node, path string) string {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || n.Tag == "!!bool" {
		d.fault(n, path, faultShape, shapeText)
		return ""
	}
	for _, r := range n.Value {
		if r != '\n' && (r == utf8.RuneError || hygiene(r) != charGood) {
			d.fault(n, path, faultCharacter, strconv.QuoteRuneToASCII(r))
			break
		}
	}
	return n.Value
}

func (d *decoder) list(n *yaml.Node, path string, v reflect.Value) {
	if n.Kind != yaml.SequenceNode {
		d.fault(n, path, faultShape, shapeList)
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, item := range n.Content {
		d.decode(item, path+"["+strconv.Itoa(i)+"]", v.Index(i))
	}
}

func (d *decoder) mapping(n *yaml.Node, path string, v reflect.Value) {
	if n.Kind != yaml.MappingNode {
		d.fault(n, path, faultShape, shapeMap)
		return
	}
	keys := d.keys(v.Type())
	seen, blank := make([]*yaml.Node, len(keys)), make([]bool, len(keys))
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		at := slices.IndexFunc(keys, func(k sourceKey) bool { return k.name == key.Value })
		switch {
		case at < 0:
			d.fault(key, join(path, key.Value), faultUnknown, key.Value, nearestKey(key.Value, keys))
		case seen[at] != nil:
			d.fault(key, join(path, key.Value), faultRepeated, key.Value, seen[at].Line)
		default:
			seen[at] = key
			d.decode(value, join(path, key.Value), v.FieldByIndex(keys[at].index))
			blank[at] = value.Kind == yaml.ScalarNode && value.Value == ""
		}
	}
	sort := ""
	if s, ok := v.Addr().Interface().(sorter); ok {
		sort = s.sort()
	}
	for i, k := range keys {
		fits := (len(k.only) == 0 || slices.Contains(k.only, sort)) && !slices.Contains(k.not, sort)
		switch {
		case seen[i] != nil && !fits && sort != "":
			d.fault(seen[i], join(path, k.name), faultMisplaced, k.name, sort)
		case fits && k.need && (seen[i] == nil || blank[i]):
			d.fault(n, path, faultMissing, k.name)
		}
	}
}

// sourceKey is what the tags of a source struct's field say.
type sourceKey struct {
	name      string
	need      bool
	only, not []string
	index     []int
}

func (d *decoder) keys(t reflect.Type) []sourceKey {
	keys, ok := d.known[t]
	if !ok {
		if d.known == nil {
			d.known = make(map[reflect.Type][]sourceKey)
		}
		keys = keysOf(t)
		d.known[t] = keys
	}
	return keys
}

// keysOf lists the keys of a source struct, those of embedded structs among them.
func keysOf(t reflect.Type) []sourceKey {
	var keys []sourceKey
	for _, f := range reflect.VisibleFields(t) {
		if name, option, ok := strings.Cut(f.Tag.Get("yaml"), ","); name != "" {
			keys = append(keys, sourceKey{
				name:  name,
				need:  ok && option == "need",
				only:  strings.Fields(f.Tag.Get("only")),
				not:   strings.Fields(f.Tag.Get("not")),
				index: f.Index,
			})
		}
	}
	return keys
}

// nearestKey is the key that may be meant: a full-width colon makes the value a part of it.
func nearestKey(word string, keys []sourceKey) hint {
	word, _, _ = strings.Cut(word, "：")
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.name
	}
	return hint(nearest(word, names))
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// locate is the node at path below n, or the last one on the way there.
func locate(n *yaml.Node, path string) *yaml.Node {
	for path != "" {
		var step *yaml.Node
		if path[0] == '[' {
			digits, rest, _ := strings.Cut(path[1:], "]")
			if i, err := strconv.Atoi(digits); err == nil && n.Kind == yaml.SequenceNode && i < len(n.Content) {
				step = n.Content[i]
			}
			path = rest
		} else {
			path = strings.TrimPrefix(path, ".")
			end := strings.IndexAny(path, ".[")
			if end < 0 {
				end = len(path)
			}
			for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
				if n.Content[i].Value == path[:end] {
					step = n.Content[i+1]
					break
				}
			}
			path = path[end:]
		}
		if step == nil {
			return n
		}
		n = step
	}
	return n
}
