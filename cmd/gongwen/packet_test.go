package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"mime"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// packet is a packet of these documents.
func packet(documents ...string) string {
	return `{"title": "示例职业培训学校党建材料", "documents": [` + strings.Join(documents, ",\n") + "]}"
}

// score is a scoring table that nothing is wrong with.
const scored = `{"form": "luzhou-2013/score", "fields": {"unit": "示例职业培训学校", "date": "2013-11-20"}, "items": {"1": {"score": 15}}}`

// badPacket is a packet that must be refused, with what is told: pointer, code and words of each problem, in order.
type badPacket struct {
	name, input string
	want        []string
	status      int
}

func badPackets() []badPacket {
	wrong := strings.Replace(ledger, `"members": 5`, `"members": 0`, 1)
	rows := strings.Repeat(wrong[strings.Index(wrong, `[{`)+1:len(wrong)-2]+",", 10_001)
	many := strings.Replace(ledger, `"rows": [`, `"rows": [`+rows, 1)
	return []badPacket{
		{"one value", packet(ledger, scored, wrong), []string{"/documents/2/rows/0/members min 此栏不能为零（第 1 行）"}, 422},
		{
			"everything at once", packet(wrong, strings.Replace(scored, `"score": 15`, `"score": 99`, 1), `{"fields": {}}`, `[]`, `null`, changed("luzhou-2013/ledger", "luzhou-2013/leger")),
			[]string{
				"/documents/0/rows/0/members min 不能为零", "/documents/1/items/1/score max 99", "/documents/2/form required 表式",
				"/documents/3 type 一组", "/documents/4 type 一组", "/documents/5/form no_form luzhou-2013/ledger",
			}, 422,
		},
		{"form of a wrong type", packet(`{"form": 1}`), []string{"/documents/0/form type 文字"}, 422},
		{"version that there is not", packet(changed(`"version": 1`, `"version": 7`)), []string{"/documents/0/version version 第 1 版"}, 422},
		{"duplicate key inside", packet(ledger, changed(`"members": 5`, `"members": 5, "members": 6`)), []string{"/documents/1/rows/0/members duplicate members"}, 422},
		{"unknown key", `{"tilte": "", "documents": [` + ledger + `]}`, []string{"/tilte unknown title"}, 422},
		{"no documents", `{"title": "示例"}`, []string{"/documents required 未填写"}, 422},
		{"empty", packet(), []string{"/documents required 未填写"}, 422},
		{"documents is an object", `{"documents": {}}`, []string{"/documents type 列表"}, 422},
		{"a list", `[]`, []string{" type 一组"}, 422},
		{"201 documents", packet(strings.Repeat(ledger+",", 200) + ledger), []string{"/documents documents 200"}, 422},
		{"20,002 rows", packet(many, many), []string{"/documents rows 20000"}, 422},
		{"title with a line break", strings.Replace(packet(ledger), "党建材料", `党建\n材料`, 1), []string{"/title line_break 标题"}, 422},
		{"not JSON", packet(ledger)[:100], []string{"/documents/0 syntax 第"}, 400},
	}
}

// TestBadPacketByCommand checks that the command tells every problem with its place, exits with 1 and makes no file.
func TestBadPacketByCommand(t *testing.T) {
	for _, bad := range badPackets() {
		t.Run(bad.name, func(t *testing.T) {
			folder := t.TempDir()
			r := execute(t, "", "packet", file(t, "packet.json", bad.input), "-o", filepath.Join(folder, "out.pdf"))
			if r.code != exitProblems || r.stdout != "" {
				t.Errorf("exit code %d; stderr: %.300s", r.code, r.stderr)
			}
			var lines []string
			for line := range strings.Lines(r.stderr) {
				if !strings.Contains(line, "提示：") {
					lines = append(lines, strings.TrimSpace(line))
				}
			}
			if len(lines) != len(bad.want) {
				t.Errorf("%d problems: %.900s", len(lines), r.stderr)
			}
			for i, want := range bad.want {
				part := strings.SplitN(want, " ", 3)
				at := part[0] + ": "
				if part[0] == "" {
					at = "" // of the whole packet
				}
				if i < len(lines) && (!strings.HasPrefix(lines[i], at) || !strings.HasSuffix(lines[i], "("+part[1]+")") || !strings.Contains(lines[i], part[2])) {
					t.Errorf("%s, want %s", lines[i], want)
				}
			}
			if left, err := os.ReadDir(folder); err != nil || len(left) != 0 {
				t.Errorf("files were left: %v %v", left, err)
			}
		})
	}
}

