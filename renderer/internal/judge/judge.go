package judge

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Need skips the test if one of the programs is missing, and fails it in CI.
func Need(t testing.TB, programs ...string) {
	t.Helper()
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			Missing(t, p)
		}
	}
}

// Missing skips the test because it needs the thing, and fails it in CI.
func Missing(t testing.TB, thing string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("CI must have %s", thing)
	}
	t.Skipf("skipped: needs %s", thing)
}

// File writes the bytes to a file of the test's and returns its path.
func File(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// run runs a program and returns what it said, both streams apart, and whether it was content.
func run(t testing.TB, program string, args ...string) (stdout, stderr string, ok bool) {
	t.Helper()
	Need(t, program)
	var out, errs bytes.Buffer
	c := exec.Command(program, args...)
	c.Stdout, c.Stderr = &out, &errs
	err := c.Run()
	return out.String(), errs.String(), err == nil
}

// firstLines is the beginning of what a program said, for a failure's message.
func firstLines(s string) string {
	lines := strings.SplitN(strings.TrimSpace(s), "\n", 6)
	return strings.Join(lines[:min(len(lines), 5)], "\n")
}
