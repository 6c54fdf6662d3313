package api

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"gongwen/api/batch"
	"gongwen/renderer"
)

// gradesOf is the body of a batch of n grade tables of anji-2012, which has grades.
func gradesOf(n int, said string) string {
	docs := make([]string, n)
	for i := range docs {
		docs[i] = fmt.Sprintf(`{"fields": {"unit": "示例第%d支部", "date": "2012-12-18"},
 "items": {"1": {}, "2": {}, "3": {}, "4": {}, "5": {}, "6": {}, "7": {"score": %d}}}`, i+1, 25-i%4)
	}
	return fmt.Sprintf(`{"form": "anji-2012/grade", %s "documents": [%s]}`, said, strings.Join(docs, ", "))
}

// resultOf is what is in the ZIP of a batch, and its bytes.
func resultOf(t *testing.T, s http.Handler, at string) (names []string, files map[string][]byte, whole []byte) {
	t.Helper()
	w := ask(s, "GET", at+"/result", "")
	archive, err := zip.NewReader(bytes.NewReader(w.Body.Bytes()), int64(w.Body.Len()))
	if w.Code != http.StatusOK || err != nil {
		t.Fatalf("%d, %v", w.Code, err)
	}
	files = map[string][]byte{}
	for _, f := range archive.File {
		in, err := f.Open()
		if err == nil {
			files[f.Name], err = io.ReadAll(in)
		}
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, f.Name)
	}
	return names, files, w.Body.Bytes()
}

// TestBatchLists has lists made with a batch, asked for in the body or in the query: they stand behind the documents and
// in the manifest, the same bytes each time.
func TestBatchLists(t *testing.T) {
	s := newBatches(t)
	const said = `"format": "pdf,xlsx", "lists": {"summary": true, "index": true, "checklist": false, "unit": "示例局", "date": "2012-12-20", "quota": ["好=20%"]},`
	at := accepted(t, s, gradesOf(9, said))
	if got := atEnd(t, s, at); got.State != batch.Done {
		t.Fatalf("%+v", got)
	}
	names, files, whole := resultOf(t, s, at)
	want := []string{"汇总表.pdf", "汇总表.xlsx", "归档文件目录.pdf", "归档文件目录.xlsx", renderer.ManifestName}
	if len(names) != 18+len(want) || !slices.Equal(names[18:], want) {
		t.Fatalf("%q", names)
	}
	var m renderer.Manifest
	if err := json.Unmarshal(files[renderer.ManifestName], &m); err != nil || len(m.Lists) != 4 || m.Items[0].Figures == nil {
		t.Fatalf("%v, %+v", err, m.Lists)
	}
	for i, f := range m.Lists {
		if f.Name != want[i] || f.Bytes != int64(len(files[f.Name])) {
			t.Errorf("%+v", f)
		}
	}
	if _, _, again := resultOf(t, s, at); !bytes.Equal(again, whole) {
		t.Error("other bytes, asked again")
	}
	query := url.Values{
		"format": {"pdf,xlsx"}, "summary": {"true"}, "index": {"true"}, "unit": {"示例局"}, "date": {"2012-12-20"}, "quota": {"好=20%"},
	}
	w := ask(s, "POST", "/v1/batches?"+query.Encode(), gradesOf(9, `"lists": {"quota": ["好=20%"]},`))
	if w.Code != http.StatusAccepted {
		t.Fatal(w.Body)
	}
	at = w.Header().Get("Location")
	atEnd(t, s, at)
	if _, _, other := resultOf(t, s, at); !bytes.Equal(other, whole) {
		t.Error("other bytes, asked for in the query")
	}
	at = accepted(t, s, gradesOf(2, `"lists": {},`))
	atEnd(t, s, at)
	names, files, _ = resultOf(t, s, at)
	if len(names) != 3 || bytes.Contains(files[renderer.ManifestName], []byte("figures")) {
		t.Errorf("without lists: %q, %s", names, files[renderer.ManifestName])
	}
}

