package forms

import (
	"reflect"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestEncode writes every definition but the slips again: the same comes on paper, in a workbook and in the schema.
func TestEncode(t *testing.T) {
	all, err := Builtin().All()
	if err != nil {
		t.Fatal(err)
	}
	sources := map[Kind]reflect.Type{}
	for _, k := range sourceTypes() {
		sources[k.kind] = k.of
	}
	for _, def := range all {
		if def.Kind == Slip {
			continue
		}
		d := &decoder{}
		source := reflect.New(sources[def.Kind]).Elem()
		d.decode(d.tree(def.YAML()), "", source)
		text, err := yaml.Marshal(encode(source))
		if err != nil {
			t.Fatal(err)
		}
		again, err := Parse(def.ID, text)
		if err != nil {
			t.Fatal(err)
		}
		if err := again.bind(def.ID, Builtin()); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(def.Blank().Sections(), again.Blank().Sections()) || !reflect.DeepEqual(def.Blank().Sheets(), again.Blank().Sheets()) ||
			string(def.Schema()) != string(again.Schema()) || string(def.Sample()) != string(again.Sample()) {
			t.Errorf("%s is another form when it is written again:\n%s", def.ID, text)
		}
	}
}
