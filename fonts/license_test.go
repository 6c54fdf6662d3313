package fonts_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"

	"gongwen/fonts"
)

func TestEveryFaceHasItsLicense(t *testing.T) {
	under := map[string]string{} // key to names
	for _, l := range fonts.Licenses() {
		for _, key := range l.Faces {
			under[key] += l.Name + "; "
		}
	}
	b := shared(t)
	for _, f := range b.Faces() {
		if under[f.Key()] == "" {
			t.Errorf("face %s is under no licence", f.Key())
		}
	}
	if len(under) != len(b.Faces()) {
		t.Errorf("licences for %d faces, the book has %d", len(under), len(b.Faces()))
	}
	for key, want := range map[string]string{"song": "Open Font", "rare-gh": "ARPHIC", "rare": "Hanazono"} {
		if !strings.Contains(under[key], want) {
			t.Errorf("face %s: under %s want %s", key, under[key], want)
		}
	}
}

func TestLicenseTextsAreWhole(t *testing.T) {
	passages := map[string][]string{
		"SIL Open Font License 1.1": {
			"Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'", "LXGW", "The Klee Project Authors", "GlyphWiki Project",
			"PREAMBLE", "DEFINITIONS", "PERMISSION & CONDITIONS", "1) Neither", "2) Original", "3) No Modified", "4) The name(s)",
			"5) The Font Software", "TERMINATION", "DISCLAIMER", "OTHER DEALINGS IN THE FONT SOFTWARE.\n",
		},
		"ARPHIC PUBLIC LICENSE": {"ARPHIC PUBLIC LICENSE\n\nCopyright (C) 1999 Arphic", "8. DAMAGES WAIVER", "POSSIBILITY OF SUCH DAMAGES"},
		"Hanazono Font License": {"Unlimited permission is granted", "WITHOUT WARRANTY", "GlyphWiki Project"},
		"GNU General Public License 3 with font exception": {
			"the Fandol team", "extends the font exception", "FandolFang-Regular.otf", "GNU GENERAL PUBLIC LICENSE", "TERMS AND CONDITIONS",
			"17. Interpretation of Sections 15 and 16.", "END OF TERMS AND CONDITIONS", "you may extend this exception",
		},
	}
	for _, l := range fonts.Licenses() {
		if len(passages[l.Name]) == 0 {
			t.Errorf("%s: not expected", l.Name)
		}
		for _, p := range passages[l.Name] {
			if !strings.Contains(l.Text, p) {
				t.Errorf("%s: the text lacks %q", l.Name, p)
			}
		}
	}
}

// The committed faces are those that the build script made and checked.
func TestFacesAreTheBuiltOnes(t *testing.T) {
	text, err := os.ReadFile("faces/SHA256SUMS")
	if err != nil {
		t.Fatal(err)
	}
	sums := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		sums[strings.Fields(line)[0]] = true
	}
	for _, f := range shared(t).Faces() {
		if sum := fmt.Sprintf("%x", sha256.Sum256(f.TrueType())); !sums[sum] {
			t.Errorf("face %s has the sum %s, which faces/SHA256SUMS does not list", f.Key(), sum)
		}
	}
}
