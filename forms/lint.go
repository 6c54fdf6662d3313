package forms

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Lint is Library.Lint with the built-in forms.
func Lint(file string, src []byte) error { return Builtin().Lint(file, src) }

// Lint checks a definition as Parse does, what it attaches against the library, and fills its sample, which Parse leaves
// out to start quickly. The error is a *DefinitionError.
func (l *Library) Lint(file string, src []byte) error {
	def, err := Parse(file, src)
	if err != nil {
		return err
	}
	if err := def.bind(file, l); err != nil {
		return err
	}
	in, problems := ParseInput(def.Sample(), Limits{})
	if len(problems) == 0 {
		_, problems = def.Fill(in, nil)
	}
	d := &decoder{file: file, root: def.sample}
	for _, p := range problems {
		if p.Severity == SeverityError {
			n, path := follow(def.sample, p.Pointer)
			d.fault(n, join("sample", path), faultSample, p)
		}
	}
	if len(d.faults) > 0 {
		return &DefinitionError{Faults: d.faults}
	}
	return nil
}

// follow walks from n along a JSON pointer as far as there are nodes. path is the pointer as a path of the definition.
func follow(n *yaml.Node, pointer string) (at *yaml.Node, path string) {
	for _, step := range strings.Split(pointer, "/")[1:] {
		here := step
		if i, err := strconv.Atoi(step); err == nil && n.Kind == yaml.SequenceNode {
			here = index("", i)
			path += here
		} else {
			path = join(path, step)
		}
		n = locate(n, here)
	}
	return n, path
}
