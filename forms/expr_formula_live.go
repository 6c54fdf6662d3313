package forms

import (
	"slices"
	"strings"

	"gongwen/forms/block"
)

// live is a field's own cell in a workbook, or what a result of a slip follows from; i is the field's place, or -1.
func (w *formulas) live(key string, i int) (formula, bool) {
	if i >= 0 {
		f := w.doc.Definition.Fields[i]
		return cellFormula("{@"+w.doc.twin.prefix+"fields/"+key+"}", &f)
	}
	for k := range w.doc.Definition.Results {
		r := &w.doc.Definition.Results[k]
		if r.Key != key {
			continue
		}
		f, ok := w.value(r.Value.root)
		return f, ok && f.kind != "" && f.kind != TypeDate
	}
	return formula{}, false
}

// resultFormula is that of a slip's result in a cell of its own, or empty. In the empty form there is none as long as there
// is nothing that it follows from.
func (d *Document) resultFormula(f *Field) block.Formula {
	w := &formulas{doc: d}
	code := w.of(f)
	if counted := d.counted(f); counted != "" && code != "" {
		code = "IF(" + block.Formula(counted) + "," + code + `,"")`
	}
	return code
}

// counted is the condition that there is something that a result of the empty form follows from: of a sum, a number; of
// what has a value whatever is given, one of the fields in it. Empty when it needs none.
func (d *Document) counted(f *Field) string {
	if !d.Blank {
		return ""
	}
	w := &formulas{doc: d}
	if o, sums := f.Value.root.(*exprOver); sums {
		id, ok := o.of.(*exprIdent)
		if !ok {
			return ""
		}
		cells, _ := w.cells(id.name)
		return "COUNT(" + cells + ")>0"
	}
	if part, ok := w.value(f.Value.root); !ok || len(part.known) > 0 {
		return ""
	}
	var any []string
	walkNames(f.Value.root, func(id *exprIdent) bool {
		cell := "{@" + d.twin.prefix + "fields/" + id.name + `}<>""`
		if d.fieldIndex(id.name) < 0 {
			k := slices.IndexFunc(d.Definition.Results, func(r Result) bool { return r.Key == id.name })
			if k < 0 {
				return true
			}
			cell = d.counted(&d.Definition.Results[k].Field)
		}
		if cell != "" && !slices.Contains(any, cell) {
			any = append(any, cell)
		}
		return true
	})
	if len(any) == 0 {
		return ""
	}
	return "OR(" + strings.Join(any, ",") + ")"
}

// resultText is a result among other words; without a value it is these. Empty when a sheet cannot work it out.
func (d *Document) resultText(f *Field, without string) block.Formula {
	w := &formulas{doc: d}
	part, ok := w.value(f.Value.root)
	if !ok || part.kind == "" || part.kind == TypeDate {
		return ""
	}
	if part.kind == TypeNumber && !part.exact {
		part.code = "ROUND(" + part.code + ",12)"
	}
	if counted := d.counted(f); counted != "" {
		part.known = append(part.known, counted)
	}
	code := f.text(part.code)
	if len(part.known) == 0 {
		return block.Formula(code)
	}
	return block.Formula("IF(" + all(part.known) + "," + code + "," + textFormula(without) + ")")
}
