package api

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"gongwen/api/batch"
	"gongwen/forms"
	"gongwen/renderer"
)

// batchLists is the member of a JSON body that says which lists go with the documents. What its members say is known by
// their places in the body; the query says the same by their names.
const (
	batchLists = "lists"
	listsPlace = "/" + batchLists + "/"
)

// listMember is a member of batchLists, and what it has to be.
type listMember struct {
	name string
	what string
	kind string // of its first byte
}

var listMembers = []listMember{
	{"summary", "truth", "tf"}, {"index", "truth", "tf"}, {"checklist", "truth", "tf"}, {"unit", "text", `"`}, {"date", "text", `"`}, {"quota", "array", "["},
}

// readLists takes what the body says of lists.
func (b *batchBody) readLists(dec *jsontext.Decoder) (bad []forms.Problem, err error) {
	if dec.PeekKind() != '{' {
		p := forms.Problem{Pointer: "/" + batchLists, Code: forms.CodeType, Args: forms.Args{Label: batchLists, What: "object"}}
		return []forms.Problem{p}, dec.SkipValue()
	}
	if _, err := dec.ReadToken(); err != nil {
		return nil, err
	}
	for dec.PeekKind() != '}' {
		token, err := dec.ReadToken()
		if err != nil {
			return nil, err
		}
		more, err := b.readList(dec, token.String())
		if err != nil {
			return nil, err
		}
		bad = append(bad, more...)
	}
	_, err = dec.ReadToken()
	return bad, err
}

// readList takes one member of what is said of lists.
func (b *batchBody) readList(dec *jsontext.Decoder, name string) (bad []forms.Problem, err error) {
	place := string(jsontext.Pointer("/" + batchLists).AppendToken(name))
	wrong := func(place, code string, args forms.Args) {
		bad = append(bad, forms.Problem{Pointer: place, Code: code, Args: args})
	}
	var names []string
	for _, m := range listMembers {
		if names = append(names, m.name); m.name != name {
			continue
		}
		switch _, twice := b.said[place]; {
		case twice:
			wrong(place, forms.CodeDuplicate, forms.Args{Value: name})
		case !strings.ContainsRune(m.kind, rune(dec.PeekKind())):
			wrong(place, forms.CodeType, forms.Args{Label: name, What: m.what})
		case m.kind != "[":
			token, err := dec.ReadToken()
			if err == nil {
				b.said[place] = token.String()
			}
			return nil, err
		default:
			return b.readTexts(dec, place)
		}
		return bad, dec.SkipValue()
	}
	wrong(place, forms.CodeUnknown, forms.Args{Value: name, Of: names})
	return bad, dec.SkipValue()
}

// readTexts takes an array of texts. They are kept as lines.
func (b *batchBody) readTexts(dec *jsontext.Decoder, place string) (bad []forms.Problem, err error) {
	if _, err := dec.ReadToken(); err != nil {
		return nil, err
	}
	var texts []string
	for dec.PeekKind() != ']' {
		if dec.PeekKind() != '"' {
			at := place + "/" + strconv.Itoa(len(texts))
			bad = append(bad, forms.Problem{Pointer: at, Code: forms.CodeType, Args: forms.Args{What: "text"}})
			texts = append(texts, "")
			if err := dec.SkipValue(); err != nil {
				return nil, err
			}
			continue
		}
		token, err := dec.ReadToken()
		if err != nil {
			return nil, err
		}
		texts = append(texts, token.String())
	}
	b.said[place] = lines(texts)
	_, err = dec.ReadToken()
	return bad, err
}

// lines are texts, each with a line end.
func lines(texts []string) string {
	var all strings.Builder
	for _, text := range texts {
		all.WriteString(text + "\n")
	}
	return all.String()
}

// listOrder makes sense of what is said of lists.
type listOrder struct {
	*Server
	said  map[string]string
	form  *forms.Definition
	lists *renderer.Lists
	bad   []string // places
}

