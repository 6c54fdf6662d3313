package full

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"gongwen/forms"
)

// Input is a full input of a form of the library, as JSON.
func Input(lib *forms.Library, d *forms.Definition) ([]byte, error) {
	in, err := input(lib, d)
	if err != nil {
		return nil, err
	}
	if d.Page.Rulers {
		return json.MarshalIndent(in, "", " ") // its lines are to be read
	}
	in["archive"] = (&writer{def: d, own: object{"print_number": "是"}}).object(forms.ArchiveFields(), nil)
	return json.MarshalIndent(in, "", " ")
}

type object = map[string]any

func input(lib *forms.Library, d *forms.Definition) (object, error) {
	w := &writer{def: d, own: overrides()[d.ID]}
	in := object{"form": d.ID, "version": d.Version}
	fields := w.object(d.Fields, nil)
	in["fields"] = fields
	switch {
	case d.Kind == forms.Score:
		in["items"] = w.items()
		if len(d.Veto) > 0 {
			var veto []string
			for _, v := range d.Veto {
				veto = append(veto, v.Key)
			}
			in["veto"] = veto
		}
	case d.Kind == forms.Notice:
		if len(d.Notice.Body.Parts()) == 0 {
			in["body"] = w.letter()
		}
		var parts []forms.Part
		for _, a := range d.Notice.Attachments {
			if a.Form != "" {
				parts = append(parts, forms.Part{Form: a.Form, Version: a.Version})
			}
		}
		if parts != nil {
			return in, within(lib, in, "attachments", parts)
		}
	case d.Kind == forms.PacketKind:
		return in, within(lib, in, "documents", d.Parts)
	case len(d.Inputs()) > 0:
		in["rows"] = w.list(fields)
	}
	return in, nil
}

// within puts a full input of each of the forms into a list of another one's.
func within(lib *forms.Library, in object, key string, parts []forms.Part) error {
	var list []object
	for _, p := range parts {
		form, err := lib.Get(p.Form, p.Version)
		if err != nil {
			return err
		}
		inner, err := input(lib, form)
		if err != nil {
			return err
		}
		list = append(list, inner)
	}
	in[key] = list
	return nil
}

// writer writes the input of one form. Each of its texts has a number of its own.
type writer struct {
	def  *forms.Definition
	own  object // values by key, as overrides has them
	text int    // how many texts there are so far
	row  int    // -1: what is written is none of a row
	rows int
}

// object is one value for each of the fields; those outside are the form's, which dates may be compared with.
func (w *writer) object(fields []forms.Field, outside object) object {
	if outside == nil {
		w.row = -1
	}
	dates := w.dates(fields, outside)
	out := object{}
	for i := range fields {
		f := &fields[i]
		switch own, special := w.own[f.Key]; {
		case !f.Taken():
		case special:
			out[f.Key] = own
		case dates[f.Key] != "":
			out[f.Key] = dates[f.Key]
		default:
			out[f.Key] = w.value(f)
		}
	}
	return out
}

// list is several pages of rows, or one for each that the form prints.
func (w *writer) list(fields object) []object {
	d := w.def
	inputs := d.Inputs()
	n := len(d.Rows.Fixed)
	if n == 0 {
		n = w.count(inputs)
	}
	w.rows = n
	rows := make([]object, n)
	for i := range rows {
		w.row = i
		rows[i] = w.object(inputs, fields)
		if tree := d.Nodes; tree != nil {
			rows[i][inputs[tree.ID].Key] = node(i)
			if delete(rows[i], inputs[tree.Parent].Key); i > 0 {
				rows[i][inputs[tree.Parent].Key] = node((i - 1) / branches)
			}
		}
	}
	return rows
}

// branches is how many nodes stand below one of a chart.
const branches = 4

// node is the number of a node of a chart.
func node(i int) string { return "节点" + strconv.Itoa(i+1) }

// count is how many rows fill several pages: the longer their texts, the fewer.
func (w *writer) count(inputs []forms.Field) int {
	chars := 0
	for i := range inputs {
		if inputs[i].Type == forms.TypeText {
			chars += longest(&inputs[i])
		}
	}
	n := 12000 / (chars/2 + 1)
	return min(max(n, 12), 42) * max(w.def.Rows.Across, 1)
}

// items are all items of a scoring table: by turns scored, and with every rule that they have, for a reason beside.
func (w *writer) items() object {
	out := object{}
	for i, it := range w.def.Items() {
		w.row = i
		one := object{}
		for k := range w.def.Inputs() {
			f := &w.def.Inputs()[k]
			one[f.Key] = w.value(f)
		}
		key := "deductions"
		if it.Bonus {
			key = "additions"
		}
		switch {
		case w.def.Marks:
			one["met"] = i%3 != 1
		case len(it.Rules) == 0 && i%2 == 1:
			one["score"] = json.Number(it.Points.String())
		default:
			var all []object
			for _, r := range it.Rules {
				reason := object{"rule": r.Key}
				if r.To != nil {
					reason["points"] = json.Number(r.To.String())
				}
				if r.Each {
					reason["count"] = 2
				}
				all = append(all, reason)
			}
			all = append(all, object{"points": 0.1, "reason": w.words(200, false)})
			one[key] = all
		}
		out[it.Key] = one
	}
	return out
}

// choice is by turns each of the options; the rows of a group, or of a merged column, stay together.
func (w *writer) choice(f *forms.Field) any {
	if f.Several {
		return f.Of
	}
	if quota := slices.IndexFunc(w.def.Quota, func(q forms.Quota) bool { return q.Of == f.Key }); quota >= 0 {
		q := w.def.Quota[quota]
		if w.row%7 == 6 && q.AtMost >= 15 {
			return q.Value
		}
		others := slices.DeleteFunc(slices.Clone(f.Of), func(s string) bool { return s == q.Value })
		return others[w.row%len(others)]
	}
	switch {
	case w.row < 0:
		return slices.MaxFunc(f.Of, func(a, b string) int { return len(a) - len(b) })
	case f.Key == itemKey && w.def.Rows.Fixed != nil:
		return w.def.Rows.Fixed[w.row].Item
	case w.together(f):
		return f.Of[w.row*len(f.Of)/w.rows]
	}
	return f.Of[w.row%len(f.Of)]
}

// itemKey says, in a row of the input, which of the form's rows it is about.
const itemKey = "item"

// together says whether rows with the same value stand one under the other: they are printed under one label.
func (w *writer) together(f *forms.Field) bool {
	return w.row >= 0 && (f.Key == w.def.Rows.Group || slices.ContainsFunc(w.def.Columns, func(c forms.Column) bool {
		return c.Merge && c.Key == f.Key
	}))
}

// name says whether a text is a person's name.
func name(f *forms.Field) bool {
	return f.Name || strings.Contains(f.Label, "姓名") || strings.HasSuffix(f.Label, "签字")
}
