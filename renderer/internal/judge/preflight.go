package judge

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// jars are what PDFBox Preflight runs on, as Debian's packages libpdfbox2-java and default-jre-headless install it.
func jars() []string {
	names := []string{"preflight", "pdfbox2", "xmpbox", "fontbox2", "commons-logging", "javax.activation", "jaxb-api", "commons-io"}
	for i, n := range names {
		names[i] = filepath.Join("/usr/share/java", n+".jar")
	}
	return names
}

// finding is a line of Preflight's report: the code of what it found, and words.
var finding = regexp.MustCompile(`(?m)^([0-9.]+) : .*$`)

// Preflight fails the test for what PDFBox Preflight finds in the file. It knows PDF/A-1b alone: allowed are the
// codes of what part 1 forbids and part 2 does not.
func Preflight(t testing.TB, file []byte, allowed ...string) {
	t.Helper()
	for _, jar := range jars() {
		if _, err := os.Stat(jar); err != nil {
			Missing(t, filepath.Base(jar))
		}
	}
	out, errs, _ := run(t, "java", "-cp", strings.Join(jars(), string(filepath.ListSeparator)),
		"org.apache.pdfbox.preflight.Validator_A1b", File(t, "preflight.pdf", file))
	if !strings.Contains(out, "PDF/A-1b") {
		t.Fatalf("preflight did not judge: %s", firstLines(out+errs))
	}
	for _, f := range finding.FindAllStringSubmatch(out, -1) {
		if !slices.Contains(allowed, f[1]) {
			t.Errorf("preflight: %s", f[0])
		}
	}
}
