package page

import (
	"errors"
	"strings"
	"testing"
)

func TestDump(t *testing.T) {
	pages := []*Page{{
		Width: 595276, Height: 841890,
		Fills: []Fill{{X: 1, Y: 20, W: 300, H: 4000, Color: 0x00ff10}},
		Marks: []Mark{{X: 9, Y: 500000, Size: 120000, Face: "hei", Str: "副本", Color: 0xe6e6e6}},
		Lines: []Line{{X1: 79370, Y1: 120000, X2: 521575, Y2: 120000, Width: 1000}},
		Texts: []Text{
			{X: -1500, Y: 100000, Size: 10500, Face: "song", Str: "示\"例", Layer: Data, Track: 250, Kerns: []Kern{{At: 3, By: -5250}, {At: 4, By: 5}}},
			{X: 7, Y: 8, Size: 9000, Face: "hei", Str: "页", Color: 0xff0000, Turn: 1},
		},
		Seals: []Seal{{X: 100000, Y: 200000, Diameter: 119055}},
	}, {Width: 10, Height: 20}}
	const want = `page 1 595.276 841.890
fill 0.001 0.020 0.300 4.000 #00ff10 form
mark 0.009 500.000 size 120.000 hei #e6e6e6 form "副本"
line 79.370 120.000 521.575 120.000 width 1.000 form
text -1.500 100.000 size 10.500 song data "示\"例" track 0.250 kern 3:-5.250 4:0.005
text 0.007 0.008 size 9.000 hei #ff0000 form "页" turn 1
seal 100.000 200.000 119.055
page 2 0.010 0.020
`
	var b strings.Builder
	if err := Dump(&b, pages); err != nil {
		t.Fatal(err)
	}
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

func TestDumpError(t *testing.T) {
	full := errors.New("full")
	if err := Dump(failing{full}, []*Page{{}}); !errors.Is(err, full) {
		t.Errorf("got %v, want the writer's error", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestMicrons(t *testing.T) {
	for _, c := range []struct {
		um   int64
		want Length
	}{{0, 0}, {25400, 72000}, {-25400, -72000}, {210000, 595276}, {297000, 841890}, {1, 3}} {
		if got := Microns(c.um); got != c.want {
			t.Errorf("Microns(%d) = %d, want %d", c.um, got, c.want)
		}
	}
}
