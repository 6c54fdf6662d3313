package forms

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// ParseInput reads JSON (RFC 8259). Exactly when there are problems there is no Input: data that is not JSON
// (Malformed says so), too large or too deep. What is wrong with the content of sound JSON, such as duplicate keys,
// is kept in the Input and comes out of Fill in its place among the others.
func ParseInput(data []byte, lim Limits) (*Input, []Problem) {
	lim = lim.withDefaults()
	if len(data) > lim.Body {
		return nil, []Problem{{Code: CodeSize, Args: Args{Value: strconv.Itoa(len(data)), Limit: strconv.Itoa(lim.Body)}}}
	}
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		return nil, []Problem{{Code: CodeBOM, Args: Args{Line: 1, Column: 1}}}
	}
	r := &inputReader{
		data: data,
		src:  string(data),
		lim:  lim,
		dec:  jsontext.NewDecoder(bytes.NewBuffer(data), jsontext.AllowDuplicateNames(true)),
		in:   &Input{nodes: make([]node, 0, len(data)/24+16)},
		ids:  make(map[string]int32),
		next: []int32{0},
		path: make([]int32, 0, lim.Depth+1),
	}
	if p := r.document(); p != nil {
		return nil, []Problem{*p}
	}
	return r.in, nil
}

// inputReader builds an Input from tokens.
type inputReader struct {
	data []byte
	src  string // data once more, so that texts are parts of it instead of copies
	lim  Limits
	dec  *jsontext.Decoder
	in   *Input
	ids  map[string]int32
	next []int32 // by key: the key that followed it last, and before it, at 0, the one that came first
	path []int32 // the values being read, the root first
	seen []int32 // by key: the object that had it last
	objs int32
}

func (r *inputReader) document() *Problem {
	if p := r.value(0); p != nil {
		return p
	}
	end := int(r.dec.InputOffset())
	if _, err := r.dec.ReadToken(); err == io.EOF {
		return nil
	}
	end += len(r.data[end:]) - len(bytes.TrimLeft(r.data[end:], " \t\r\n"))
	p := r.problem(CodeSyntax, end)
	p.Args.What = whatTrailing
	return p
}

// value reads one value and everything in it.
func (r *inputReader) value(key int32) *Problem {
	k := r.dec.PeekKind()
	if len(r.in.nodes) >= r.lim.Values {
		return r.stop(CodeValues, r.lim.Values)
	}
	if k == '{' || k == '[' {
		if len(r.path) >= r.lim.Depth {
			return r.stop(CodeDepth, r.lim.Depth)
		}
		return r.container(key, k)
	}
	raw, err := r.dec.ReadValue()
	if err != nil {
		return r.syntax(err)
	}
	n := node{key: key, end: int32(len(r.in.nodes)) + 1, at: int32(int(r.dec.InputOffset()) - len(raw))}
	switch k {
	case '"':
		n.kind = kindString
	case '0':
		n.kind = kindNumber
	case 't', 'f':
		n.kind = kindBool
	}
	n.skip = len(raw)-2 > r.lim.Text
	if !n.skip {
		n.text = r.text(raw)
	}
	r.in.nodes = append(r.in.nodes, n)
	if n.skip {
		r.path = append(r.path, n.end-1)
		r.fault(n.at, CodeLimit, Args{Value: strconv.Itoa(len(raw)), Limit: strconv.Itoa(r.lim.Text)})
		r.path = r.path[:len(r.path)-1]
	}
	return nil
}

// container reads an object or an array.
func (r *inputReader) container(key int32, k jsontext.Kind) *Problem {
	if _, err := r.dec.ReadToken(); err != nil {
		return r.syntax(err)
	}
	self := len(r.in.nodes)
	n := node{key: key, at: int32(r.dec.InputOffset()) - 1, kind: kindArray}
	read := r.elements
	if k == '{' {
		n.kind, read = kindObject, r.members
	}
	r.in.nodes = append(r.in.nodes, n)
	r.path = append(r.path, int32(self))
	if p := read(); p != nil {
		return p
	}
	if _, err := r.dec.ReadToken(); err != nil {
		return r.syntax(err)
	}
	r.in.nodes[self].end = int32(len(r.in.nodes))
	if k == '{' {
		r.duplicates(self)
	}
	r.path = r.path[:len(r.path)-1]
	return nil
}

