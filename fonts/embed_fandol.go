//go:build !oflfonts

package fonts

import _ "embed" // the faces

var (
	//go:embed faces/gw-fangsong.ttf
	fangFile string
	//go:embed faces/gw-fangsong-ext.ttf
	fangExtFile string
	//go:embed LICENSES/GPL-3.0-font-exception.txt
	gplText string
)

// fangSong is FandolFang (GPL-3 with the font exception) and, for what it lacks, a thinned kai.
func fangSong() []builtin {
	return []builtin{
		{key: "fang", name: "GongwenFangSong", file: fangFile, stem: 43, serif: true},
		{key: "fang-ext", name: "GongwenFangSongExt", file: fangExtFile, stem: 50, serif: true},
	}
}

// fangSongLicenses returns the 仿宋 faces under the OFL, and the licence of the other one.
func fangSongLicenses() (ofl []string, more []License) {
	return []string{"fang-ext"}, []License{
		{Name: "GNU General Public License 3 with font exception", Faces: []string{"fang"}, Text: gplText},
	}
}
