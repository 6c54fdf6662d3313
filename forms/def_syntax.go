package forms

import (
	"bytes"
	"sort"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// syntaxError is what the YAML library says, in its words.
type syntaxError string

func (e syntaxError) text(lang Lang) string {
	if lang == Chinese {
		for _, w := range syntaxZH {
			if strings.HasPrefix(string(e), w.english) {
				return w.chinese
			}
		}
	}
	return string(e)
}

// syntax notes an error of the YAML library, which has the line in its words. That line is where the innermost list or
// mapping begins when one of its parts is wrong, which may be far above: the line that is wrong is the first one up to
// which the file is wrong in the same way.
func (d *decoder) syntax(src []byte, err error) {
	line, words := syntaxLine(err)
	if strings.HasPrefix(words, "did not find expected") {
		rows := bytes.SplitAfter(src, []byte("\n"))
		n := sort.Search(len(rows), func(n int) bool {
			err := yaml.Unmarshal(bytes.Join(rows[:n], nil), new(yaml.Node))
			if err == nil {
				return false
			}
			_, w := syntaxLine(err)
			return w == words
		})
		line = n
	}
	place := &yaml.Node{}
	if line > 0 {
		place.Line, place.Column = line, 1
	}
	d.fault(place, "", faultSyntax, syntaxError(words))
}

// syntaxLine parts an error of the YAML library into its line, 0 for none, and what it says.
func syntaxLine(err error) (line int, words string) {
	words = strings.TrimPrefix(err.Error(), "yaml: ")
	if rest, ok := strings.CutPrefix(words, "line "); ok {
		digits, what, _ := strings.Cut(rest, ": ")
		if n, err := strconv.Atoi(digits); err == nil {
			return n, what
		}
	}
	return 0, words
}
