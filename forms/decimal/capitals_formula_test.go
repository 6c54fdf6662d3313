package decimal

import (
	"strings"
	"testing"
)

// TestCapitalsFormula: the formula is one that sheets take; that it says what Capitals says is tested where a program works it
// out, in renderer.
func TestCapitalsFormula(t *testing.T) {
	f := CapitalsFormula("ABC1048576")
	if len(f) > 8000 {
		t.Errorf("%d characters, of which a cell takes 8,192", len(f))
	}
	depth, most := 0, 0
	for i, part := range strings.Split(f, `"`) {
		if i%2 == 1 {
			continue // quoted
		}
		for _, c := range part {
			switch c {
			case '(':
				depth++
				most = max(most, depth)
			case ')':
				depth--
			}
		}
	}
	if depth != 0 || most > 60 || strings.Count(f, `"`)%2 != 0 {
		t.Errorf("%d brackets stay open, %d deep: %s", depth, most, f)
	}
}
