package forms

// Coverage knows the characters that can be printed. *fonts.Book is one.
type Coverage interface {
	Covers(r rune) bool
}
