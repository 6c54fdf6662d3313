package forms

import (
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"gongwen/forms/block"
)

// noEntry is the entry of a value that none gave.
const noEntry int32 = -1

// outValue is a value of the input that entries make.
type outValue struct {
	key    string // in an object
	text   string // of a string: what it says; of other single values: the JSON
	in     []outValue
	kind   kind  // kindNumber is a single value without quotes
	hidden bool  // not in the input: only its place is kept, where it would be
	wrong  bool  // a problem says what is wrong with it
	entry  int32 // that gave it
}

func outText(key, text string) outValue {
	return outValue{key: key, text: text, kind: kindString, entry: noEntry}
}

func outNumber(key, literal string) outValue {
	return outValue{key: key, text: literal, kind: kindNumber, entry: noEntry}
}

func outObject(key string) outValue { return outValue{key: key, kind: kindObject, entry: noEntry} }

func outArray(key string) outValue { return outValue{key: key, kind: kindArray, entry: noEntry} }

// home is the place of a value that is not there.
func outHome(key string, entry int32) outValue {
	return outValue{key: key, hidden: true, entry: entry}
}

// add adds a member. An object or an array of which nothing would be shown is hidden itself.
func (v *outValue) add(member outValue) { v.in = append(v.in, member) }

// shown counts the members that are in the input.
func (v *outValue) shown() (n int) {
	for i := range v.in {
		if !v.in[i].hidden {
			n++
		}
	}
	return n
}

func itoa(n int) string { return strconv.Itoa(n) }

// entering is one making of an input, over all documents in it.
type entering struct {
	entries  []block.Entry
	problems []entryProblem
	more     int // problems beyond those kept
}

// entryProblem is a problem that gets the pointer of the value that an entry has given, or would give.
type entryProblem struct {
	Problem
	of int32
}

// fail reports what is wrong with entry i.
func (a *entering) fail(i int32, code string, args Args) { a.failOf(i, i, code, args) }

// failOf reports what is wrong with entry i, which is one for the value of another.
func (a *entering) failOf(i, of int32, code string, args Args) {
	if len(a.problems) >= maxListed {
		a.more++
		return
	}
	a.problems = append(a.problems, entryProblem{Problem{Code: code, Args: args, Place: a.entries[i].Place}, of})
}

// finish writes the input and gives every problem its pointer.
func (a *entering) finish(root *outValue) *Entered {
	w := &treeWriter{
		all: a, b: make([]byte, 0, 64+24*len(a.entries)),
		out: &Entered{Places: make(map[string]block.Place, len(a.entries)), homes: make(map[string]block.Place)},
	}
	for i := range a.problems {
		if w.wrong == nil {
			w.wrong = make(map[int32][]int)
		}
		w.wrong[a.problems[i].of] = append(w.wrong[a.problems[i].of], i)
	}
	w.value(root, 0)
	w.out.JSON = append(w.b, '\n')
	list := problemList{total: a.more + len(a.problems)}
	for i := range a.problems {
		list.listed = append(list.listed, a.problems[i].Problem)
	}
	w.out.Problems = merge(SeverityError, &list)
	return w.out
}

// treeWriter writes values as Sample does: what holds lists or objects has a line for each, the rest is on one line.
type treeWriter struct {
	all   *entering
	out   *Entered
	b     []byte
	ptr   []byte // pointer of the value that is being written
	slab  strings.Builder
	wrong map[int32][]int // problems by the entry of their value
}

// value writes a value and gives the first entry in it.
func (w *treeWriter) value(v *outValue, depth int) int32 {
	switch v.kind {
	case kindObject, kindArray:
		return w.container(v, depth)
	case kindString:
		if !v.hidden {
			w.b, _ = jsontext.AppendQuote(w.b, v.text) // U+FFFD for what is not UTF-8, which Fill refuses
		}
	default:
		if !v.hidden {
			w.b = append(w.b, v.text...)
		}
	}
	w.note(v.entry, v.hidden)
	return v.entry
}

// note keeps the place of the value at the pointer.
func (w *treeWriter) note(entry int32, hidden bool) {
	if entry == noEntry {
		return
	}
	for _, i := range w.wrong[entry] {
		if p := &w.all.problems[i]; p.Pointer == "" {
			p.Pointer, p.at = string(w.ptr), len(w.b)
		}
	}
	places := w.out.Places
	if hidden {
		places = w.out.homes
	}
	places[w.pointer()] = w.all.entries[entry].Place
}

// pointer is the pointer as a part of a large string, as filler.pointer makes it.
func (w *treeWriter) pointer() string {
	const slab = 16 << 10
	if w.slab.Cap()-w.slab.Len() < len(w.ptr) {
		w.slab = strings.Builder{}
		w.slab.Grow(max(slab, len(w.ptr)))
	}
	start := w.slab.Len()
	w.slab.Write(w.ptr)
	return w.slab.String()[start:]
}

func (w *treeWriter) container(v *outValue, depth int) int32 {
	open, end, first := byte('{'), byte('}'), v.entry
	if v.kind == kindArray {
		open, end = '[', ']'
	}
	line := ""
	for i := range v.in {
		if k := v.in[i].kind; !v.in[i].hidden && (k == kindObject || k == kindArray) {
			line = "\n" + strings.Repeat("  ", depth+1)
			break
		}
	}
	if !v.hidden {
		w.b = append(w.b, open)
	}
	up, n := len(w.ptr), 0
	for i := range v.in {
		m := &v.in[i]
		m.hidden = m.hidden || v.hidden
		if !m.hidden {
			w.between(n, line)
			n++
		}
		w.ptr = append(w.ptr, '/')
		switch {
		case v.kind == kindArray && m.hidden:
			w.ptr = w.ptr[:up] // it has no number: its place is that of the list
		case v.kind == kindArray:
			w.ptr = strconv.AppendInt(w.ptr, int64(n-1), 10)
		default:
			w.ptr = append(w.ptr, escape(m.key)...)
			if !m.hidden {
				w.b, _ = jsontext.AppendQuote(w.b, m.key)
				w.b = append(w.b, ": "...)
			}
		}
		if got := w.value(m, depth+1); first == noEntry {
			first = got
		}
		w.ptr = w.ptr[:up]
	}
	if !v.hidden {
		if line != "" {
			w.b = append(w.b, line[:len(line)-2]...)
		}
		w.b = append(w.b, end)
	}
	if _, ok := w.out.homes[string(w.ptr)]; !ok && first != noEntry {
		w.out.homes[w.pointer()] = w.all.entries[first].Place
	}
	return first
}

// between separates the members of a container.
func (w *treeWriter) between(n int, line string) {
	if n > 0 {
		w.b = append(w.b, ',')
		if line == "" {
			w.b = append(w.b, ' ')
		}
	}
	w.b = append(w.b, line...)
}
