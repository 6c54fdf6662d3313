package forms

import (
	"errors"
	"fmt"
	"strings"
)

// Template is a text with {key} placeholders for fields, such as a title with its year.
// The zero Template is empty.
type Template struct{ parts []TemplatePart }

// TemplatePart is a piece of a Template: words of the form, or the key of a field in their place.
type TemplatePart struct{ Text, Key string }

var errBrace = errors.New("unpaired brace")

// ParseTemplate splits src into words and keys. A brace without its partner and a key that is not one are errors.
func ParseTemplate(src string) (Template, error) {
	var t Template
	for rest := src; rest != ""; {
		words, after, opened := strings.Cut(rest, "{")
		if strings.Contains(words, "}") {
			return Template{}, errBrace
		}
		if words != "" {
			t.parts = append(t.parts, TemplatePart{Text: words})
		}
		if !opened {
			break
		}
		key, tail, closed := strings.Cut(after, "}")
		if !closed {
			return Template{}, errBrace
		}
		if !isKey(key) {
			return Template{}, fmt.Errorf("{%s} is not a key", key)
		}
		t.parts = append(t.parts, TemplatePart{Key: key})
		rest = tail
	}
	return t, nil
}

// Parts are the template's pieces, in order. They may not be written to.
func (t Template) Parts() []TemplatePart { return t.parts }

// Expand puts the text that value gives for each key in the key's place.
func (t Template) Expand(value func(key string) string) string {
	var b strings.Builder
	for _, p := range t.parts {
		if p.Key == "" {
			b.WriteString(p.Text)
		} else {
			b.WriteString(value(p.Key))
		}
	}
	return b.String()
}

// String is the template as it was written.
func (t Template) String() string {
	return t.Expand(func(key string) string { return "{" + key + "}" })
}

// Line is String on one line, for lists.
func (t Template) Line() string { return strings.ReplaceAll(t.String(), "\n", "") }

// isKey tells whether s is ASCII lower_snake: a letter, then letters, digits and single underscores between them.
func isKey(s string) bool { return isWords(s, '_') }

// isRuleKey tells whether s is ASCII lower-hyphen, as the keys of deduction rules are.
func isRuleKey(s string) bool { return isWords(s, '-') }

func isWords(s string, joint byte) bool {
	last := joint
	for i := 0; i < len(s); i++ {
		c := s[i]
		letter := 'a' <= c && c <= 'z'
		digit := '0' <= c && c <= '9'
		switch {
		case letter, digit && i > 0, c == joint && last != joint:
			last = c
		default:
			return false
		}
	}
	return last != joint
}
