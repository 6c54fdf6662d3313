package main

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/forms"
)

// TestNew checks that what new prints lints clean as it is, renders from its folder, and is served.
func TestNew(t *testing.T) {
	s := serve(t)
	for _, kind := range forms.Kinds() {
		r := execute(t, "", "forms", "new", string(kind))
		if r.code != exitDone {
			t.Fatalf("%s: exit code %d: %s", kind, r.code, r.stderr)
		}
		mine := file(t, string(kind)+".yaml", r.stdout)
		if r := execute(t, "", "forms", "lint", mine); r.code != exitDone || r.stderr != "" {
			t.Errorf("%s: lint: exit code %d: %s", kind, r.code, r.stderr)
		}
		id, dir := "my/"+string(kind), filepath.Dir(mine)
		sample := execute(t, "", "forms", "sample", id, "--forms", dir)
		for _, format := range []string{"pdf", "xlsx", "png"} {
			r := execute(t, sample.stdout, "render", id, "--forms", dir, "-o", "-", "--format", format)
			if r.code != exitDone || len(r.stdout) < 1000 {
				t.Errorf("%s as %s: exit code %d: %s", kind, format, r.code, r.stderr)
			}
		}
		if answer, body := s.get(t, "/v1/definitions/"+string(kind)+"/new"); answer.StatusCode != http.StatusOK || string(body) != r.stdout {
			t.Errorf("%s: served with status %d: %.80s", kind, answer.StatusCode, body)
		}
		schema := execute(t, "", "forms", "schema", "--definition", string(kind))
		var document map[string]any
		if err := json.Unmarshal([]byte(schema.stdout), &document); err != nil || document["type"] != "object" {
			t.Errorf("%s: schema: %v %s", kind, err, schema.stderr)
		}
		if answer, body := s.get(t, "/v1/definitions/"+string(kind)+"/schema"); answer.StatusCode != http.StatusOK || string(body) != schema.stdout {
			t.Errorf("%s: schema served with status %d: %.80s", kind, answer.StatusCode, body)
		}
	}
	for _, c := range [][]string{{"new", "poem"}, {"new"}, {"schema", "--definition", "poem"}, {"schema"}, {"schema", "luzhou-2013/ledger", "--definition", "ledger"}} {
		if r := execute(t, "", append([]string{"forms"}, c...)...); r.code != exitUsage || r.stdout != "" || r.stderr == "" {
			t.Errorf("%v: exit code %d: %s", c, r.code, r.stderr)
		}
	}
	if answer, body := s.get(t, "/v1/definitions/poem/new"); answer.StatusCode != http.StatusNotFound || !strings.Contains(string(body), "no-route") {
		t.Errorf("status %d: %s", answer.StatusCode, body)
	}
}

// TestArchived checks a file with a stamp by every way: its number is in the properties, its problems are told.
func TestArchived(t *testing.T) {
	const archive = `"archive": {"fonds": "0012", "year": 2013, "item": 7, "period": "永久", "category": "WS", "office_code": "BGS"}, `
	in := changed(`"rows"`, archive+`"rows"`)
	for _, format := range []string{"pdf", "xlsx", "png"} {
		if r := execute(t, in, "render", "luzhou-2013/ledger", "-o", "-", "--format", format, "--issued", issued); r.code != exitDone {
			t.Errorf("%s: exit code %d: %s", format, r.code, r.stderr)
		} else if format == "pdf" && !strings.Contains(r.stdout, "0012-WS·2013-Y-BGS-0007") {
			t.Error("the number is not among the properties")
		}
	}
	bad := strings.Replace(in, "永久", "20年", 1)
	if r := execute(t, bad, "check", "luzhou-2013/ledger"); r.code != exitProblems || !strings.HasPrefix(r.stderr, "/archive/period: ") {
		t.Errorf("exit code %d: %s", r.code, r.stderr)
	}
	answer, body := serve(t).post(t, "/v1/forms/luzhou-2013/ledger/render", strings.NewReader(bad))
	if answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(string(body), `"/archive/period"`) {
		t.Errorf("status %d: %s", answer.StatusCode, body)
	}
}

// TestOwnForm checks that a form of a folder is as good as one of the library: linted, printed, served.
func TestOwnForm(t *testing.T) {
	const dir, id = "../../testdata/own", "example/equipment"
	if r := execute(t, "", "forms", "lint", dir+"/equipment.yaml"); r.code != exitDone || r.stderr != "" {
		t.Fatalf("lint: exit code %d: %s", r.code, r.stderr)
	}
	sample := execute(t, "", "forms", "sample", id, "--forms", dir).stdout
	for _, args := range [][]string{
		{"render", id, "-o", "-", "--format", "pdf", "--mark", "样张"}, {"render", id, "-o", "-", "--format", "pdf", "--layer", "data"},
		{"render", id, "-o", "-", "--format", "xlsx"}, {"forms", "blank", id, "-o", "-", "--format", "pdf"},
	} {
		if r := execute(t, sample, append(args, "--forms", dir)...); r.code != exitDone || len(r.stdout) < 1000 {
			t.Errorf("%v: exit code %d: %s", args, r.code, r.stderr)
		}
	}
	s := serve(t, "--forms", dir)
	if answer, body := s.post(t, "/v1/forms/"+id+"/render?format=png", strings.NewReader(sample)); answer.StatusCode != http.StatusOK {
		t.Errorf("status %d: %.200s", answer.StatusCode, body)
	}
}
