package fonts_test

import (
	"testing"

	"gongwen/fonts"
)

// A rare face costs up to 20 MB and 0.1 s to unpack: only a character it can have may cause that.
func TestRareFacesStayPacked(t *testing.T) {
	for _, tt := range []struct {
		text string
		want string
	}{
		{"", ""},
		{"职业培训机构年度检查１２3…—𬭎堃㛃喆䶮𫖯𬱖", ""},
		{"😀\u200b\ufeff\ue000ёक한\x00\U000F0000", ""},
		{"⺀⼀", "rare"},
		{"𠮷", "rare"},
		{"𰻝", "rare-gh"},
		{"𠀣", "rare rare-l3"},
	} {
		if tt.want != "" && testing.Short() {
			continue // unpacking takes seconds under the race detector
		}
		b := open(t)
		for _, r := range tt.text {
			for _, role := range roles {
				b.Glyph(role, r)
			}
			b.Covers(r)
		}
		for _, f := range b.Faces() {
			f.Key()
			f.Name()
		}
		got := ""
		for _, key := range []string{"rare", "rare-gh", "rare-l3"} {
			if fonts.Unpacked(b.Face(key)) {
				got += " " + key
			}
		}
		if got != tt.want && got != " "+tt.want {
			t.Errorf("%s: unpacked%s, want %s", tt.text, got, tt.want)
		}
	}
}
