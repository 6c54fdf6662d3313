package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"testing"
	"unicode/utf8"

	"gongwen/forms/block"
)

// judged checks what reading a file gave: a reason, or entries that a form can take.
func judged(t *testing.T, file []byte, shape []block.Section) {
	t.Helper()
	w, err := Decode(context.Background(), bytes.NewReader(file), int64(len(file)), shape)
	var wrong *FileError
	if err != nil {
		if !errors.As(err, &wrong) || filesZH[wrong.Code] == "" {
			t.Fatalf("%T %v", err, err)
		}
		return
	}
	inputs := newSought(shape).by
	for _, e := range w.Entries {
		in := inputs[e.Path]
		column, row := Address(e.Place.Cell)
		switch {
		case in == nil:
			t.Fatalf("no input: %+v", e)
		case in.in.Repeated != (e.Row > 0) || e.Row > lastRow:
			t.Fatalf("row: %+v", e)
		case column < 1 || column > lastColumn || row < 1 || row > lastRow:
			t.Fatalf("place: %+v", e)
		case !utf8.ValidString(e.Text):
			t.Fatalf("text: %+v", e)
		}
	}
}

// FuzzDecode reads mutated files.
func FuzzDecode(f *testing.F) {
	section := register()
	var out bytes.Buffer
	if err := Encode(&out, []block.Section{section}, stack(section), Options{}); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	f.Add(sound().zip(f))
	f.Add(sound().store(f))
	f.Add(ours(sheetRows(1, ourHead...), inNames("'台账'")).store(f))
	f.Add(manyParts(f, 3))
	f.Add([]byte(compoundFile("Root Entry", "Workbook")))
	f.Add([]byte("学校名称,人数\n"))
	shape := []block.Section{section}
	f.Fuzz(func(t *testing.T, file []byte) { judged(t, file, shape) })
}

// FuzzDecodeParts reads mutated parts in a sound file, which the check sums of an archive would else keep from being read.
func FuzzDecodeParts(f *testing.F) {
	section := register()
	var out bytes.Buffer
	if err := Encode(&out, []block.Section{section}, stack(section), Options{}); err != nil {
		f.Fatal(err)
	}
	const sheet, main, rels, styles, shared = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml"
	encoded := unzipped(f, out.Bytes())
	_, cells := column(f, []string{`<c @ t="s"><v>1</v></c>`, `<c @ t="s"><v>2</v></c>`, `<c @ s="1"><v>41414</v></c>`, `<c @><f>A1</f></c>`})
	for _, p := range []madeParts{
		encoded, sound(), unzipped(f, cells), ours(sheetRows(1, ourHead...), inNames("'台账'")),
		ours(sheetRows(1, append(ourHead[:4:4], []string{"", "示例一校", "单独建", "#5", "张示例", "0000-0000000"})...), inNames("'台账'", "rows.school", "$B$5,$B$7")),
		made(sheetRows(1, oldCopy...), `<mergeCells><mergeCell ref="A1:F1"/><mergeCell ref="B4:B5"/></mergeCells>`),
	} {
		f.Add(p[sheet], p[main], p[rels], p[styles], p[shared])
	}
	shape := []block.Section{section}
	f.Fuzz(func(t *testing.T, a, b, c, d, e string) {
		file := sound()
		file[sheet], file[main], file[rels], file[styles], file[shared] = a, b, c, d, e
		judged(t, file.store(t), shape)
	})
}

// unzipped are the parts of a workbook.
func unzipped(t testing.TB, file []byte) madeParts {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	all := madeParts{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(text)
	}
	return all
}
