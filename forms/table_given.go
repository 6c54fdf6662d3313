package forms

import "gongwen/forms/block"

// Given are entries for fields whose values come from elsewhere than the file, as texts by their keys, as they would be
// typed. Beside one of the file that says something else they are a problem, as two cells are that disagree. A key that
// is no field's is a problem.
func (d *Definition) Given(fields map[string]string) (entries []block.Entry, problems []Problem) {
	for _, key := range sortedKeys(fields) {
		if f := d.fieldOf(key); f == nil || !f.Taken() {
			problems = append(problems, Problem{Code: CodeUnknown, Args: Args{Value: shorten(key), Near: d.nearKey(key)}})
			continue
		}
		entries = append(entries, block.Entry{Path: "fields/" + key, Text: fields[key]})
	}
	return entries, problems
}
