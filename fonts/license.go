package fonts

import _ "embed" // the licence texts

var (
	//go:embed LICENSES/OFL-1.1.txt
	oflText string
	//go:embed LICENSES/ARPHICPL.txt
	arphicText string
	//go:embed LICENSES/Hanazono.txt
	hanazonoText string
)

// License is a licence that embedded faces are under; whoever passes the program on passes its text on too.
type License struct {
	Name  string
	Faces []string // keys of the faces
	Text  string   // whole, with the copyright lines
}

// Licenses returns the licences of the embedded faces.
func Licenses() []License {
	fang, more := fangSongLicenses()
	return append([]License{
		{
			Name:  "SIL Open Font License 1.1",
			Faces: append([]string{"song", "hei", "kai", "xbs", "rare", "rare-l3"}, fang...),
			Text:  oflText,
		},
		{Name: "ARPHIC PUBLIC LICENSE", Faces: []string{"rare-gh"}, Text: arphicText},
		{Name: "Hanazono Font License", Faces: []string{"rare", "rare-l3"}, Text: hanazonoText},
	}, more...)
}
