package main

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// interrupted runs a batch and stops it when its journal has some lines. It gives how the run ended.
func interrupted(t *testing.T, out string, lines int, args ...string) result {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan result, 1)
	go func() {
		var stdout, stderr bytes.Buffer
		code := run(ctx, args, func(string) string { return "" }, strings.NewReader(""), &stdout, &stderr)
		ended <- result{code, stdout.String(), stderr.String()}
	}()
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); time.Sleep(200 * time.Microsecond) {
		notes, _ := os.ReadFile(out + ".part.journal")
		if bytes.Count(notes, []byte("\n")) > lines {
			break
		}
	}
	stop()
	return <-ended
}

// TestBatchResume interrupts batches, cuts what is left of them as a lost power line might, and goes on: the same bytes
// as those of a run that nothing disturbed.
func TestBatchResume(t *testing.T) {
	lines := units(40)
	lines[7] = strings.Replace(lines[7], `"members": 5`, `"members": 0`, 1)
	lines[9] = strings.Replace(lines[9], "示例第10学校", "示例第9学校", 1)
	input := file(t, "in.ndjson", ndjson(lines))
	for _, name := range []string{"out.zip", "out.pdf"} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			out := filepath.Join(folder, name)
			args := []string{"batch", "luzhou-2013/ledger", input, "-o", out, "--continue", "--name", "{unit}", "--workers", "1", "--issued", issued}
			if r := execute(t, "", args...); r.code != exitProblems {
				t.Fatalf("exit code %d; %s", r.code, r.stderr)
			}
			want, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(out); err != nil {
				t.Fatal(err)
			}
			r := interrupted(t, out, 14, args...)
			if r.code != exitOurs || !strings.Contains(r.stderr, "--resume") {
				t.Fatalf("exit code %d; %s", r.code, r.stderr)
			}
			if got := left(t, folder); !slices.Equal(got, []string{name + ".part", name + ".part.journal"}) {
				t.Fatalf("left %v", got)
			}
			checkOtherRuns(t, out, args)
			part, notes := readBoth(t, out)
			for i, cut := range cuts(notes, part) {
				writeBoth(t, out, cut.part, cut.notes)
				if r := execute(t, "", append(args, "--resume")...); r.code != exitProblems {
					t.Fatalf("cut %d: exit code %d; %s", i, r.code, r.stderr)
				}
				if made, err := os.ReadFile(out); err != nil || !bytes.Equal(made, want) {
					t.Errorf("cut %d: other bytes: %d, want %d (%v)", i, len(made), len(want), err)
				}
				if got := left(t, folder); !slices.Equal(got, []string{name}) {
					t.Errorf("cut %d: left %v", i, got)
				}
				if err := os.Remove(out); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// checkOtherRuns checks that an interrupted run is not gone on with when input, options or clock are others.
func checkOtherRuns(t *testing.T, out string, args []string) {
	t.Helper()
	other := slices.Clone(args)
	other[2] = file(t, "in.ndjson", ndjson(units(40)[:39]))
	for _, c := range []struct {
		args []string
		want string
	}{
		{append(other, "--resume"), "another input"},
		{append(slices.Clone(args), "--resume", "--mark", "副本"), "other options"},
		{append(slices.Clone(args), "--resume", "--issued", "2014-01-01T00:00:00Z"), "issued at"},
	} {
		if r := execute(t, "", c.args...); r.code != exitUsage || !strings.Contains(r.stderr, c.want) {
			t.Errorf("%s: exit code %d; %s", c.want, r.code, r.stderr)
		}
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("there is an output")
	}
}

// remains are the files of an interrupted run.
type remains struct{ part, notes []byte }

// cuts are what may be left of a run: everything, nothing of use, and files that end anywhere or have a wrong byte.
func cuts(notes, part []byte) []remains {
	r := rand.New(rand.NewPCG(5, 2013))
	all := []remains{{part, notes}, {nil, nil}, {part, nil}, {nil, notes}, {append(bytes.Clone(part), "more"...), notes}}
	for range 3 {
		all = append(all, remains{part[:r.IntN(len(part))], notes}, remains{part, notes[:r.IntN(len(notes))]})
	}
	wrong := bytes.Clone(notes)
	wrong[len(wrong)*2/3] ^= 1
	all = append(all, remains{part, wrong})
	if testing.Short() {
		return all[len(all)-3:]
	}
	return all
}

func readBoth(t *testing.T, out string) (part, notes []byte) {
	t.Helper()
	part, err := os.ReadFile(out + ".part")
	if err != nil {
		t.Fatal(err)
	}
	if notes, err = os.ReadFile(out + ".part.journal"); err != nil {
		t.Fatal(err)
	}
	return part, notes
}

func writeBoth(t *testing.T, out string, part, notes []byte) {
	t.Helper()
	for name, data := range map[string][]byte{".part": part, ".part.journal": notes} {
		if err := os.WriteFile(out+name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestBatchResumeKeepsItsClock checks that a run that is gone on with has the time of its beginning, and that a run
// without --resume starts anew.
func TestBatchResumeKeepsItsClock(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out.zip")
	args := []string{"batch", "luzhou-2013/ledger", file(t, "in.ndjson", ndjson(units(60))), "-o", out, "--workers", "1"}
	if r := interrupted(t, out, 5, args...); r.code != exitOurs {
		t.Fatalf("exit code %d; %s", r.code, r.stderr)
	}
	part, notes := readBoth(t, out)
	old := bytes.Replace(bytes.Clone(notes), []byte(`"issued":"20`), []byte(`"issued":"19`), 1)
	writeBoth(t, out, part, old) // its checksum is wrong: there is nothing to go on with
	if r := execute(t, "", append(args, "--resume")...); r.code != exitDone {
		t.Fatalf("exit code %d; %s", r.code, r.stderr)
	}
	writeBoth(t, out, part, notes)
	time.Sleep(1100 * time.Millisecond) // the clock of a print counts seconds
	if r := execute(t, "", append(args, "--resume")...); r.code != exitDone {
		t.Fatalf("exit code %d; %s", r.code, r.stderr)
	}
	_, files := unzipped(t, out)
	var head []byte
	if _, rest, ok := bytes.Cut(notes, []byte(`"issued":"`)); ok {
		head, _, _ = bytes.Cut(rest, []byte(`"`))
	}
	if !bytes.Contains(files["manifest.json"], head) || len(head) < 20 {
		t.Errorf("not issued at %s", head)
	}
	writeBoth(t, out, part, notes)
	if r := execute(t, "", args...); r.code != exitDone {
		t.Fatalf("exit code %d; %s", r.code, r.stderr)
	}
	if _, files := unzipped(t, out); bytes.Contains(files["manifest.json"], head) {
		t.Error("a run without --resume went on with the interrupted one")
	}
}

// TestBatchTwoRuns starts a run while another writes the same output: it says so, and the other one goes on.
func TestBatchTwoRuns(t *testing.T) {
	folder := t.TempDir()
	out := filepath.Join(folder, "out.zip")
	first := &work{out: out}
	if err := first.take(); err != nil {
		t.Fatal(err)
	}
	args := []string{"batch", "luzhou-2013/ledger", file(t, "in.ndjson", ndjson(units(2))), "-o", out}
	for _, more := range []string{"--lang=zh", "--resume"} {
		if r := execute(t, "", append(args, more)...); r.code != exitOurs || !strings.Contains(r.stderr, "another run is writing it") {
			t.Errorf("%s: exit code %d; %s", more, r.code, r.stderr)
		}
	}
	first.leave()
	if got := left(t, folder); len(got) != 0 {
		t.Errorf("left %v", got)
	}
	if r := execute(t, "", args...); r.code != exitDone {
		t.Errorf("exit code %d; %s", r.code, r.stderr)
	}
}