// TestBatchListsOfTable has lists made with the documents of a table.
func TestBatchListsOfTable(t *testing.T) {
	s := newBatches(t)
	const table = "fields/year,fields/unit,fields/date,rows/school,rows/type,rows/members,rows/founded,rows/secretary,rows/phone\n" +
		"2013,示例主管单位,2013-05-20,示例甲学校,单独建,3,2009-07,张示例,0000-0000000\n" +
		"2013,示例主管单位,2013-05-20,示例乙学校,单独建,4,2009-07,张示例,0000-0000000\n"
	w := ask(s, "POST", "/v1/batches?form=luzhou-2013/ledger&split-by=school&summary=true&checklist=true", table, "Content-Type: text/csv")
	if w.Code != http.StatusAccepted {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	at := w.Header().Get("Location")
	atEnd(t, s, at)
	if names, _, _ := resultOf(t, s, at); len(names) != 5 || names[2] != "汇总表.pdf" || names[3] != "盖章前核对单.pdf" {
		t.Errorf("%q", names)
	}
}

// TestBatchListsRefused checks that everything that is wrong with lists is told at the door, with its place.
func TestBatchListsRefused(t *testing.T) {
	s := newBatches(t)
	in := func(lists string) string { return gradesOf(1, `"lists": `+lists+`,`) }
	for _, c := range []struct {
		name, query, body string
		status            int
		at                []string // pointers, or what the detail says
	}{
		{"no object", "", in("true"), 422, []string{"/lists"}},
		{"twice", "", gradesOf(1, `"lists": {}, "lists": {},`), 422, []string{"/lists"}},
		{"beside", "", gradesOf(1, `"summary": true,`), 422, []string{"/summary"}},
		{"broken off", "", `{"lists": {"summary": true`, 400, nil},
		{"types", "", in(`{"summary": "true", "index": 1, "unit": 5, "date": null, "quota": "好=20%"}`), 422,
			[]string{"/lists/summary", "/lists/index", "/lists/unit", "/lists/date", "/lists/quota"}},
		{"unknown, twice", "", in(`{"summery": true, "index": true, "index": true}`), 422, []string{"/lists/summery", "/lists/index"}},
		{"shares", "", in(`{"summary": true, "quota": ["好=20%", "优=20%", "好=多", ""]}`), 422,
			[]string{"/lists/quota/1", "/lists/quota/2", "/lists/quota/3"}},
		{"shares that are none", "", in(`{"summary": true, "quota": [20]}`), 422, []string{"/lists/quota/0"}},
		{"quota, no summary", "", in(`{"index": true, "quota": ["好=20%"]}`), 422, []string{"/lists/quota"}},
		{"unit and date", "", in(`{"checklist": true, "unit": "示例\n局", "date": "2012-02-30"}`), 422, []string{"/lists/unit", "/lists/date"}},
		{"no face", "", in(`{"index": true, "unit": "示例𓀀局"}`), 422, []string{"/lists/unit"}},
		{"long", "", in(`{"summary": true, "unit": "` + strings.Repeat("长", 61) + `"}`), 422, []string{"/lists/unit"}},
		{"year 1", "", in(`{"summary": true, "date": "0001-01-01"}`), 422, []string{"/lists/date"}},
		{"of no list", "", in(`{"unit": "示例局", "date": "2012-12-20"}`), 422, []string{"/lists/unit", "/lists/date"}},
		{"one PDF", "", gradesOf(1, `"output": "pdf", "lists": {"index": true},`), 400, []string{"output", "zip"}},
		{"no summary", "?form=luzhou-2013/notice", `{"lists": {"summary": true}, "documents": [{}]}`, 422, []string{"/lists/summary"}},
		{"no form", "?form=luzhou-2013/poem", `{"lists": {"summary": true}, "documents": [{}]}`, 404, nil},

		{"query: no summary", "?form=luzhou-2013/notice&summary=true", `{"documents": [{}]}`, 400, []string{"summary", "公文"}},
		{"query: truth", "?index=yes", gradesOf(1, ""), 400, []string{"index", "true"}},
		{"query: date", "?index=true&date=2012", gradesOf(1, ""), 400, []string{"date", "2013-12-20"}},
		{"query: quota", "?summary=true&quota=x", gradesOf(1, ""), 400, []string{"quota", "优秀=20%"}},
		{"query: a percent sign that is none", "?summary=true&quota=%E5%A5%BD=20%", gradesOf(1, ""), 400, []string{"quota", "%25"}},
		{"query: twice", "?summary=true&summary=true", gradesOf(1, ""), 400, []string{"summary"}},
		{"query: one PDF", "?checklist=true&output=pdf", gradesOf(1, ""), 400, []string{"output", "zip"}},
		{"both, differently", "?summary=true", in(`{"summary": false}`), 400, []string{"summary"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, lang := range []string{"zh", "en"} {
				w := ask(s, "POST", "/v1/batches"+c.query, c.body, "Accept-Language: "+lang)
				d := problem(t, w)
				if w.Code != c.status {
					t.Fatalf("status %d: %s", w.Code, w.Body)
				}
				if c.status == http.StatusUnprocessableEntity {
					var at []string
					for _, p := range d.Problems {
						if at = append(at, p.Pointer); p.Detail == "" {
							t.Errorf("%s: no words", p.Pointer)
						}
					}
					if !slices.Equal(at, c.at) {
						t.Errorf("%q: %s", at, w.Body)
					}
					continue
				}
				for _, words := range c.at {
					if lang == "zh" && !strings.Contains(d.Detail, words) {
						t.Errorf("%s", d.Detail)
					}
				}
			}
		})
	}
}

// TestBatchListsOnce checks that other lists are another request.
func TestBatchListsOnce(t *testing.T) {
	s := newBatches(t)
	const key = "Idempotency-Key: lists"
	first := accepted(t, s, gradesOf(2, `"lists": {"index": true},`), key)
	if again := accepted(t, s, gradesOf(2, `"lists": {"index": true},`), key); again != first {
		t.Errorf("%s, then %s", first, again)
	}
	if w := ask(s, "POST", "/v1/batches", gradesOf(2, `"lists": {"summary": true},`), key); w.Code != http.StatusConflict {
		t.Errorf("other lists: %s", w.Body)
	}
	if w := ask(s, "POST", "/v1/batches?summary=true", gradesOf(2, `"lists": {"index": true},`), key); w.Code != http.StatusConflict {
		t.Errorf("one more list: %s", w.Body)
	}
}
