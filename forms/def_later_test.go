package forms

import (
	"regexp"
	"strings"
	"testing"

	"gongwen/forms/block"
)

// TestLater checks what the later pages of a ledger and of a scoring table say: the title with （续表） unless the
// definition has other words, or none.
func TestLater(t *testing.T) {
	written := regexp.MustCompile(`(?m)^continued:.*\n`)
	for _, kind := range []Kind{Ledger, Score} {
		for line, want := range map[string]string{
			"": "（续表）", "continued: true\n": "（续表）", "continued: 续上页\n": "续上页", "continued: false\n": "", "continued: \"\"\n": "",
		} {
			src := written.ReplaceAllString(string(Starter(kind)), "") + line
			d, err := Parse("own.yaml", []byte(src))
			if err != nil {
				t.Fatalf("%s %q: %v", kind, line, err)
			}
			if said := laterOf(t, d.Blank()); !strings.HasSuffix(said, want) || (said == "") != (want == "") {
				t.Errorf("%s %q: later pages say %q, want %q at its end", kind, line, said, want)
			}
		}
	}
}

// laterOf is what stands above a document's table on its later pages.
func laterOf(t *testing.T, d *Document) (said string) {
	t.Helper()
	for _, b := range d.Sections()[0].Blocks {
		if table, ok := b.(*block.Table); ok && len(table.Later) > 0 {
			said = textOf(table.Later[0].Content)
		}
	}
	return said
}
