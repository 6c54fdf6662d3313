package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"gongwen/forms/block"
)

// FuzzAnnotate marks workbooks with mutated parts: each is refused with a reason, or becomes one that can be marked again
// and whose parts are XML.
func FuzzAnnotate(f *testing.F) {
	section := register()
	var out bytes.Buffer
	if err := Encode(&out, []block.Section{section}, stack(section), Options{}); err != nil {
		f.Fatal(err)
	}
	const sheet, main, styles, comments, drawing = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"
	said := []Remark{{Sheet: "名册", Cell: "B3", Text: "缺"}, {Sheet: "台账", Cell: "E5", Text: "错 <&> _x0041_"}, {Sheet: "台账", Cell: "XFD1048576", Text: "远"}, {Text: "全文"}}
	said[0].Sheet = section.Name
	marked := unzipped(f, annotated(f, out.Bytes(), said))
	plain := unzipped(f, out.Bytes())
	for _, p := range []madeParts{plain, marked, sound()} {
		f.Add(p[sheet], p[main], p[styles], p[comments], p[drawing])
	}
	f.Fuzz(func(t *testing.T, a, b, c, d, e string) {
		file := madeParts{}
		for name, part := range marked {
			file[name] = part
		}
		file[sheet], file[main], file[styles], file[comments], file[drawing] = a, b, c, d, e
		first := markedOrRefused(t, file.store(t), said)
		if first == nil {
			return
		}
		z, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
		if err != nil {
			t.Fatal(err)
		}
		changed := unzipped(t, first)
		for _, part := range z.File {
			if text := changed[part.Name]; text != file[part.Name] && !strings.HasSuffix(part.Name, ".vml") {
				if err := scan([]byte(text), func(*tag) error { return nil }); err != nil {
					t.Fatalf("%s: %v\n%s", part.Name, err, text)
				}
			}
		}
		if markedOrRefused(t, first, said[:1]) == nil {
			t.Fatal("marked once, it cannot be marked again")
		}
	})
}

// markedOrRefused is the marked workbook; nil when it was refused with a reason.
func markedOrRefused(t *testing.T, file []byte, said []Remark) []byte {
	t.Helper()
	var out bytes.Buffer
	err := Annotate(context.Background(), &out, bytes.NewReader(file), int64(len(file)), said)
	var wrong *FileError
	switch {
	case err == nil:
		return out.Bytes()
	case !errors.As(err, &wrong) || filesZH[wrong.Code] == "":
		t.Fatalf("%T %v", err, err)
	}
	return nil
}

// TestScanRefuses reads markup that is no XML. The fuzzer found that it has to.
func TestScanRefuses(t *testing.T) {
	for _, text := range []string{`<a><b></a></b>`, `<a>`, `</a>`, `<a/></a>`, `<a x="1></a>`, `<x:a></y:a>`} {
		if err := scan([]byte(text), func(*tag) error { return nil }); err == nil {
			t.Errorf("%s is taken", text)
		}
	}
	if _, err := (edits{{1, 5, ""}, {2, 3, "x"}}).apply([]byte("123456")); err == nil {
		t.Error("changes in each other are made")
	}
}
