package renderer_test

import (
	"bytes"
	"fmt"
	"iter"
	"strings"
	"testing"

	"gongwen/forms"
	brim "gongwen/forms/full"
	"gongwen/renderer"
	"gongwen/renderer/internal/judge"
)

// gradeItems are n grade tables; every fifth has a veto, every seventh an item without a score, the fourth is bad.
func gradeItems(n int) iter.Seq2[renderer.Item, error] {
	return func(yield func(renderer.Item, error) bool) {
		for i := range n {
			score, veto := fmt.Sprint(25-i%9), ""
			if i%5 == 1 {
				veto = `"no-activity"`
			}
			if i%7 == 6 {
				score = "null"
			}
			if i == 3 {
				score = "26"
			}
			input := fmt.Sprintf(`{"fields": {"unit": "示例第%d支部", "date": "2012-12-18"}, "veto": [%s],
				"items": {"1": {}, "2": {}, "3": {}, "4": {}, "5": {}, "6": {}, "7": {"score": %s}}}`, i+1, veto, score)
			if !yield(renderer.Item{Index: i, Pointer: fmt.Sprintf("/%d", i), Input: []byte(input)}, nil) {
				return
			}
		}
	}
}

// manifestOf makes a batch and gives its manifest. The results go through bytes, as those of a worker elsewhere do.
func manifestOf(t *testing.T, b *renderer.Batch, items iter.Seq2[renderer.Item, error]) *renderer.Manifest {
	t.Helper()
	r := renderer.New(book(t), renderer.Limits{})
	m := renderer.NewManifest(b.Form(0), issued)
	err := r.Each(t.Context(), b, items, func(made *renderer.Result) error {
		sent, err := made.MarshalBinary()
		if err != nil {
			return err
		}
		var got renderer.Result
		if err := got.UnmarshalBinary(sent); err != nil {
			return err
		}
		m.Add(&got)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range m.Items {
		for _, f := range m.Items[i].Files {
			if f.Data != nil {
				t.Fatal("the manifest keeps files in memory")
			}
		}
	}
	return m
}

// TestLists makes all lists of a batch of grade tables in both formats and has them judged.
func TestLists(t *testing.T) {
	d := definition(t, "anji-2012/grade")
	b := &renderer.Batch{
		Form: func(int) *forms.Definition { return d }, Formats: []renderer.Format{renderer.PDF}, Options: renderer.Options{Issued: issued}, List: true,
	}
	m := manifestOf(t, b, gradeItems(30))
	want := &renderer.Lists{
		Summary: true, Index: true, Checklist: true, Unit: "示例市个民协", Date: "2012-12-20", Quota: []forms.Share{{Grade: "好", AtMost: 20}},
	}
	r := renderer.New(book(t), renderer.Limits{Pages: 1}) // a bound on documents, not on lists
	formats := []renderer.Format{renderer.PDF, renderer.XLSX}
	files, advice, err := r.MakeLists(t.Context(), d, m, want, formats, renderer.Options{Issued: issued})
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := r.MakeLists(t.Context(), d, m, want, formats, renderer.Options{Issued: issued})
	if err != nil || len(files) != 6 || len(advice) == 0 {
		t.Fatalf("%v, %d files, %v", err, len(files), advice)
	}
	says := map[string][]string{
		"汇总表.pdf":    {"示例市个民协", "2012年12月20日", "共29份", "其中4份未评完", "另有1份有错误", "不能只取一部分", "近一年来没有开展党组织活动的"},
		"归档文件目录.pdf": {m.Items[0].Files[0].SHA256[:20], "20121218", "件数：29", "合计" + fmt.Sprint(29*m.Items[0].Pages)},
		"盖章前核对单.pdf": {"第4份（没有做出）", "未评分：7", "总分100/100；好", "有待处理的（份）：5"},
	}
	for i, f := range files {
		if !bytes.Equal(f.Data, again[i].Data) || f.Bytes != int64(len(f.Data)) {
			t.Errorf("%s: other bytes", f.Name)
		}
		if strings.HasSuffix(f.Name, ".xlsx") {
			judge.Schema(t, f.Data)
			continue
		}
		judge.PDF(t, f.Data)
		text := strings.Join(strings.Fields(judge.Text(t, f.Data)), "")
		for _, w := range says[f.Name] {
			if !strings.Contains(text, w) {
				t.Errorf("%s does not say %q: %s", f.Name, w, text)
			}
		}
	}
}

// TestListsOfNothing makes lists of a batch of which nothing could be made.
func TestListsOfNothing(t *testing.T) {
	d := definition(t, "luzhou-2013/ledger")
	b := ledgerBatch(t)
	b.List = true
	m := manifestOf(t, b, func(yield func(renderer.Item, error) bool) { yield(renderer.Item{Input: []byte("{}")}, nil) })
	r := renderer.New(book(t), renderer.Limits{})
	all := &renderer.Lists{Summary: true, Index: true, Checklist: true}
	files, _, err := r.MakeLists(t.Context(), d, m, all, []renderer.Format{renderer.PDF}, renderer.Options{})
	if err != nil || len(files) != 3 {
		t.Fatal(err, len(files))
	}
	for _, c := range []struct {
		lists renderer.Lists
		form  string
		want  string
	}{
		{renderer.Lists{Summary: true}, "luzhou-2013/notice", "no summary"},
		{renderer.Lists{Index: true, Date: "2013-13-01"}, "luzhou-2013/score", "2013-13-01"},
		{renderer.Lists{Index: true, Quota: []forms.Share{{Grade: "好", AtMost: 1}}}, "anji-2012/grade", "summary"},
		{renderer.Lists{Index: true, Checklist: true}, "luzhou-2013/notice", ""},
	} {
		if err := c.lists.Check(definition(t, c.form)); fmt.Sprint(err) == "<nil>" != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %q", c.lists, err, c.want)
		}
	}
}

// TestSummaryIsLive has LibreOffice work a summary's places, totals and grades out again, from a workbook that has none
// of their values: with vetoes, shared places and open totals they are those that are printed.
func TestSummaryIsLive(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	d := definition(t, "anji-2012/grade")
	b := &renderer.Batch{Form: func(int) *forms.Definition { return d }, Count: true, List: true}
	m := manifestOf(t, b, gradeItems(30))
	r := renderer.New(book(t), renderer.Limits{})
	files, _, err := r.MakeLists(t.Context(), d, m, &renderer.Lists{Summary: true}, []renderer.Format{renderer.XLSX}, renderer.Options{Issued: issued})
	if err != nil {
		t.Fatal(err)
	}
	var rows []*forms.SummaryRow
	for i := range m.Items {
		if rec := &m.Items[i]; !rec.Bad() {
			rows = append(rows, &forms.SummaryRow{Figures: *rec.Figures, Ref: rec.Form, Title: rec.Title})
		}
	}
	doc, err := d.Summarize(rows, forms.SummaryOptions{Left: 1}, book(t))
	if err != nil {
		t.Fatal(err)
	}
	const csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false"
	made := judge.Office(t, "../fonts/faces", csv, map[string][]byte{"summary.xlsx": bare(t, files[0].Data)})
	var got []string
	for line := range strings.Lines(string(made["summary"])) {
		got = append(got, solidRow(strings.Split(strings.TrimSpace(line), ",")))
	}
	all := "\n" + strings.Join(got, "\n") + "\n"
	want := computedRows(doc)
	if len(want) != 29 {
		t.Errorf("%d rows", len(want))
	}
	for _, row := range want {
		if !strings.Contains(all, "\n"+row+"\n") {
			t.Errorf("no row %s in%s", row, all)
		}
	}
}

// TestListsOfEveryForm makes the lists of three full documents of every form: nothing that a document may hold keeps them
// from being made.
func TestListsOfEveryForm(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	r := renderer.New(book(t), renderer.Limits{})
	for _, d := range definitions(t) {
		input, err := brim.Input(forms.Builtin(), d)
		if err != nil {
			t.Fatal(err)
		}
		b := &renderer.Batch{Form: func(int) *forms.Definition { return d }, Count: true, List: true}
		m := manifestOf(t, b, func(yield func(renderer.Item, error) bool) {
			for i := range 3 {
				if !yield(renderer.Item{Index: i, Input: input}, nil) {
					return
				}
			}
		})
		want := &renderer.Lists{Summary: d.Summable() == nil, Index: true, Checklist: true}
		files, _, err := r.MakeLists(t.Context(), d, m, want, []renderer.Format{renderer.PDF}, renderer.Options{Issued: issued})
		if err != nil || m.Made != 3 {
			t.Errorf("%s: %v, %d files, %d made", d.ID, err, len(files), m.Made)
		}
	}
}