func (r *inputReader) elements() *Problem {
	limit := r.lim.Values
	if self := r.in.nodes[r.path[len(r.path)-1]]; len(r.path) > 1 && r.in.nodes[r.path[len(r.path)-2]].kind == kindObject && r.in.keys[self.key] == "rows" {
		limit = r.lim.Rows
	}
	count := 0
	for ; r.dec.PeekKind() != ']'; count++ {
		if count >= limit {
			if err := r.dec.SkipValue(); err != nil {
				return r.syntax(err)
			}
			continue
		}
		if p := r.value(int32(count)); p != nil {
			return p
		}
	}
	if count > limit {
		self := r.path[len(r.path)-1]
		r.in.nodes[self].skip = true
		r.fault(r.in.nodes[self].at, CodeRows, Args{Count: count, Limit: strconv.Itoa(limit)})
	}
	return nil
}

func (r *inputReader) members() *Problem {
	var before int32 // 1 + the key before, 0 for none
	for r.dec.PeekKind() != '}' {
		raw, err := r.dec.ReadValue()
		if err != nil {
			return r.syntax(err)
		}
		if len(raw)-2 > r.lim.Text {
			p := r.stop(CodeLimit, r.lim.Text)
			p.Args.Value = strconv.Itoa(len(raw))
			return p
		}
		key := r.key(r.text(raw), before)
		before = key + 1
		if p := r.value(key); p != nil {
			return p
		}
	}
	return nil
}

// key numbers a key. Rows repeat their keys in order, so that the one after the key before is nearly always right.
func (r *inputReader) key(name string, before int32) int32 {
	if guess := r.next[before]; int(guess) < len(r.in.keys) && r.in.keys[guess] == name {
		return guess
	}
	id, ok := r.ids[name]
	if !ok {
		id = int32(len(r.in.keys))
		r.ids[name] = id
		r.in.keys = append(r.in.keys, name)
		r.next = append(r.next, 0)
		r.seen = append(r.seen, 0)
	}
	r.next[before] = id
	return id
}

// duplicates reports every member of an object whose key has come before in it, and sets it aside.
func (r *inputReader) duplicates(object int) {
	r.objs++
	end := r.in.nodes[object].end
	for i := int32(object) + 1; i < end; i = r.in.nodes[i].end {
		n := &r.in.nodes[i]
		if r.seen[n.key] != r.objs {
			r.seen[n.key] = r.objs
			continue
		}
		n.skip = true
		r.path = append(r.path, i)
		r.fault(n.at, CodeDuplicate, Args{Value: shorten(r.in.keys[n.key])})
		r.path = r.path[:len(r.path)-1]
	}
}

// text is what a string, a number or a literal says.
func (r *inputReader) text(raw jsontext.Value) string {
	end := int(r.dec.InputOffset())
	s := r.src[end-len(raw) : end]
	if raw[0] != '"' {
		return s
	}
	s = s[1 : len(s)-1]
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	unquoted, err := jsontext.AppendUnquote(nil, raw)
	if err != nil { // the decoder has checked it
		return s
	}
	return string(unquoted)
}

// fault keeps a problem of the content at the end of the path.
func (r *inputReader) fault(at int32, code string, args Args) {
	p := Problem{Code: code, Args: args, at: int(at)}
	if !r.in.faults.full() {
		p.Pointer = r.in.pointer(r.path)
	}
	r.in.faults.add(p)
}

// stop is a limit that ends the reading.
func (r *inputReader) stop(code string, limit int) *Problem {
	offset := int(r.dec.InputOffset())
	p := r.problem(code, offset)
	p.Pointer = r.in.pointer(r.path)
	p.Args.Limit = strconv.Itoa(limit)
	return p
}

// syntax is an error of the decoder.
func (r *inputReader) syntax(err error) *Problem {
	offset := len(r.data)
	var pointer string
	var e *jsontext.SyntacticError
	if errors.As(err, &e) {
		offset, pointer = int(e.ByteOffset), string(e.JSONPointer)
	}
	rest := r.data[min(offset, len(r.data)):]
	p := r.problem(CodeSyntax, offset)
	p.Pointer, p.Args.What = pointer, whatToken
	c, size := utf8.DecodeRune(rest)
	switch {
	case len(rest) == 0 || errors.Is(err, io.ErrUnexpectedEOF):
		p.Args.What = whatEnd
	case c == utf8.RuneError && size == 1:
		p.Code, p.Args.What = CodeEncoding, whatBytes
	case bytes.HasPrefix(rest, []byte(`\u`)):
		p.Code, p.Args.What = CodeEncoding, whatSurrogate
	default:
		p.Args.Value = shorten(string(c))
	}
	return p
}

func (r *inputReader) problem(code string, offset int) *Problem {
	line, column := place(r.data, offset)
	return &Problem{Code: code, Args: Args{Line: line, Column: column, Offset: offset}, at: offset}
}
