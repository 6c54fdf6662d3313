package fonts

import "testing"

func TestFirst(t *testing.T) {
	b, err := Open(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range "一𬭎堃㛃喆䶮𫖯𬱖𠮷𱎼𪚥1—" {
		for role := range roles {
			g := b.Glyph(role, r)
			t.Logf("%c %s %s %d %d", r, role, b.At(g.Face).Key(), g.ID, g.Advance)
		}
	}
	out, err := b.Face("song").Subset(nil, []uint16{0, 5, 3, 1000})
	t.Log(len(out), err)
}
