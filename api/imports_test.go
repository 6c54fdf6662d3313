package api

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/renderer"
)

const importPath = "/v1/forms/luzhou-2013/ledger/import"

// sendFile posts a file as the body.
func sendFile(s *Server, path, media string, file []byte, headers ...string) (status int, body []byte, header http.Header) {
	w := ask(s, "POST", path, string(file), append([]string{"Content-Type: " + media}, headers...)...)
	return w.Code, w.Body.Bytes(), w.Header()
}

// filledCopy is the workbook of the ledger's input, with members in its only row.
func filledCopy(t *testing.T, s *Server, members any) (file []byte, sheet, cell string) {
	t.Helper()
	w := ask(s, "POST", renderPath+"?format=xlsx", ledger)
	if w.Code != http.StatusOK {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	f, err := excelize.OpenReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, n := range f.GetDefinedName() {
		if n.Name == "in.rows.members" {
			sheet, cell, _ = strings.Cut(strings.ReplaceAll(n.RefersTo, "$", ""), "!")
			sheet = strings.Trim(sheet, "'")
			cell, _, _ = strings.Cut(cell, ":")
		}
	}
	if err := f.SetCellValue(sheet, cell, members); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), sheet, cell
}

// TestImport sends a filled workbook in each way that is taken, and prints what comes back.
func TestImport(t *testing.T) {
	s, _ := newServer(t)
	file, _, _ := filledCopy(t, s, 7)
	var form bytes.Buffer
	parts := multipart.NewWriter(&form)
	if err := parts.WriteField("note", "a"); err != nil {
		t.Fatal(err)
	}
	part, err := parts.CreateFormFile("file", "台账.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(file); err != nil {
		t.Fatal(err)
	}
	if err := parts.Close(); err != nil {
		t.Fatal(err)
	}
	for media, body := range map[string][]byte{
		renderer.XLSX.MediaType(): file, "application/octet-stream": file, parts.FormDataContentType(): form.Bytes(),
		"text/csv; charset=gb18030": []byte("fields/unit,fields/date,rows/school,rows/type,rows/members,rows/founded,rows/secretary,rows/phone\n" +
			"a,2013-05-20,a,\xb5\xa5\xb6\xc0\xbd\xa8,7,2009-07,a,0000-0000000\n"),
	} {
		status, answer, _ := sendFile(s, importPath, media, body)
		var got struct {
			Input    json.RawMessage
			Problems []entry
		}
		if err := json.Unmarshal(answer, &got); err != nil || status != http.StatusOK || len(got.Problems) > 0 {
			t.Fatalf("%s: %d %s", media, status, answer)
		}
		if !bytes.Contains(got.Input, []byte(`"members":7`)) && !bytes.Contains(got.Input, []byte(`"members": 7`)) {
			t.Errorf("%s: %s", media, got.Input)
		}
		if w := ask(s, "POST", renderPath, string(got.Input)); w.Code != http.StatusOK {
			t.Errorf("%s: printed: %d %s", media, w.Code, w.Body)
		}
	}
}

// TestImportTells checks that problems name sheet and cell, and that the marked workbook does.
func TestImportTells(t *testing.T) {
	s, _ := newServer(t)
	file, sheet, cell := filledCopy(t, s, 0)
	status, answer, _ := sendFile(s, importPath, "application/octet-stream", file)
	var got struct{ Problems []entry }
	if err := json.Unmarshal(answer, &got); err != nil || status != http.StatusOK {
		t.Fatalf("%d %s", status, answer)
	}
	want := entry{Pointer: "/rows/0/members", Code: "min", Detail: "此栏不能为零", Sheet: sheet, Cell: cell}
	if len(got.Problems) != 1 || got.Problems[0] != want {
		t.Errorf("%+v, want %+v", got.Problems, want)
	}
	status, marked, header := sendFile(s, importPath+"?annotate=true", "application/octet-stream", file)
	if status != http.StatusOK || header.Get("Content-Type") != renderer.XLSX.MediaType() || header.Get(problemsHeader) != "1" {
		t.Fatalf("%d %v", status, header)
	}
	f, err := excelize.OpenReader(bytes.NewReader(marked))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if notes, err := f.GetComments(sheet); err != nil || len(notes) != 1 || notes[0].Cell != cell {
		t.Errorf("notes %+v, %v", notes, err)
	}
}

// TestImportRefuses checks the statuses of files that are not read.
func TestImportRefuses(t *testing.T) {
	s, _ := newServer(t)
	xlsx := renderer.XLSX.MediaType()
	other := ask(s, "GET", "/v1/forms/luzhou-2013/score/blank?format=xlsx", "").Body.Bytes()
	const two = "--x\r\nContent-Disposition: form-data; name=a; filename=a\r\n\r\na\r\n--x\r\nContent-Disposition: form-data; name=b; filename=b\r\n\r\nb\r\n--x--\r\n"
	for _, c := range []struct {
		name, path, media string
		file              []byte
		status            int
	}{
		{"a web page", importPath, xlsx, []byte("<html><body><table></table></body></html>"), 415},
		{"text", importPath, xlsx, []byte("a,b\n1,2\n"), 415},
		{"old", importPath, xlsx, append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 1024)...), 415},
		{"nothing", importPath, xlsx, nil, 422},
		{"cut", importPath, xlsx, other[:len(other)/2], 422},
		{"JSON", importPath, "application/json", []byte("{}"), 415},
		{"two files", importPath, "multipart/form-data; boundary=x", []byte(two), 415},
		{"half a form", importPath, "multipart/form-data; boundary=x", []byte(two[:60]), 400},
		{"too large", importPath, xlsx, make([]byte, bodyBytes+1), 413},
		{"no such form", "/v1/forms/luzhou-2013/poem/import", xlsx, other, 404},
		{"a table to mark", importPath + "?annotate=true", "text/csv", []byte("a"), 400},
		{"what to mark", importPath + "?annotate=yes", xlsx, other, 400},
		{"packed", importPath, xlsx, other, 415},
	} {
		var headers []string
		if c.name == "packed" {
			headers = []string{"Content-Encoding: gzip"}
		}
		r := ask(s, "POST", c.path, string(c.file), append([]string{"Content-Type: " + c.media}, headers...)...)
		if r.Code != c.status {
			t.Errorf("%s: status %d, want %d: %s", c.name, r.Code, c.status, r.Body)
			continue
		}
		problem(t, r)
		if c.status == 415 && r.Header().Get("Accept") == "" && c.media != xlsx {
			t.Errorf("%s: no Accept", c.name)
		}
	}
	if status, answer, _ := sendFile(s, importPath, xlsx, other); status != http.StatusOK || !bytes.Contains(answer, []byte(`"code":"form"`)) {
		t.Errorf("another form's: %d %s", status, answer)
	}
}

// TestBlankBatch asks for the workbook with one row for each document.
func TestBlankBatch(t *testing.T) {
	s, _ := newServer(t)
	w := ask(s, "GET", "/v1/forms/lanzhou/leave/blank?format=xlsx&batch=true", "")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != renderer.XLSX.MediaType() {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	for _, query := range []string{"?batch=true", "?format=xlsx&batch=1"} {
		w := ask(s, "GET", "/v1/forms/lanzhou/leave/blank"+query, "")
		if w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", query, w.Code)
		}
		problem(t, w)
	}
}
