package renderer_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gongwen/fonts"
	"gongwen/forms"
	"gongwen/renderer"
)

// issued is the clock of every print here.
var issued = time.Date(2013, 5, 20, 9, 0, 0, 0, time.FixedZone("", 8*3600))

var sharedBook = sync.OnceValues(func() (*fonts.Book, error) { return fonts.Open(fonts.Options{}) })

func book(t testing.TB) *fonts.Book {
	t.Helper()
	b, err := sharedBook()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func definition(t testing.TB, id string) *forms.Definition {
	t.Helper()
	d, err := forms.Builtin().Get(id, 0)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// fill makes a document of JSON that nothing is wrong with.
func fill(t testing.TB, d *forms.Definition, input []byte) *forms.Document {
	t.Helper()
	in, problems := forms.ParseInput(input, forms.Limits{})
	if in == nil {
		t.Fatalf("%s: %v", d.ID, problems)
	}
	doc, problems := d.Fill(in, book(t))
	if doc == nil {
		t.Fatalf("%s: %v", d.ID, problems)
	}
	return doc
}

// row is a row of the ledger's input.
type row struct {
	School       string `json:"school"`
	Organisation string `json:"organisation"`
	Type         string `json:"type"`
	Members      int    `json:"members"`
	Founded      string `json:"founded"`
	Secretary    string `json:"secretary"`
	Phone        string `json:"phone"`
}

// What invented schools are called, with as many different characters as real ones have.
var (
	places  = []string{"示例市", "样本县", "范例区", "虚构镇", "假想新区", "演示开发区", "模拟乡"}
	trades  = []string{"汽车驾驶", "电子商务", "中式烹饪", "美容美发", "计算机应用", "家政服务", "焊接切割", "服装缝纫", "养老护理", "茶艺评茶", "母婴保健"}
	leaders = []string{"张示例", "李样本", "王范例", "赵虚构", "陈假想", "刘演示", "周模拟", "吴某某", "郑试填"}
)

// rows are n rows of the ledger, each different, of the lengths that real ones have.
func rows(n int) []row {
	all := make([]row, n)
	for i := range all {
		school, branch := places[i%len(places)]+trades[i%len(trades)]+"学校", "支部"
		if i%4 == 1 {
			school, branch = fmt.Sprintf("%s第%d%s职业培训学校", places[i%len(places)], i+1, trades[i%len(trades)]), "联合支部委员会"
		}
		all[i] = row{
			School:       school,
			Organisation: "中共" + school + branch,
			Type:         [...]string{"单独建", "挂靠建", "联合建"}[i%3],
			Members:      3 + i%40,
			Founded:      fmt.Sprintf("%d-%02d", 1998+i%15, 1+i%12),
			Secretary:    leaders[i%len(leaders)],
			Phone:        fmt.Sprintf("0000-%07d", i),
		}
	}
	return all
}

// ledgerInput is an input of the ledger with n rows.
func ledgerInput(t testing.TB, n int) []byte {
	t.Helper()
	input, err := json.Marshal(map[string]any{
		"fields": map[string]any{"year": 2013, "unit": "示例职业培训学校", "date": "2013-05-20"},
		"rows":   rows(n),
	})
	if err != nil {
		t.Fatal(err)
	}
	return input
}

// render renders a document that can be.
func render(t testing.TB, doc *forms.Document, o renderer.Options) []byte {
	t.Helper()
	if o.Issued.IsZero() {
		o.Issued = issued
	}
	var out bytes.Buffer
	if err := renderer.New(book(t), renderer.Limits{}).Render(context.Background(), &out, doc, o); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// printed is a document of the library and how it is called.
type printed struct {
	name string
	doc  *forms.Document
}

// definitions are the library's; in a short run one of each kind.
func definitions(t testing.TB) []*forms.Definition {
	t.Helper()
	all, err := forms.Builtin().All()
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() {
		have := map[forms.Kind]bool{}
		all = slices.DeleteFunc(slices.Clone(all), func(d *forms.Definition) bool {
			again := have[d.Kind]
			have[d.Kind] = true
			return again
		})
	}
	return all
}

// library is every form of definitions, blank and with its sample.
func library(t testing.TB) []printed {
	t.Helper()
	var list []printed
	for _, d := range definitions(t) {
		list = append(list, printed{d.ID + "/sample", fill(t, d, d.Sample())}, printed{d.ID + "/blank", d.Blank()})
	}
	return list
}

// TestErrors checks that what cannot be made is told by type, and that nothing is written then.
func TestErrors(t *testing.T) {
	doc := definition(t, "luzhou-2013/ledger").Blank()
	over, cancel := context.WithCancel(context.Background())
	cancel()
	var page *renderer.PageError
	var dpi renderer.DPIError
	var long *renderer.LengthError
	var format renderer.FormatError
	for name, c := range map[string]struct {
		ctx    context.Context
		limits renderer.Limits
		o      renderer.Options
		is     func(error) bool
	}{
		"no such page": {o: renderer.Options{Format: renderer.PNG, Page: 2}, is: func(err error) bool {
			return errors.As(err, &page) && page.Page == 2 && page.Pages == 1
		}},
		"page below the first": {o: renderer.Options{Format: renderer.PNG, Page: -1}, is: func(err error) bool { return errors.As(err, &page) }},
		"too few dots":         {o: renderer.Options{Format: renderer.PNG, DPI: 49}, is: func(err error) bool { return errors.As(err, &dpi) }},
		"too many dots":        {o: renderer.Options{Format: renderer.PNG, DPI: 301}, is: func(err error) bool { return errors.As(err, &dpi) }},
		"no such format":       {o: renderer.Options{Format: 9}, is: func(err error) bool { return errors.As(err, &format) }},
		"over":                 {ctx: over, is: func(err error) bool { return errors.Is(err, context.Canceled) }},
	} {
		if c.ctx == nil {
			c.ctx = context.Background()
		}
		var out bytes.Buffer
		err := renderer.New(book(t), c.limits).Render(c.ctx, &out, doc, c.o)
		if err == nil || !c.is(err) || out.Len() != 0 {
			t.Errorf("%s: %v, %d bytes", name, err, out.Len())
		}
	}
	two := fill(t, doc.Definition, ledgerInput(t, 100))
	err := renderer.New(book(t), renderer.Limits{Pages: 2}).Render(context.Background(), &bytes.Buffer{}, two, renderer.Options{})
	if !errors.As(err, &long) || long.Limit != 2 || long.Pages < 3 {
		t.Errorf("too long: %v", err)
	}
}

// TestParseFormat checks that a format is found by its name and nothing else is.
func TestParseFormat(t *testing.T) {
	for _, f := range renderer.Formats() {
		for _, name := range []string{f.String(), strings.ToUpper(f.String())} {
			if got, err := renderer.ParseFormat(name); err != nil || got != f {
				t.Errorf("%s: %v, %v", name, got, err)
			}
		}
	}
	for _, name := range []string{"", "docx", ".pdf", "pdf "} {
		if got, err := renderer.ParseFormat(name); err == nil {
			t.Errorf("%q is %v", name, got)
		}
	}
}

// TestDeterministic checks that the bytes follow from document and options alone, also when others are rendered at once.
func TestDeterministic(t *testing.T) {
	docs := library(t)
	if testing.Short() {
		docs = docs[:len(docs)/4]
	}
	formats := renderer.Formats()
	want := map[string][]byte{}
	for _, p := range docs {
		for _, f := range formats {
			want[p.name+f.String()] = render(t, p.doc, renderer.Options{Format: f})
		}
	}
	r := renderer.New(book(t), renderer.Limits{})
	var wait sync.WaitGroup
	for worker := range 4 {
		wait.Go(func() {
			for i := range len(docs) * len(formats) {
				p, f := docs[(i+worker)%len(docs)], formats[i/len(docs)%len(formats)]
				var out bytes.Buffer
				if err := r.Render(context.Background(), &out, p.doc, renderer.Options{Format: f, Issued: issued}); err != nil {
					t.Errorf("%s as %s: %v", p.name, f, err)
				}
				if !bytes.Equal(out.Bytes(), want[p.name+f.String()]) {
					t.Errorf("%s as %s: other bytes", p.name, f)
				}
			}
		})
	}
	wait.Wait()
}
