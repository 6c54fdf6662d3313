package page

import (
	"strings"
	"testing"
)

func TestKeepAndMove(t *testing.T) {
	p := &Page{
		Width: 100000, Height: 200000,
		Fills: []Fill{{X: 1000, Y: 2000, W: 3000, H: 4000}, {X: 5000, Y: 6000, W: 1000, H: 1000, Layer: Data}},
		Marks: []Mark{{X: 1000, Y: 2000, Size: 9000, Face: "hei", Str: "副本"}},
		Lines: []Line{{X1: 1000, Y1: 2000, X2: 3000, Y2: 2000, Width: 500}},
		Texts: []Text{
			{X: 1000, Y: 2000, Size: 9000, Face: "song", Str: "单位："},
			{X: 4000, Y: 2000, Size: 9000, Face: "song", Str: "示例", Layer: Data, Turn: 3},
		},
		Seals: []Seal{{X: 1000, Y: 2000, Diameter: 500}},
	}
	p.Keep(Data)
	p.Move(500, -1000)
	const want = `page 1 100.000 200.000
fill 5.500 5.000 1.000 1.000 data
mark 1.500 1.000 size 9.000 hei form "副本"
text 4.500 1.000 size 9.000 song data "示例" turn 3
seal 1.500 1.000 0.500
`
	var b strings.Builder
	if err := Dump(&b, []*Page{p}); err != nil {
		t.Fatal(err)
	}
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

func TestMoveTakesEverything(t *testing.T) {
	p := &Page{Lines: []Line{{X1: 1, Y1: 2, X2: 3, Y2: 4}}}
	p.Move(10, 20)
	if l := p.Lines[0]; l.X1 != 11 || l.Y1 != 22 || l.X2 != 13 || l.Y2 != 24 {
		t.Errorf("got %+v", l)
	}
}
