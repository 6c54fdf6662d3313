package renderer

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"gongwen/forms"
)

// Lists are the papers that go with a batch when they are asked for. They are made of its manifest once every document
// is in it; Batch.List must have been set.
type Lists struct {
	Summary   bool          // 汇总表: what every document comes to, scoring tables in rank order
	Index     bool          // 归档文件目录 (DA/T 22-2015), with pages and SHA-256
	Checklist bool          // 盖章前核对单: what to look at before stamping
	Unit      string        // whose the lists are; empty: to be written in
	Date      string        // 2013-12-20; empty: to be written in
	Quota     []forms.Share // of grades, which the summary tells about; none: the form's own
}

// Any says whether anything is asked for.
func (l *Lists) Any() bool { return l.Summary || l.Index || l.Checklist }

// Check tells what of it a batch of the form cannot have: ErrNoSummary, or a ListError.
func (l *Lists) Check(d *forms.Definition) error {
	if l.Summary {
		if err := d.Summable(); err != nil {
			return err
		}
	}
	if len(l.Quota) > 0 && !l.Summary {
		return ListError("a quota is told about in the summary, which is not asked for")
	}
	if _, err := time.Parse(time.DateOnly, l.Date); l.Date != "" && err != nil {
		return ListError(fmt.Sprintf("date %q: it is written 2013-12-20", l.Date))
	}
	return nil
}

// ListError is what is wrong with what is asked for.
type ListError string

// Error is in English.
func (e ListError) Error() string { return string(e) }

// The versions of the lists' forms that their inputs are made for.
const (
	indexForm     = "filing/index"
	checklistForm = "filing/checklist"
	listVersion   = 1
)

// MakeLists makes the lists of a batch of the form d in each format, in the order summary, index, checklist, and tells what
// the summary advises. File names are those of the lists. The manifest must have all items; its File, if it has one, is the
// one that all documents are in. Errors are ours, or ctx's.
func (r *Renderer) MakeLists(ctx context.Context, d *forms.Definition, m *Manifest, want *Lists, formats []Format, o Options) (files []File, advice []forms.Problem, err error) {
	l := lister{Renderer: New(r.book, Limits{}), form: d, manifest: m, want: want} // a list is as long as its batch
	for _, list := range []struct {
		wanted bool
		name   string
		fill   func() (*forms.Document, error)
	}{{want.Summary, summaryName, l.summary}, {want.Index, indexName, l.index}, {want.Checklist, checklistName, l.checklist}} {
		if !list.wanted {
			continue
		}
		doc, err := list.fill()
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", list.name, err)
		}
		if list.name == summaryName {
			advice = doc.Advice
		}
		for _, format := range formats {
			var out bytes.Buffer
			if err := l.Render(ctx, &out, doc, Options{Format: format, Issued: o.Issued}); err != nil {
				return nil, nil, fmt.Errorf("%s: %w", list.name, err)
			}
			sum := sha256.Sum256(out.Bytes())
			files = append(files, File{
				Name: list.name + "." + format.String(), Bytes: int64(out.Len()), SHA256: hex.EncodeToString(sum[:]), Data: out.Bytes(),
			})
		}
	}
	return files, advice, nil
}

// lister fills the lists of a batch.
type lister struct {
	*Renderer
	form     *forms.Definition
	manifest *Manifest
	want     *Lists
}

// figures are those of an item.
func (rec *Record) figures() forms.Figures {
	if rec.Figures == nil {
		return forms.Figures{}
	}
	return *rec.Figures
}

func (l *lister) summary() (*forms.Document, error) {
	rows := make([]*forms.SummaryRow, 0, len(l.manifest.Items))
	for i := range l.manifest.Items {
		if rec := &l.manifest.Items[i]; !rec.Bad() {
			rows = append(rows, &forms.SummaryRow{Figures: rec.figures(), Ref: rec.Form, Title: rec.Title, Name: forms.Printable(rec.Name, l.book)})
		}
	}
	return l.form.Summarize(rows, forms.SummaryOptions{
		Unit: l.want.Unit, Date: l.want.Date, Quota: l.want.Quota, Left: l.manifest.Failed,
	}, l.book)
}

// entry is a row, or the fields, of a list's form; what is empty is not in it.
type entry map[string]any

func (e entry) text(key, value string) {
	if value != "" {
		e[key] = value
	}
}

// fill fills a form of the library with rows.
func (l *lister) fill(id string, fields entry, rows []entry) (*forms.Document, error) {
	d, err := forms.Builtin().Get(id, listVersion)
	if err != nil {
		return nil, err
	}
	input, err := json.Marshal(map[string]any{"fields": fields, "rows": rows})
	if err != nil {
		return nil, err
	}
	in, problems := forms.ParseInput(input, forms.ListLimits())
	if in == nil {
		return nil, fmt.Errorf("input: %s", problems[0].Line(forms.English))
	}
	doc, problems := d.Fill(in, l.book)
	if doc == nil {
		return nil, fmt.Errorf("input: %s", problems[0].Line(forms.English))
	}
	return doc, nil
}
