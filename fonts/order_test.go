package fonts

import "testing"

// TestOrder checks that every character has one number, in the order of code points, and that no other rune has one.
func TestOrder(t *testing.T) {
	book, err := Open(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range book.Faces() {
		o, err := f.Order()
		if err != nil {
			t.Fatal(err)
		}
		last := uint16(0)
		for r := rune(0); r <= 0x33480; r++ {
			_, _, has := f.Glyph(r)
			n := o.Number(r)
			if has != (n != 0) {
				t.Fatalf("%s: %U has number %d", f.Key(), r, n)
			}
			if !has {
				continue
			}
			if n != last+1 || o.Rune(n) != r {
				t.Fatalf("%s: %U has number %d after %d; that number is %U", f.Key(), r, n, last, o.Rune(n))
			}
			last = n
		}
		if int(last) != o.Len() || o.Len() == 0 || o.Rune(last+1) != 0 || o.Number(-1) != 0 || o.Number(maxRune+1) != 0 {
			t.Errorf("%s: %d characters of %d", f.Key(), last, o.Len())
		}
	}
}
