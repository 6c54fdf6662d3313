package forms

import "go.yaml.in/yaml/v3"

// YAML is the definition as it was written, comments included. It may not be written to.
func (d *Definition) YAML() []byte { return d.text }

// JSON is what the definition says, as JSON in the definition's own order.
func (d *Definition) JSON() ([]byte, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(d.text, &doc); err != nil {
		return nil, err
	}
	return append(appendJSON(nil, doc.Content[0], 0), '\n'), nil
}
