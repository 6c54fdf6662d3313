package forms

import (
	"slices"
	"strings"
)

// several joins the choices of a field that takes more than one.
const several = "、"

// chosen tells whether an option is among the choices of a field's value.
func chosen(f *Field, text, option string) bool {
	if !f.Several {
		return text == option
	}
	return slices.Contains(strings.Split(text, several), option)
}

// choices checks a list of choices and gives them in the form's order.
func (f *filler) choices(n int32, fd *Field) (text string, given, valid bool) {
	if !f.is(n, kindArray, fd.Label) {
		return "", false, f.in.nodes[n].kind == kindNull
	}
	var got []string
	valid = true
	f.path = append(f.path, n)
	for i := n + 1; i < f.in.nodes[n].end; i = f.in.nodes[i].end {
		node := &f.in.nodes[i]
		switch {
		case node.skip:
			valid = false
		case node.kind != kindString:
			f.fail(i, CodeType, Args{Label: fd.Label, What: "text", Value: node.show()})
			valid = false
		case !slices.Contains(fd.Of, node.text):
			f.fail(i, CodeChoice, Args{Label: fd.Label, Value: shorten(node.text), Of: fd.Of})
			valid = false
		case slices.Contains(got, node.text):
			f.fail(i, CodeDuplicate, Args{Value: node.text})
			valid = false
		default:
			got = append(got, node.text)
		}
	}
	f.path = f.path[:len(f.path)-1]
	slices.SortFunc(got, func(a, b string) int { return slices.Index(fd.Of, a) - slices.Index(fd.Of, b) })
	return strings.Join(got, several), len(got) > 0, valid
}

// results computes what follows from the fields and the rows, and checks that it may be so. What may not be is wrong
// with the last of the inputs that it follows from.
func (f *filler) results(fields, rows int32) {
	for i := range f.def.Results {
		r := &f.def.Results[i]
		v := exprScope{doc: f.doc}.eval(r.Value.root)
		result := Value{Text: v.text, Set: v.kind != exprNullType}
		if v.zero != nil {
			f.cause(v.zero, fields, rows, CodeZero, f.zero(r.Label, v))
		}
		if v.kind == exprNumberType {
			d := v.decimal()
			result.Text = d.String()
			args := Args{Label: r.Label, Value: result.Text, Words: r.Else}
			switch {
			case r.Min != nil && d.Cmp(*r.Min) < 0:
				args.Limit = r.Min.String()
				f.cause(r.Value.root, fields, rows, CodeMin, args)
			case r.Max != nil && d.Cmp(*r.Max) > 0:
				args.Limit = r.Max.String()
				f.cause(r.Value.root, fields, rows, CodeMax, args)
			}
		}
		f.doc.Results = append(f.doc.Results, result)
	}
}

// cause reports a result at the last value in the input that an expression follows from: a field or, failing that, the
// rows.
func (f *filler) cause(of exprNode, fields, rows int32, code string, args Args) {
	at := int32(-1)
	walkNames(of, func(id *exprIdent) bool {
		for n := fields + 1; fields >= 0 && n < f.in.nodes[fields].end; n = f.in.nodes[n].end {
			if f.in.keys[f.in.nodes[n].key] == id.name {
				at = n
			}
		}
		return true
	})
	if at < 0 {
		f.fail(max(rows, 0), code, args)
		return
	}
	f.path = append(f.path, fields)
	f.fail(at, code, args)
	f.path = f.path[:len(f.path)-1]
}
