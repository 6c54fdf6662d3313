package batch

// wordsEN are what is told of a document by this package, by its code.
var wordsEN = map[string]string{
	codeTries: "tried three times in vain: each time the program died over it or took too long",
	codeMore:  "there are more problems than are listed",
}
