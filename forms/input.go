package forms

import (
	"strconv"
	"strings"
)

// Limits bound an input. The zero value of a limit is its default.
type Limits struct {
	Body   int // bytes of the input; 8 MiB
	Text   int // bytes of one string, key or number; 64 KiB
	Rows   int // rows of a ledger; 20,000
	Depth  int // arrays and objects in each other; 32
	Values int // values in all, which bounds the memory of an input; 1,000,000
}

func (l Limits) withDefaults() Limits {
	for _, d := range []struct {
		limit *int
		value int
	}{{&l.Body, 8 << 20}, {&l.Text, 64 << 10}, {&l.Rows, 20_000}, {&l.Depth, 32}, {&l.Values, 1_000_000}} {
		if *d.limit <= 0 {
			*d.limit = d.value
		}
	}
	return l
}

// Input is decoded JSON, as it was written: members in order and with their duplicates, numbers as literals. It
// is untrusted; Definition.Fill makes a Document of it.
type Input struct {
	nodes  []node // in the order of the input: every value is followed by what is in it
	keys   []string
	faults problemList // of the content, met in reading
}

// node is one value. A slab of them instead of maps keeps ten thousand rows in a few allocations.
type node struct {
	text string // the string, the number's literal, null, true or false
	key  int32  // its place in Input.keys; in an array its index
	end  int32  // the place in Input.nodes after everything in it
	at   int32  // byte offset
	kind kind
	skip bool // a fault has been reported for it
}

// kind is the JSON type of a value.
type kind uint8

const (
	kindNull kind = iota
	kindBool
	kindNumber
	kindString
	kindObject
	kindArray
)

// what is the kind as Args.What names it.
func (n *node) what() string {
	switch n.kind {
	case kindNumber:
		return "number"
	case kindString:
		return "text"
	case kindObject:
		return "object"
	case kindArray:
		return "array"
	case kindBool:
		if n.text == "" {
			return "truth"
		}
	}
	return n.text
}

// pointer is the JSON pointer of the value at the end of a path of values that starts below the root.
func (in *Input) pointer(path []int32) string {
	var b strings.Builder
	for i, n := range path {
		if i == 0 {
			continue // the root is the empty pointer
		}
		b.WriteByte('/')
		if in.nodes[path[i-1]].kind == kindArray {
			b.WriteString(strconv.Itoa(int(in.nodes[n].key)))
		} else {
			b.WriteString(escape(in.keys[in.nodes[n].key]))
		}
	}
	return b.String()
}

// pointerEscapes is RFC 6901, section 3.
var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

func escape(key string) string { return pointerEscapes.Replace(key) }

// place is a byte offset as line and column, both from 1, the column in characters.
func place(data []byte, offset int) (line, column int) {
	offset = min(offset, len(data))
	line, start := 1, 0
	for i, c := range data[:offset] {
		if c == '\n' {
			line, start = line+1, i+1
		}
	}
	column = 1
	for _, c := range data[start:offset] {
		if c&0xC0 != 0x80 { // not the middle of a character
			column++
		}
	}
	return line, column
}
