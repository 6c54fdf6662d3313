package batch

import (
	"strconv"

	"gongwen/forms"
	"gongwen/renderer"
)

// Codes of what is told of a document that its form does not know.
const (
	codeTries = "tries" // begun maxTries times, never ended
	codeMore  = "more"  // problems beyond those listed
)

// tell is a problem in words.
func tell(pointer, code string, lang forms.Lang) renderer.Told {
	words := wordsZH
	if lang == forms.English {
		words = wordsEN
	}
	return renderer.Told{Pointer: pointer, Code: code, Detail: words[code]}
}

// pointer is the place of a document in what was sent.
func pointer(item int) string { return "/documents/" + strconv.Itoa(item) }

// listed is the first problems of a list, with a last one that says that there are more.
func listed(all []renderer.Told, most int, lang forms.Lang) []renderer.Told {
	if len(all) <= most {
		return all
	}
	return append(all[:most-1:most-1], tell("", codeMore, lang))
}
