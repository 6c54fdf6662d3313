package fonts

import (
	_ "embed" // the faces
	"unsafe"
)

// The faces are embedded as strings, which the linker puts into read-only memory: a write through TrueType's
// slice faults instead of spoiling every later document.
var (
	//go:embed faces/gw-song.ttf
	songFile string
	//go:embed faces/gw-xiaobiaosong.ttf
	titleFile string
	//go:embed faces/gw-hei.ttf
	heiFile string
	//go:embed faces/gw-kai.ttf
	kaiFile string
	//go:embed faces/gw-rare.ttf
	rareFile string
	//go:embed faces/gw-rare-gh.ttf.gz
	rareGHFile string
	//go:embed faces/gw-rare-l3.ttf.gz
	rareL3File string
)

// raw is the string's bytes in place; a conversion would copy 13 MB.
func raw(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// builtin describes an embedded face. What the painters ask before any glyph (name, stem) stands here, so that
// it costs a rare face no unpacking.
type builtin struct {
	key   string
	name  string // PostScript
	file  string // embedded
	stem  int16  // the vertical stroke of 十, 1/1000 em
	serif bool
	spans []span // for a compressed face: where its characters are; nil for a raw one
}

// span is a range of code points, ends included.
type span struct{ lo, hi rune }

// builtins lists the faces common to every build; the 仿宋 ones come from fangSong.
func builtins() []builtin {
	faces := []builtin{
		{key: "song", name: "GongwenSong", file: songFile, stem: 68, serif: true},
		{key: "hei", name: "GongwenHei", file: heiFile, stem: 103},
		{key: "kai", name: "GongwenKai", file: kaiFile, stem: 70},
		{key: "xbs", name: "GongwenXiaoBiaoSong", file: titleFile, stem: 128, serif: true},
	}
	faces = append(faces, fangSong()...)
	return append(faces,
		builtin{key: "rare", name: "GongwenRare", file: rareFile, stem: 60, serif: true},
		builtin{key: "rare-gh", name: "GongwenRareGH", file: rareGHFile, stem: 60, serif: true, spans: []span{
			{0x9FEB, 0x9FFC}, {0x30000, 0x323AF}}},
		builtin{key: "rare-l3", name: "GongwenRareL3", file: rareL3File, stem: 60, serif: true, spans: []span{
			{0x20023, 0x2A6A1}, {0x2A7D1, 0x2B727}, {0x2B830, 0x2EBD7}}})
}
