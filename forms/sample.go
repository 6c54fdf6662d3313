package forms

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Sample is a valid input of the form as JSON, with form and version: the definition's sample in its own order.
// Lint and the tests check that it is valid.
func (d *Definition) Sample() []byte {
	b := []byte("{\n  \"form\": " + quote(d.ID) + ",\n  \"version\": " + strconv.Itoa(d.Version))
	for i := 0; i+1 < len(d.sample.Content); i += 2 {
		b = append(b, ",\n  "...)
		b = append(b, quote(d.sample.Content[i].Value)...)
		b = append(b, ": "...)
		b = appendJSON(b, d.sample.Content[i+1], 1)
	}
	return append(b, "\n}\n"...)
}

// appendJSON appends a YAML node as JSON. What holds lists or mappings has a line for each, the rest is on one line.
func appendJSON(b []byte, n *yaml.Node, depth int) []byte {
	step := 1
	switch n.Kind {
	case yaml.MappingNode:
		b, step = append(b, '{'), 2
	case yaml.SequenceNode:
		b = append(b, '[')
	default:
		return append(b, scalarJSON(n)...)
	}
	line := ""
	if slices.ContainsFunc(n.Content, func(c *yaml.Node) bool { return c.Kind != yaml.ScalarNode }) {
		line = "\n" + strings.Repeat("  ", depth)
	}
	for i := 0; i < len(n.Content); i += step {
		if i > 0 {
			b = append(b, ',')
			if line == "" {
				b = append(b, ' ')
			}
		}
		if line != "" {
			b = append(b, line+"  "...)
		}
		if step == 2 {
			b = append(b, quote(n.Content[i].Value)...)
			b = append(b, ": "...)
		}
		b = appendJSON(b, n.Content[i+step-1], depth+1)
	}
	b = append(b, line...)
	if step == 2 {
		return append(b, '}')
	}
	return append(b, ']')
}

// scalarJSON keeps numbers as they are written, and makes what JSON has no value for (dates) text.
func scalarJSON(n *yaml.Node) string {
	switch n.Tag {
	case "!!null":
		return "null"
	case "!!bool":
		return strings.ToLower(n.Value)
	case "!!int", "!!float":
		if json.Valid([]byte(n.Value)) {
			return n.Value
		}
	}
	return quote(n.Value)
}

func quote(s string) string {
	b, _ := json.Marshal(s) // a string always has a JSON form
	return string(b)
}
