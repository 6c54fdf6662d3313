package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/klauspost/compress/flate"

	"gongwen/forms/block"
)

// refused is the code with which a file is refused, empty if it is read.
func refused(t testing.TB, file []byte, shape ...block.Section) FileCode {
	t.Helper()
	_, err := Decode(context.Background(), bytes.NewReader(file), int64(len(file)), shape)
	var wrong *FileError
	switch {
	case err == nil:
		return ""
	case !errors.As(err, &wrong):
		t.Fatalf("not a FileError: %v", err)
	case filesZH[wrong.Code] == "" || filesEN[wrong.Code] == "":
		t.Fatalf("no words for %s", wrong.Code)
	}
	return wrong.Code
}

// sound is a copy of the register that can be read.
func sound() madeParts { return made(sheetRows(1, oldCopy[1:]...), "") }

// with is the parts with one more, or another.
func (p madeParts) with(name, text string) madeParts {
	p = maps.Clone(p)
	p[name] = text
	return p
}

// put is the parts with words put before others in one of them.
func (p madeParts) put(name, before, words string) madeParts {
	return p.with(name, strings.Replace(p[name], before, words+before, 1))
}

// files are hostile ones, and some that only look so.
func hostile() map[string]struct {
	file func(testing.TB) []byte
	want FileCode
} {
	type one = struct {
		file func(testing.TB) []byte
		want FileCode
	}
	const sheet, main = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
	text := func(s string) func(testing.TB) []byte { return func(testing.TB) []byte { return []byte(s) } }
	bomb := `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>`
	table := `<table><tr><td>学校</td></tr></table>`
	other := func(target string) madeParts {
		return sound().with("_rels/.rels", xmlHead+`<Relationships `+relsNS+`><Relationship Id="a" Type="`+relsType+`officeDocument" Target="`+target+`"/></Relationships>`)
	}
	return map[string]one{
		"nothing":             {text(""), FileEmpty},
		"a web page":          {text("<html><body>" + table), FileHTML},
		"a bare table":        {text("\xEF\xBB\xBF" + table), FileHTML},
		"another markup":      {text(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`), FileOther},
		"CSV":                 {text("学校名称,人数\n示例一校,5\n"), FileText},
		"CSV in GB 18030":     {text("\xd1\xa7\xd0\xa3,5\r\n"), FileText},
		"PDF":                 {text("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), FileOther},
		"a picture":           {text("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), FileOther},
		"an old workbook":     {text(compoundFile("Root Entry", "Workbook")), FileOld},
		"a workbook of 1995":  {text(compoundFile("Root Entry", "Book")), FileOld},
		"an encrypted one":    {text(compoundFile("Root Entry", "EncryptionInfo", "EncryptedPackage")), FileEncrypted},
		"a text document":     {text(compoundFile("Root Entry", "WordDocument")), FileOther},
		"binary":              {other("xl/workbook.bin").with("xl/workbook.bin", "\x83\x01").zip, FileBinary},
		"a newer document":    {other("word/document.xml").with("word/document.xml", `<w:document xmlns:w="urn:w"><w:body/></w:document>`).zip, FileOther},
		"OpenDocument":        {madeParts{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}.zip, FileOpen},
		"some archive":        {madeParts{"a.txt": "a"}.zip, FileOther},
		"cut off":             {func(t testing.TB) []byte { f := sound().zip(t); return f[:len(f)*2/3] }, FileTruncated},
		"a byte changed":      {func(t testing.TB) []byte { return flipped(t, sound(), sheet) }, FileDamaged},
		"a locked part":       {func(t testing.TB) []byte { return locked(t, sound()) }, FileEncrypted},
		"out of the archive":  {sound().with("../../etc/passwd", "x").zip, FileNames},
		"from the root":       {sound().with("/xl/other.xml", "x").zip, FileNames},
		"with backslashes":    {sound().with(`xl\other.xml`, "x").zip, FileNames},
		"the same name":       {sound().with("XL/Workbook.xml", "x").zip, FileNames},
		"a target outside":    {other("../../x.xml").zip, FileNames},
		"a target not there":  {other("xl/gone.xml").zip, FileDamaged},
		"DOCTYPE in a sheet":  {sound().put(sheet, "<worksheet", bomb).zip, FileDoctype},
		"DOCTYPE in main":     {sound().put(main, "<workbook", `<!DOCTYPE workbook SYSTEM "http://127.0.0.1/x">`).zip, FileDoctype},
		"DOCTYPE in styles":   {sound().put("xl/styles.xml", "<styleSheet", bomb).zip, FileDoctype},
		"DOCTYPE in rels":     {sound().put("_rels/.rels", "<Relationships", bomb).zip, FileDoctype},
		"ENTITY inside":       {sound().put(sheet, "</sheetData>", `<!ENTITY a "b">`).zip, FileDoctype},
		"an unknown entity":   {made(`<row r="1"><c r="A1" t="str"><v>&a;</v></c></row>`, "").zip, FileDamaged},
		"no end":              {sound().with(sheet, strings.TrimSuffix(sound()[sheet], "</worksheet>")).zip, FileDamaged},
		"wrong end":           {made(`<row r="1"><c r="A1"></row></c>`, "").zip, FileDamaged},
		"not UTF-8":           {made(`<row r="1"><c r="A1" t="str"><v>`+"\xff"+`</v></c></row>`, "").zip, FileDamaged},
		"a control character": {made(`<row r="1"><c r="A1" t="str"><v>`+"\x01"+`</v></c></row>`, "").zip, FileDamaged},
		"a long tag":          {made(`<row r="1" a="`+strings.Repeat("x", 70000)+`"/>`, "").zip, FileDamaged},
		"a deep one":          {sound().put(sheet, "</worksheet>", strings.Repeat("<a>", 5000)+strings.Repeat("</a>", 5000)).zip, FileDamaged},
		"no such text":        {made(`<row r="1"><c r="A1" t="s"><v>7</v></c></row>`, "").zip, FileDamaged},
		"a cell twice":        {made(`<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>`, "").zip, FileDamaged},
		"behind the last":     {made(`<row r="1"><c r="XFE1"><v>1</v></c></row>`, "").zip, FileRange},
		"under the last":      {made(`<row r="1048577"><c r="A1048577"><v>1</v></c></row>`, "").zip, FileRange},
		"row 0":               {made(`<row r="0"/>`, "").zip, FileRange},
		"of another row":      {made(`<row r="1"><c r="A2"><v>1</v></c></row>`, "").zip, FileRange},
		"a merged one":        {made("", `<mergeCells><mergeCell ref="A1:XFE9"/></mergeCells>`).zip, FileRange},
		"the last cell":       {made(sheetRows(1, oldCopy[1:]...)+`<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`, "").zip, ""},
		"macros":              {sound().with("xl/vbaProject.bin", "\xD0\xCF").put("xl/_rels/workbook.xml.rels", "</Relationships>", `<Relationship Id="m" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>`).zip, ""},
		"links to others":     {sound().put("xl/_rels/workbook.xml.rels", "</Relationships>", `<Relationship Id="l" Type="`+relsType+`externalLink" Target="externalLinks/externalLink1.xml"/><Relationship Id="h" Type="`+relsType+`hyperlink" TargetMode="External" Target="file:///etc/passwd"/>`).zip, ""},
		"many parts":          {func(t testing.TB) []byte { return manyParts(t, 3000) }, FileParts},
		"very many parts":     {func(t testing.TB) []byte { return manyParts(t, 60000) }, FileParts},
		"white space":         {swollen("<worksheet "+mainNS+">", strings.Repeat(" ", 1<<20), 200, "</worksheet>"), FileBomb},
		"white space, some":   {swollen("<worksheet "+mainNS+">", strings.Repeat(" ", 1<<20), 20, "</worksheet>"), FileBomb},
		"a long comment":      {swollen("<worksheet "+mainNS+"><!--", strings.Repeat(noise(20000), 50), 200, "--></worksheet>"), FileBomb},
		"a lying header":      {func(t testing.TB) []byte { return lying(t, sound()) }, FileDamaged},
		"empty rows": {func(t testing.TB) []byte {
			return made(sheetRows(1, oldCopy[1:]...)+emptyRows(11, lastRow, ""), "").store(t)
		}, ""},
		"one row more": {func(t testing.TB) []byte { return made(emptyRows(lastRow-5, lastRow+1, ""), "").zip(t) }, FileRange},
		"empty cells": {func(t testing.TB) []byte {
			return made(sheetRows(1, oldCopy[1:]...)+emptyRows(11, 200000, "ABCDEFG"), "").store(t)
		}, ""},
		"cells":             {swollen("<worksheet "+mainNS+"><sheetData>", strings.Repeat(`<row>`+strings.Repeat(`<c><v>1</v></c>`, 100)+`</row>`, 1000), 11, "</sheetData></worksheet>"), FileMany},
		"merged cells":      {swollen("<worksheet "+mainNS+"><mergeCells>", strings.Repeat(`<mergeCell ref="A1:B2"/>`, 1<<14), 64, "</mergeCells></worksheet>"), FileMany},
		"tall merged cells": {made(sheetRows(1, slicesOf(4000)...), `<mergeCells>`+strings.Repeat(`<mergeCell ref="A1:XFD1048576"/>`, 5000)+`</mergeCells>`).zip, FileMany},
		"texts":             {swollenPart("xl/sharedStrings.xml", "<sst "+mainNS+">", numbered(2000, `<si><t>%d</t></si>`), 520, "</sst>"), FileMany},
		"long texts":        {swollenPart("xl/sharedStrings.xml", "<sst "+mainNS+">", "<si><t>"+noise(200000)+"</t></si>", 400, "</sst>"), FileMany},
		"styles":            {swollenPart("xl/styles.xml", "<styleSheet "+mainNS+"><cellXfs>", strings.Repeat(`<xf numFmtId="14"/>`, 1<<14), 8, "</cellXfs></styleSheet>"), FileMany},
		"sheets":            {sound().with(main, book1(strings.Repeat(`<sheet name="a" r:id="rId1"/>`, 600), "")).zip, FileMany},
		"names":             {sound().with(main, book1("", strings.Repeat(`<definedName name="in.fields.unit">Sheet1!$A$1</definedName>`, 60000))).zip, FileMany},
	}
}

// large are those that take the most to make and to read.
var large = map[string]bool{
	"empty rows": true, "empty cells": true, "cells": true, "texts": true, "long texts": true, "white space": true, "a long comment": true,
}

// BenchmarkHostile reads them.
func BenchmarkHostile(b *testing.B) {
	for name := range large {
		b.Run(name, func(b *testing.B) {
			file := hostile()[name].file(b)
			b.ReportAllocs()
			for b.Loop() {
				refused(b, file, register())
			}
		})
	}
}

// TestHostile reads hostile files: each is refused for its reason, or read, in little memory.
func TestHostile(t *testing.T) {
	for name, c := range hostile() {
		if testing.Short() && large[name] {
			continue
		}
		t.Run(name, func(t *testing.T) {
			file := c.file(t)
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got := refused(t, file, register())
			runtime.ReadMemStats(&after)
			if got != c.want {
				t.Errorf("refused as %q, want %q", got, c.want)
			}
			if n := after.TotalAlloc - before.TotalAlloc; n > 200<<20 {
				t.Errorf("%d MB for a file of %d bytes", n>>20, len(file))
			}
		})
	}
}

// TestMacros says that there are macros, for who passes the file on.
func TestMacros(t *testing.T) {
	w := decoded(t, hostile()["macros"].file(t), register())
	if !w.Macros || len(w.Entries) == 0 {
		t.Errorf("%+v", w)
	}
}

// TestCancelled stops reading when nobody waits for it.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	file := sound().zip(t)
	if _, err := Decode(ctx, bytes.NewReader(file), int64(len(file)), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestBrokenReader tells a file that cannot be read from one that is damaged.
func TestBrokenReader(t *testing.T) {
	file := sound().zip(t)
	r := &brokenReader{bytes.NewReader(file), int64(len(file)) - 400}
	_, err := Decode(context.Background(), r, int64(len(file)), nil)
	var wrong *FileError
	if !errors.Is(err, io.ErrClosedPipe) || errors.As(err, &wrong) {
		t.Errorf("%v", err)
	}
}

type brokenReader struct {
	io.ReaderAt
	from int64
}

func (r *brokenReader) ReadAt(b []byte, at int64) (int, error) {
	if at < r.from {
		return 0, io.ErrClosedPipe
	}
	return r.ReaderAt.ReadAt(b, at)
}

// compoundFile is as much of a compound file as says what it is: its directory.
func compoundFile(streams ...string) string {
	file := make([]byte, 512, 2048)
	copy(file, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	for _, name := range streams {
		var entry [128]byte
		for i, u := range utf16.Encode([]rune(name)) {
			binary.LittleEndian.PutUint16(entry[2*i:], u)
		}
		entry[64] = byte(2*len(name) + 2)
		file = append(file, entry[:]...)
	}
	return string(append(file, make([]byte, 256)...))
}

// flipped has another byte in the packed content of a part.
func flipped(t testing.TB, p madeParts, name string) []byte {
	file := p.zip(t)
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if f.Name == name {
			at, err := f.DataOffset()
			if err != nil {
				t.Fatal(err)
			}
			file[at+int64(f.CompressedSize64)/2] ^= 0x55
		}
	}
	return file
}

// locked says of each part that it needs a password.
func locked(t testing.TB, p madeParts) []byte {
	file := p.zip(t)
	for i := range file {
		if bytes.HasPrefix(file[i:], []byte("PK\x01\x02")) {
			file[i+8] |= 1
		}
	}
	return file
}

// lying says of its parts that they unpack to 100 bytes.
func lying(t testing.TB, p madeParts) []byte {
	file := p.zip(t)
	for i := range file {
		if bytes.HasPrefix(file[i:], []byte("PK\x01\x02")) {
			binary.LittleEndian.PutUint32(file[i+24:], 100)
		}
	}
	return file
}

func manyParts(t testing.TB, n int) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := range n {
		if _, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("xl/p%d.xml", i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// swollen is a workbook whose sheet has a piece many times between a beginning and an end.
func swollen(begin, piece string, times int, end string) func(testing.TB) []byte {
	return swollenPart("xl/worksheets/sheet1.xml", begin, piece, times, end)
}

// swollenPart packs the piece once, and that many times into the file.
func swollenPart(name, begin, piece string, times int, end string) func(testing.TB) []byte {
	return func(t testing.TB) []byte {
		t.Helper()
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		p := sound().with("xl/_rels/workbook.xml.rels", strings.Replace(sound()["xl/_rels/workbook.xml.rels"], "</Relationships>",
			`<Relationship Id="s" Type="`+relsType+`sharedStrings" Target="sharedStrings.xml"/></Relationships>`, 1))
		for other, text := range p.with("xl/sharedStrings.xml", "<sst "+mainNS+"/>") {
			if other == name {
				continue
			}
			w, err := z.Create(other)
			if err == nil {
				_, err = io.WriteString(w, text)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		sum, size := crc32.NewIEEE(), 0
		var packed bytes.Buffer
		pack := func(s string, times int, last bool) {
			var one bytes.Buffer
			f, err := flate.NewWriter(&one, 6)
			if err == nil {
				_, err = io.WriteString(f, s)
			}
			if err == nil && last {
				err = f.Close()
			} else if err == nil {
				err = f.Flush()
			}
			if err != nil {
				t.Fatal(err)
			}
			for range times {
				packed.Write(one.Bytes())
				size += len(s)
				io.WriteString(sum, s)
			}
		}
		pack(begin, 1, false)
		pack(piece, times, false)
		pack(end, 1, true)
		w, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CRC32: sum.Sum32(), CompressedSize64: uint64(packed.Len()), UncompressedSize64: uint64(size)})
		if err == nil {
			_, err = w.Write(packed.Bytes())
		}
		if err == nil {
			err = z.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
}

// noise is text that packs badly.
func noise(n int) string {
	b := make([]byte, n)
	x := uint32(1)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = 'a' + byte(x>>24)%26
	}
	return string(b)
}

// emptyRows are rows, with cells in some columns, that have a format and nothing else.
func emptyRows(from, to int, columns string) string {
	var b strings.Builder
	for r := from; r <= to; r++ {
		fmt.Fprintf(&b, `<row r="%d" ht="14.25" customHeight="1">`, r)
		for _, c := range columns {
			fmt.Fprintf(&b, `<c r="%c%d" s="2"/>`, c, r)
		}
		b.WriteString(`</row>`)
	}
	return b.String()
}

// numbered are pieces with a number each.
func numbered(n int, piece string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, piece, i)
	}
	return b.String()
}

// slicesOf are rows with a text each.
func slicesOf(n int) [][]string {
	all := make([][]string, n)
	for i := range all {
		all[i] = []string{"x"}
	}
	return all
}
