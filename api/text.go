package api

import (
	"strings"

	"gongwen/forms"
)

// words are what a problem document says: its title, and its detail with {} for the name it speaks of.
type words struct{ title, detail string }

// fill puts name into the detail.
func (w words) fill(name string) string { return strings.ReplaceAll(w.detail, "{}", name) }

func wordsFor(k kind, lang forms.Lang) words {
	if lang == forms.English {
		return wordsEN[k]
	}
	return wordsZH[k]
}

// parameterFor says what a query parameter may be; empty where its name says enough.
func parameterFor(name string, lang forms.Lang) string {
	if lang == forms.English {
		return parametersEN[name]
	}
	return parametersZH[name]
}
