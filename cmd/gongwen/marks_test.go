package main

import (
	"encoding/json"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

// marks are options of marks, layers and offset, and whether they can be kept to.
var marks = []struct {
	name   string
	format string
	option string // and the query's parameter
	value  string
	wrong  string // what the command says; empty: nothing is wrong
}{
	{"copy", "pdf", "mark", "副本", ""},
	{"void, as picture", "png", "mark", "作废", ""},
	{"specimen, as workbook", "xlsx", "mark", "样张", ""},
	{"eight characters", "pdf", "mark", "仅供内部参考使用", ""},
	{"rare characters", "pdf", "mark", "𬭎样𠮷", ""},
	{"codes of a workbook's head", "xlsx", "mark", "&P 2", ""},
	{"nine characters", "pdf", "mark", "一二三四五六七八九", "it may have 8"},
	{"a character that no face has", "pdf", "mark", "样😀", "U+1F600"},
	{"a line break", "pdf", "mark", "样\n张", "U+000A"},
	{"blank", "pdf", "mark", "  ", "empty"},
	{"not UTF-8", "pdf", "mark", "\xff", "UTF-8"},
	{"data", "pdf", "layer", "data", ""},
	{"data, as picture", "png", "layer", "data", ""},
	{"all, as workbook", "xlsx", "layer", "all", ""},
	{"data, as workbook", "xlsx", "layer", "data", "no layers"},
	{"unknown layer", "pdf", "layer", "form", "all or data"},
	{"no layer", "pdf", "layer", "", "all or data"},
	{"offset", "pdf", "offset", "-1.5,2.125", ""},
	{"offset, as picture", "png", "offset", "20,-20", ""},
	{"no offset, as workbook", "xlsx", "offset", "0,0", ""},
	{"offset, as workbook", "xlsx", "offset", "1,0", "grid"},
	{"offset too far", "pdf", "offset", "0,20.001", "from -20 to 20"},
	{"offset by one number", "pdf", "offset", "1", "two numbers"},
	{"offset by three", "pdf", "offset", "1,2,3", "two numbers"},
	{"offset that is none", "pdf", "offset", "a,b", "two numbers"},
	{"offset finer than a micrometre", "pdf", "offset", "0.0001,0", "3 decimals"},
	{"endless offset", "pdf", "offset", "1e999999999,0", "two numbers"},
}

func TestMarksByCommand(t *testing.T) {
	plain := map[string]string{}
	for _, format := range []string{"pdf", "png", "xlsx"} {
		plain[format] = execute(t, ledger, "render", "luzhou-2013/ledger", "-o", "-", "--format", format, "--issued", issued).stdout
	}
	for _, c := range marks {
		t.Run(c.name, func(t *testing.T) {
			r := execute(t, ledger, "render", "luzhou-2013/ledger", "-o", "-", "--format", c.format, "--issued", issued, "--"+c.option, c.value)
			if c.wrong != "" {
				if r.code != exitUsage || !strings.Contains(r.stderr, c.wrong) || r.stdout != "" {
					t.Errorf("exit code %d, %d bytes, want %d and %q: %s", r.code, len(r.stdout), exitUsage, c.wrong, r.stderr)
				}
				return
			}
			if r.code != exitDone {
				t.Fatalf("exit code %d: %s", r.code, r.stderr)
			}
			if same := r.stdout == plain[c.format]; same != (c.value == "all" || c.value == "0,0") {
				t.Errorf("the file is the plain one: %v", same)
			}
		})
	}
}

func TestMarksByHTTP(t *testing.T) {
	s := serve(t)
	for _, c := range marks {
		t.Run(c.name, func(t *testing.T) {
			query := url.Values{"format": {c.format}, c.option: {c.value}}
			answer, body := s.post(t, "/v1/forms/luzhou-2013/ledger/render?"+query.Encode(), strings.NewReader(ledger))
			if c.wrong == "" {
				if answer.StatusCode != http.StatusOK {
					t.Errorf("status %d: %s", answer.StatusCode, body)
				}
				return
			}
			var document struct{ Type, Detail string }
			if err := json.Unmarshal(body, &document); err != nil || answer.StatusCode != http.StatusBadRequest {
				t.Fatalf("status %d: %v: %s", answer.StatusCode, err, body)
			}
			if document.Type != "urn:problem-type:gongwen:query" || !strings.HasPrefix(document.Detail, "参数 "+c.option) {
				t.Errorf("problem %q: %q", document.Type, document.Detail)
			}
		})
	}
}

// TestMarkedBlank checks that the empty form takes a mark and an offset, too.
func TestMarkedBlank(t *testing.T) {
	out := filepath.Join(t.TempDir(), "blank.pdf")
	if r := execute(t, "", "forms", "blank", "luzhou-2013/ledger", "-o", out, "--mark", "样张", "--offset", "1,1"); r.code != exitDone {
		t.Errorf("exit code %d: %s", r.code, r.stderr)
	}
	if answer, body := serve(t).get(t, "/v1/forms/luzhou-2013/ledger/blank?offset=99,0"); answer.StatusCode != http.StatusBadRequest {
		t.Errorf("status %d: %.200s", answer.StatusCode, body)
	}
}
