package forms_test

import (
	"testing"

	"gongwen/forms"
)

// BenchmarkLibrary parses, checks and links every definition of the library, as a start does that looks at all of them.
func BenchmarkLibrary(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := forms.Builtin().All(); err != nil {
			b.Fatal(err)
		}
	}
}
