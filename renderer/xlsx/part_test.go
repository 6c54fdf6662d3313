package xlsx

import (
	"slices"
	"testing"

	"gongwen/forms/block"
)

// TestParts checks that parts of a line have equal shares unless one needs more.
func TestParts(t *testing.T) {
	g := grid{0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000}
	for _, c := range []struct {
		wants []block.Length
		want  []int
	}{
		{[]block.Length{5_000, 5_000}, []int{0, 3, 6}},
		{[]block.Length{35_000, 15_000}, []int{0, 4, 6}},
		{[]block.Length{35_000, 25_000}, []int{0, 3, 6}}, // no boundary leaves both enough
		{[]block.Length{1_000, 35_000, 10_000}, []int{0, 1, 5, 6}},
		{[]block.Length{99_000, 1_000}, []int{0, 3, 6}},
		{[]block.Length{99_000}, []int{0, 6}},
	} {
		if got := g.parts(c.wants); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.wants, got, c.want)
		}
	}
}

// TestCutContent checks that a paragraph's cells have its spans' parts.
func TestCutContent(t *testing.T) {
	content := append(words("前面"), given("中间", "/a")...)
	for _, c := range []struct {
		from, to int
		want     string
	}{{0, 0, "前面中间"}, {0, 3, "前"}, {3, 9, "面中"}, {9, 12, "间"}} {
		if got := join(item{from: c.from, to: c.to}.of(content)); got != c.want {
			t.Errorf("%d to %d: %q, want %q", c.from, c.to, got, c.want)
		}
	}
}
