package fonts_test

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"gongwen/fonts"
)

// A packed face costs up to 20 MB and 0.2 s to unpack: only a character it can have may cause that.
func TestRareFacesStayPacked(t *testing.T) {
	for _, tt := range []struct {
		text string
		want string
	}{
		{"", ""},
		{"职业培训机构年度检查１２3…—𬭎堃㛃喆䶮𫖯𬱖", ""},
		{"😀\u200b\ufeff\ue000ёक한\x00\U000F0000", ""},
		{"⺀⼀𠮷𪚥", ""},
		{"𰻝", "rare-gh"},
		{"𠀣", "rare-l3"},
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
		for _, key := range []string{"rare-gh", "rare-l3"} {
			if fonts.Unpacked(b.Face(key)) {
				got += " " + key
			}
		}
		if got != tt.want && got != " "+tt.want {
			t.Errorf("%s: unpacked%s, want %s", tt.text, got, tt.want)
		}
	}
}

func TestPackedFaces(t *testing.T) {
	pack := func(data []byte) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write(data); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	good := pack(sample().file())
	if id, _, ok := fonts.Packed(good).Glyph('B'); id != square || !ok {
		t.Errorf("glyph %d, %v", id, ok)
	}
	for _, tt := range []struct{ name, packed, want string }{
		{"not gzip", "neither gzip nor a font", "gzip: invalid header"},
		{"cut", good[:len(good)/2], ""},
		{"boastful", good[:len(good)-1] + "\xFF", "gzip: states"},
		{"changed", good[:len(good)-6] + "\xFF" + good[len(good)-5:], "gzip: invalid checksum"},
		{"two members", good + pack([]byte("more")), ""},
		{"no font", pack([]byte("a text of some length")), "not a TrueType file"},
	} {
		f := fonts.Packed(tt.packed)
		if _, _, ok := f.Glyph('B'); ok || f.Advance(0) != 0 || f.TrueType() != nil || f.Metrics().Flags != fonts.FlagSymbolic {
			t.Errorf("%s: the face has something", tt.name)
		}
		if _, err := f.Subset(nil, []uint16{0}); err == nil || !strings.Contains(err.Error(), "fonts: face packed: "+tt.want) {
			t.Errorf("%s: error %v", tt.name, err)
		}
	}
}
