package xlsx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// tag is a start or end tag of a part where it stands. Parts are edited as text between tags, so that whatever else is
// in them stays as it was.
type tag struct {
	raw    []byte // with its brackets
	at     int    // of its first byte
	prefix string // of the name, with the colon
	name   string // without the prefix
	depth  int    // 0 of the root, of its start and end alike
	attrs  []xml.Attr
	kind   tagKind
}

type tagKind uint8

const (
	tagOpen tagKind = iota
	tagEmpty
	tagEnd
)

func (t *tag) end() bool  { return t.kind == tagEnd }
func (t *tag) after() int { return t.at + len(t.raw) }

// attr is the value of an attribute by its name without a prefix.
func (t *tag) attr(name string) string {
	v, _ := t.given(name)
	return v
}

func (t *tag) given(name string) (value string, ok bool) {
	for _, a := range t.attrs {
		if a.Name.Local == name {
			return a.Value, true
		}
	}
	return "", false
}

// errDone ends a scan early.
var errDone = errors.New("done")

// scan calls do with every tag of a part, until it returns an error. errDone ends the scan without one.
func scan(data []byte, do func(*tag) error) error {
	dec := xml.NewDecoder(bytes.NewReader(data))
	var open []xml.Name // elements that the place is in: the decoder, which keeps prefixes, does not look whether they fit
	empty := false
	for {
		at := int(dec.InputOffset())
		token, err := dec.RawToken()
		if err == io.EOF && len(open) == 0 {
			return nil
		}
		if err != nil {
			return err
		}
		raw := data[at:dec.InputOffset()]
		var t *tag
		switch token := token.(type) {
		case xml.StartElement:
			t = &tag{raw: raw, at: at, name: token.Name.Local, prefix: prefix(token.Name), depth: len(open), attrs: token.Attr}
			if empty = bytes.HasSuffix(raw, []byte("/>")); empty {
				t.kind = tagEmpty
			}
			open = append(open, token.Name)
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != token.Name {
				return fmt.Errorf("</%s> closes nothing", token.Name.Local)
			}
			open = open[:len(open)-1]
			if empty {
				empty = false
				continue
			}
			t = &tag{raw: raw, at: at, name: token.Name.Local, prefix: prefix(token.Name), depth: len(open), kind: tagEnd}
		default:
			continue
		}
		if err := do(t); errors.Is(err, errDone) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func prefix(n xml.Name) string {
	if n.Space == "" {
		return ""
	}
	return n.Space + ":"
}

// with is the tag with an attribute set, or without it when the value is empty.
func (t *tag) with(name, value string) string {
	s := string(t.raw)
	from, to := attribute(s, name)
	set := ""
	if value != "" {
		set = " " + name + `="` + escape(value) + `"`
	}
	if from > 0 {
		return s[:from] + set + s[to:]
	}
	cut := len(s) - 1
	if t.kind == tagEmpty {
		cut--
	}
	return strings.TrimRight(s[:cut], " \t\r\n") + set + s[cut:]
}

// open is an empty element's tag as one that something may follow in it.
func (t *tag) open() string {
	return strings.TrimRight(strings.TrimSuffix(string(t.raw), "/>"), " \t\r\n") + ">"
}

// attribute finds an attribute in a tag, with the white space before it; 0 when it has none. The tag is one that a
// decoder has read.
func attribute(s, name string) (from, to int) {
	for i := 1; i < len(s); {
		start := i
		for i < len(s) && !strings.ContainsRune(" \t\r\n=", rune(s[i])) {
			i++
		}
		word := s[start:i]
		for i < len(s) && strings.ContainsRune(" \t\r\n", rune(s[i])) {
			i++
		}
		if i >= len(s) || s[i] != '=' {
			continue
		}
		for i < len(s) && s[i] != '"' && s[i] != '\'' {
			i++
		}
		if i >= len(s) {
			break
		}
		end := strings.IndexByte(s[i+1:], s[i])
		if end < 0 {
			break
		}
		i += end + 2
		if word == name {
			for start > 0 && strings.ContainsRune(" \t\r\n", rune(s[start-1])) {
				start--
			}
			return start, i
		}
		for i < len(s) && strings.ContainsRune(" \t\r\n", rune(s[i])) {
			i++
		}
	}
	return 0, 0
}

// edit puts text in place of the bytes from one place to another.
type edit struct {
	from, to int
	text     string
}

// edits change a part.
type edits []edit

// put writes text where nothing stood.
func (e *edits) put(at int, text string) { *e = append(*e, edit{at, at, text}) }

// replace writes text in place of a tag.
func (e *edits) replace(t *tag, text string) { *e = append(*e, edit{t.at, t.after(), text}) }

// apply is the part with the changes made. Of several at one place the first one made comes first. Changes that lie in
// each other come of a part that is not built as it should be.
func (e edits) apply(data []byte) ([]byte, error) {
	slices.SortStableFunc(e, func(a, b edit) int { return a.from - b.from })
	var out bytes.Buffer
	at := 0
	for _, one := range e {
		if one.from < at {
			return nil, errors.New("elements in the wrong order")
		}
		out.Write(data[at:one.from])
		out.WriteString(one.text)
		at = one.to
	}
	out.Write(data[at:])
	return out.Bytes(), nil
}

// escape is a text as XML has it, without what no XML may have.
func escape(s string) string {
	var b bytes.Buffer
	// A string writer never fails.
	_ = xml.EscapeText(&b, []byte(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)))
	return b.String()
}

// element writes an element with attributes by names and values. Its content is written as it is; empty: it has none.
func element(name, content string, attributes ...string) string {
	var b strings.Builder
	b.WriteString("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		b.WriteString(" " + attributes[i] + `="` + escape(attributes[i+1]) + `"`)
	}
	if content == "" {
		b.WriteString("/>")
	} else {
		b.WriteString(">" + content + "</" + name + ">")
	}
	return b.String()
}

// cellText is a text as a cell or a note has it, in which _x000D_ means a character (ECMA-376-1, 22.9.2.19).
func cellText(s string) string {
	return escape(strings.ReplaceAll(s, "_x", "_x005F_x"))
}

// wholeNumber is a whole number, 0 for what is none.
func wholeNumber(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// missing says that a part has not what every one has.
func missing(what string) error { return fmt.Errorf("no %s", what) }
