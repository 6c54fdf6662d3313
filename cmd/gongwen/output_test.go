package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOutputIsNotTheInput has every command refuse to write over what it reads, also by another name, and leave it as it is.
func TestOutputIsNotTheInput(t *testing.T) {
	lines := file(t, "in.ndjson", ndjson(units(2)))
	one := file(t, "one.pdf", ledger)
	packet := file(t, "packet.pdf", `{"title": "示例", "documents": [`+ledger+`]}`)
	filled := copyOf(t, "台账.xlsx", "示例学校", "2013-05-20", 5)
	link := filepath.Join(t.TempDir(), "link.zip")
	symlink(t, lines, link)
	for _, c := range []struct {
		input string
		args  []string
	}{
		{lines, []string{"batch", "luzhou-2013/ledger", lines, "-o", lines, "--as", "zip"}},
		{lines, []string{"batch", "luzhou-2013/ledger", lines, "-o", link}},
		{one, []string{"render", "luzhou-2013/ledger", one, "-o", one}},
		{packet, []string{"packet", packet, "-o", packet}},
		{filled, []string{"import", "luzhou-2013/ledger", filled, "-o", filled}},
		{filled, []string{"import", "luzhou-2013/ledger", filled, "--annotate", filled}},
		{filled, []string{"import", "luzhou-2013/ledger", filled, filled, "--report", filled}},
		{filled, []string{"import", "luzhou-2013/ledger", filled, filled, "--annotate", filepath.Dir(filled)}},
		{filled, []string{"import", "luzhou-2013/ledger", filepath.Dir(filled), "--annotate", filepath.Join(filepath.Dir(filled), "退回")}},
	} {
		before, err := os.ReadFile(c.input)
		if err != nil {
			t.Fatal(err)
		}
		r := execute(t, "", c.args...)
		after, err := os.ReadFile(c.input)
		if r.code != exitUsage || !strings.Contains(r.stderr, "name another") || err != nil || string(before) != string(after) {
			t.Errorf("%q: exit code %d; %s (%v)", c.args, r.code, r.stderr, err)
		}
		if got := left(t, filepath.Dir(c.input)); len(got) != 1 {
			t.Errorf("%q: left %q", c.args, got)
		}
	}
}
