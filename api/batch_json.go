package api

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"gongwen/forms"
)

// batchMembers are what a JSON body may say beside its documents; the query may say them too.
var batchMembers = []string{
	"form", "version", "format", "output", "names", "mark", "layer", "offset", "issued", "duplex", "continue", "webhook",
}

// readJSON finds the documents of an object with an array of them, and takes what else it says.
func (b *batchBody) readJSON(r io.Reader) error {
	dec := jsontext.NewDecoder(r, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	syntax := func(err error) error { return b.syntax(dec, err) }
	begin, err := dec.ReadToken()
	if err != nil {
		return syntax(err)
	}
	if begin.Kind() != '{' {
		return &failure{kind: kindInput, problems: []forms.Problem{{Code: forms.CodeType, Args: forms.Args{What: "object"}}}}
	}
	var bad []forms.Problem
	documents := false
	for dec.PeekKind() != '}' {
		name, err := dec.ReadToken()
		if err != nil {
			return syntax(err)
		}
		key := name.String()
		var p *forms.Problem
		switch _, twice := b.said[key]; {
		case twice, key == "documents" && documents:
			p, err = &forms.Problem{Code: forms.CodeDuplicate, Args: forms.Args{Value: key}}, dec.SkipValue()
		case key == "documents":
			documents = true
			p, err = b.readArray(dec)
		case key == batchLists:
			b.said[key] = ""
			var wrong []forms.Problem
			wrong, err = b.readLists(dec)
			bad = append(bad, wrong...)
		case !slices.Contains(batchMembers, key):
			all := append(batchMembers[:len(batchMembers):len(batchMembers)], batchLists, "documents")
			p, err = &forms.Problem{Code: forms.CodeUnknown, Args: forms.Args{Value: key, Of: all}}, dec.SkipValue()
		default:
			p, err = b.say(dec, key)
		}
		var known *failure
		switch {
		case errors.As(err, &known):
			return err
		case err != nil:
			return syntax(err)
		case p != nil:
			p.Pointer = "/" + string(jsontext.Pointer("").AppendToken(key)[1:])
			bad = append(bad, *p)
		}
	}
	if _, err := dec.ReadToken(); err != nil {
		return syntax(err)
	}
	end := dec.InputOffset()
	switch _, err := dec.ReadToken(); {
	case err == nil:
		return b.notJSON(b.begin(end), "token", "", nil)
	case !errors.Is(err, io.EOF):
		return syntax(err)
	}
	if !documents {
		bad = append(bad, forms.Problem{Pointer: "/documents", Code: forms.CodeRequired, Args: forms.Args{Label: "documents"}})
	}
	if len(bad) > 0 {
		return &failure{kind: kindInput, problems: bad}
	}
	return nil
}

// syntax is an error of the decoder: what is no JSON is told with its place.
func (b *batchBody) syntax(dec *jsontext.Decoder, err error) error {
	var wrong *jsontext.SyntacticError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		info, statErr := b.file.Stat()
		if statErr != nil {
			return fmt.Errorf("read the body again: %w", statErr)
		}
		return b.notJSON(info.Size(), "end", string(dec.StackPointer()), err)
	case errors.As(err, &wrong):
		return b.notJSON(wrong.ByteOffset, "token", string(wrong.JSONPointer), err)
	}
	return fmt.Errorf("read the body again: %w", err)
}

func (b *batchBody) notJSON(offset int64, what, pointer string, cause error) error {
	var lines lineCounter
	at, err := lines.to(b.file, offset)
	if err != nil {
		return err
	}
	return &failure{kind: kindSyntax, cause: cause, problems: []forms.Problem{{
		Pointer: pointer, Code: forms.CodeSyntax, Args: forms.Args{What: what, Line: at.Line, Column: at.Column, Offset: at.Offset},
	}}}
}

// say takes a member that is a text, a number or true or false.
func (b *batchBody) say(dec *jsontext.Decoder, key string) (*forms.Problem, error) {
	switch dec.PeekKind() {
	case '"', '0', 't', 'f':
		token, err := dec.ReadToken()
		if err == nil {
			b.said[key] = token.String()
		}
		return nil, err
	}
	return &forms.Problem{Code: forms.CodeType, Args: forms.Args{Label: key, What: "text"}}, dec.SkipValue()
}

// readArray finds the documents of an array.
func (b *batchBody) readArray(dec *jsontext.Decoder) (*forms.Problem, error) {
	if dec.PeekKind() != '[' {
		return &forms.Problem{Code: forms.CodeType, Args: forms.Args{Label: "documents", What: "array"}}, dec.SkipValue()
	}
	if _, err := dec.ReadToken(); err != nil {
		return nil, err
	}
	for dec.PeekKind() != ']' {
		from := dec.InputOffset()
		if err := dec.SkipValue(); err != nil {
			return nil, err
		}
		if err := b.add(b.begin(from), dec.InputOffset()); err != nil {
			return nil, err
		}
	}
	_, err := dec.ReadToken()
	return nil, err
}

// begin is where a value begins that follows a comma and white space.
func (b *batchBody) begin(at int64) int64 {
	var one [1]byte
	for {
		if _, err := b.file.ReadAt(one[:], at); err != nil || !strings.ContainsRune(", \t\r\n", rune(one[0])) {
			return at
		}
		at++
	}
}
