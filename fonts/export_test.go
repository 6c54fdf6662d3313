package fonts

// SubsetUnchecked parses a font and makes a subset of it without the check of every outline that a licensed face
// goes through, so that the subsetter itself meets broken ones.
func SubsetUnchecked(file []byte, ids []uint16) ([]byte, error) {
	s, err := parse(file)
	if err != nil {
		return nil, err
	}
	return s.subset(nil, ids)
}

// Unpacked says whether a face lies in memory ready to use.
func Unpacked(f *Face) bool { return f.font.data != nil }

// Packed returns a face that is unpacked from gzip on first need.
func Packed(gzip string) *Face {
	return &Face{key: "packed", packed: gzip, spans: []span{{0, 0x10FFFF}}}
}

// Glyphs is how many glyphs a face has.
func Glyphs(f *Face) int { return f.sfnt().glyphs }