// lists is what lists are asked for, which the form must be able to have. What is wrong is told by its place in the body
// or, of the query, by the parameter.
func (s *Server) lists(ctx context.Context, said map[string]string, o *batch.Order) (err error) {
	l := &listOrder{Server: s, said: said, lists: &o.Lists}
	some := false
	for _, m := range listMembers {
		inBody, body := said[listsPlace+m.name]
		inQuery, query := said[m.name]
		if body && query && inBody != inQuery {
			return &failure{kind: kindQuery, name: m.name}
		}
		some = some || body || query
	}
	if !some {
		return nil
	}
	if l.form, err = s.library.Get(o.Form, o.Version); err != nil {
		return err
	}
	l.read()
	l.check(ctx)
	switch {
	case len(l.bad) > 0:
		return l.failure(o.Lang)
	case o.Lists.Any() && o.Output == batch.PDF:
		return &failure{kind: kindQuery, name: "output", cause: batch.ErrLists}
	}
	return nil
}

// value is what is said, and its place.
func (l *listOrder) value(name string) (value, place string) {
	if value, ok := l.said[listsPlace+name]; ok {
		return value, listsPlace + name
	}
	return l.said[name], name
}

func (l *listOrder) wrong(name string) {
	if _, place := l.value(name); !slices.Contains(l.bad, place) {
		l.bad = append(l.bad, place)
	}
}

// read reads the values.
func (l *listOrder) read() {
	for _, f := range []struct {
		name string
		to   *bool
	}{{"summary", &l.lists.Summary}, {"index", &l.lists.Index}, {"checklist", &l.lists.Checklist}} {
		switch value, _ := l.value(f.name); value {
		case "", "false":
		case "true":
			*f.to = true
		default:
			l.wrong(f.name)
		}
	}
	l.lists.Unit, _ = l.value("unit")
	l.lists.Date, _ = l.value("date")
	shares, place := l.value("quota")
	for line := range strings.Lines(shares) {
		share, err := l.form.ParseShare(strings.TrimSuffix(line, "\n"))
		if err != nil && place != "quota" {
			l.bad = append(l.bad, place+"/"+strconv.Itoa(len(l.lists.Quota)))
		} else if err != nil {
			l.wrong("quota")
		}
		l.lists.Quota = append(l.lists.Quota, share)
	}
}

// check looks at each part for itself, so that all that is wrong is told.
func (l *listOrder) check(ctx context.Context) {
	whole := *l.lists
	var unwritten renderer.ListError
	for _, part := range []struct {
		name string
		only renderer.Lists
	}{
		{"summary", renderer.Lists{Summary: whole.Summary}},
		{"quota", renderer.Lists{Summary: whole.Summary, Quota: whole.Quota}},
		{"unit", renderer.Lists{Unit: whole.Unit}},
		{"date", renderer.Lists{Date: whole.Date}},
	} {
		err := part.only.Check(l.form)
		switch said, _ := l.value(part.name); {
		case errors.As(err, &unwritten), err != nil && part.name == "summary":
			l.wrong(part.name)
		case part.name != "unit" && part.name != "date" || said == "":
		case !whole.Any(), !l.fits(ctx, part.only):
			l.wrong(part.name)
		}
	}
}

// fits says whether the lists that are asked for can have this unit or date: they are filled, with no documents, and not
// printed.
func (l *listOrder) fits(ctx context.Context, with renderer.Lists) bool {
	with.Summary, with.Index, with.Checklist = l.lists.Summary && l.form.Summable() == nil, l.lists.Index, l.lists.Checklist
	_, _, err := l.renderer.MakeLists(ctx, l.form, renderer.NewManifest(l.form, time.Time{}), &with, nil, renderer.Options{})
	return err == nil
}

// failure tells what is wrong.
func (l *listOrder) failure(lang forms.Lang) error {
	f := &failure{kind: kindInput}
	for _, place := range l.bad {
		rest, body := strings.CutPrefix(place, listsPlace)
		if !body {
			return &failure{kind: kindQuery, name: place}
		}
		name, _, _ := strings.Cut(rest, "/")
		words := strings.TrimLeft(parameterFor(name, lang), "：: ")
		f.problems = append(f.problems, forms.Problem{Pointer: place, Code: forms.CodeRefuse, Args: forms.Args{Words: words}})
	}
	return f
}
