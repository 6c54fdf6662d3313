package forms

// rules are the pieces of advice about one row each, or those about the document as a whole.
func (f *filler) rules(perRow bool) []Advice {
	var rules []Advice
	for _, a := range f.def.Advise {
		if a.When.perRow(f.def.lookup) == perRow {
			rules = append(rules, a)
		}
	}
	return rules
}

// lookup tells expressions that have been checked what their names stand for.
func (d *Definition) lookup(name string) (t Type, column, ok bool) {
	for _, fd := range d.Inputs() {
		if fd.Key == name {
			return fd.Type, true, true
		}
	}
	for i := range d.Fields {
		if d.Fields[i].Key == name {
			return d.Fields[i].Type, false, true
		}
	}
	for i := range d.Results {
		if d.Results[i].Key == name {
			return d.Results[i].Type, false, true
		}
	}
	if s := d.seriesOf(name); s != nil {
		return d.inputs[s.First].Type + seriesMark, true, true
	}
	return "", false, false
}

// apply gives the advice whose condition holds for a row without errors, which is value n, or for the document.
func (f *filler) apply(rules []Advice, n int32, row []Value) {
	for i := range rules {
		switch holds := (exprScope{doc: f.doc, row: row}).eval(rules[i].When.root); {
		case holds.zero != nil:
			f.fail(n, CodeZero, f.zero("", holds))
		case holds.truth && rules[i].Stops:
			f.fail(n, CodeRefuse, Args{Words: rules[i].Say})
		case holds.truth:
			f.advise(n, CodeAdvise, Args{Words: rules[i].Say})
		}
	}
}
