//go:build oflfonts

package fonts

import _ "embed" // the faces

//go:embed faces/gw-fangsong-ofl.ttf
var fangFile string

// fangSong is the stand-in under the OFL alone: a thinned kai with GB 2312 and 通用规范汉字表, in one face.
func fangSong() []builtin {
	return []builtin{{key: "fang", name: "GongwenFangSongOFL", file: fangFile, stem: 50, serif: true}}
}

// fangSongLicenses returns the 仿宋 faces under the OFL, and the licence of the others.
func fangSongLicenses() (ofl []string, more []License) { return []string{"fang"}, nil }
