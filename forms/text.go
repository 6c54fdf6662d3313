package forms

// char is what becomes of a character of the input.
type char uint8

const (
	charGood char = iota
	charBad
)

func hygiene(r rune) char {
	if r < 0x20 {
		return charBad
	}
	return charGood
}