// TestBadPacketByHTTP checks that the service says the same.
func TestBadPacketByHTTP(t *testing.T) {
	s := serve(t)
	for _, bad := range badPackets() {
		t.Run(bad.name, func(t *testing.T) {
			answer, body := s.post(t, "/v1/packets/render", strings.NewReader(bad.input))
			var document struct {
				Problems []struct{ Pointer, Code, Detail string }
			}
			if err := json.Unmarshal(body, &document); err != nil || answer.StatusCode != bad.status || answer.Header.Get("Content-Type") != "application/problem+json" {
				t.Fatalf("status %d, %v: %.300s", answer.StatusCode, err, body)
			}
			if len(document.Problems) != len(bad.want) {
				t.Fatalf("%d problems: %.900s", len(document.Problems), body)
			}
			for i, want := range bad.want {
				p := document.Problems[i]
				if got := p.Pointer + " " + p.Code + " "; !strings.HasPrefix(want, got) || !strings.Contains(p.Detail, want[len(got):]) {
					t.Errorf("%+v, want %s", p, want)
				}
			}
		})
	}
}

// TestPacket checks a packet by command and by HTTP, in both formats: the same bytes, and a sheet for each document.
func TestPacket(t *testing.T) {
	input := packet(`{"form": "luzhou-2013/notice", "fields": `+noticeFields(t)+`}`, ledger, scored, ledger)
	s := serve(t)
	folder := t.TempDir()
	for _, format := range []string{"pdf", "xlsx"} {
		out := filepath.Join(folder, "out."+format)
		if r := execute(t, input, "packet", "-", "-o", out, "--issued", issued); r.code != exitDone {
			t.Fatalf("exit code %d; stderr: %s", r.code, r.stderr)
		}
		made, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		answer, body := s.post(t, "/v1/packets/render?format="+format+"&issued=2013-05-20T09:00:00%2B08:00", strings.NewReader(input))
		if answer.StatusCode != http.StatusOK || !bytes.Equal(body, made) {
			t.Errorf("%s: status %d, %d bytes, by command %d", format, answer.StatusCode, len(body), len(made))
		}
		_, params, err := mime.ParseMediaType(answer.Header.Get("Content-Disposition"))
		if err != nil || !strings.HasPrefix(params["filename"], "示例职业培训学校党建材料") {
			t.Errorf("%v, %v", params, err)
		}
		if format == "xlsx" {
			z, err := zip.NewReader(bytes.NewReader(made), int64(len(made)))
			if err != nil {
				t.Fatal(err)
			}
			sheets := 0
			for _, f := range z.File {
				if strings.HasPrefix(f.Name, "xl/worksheets/sheet") {
					sheets++
				}
			}
			if sheets < 4 {
				t.Errorf("%d sheets", sheets)
			}
		}
	}
	if r := execute(t, input, "packet", "-", "-o", filepath.Join(folder, "out.png")); r.code != exitUsage {
		t.Errorf("png: exit code %d", r.code)
	}
	if answer, _ := s.post(t, "/v1/packets/render?format=png", strings.NewReader(input)); answer.StatusCode != http.StatusBadRequest {
		t.Errorf("png: status %d", answer.StatusCode)
	}
}

// noticeFields are those of the notice's sample.
func noticeFields(t *testing.T) string {
	t.Helper()
	var sample struct{ Fields json.RawMessage }
	r := execute(t, "", "forms", "sample", "luzhou-2013/notice")
	if err := json.Unmarshal([]byte(r.stdout), &sample); err != nil {
		t.Fatal(err, r.stderr)
	}
	return string(sample.Fields)
}

// TestArchive checks the packet of a kind: what it may hold and what not, and its documents in its own order.
func TestArchive(t *testing.T) {
	const log = `{"form": "lanzhou/work-log", "fields": {"name": "张示例", "group": "示例组", "month": "2018-03"}, "rows": [{"date": "2018-03-05", "place": "示例公司", "work": "走访"}]}`
	const fields = `{"form": "lanzhou/archive", "fields": {"name": "张示例", "group": "示例组"}, "documents": [`
	s := serve(t)
	if answer, body := s.post(t, "/v1/forms/lanzhou/archive/render?format=pdf", strings.NewReader(fields+log+"]}")); answer.StatusCode != http.StatusOK {
		t.Errorf("status %d: %s", answer.StatusCode, body)
	}
	for _, c := range []struct{ documents, pointer, code string }{
		{log + "," + ledger, "/documents/1/form", "no_form"},
		{log + "," + strings.Replace(log, "2018-03-05", "2018-04-05", 1), "/documents/1/rows/0/date", "until"},
		{"", "/documents", "required"},
		{strings.Replace(log, `"group": "示例组", `, "", 1), "/documents/0/fields/group", "required"},
	} {
		answer, body := s.post(t, "/v1/forms/lanzhou/archive/render", strings.NewReader(fields+c.documents+"]}"))
		if answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(string(body), `"pointer":"`+c.pointer+`","code":"`+c.code+`"`) {
			t.Errorf("%s %s: status %d: %s", c.pointer, c.code, answer.StatusCode, body)
		}
	}
}
