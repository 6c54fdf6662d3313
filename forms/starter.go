package forms

import "embed"

//go:embed starter
var starters embed.FS

// Starter is a definition of the kind to start from, in YAML with comments in Chinese: it is right as it is, to be
// changed line by line. It is nil for a kind that there is not.
func Starter(kind Kind) []byte {
	if _, ok := ParseKind(string(kind)); !ok {
		return nil
	}
	text, _ := starters.ReadFile("starter/" + string(kind) + ".yaml") // of every kind; see its test
	return text
}
