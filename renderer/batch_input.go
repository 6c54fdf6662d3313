package renderer

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"

	"gongwen/forms"
)

// InputKind is how the inputs of a batch follow each other.
type InputKind uint8

// The kinds.
const (
	AnyInput   InputKind = iota // an array, lines, or values one after the other, as the first bytes say
	LinesInput                  // NDJSON: an input a line; empty lines are none
)

// ReadItems reads the inputs of a batch as they come, an array of JSON or NDJSON, with no more than one of them in memory.
// Their pointers are /0, /1 …, in lines as in an array. What is wrong in an input is the item's; where the text around
// them is no JSON, the last item has that problem. An error is one of reading.
func ReadItems(from io.Reader, kind InputKind, lim forms.Limits) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		r := &itemReader{from: bufio.NewReaderSize(from, 1<<16), most: lim.Body, yield: yield, line: 1, column: 1}
		if r.most <= 0 {
			r.most = 8 << 20
		}
		if err := r.read(kind); err != nil && !errors.Is(err, errStopped) {
			yield(Item{}, fmt.Errorf("input: %w", err))
		}
	}
}

// errStopped says that no more items are wanted.
var errStopped = errors.New("stopped")

// itemReader cuts a text into its values. It knows brackets and texts, and leaves the rest to who reads the values.
type itemReader struct {
	from  *bufio.Reader
	most  int // bytes of a value; of a longer one, the first byte too many is the last that is kept
	yield func(Item, error) bool

	index, line, column, offset int // of the next item; of the next byte
	value                       []byte
	at                          Start
}

// Start is where in a larger text an item begins: its first line and column, from 1, and byte, from 0.
type Start struct{ Line, Column, Offset int }

func (r *itemReader) read(kind InputKind) error {
	if kind == LinesInput {
		return r.lines()
	}
	first, err := r.peek()
	if err == io.EOF {
		return nil
	}
	if err != nil {
		return err
	}
	switch first {
	case '[':
		return r.array()
	case '{':
		// One object a line says that there are lines; where they are read as such, one that is wrong ends with its line.
		ahead, _ := r.from.Peek(r.from.Size())
		if line, _, ended := bytes.Cut(ahead, []byte("\n")); !ended || bytes.HasSuffix(bytes.TrimRight(line, " \t\r"), []byte("}")) {
			return r.lines()
		}
		return r.values()
	}
	return r.lines()
}

// lines reads an item a line.
func (r *itemReader) lines() error {
	for {
		r.start()
		for {
			part, err := r.from.ReadSlice('\n')
			r.keep(part...)
			r.offset += len(part)
			if errors.Is(err, bufio.ErrBufferFull) {
				continue
			}
			if err != nil && err != io.EOF {
				return err
			}
			if len(bytes.TrimSpace(r.value)) > 0 {
				r.value = bytes.TrimRight(r.value, "\r\n")
				if err := r.give(); err != nil {
					return err
				}
			}
			if err == io.EOF {
				return nil
			}
			break
		}
		r.line++
	}
}

// array reads the items of an array.
func (r *itemReader) array() error {
	r.pass() // the bracket
	for first := true; ; first = false {
		c, err := r.peek()
		switch {
		case err != nil:
			return r.wrong(err)
		case c == ']' && first:
			r.pass()
			return r.end()
		}
		if err := r.one(); err != nil {
			return err
		}
		c, err = r.peek()
		switch {
		case err != nil:
			return r.wrong(err)
		case c != ',' && c != ']':
			return r.wrong(nil)
		}
		r.pass()
		if c == ']' {
			return r.end()
		}
	}
}

// values reads items that stand one after the other.
func (r *itemReader) values() error {
	for {
		c, err := r.peek()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case c == ',' || c == ']' || c == '}':
			return r.wrong(nil)
		}
		if err := r.one(); err != nil {
			return err
		}
	}
}

// one reads a value to its end: the bracket that closes it or, without brackets, what comes behind it.
func (r *itemReader) one() error {
	r.start()
	depth, text, escaped := 0, false, false
	for {
		c, err := r.next()
		if err == io.EOF {
			return r.give()
		}
		if err != nil {
			return err
		}
		switch {
		case escaped:
			escaped = false
		case text && c == '\\':
			escaped = true
		case c == '"':
			text = !text
		case text:
		case c == '{' || c == '[':
			depth++
		case depth == 0 && (c == ',' || c == ']' || c == '}' || c == ' ' || c == '\t' || c == '\n' || c == '\r'):
			r.back(c)
			return r.give()
		case c == '}' || c == ']':
			depth--
		}
		r.keep(c)
		if depth == 0 && !text && (c == '}' || c == ']') {
			return r.give()
		}
	}
}

// end is the end of an array: nothing may follow.
func (r *itemReader) end() error {
	if _, err := r.peek(); err != io.EOF {
		return r.wrong(err)
	}
	return nil
}

// wrong gives an item for what is no value, or no end, where there has to be one: it is not JSON.
func (r *itemReader) wrong(err error) error {
	if err != nil && err != io.EOF {
		return err
	}
	r.start()
	what := "token"
	if err == io.EOF {
		what = "end"
	}
	problem := forms.Problem{Code: forms.CodeSyntax, Args: forms.Args{What: what, Line: r.line, Column: r.column, Offset: r.offset}}
	return r.yielded(Item{Index: r.index, Problems: []forms.Problem{problem}, Checked: true})
}

// start begins a value here.
func (r *itemReader) start() { r.value, r.at = nil, Start{r.line, r.column, r.offset} }

func (r *itemReader) keep(bytes ...byte) {
	if room := r.most + 1 - len(r.value); room > 0 {
		r.value = append(r.value, bytes[:min(room, len(bytes))]...)
	}
}

// give hands the value on.
func (r *itemReader) give() error {
	return r.yielded(Item{Index: r.index, Pointer: "/" + strconv.Itoa(r.index), Input: r.value, Start: r.at})
}

func (r *itemReader) yielded(it Item) error {
	r.index++
	if !r.yield(it, nil) {
		return errStopped
	}
	return nil
}

// next takes a byte.
func (r *itemReader) next() (byte, error) {
	c, err := r.from.ReadByte()
	if err != nil {
		return 0, err
	}
	r.offset++
	switch {
	case c == '\n':
		r.line, r.column = r.line+1, 1
	case c&0xC0 != 0x80: // not the middle of a character
		r.column++
	}
	return c, nil
}

// pass takes the byte that peek found.
func (r *itemReader) pass() { _, _ = r.next() } // which is there

// back gives back the byte that next took last.
func (r *itemReader) back(c byte) {
	_ = r.from.UnreadByte() // which is possible after ReadByte
	r.offset--
	if c == '\n' {
		r.line--
	} else {
		r.column--
	}
}

// peek is the next byte that is no white space.
func (r *itemReader) peek() (byte, error) {
	for {
		c, err := r.next()
		if err != nil {
			return 0, err
		}
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			r.back(c)
			return c, nil
		}
	}
}
