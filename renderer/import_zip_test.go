package renderer_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongwen/renderer"
	"gongwen/renderer/xlsx"
)

// archived is an archive of files by name; a name of GB 18030 is written without saying that it is not UTF-8's.
func archived(t *testing.T, files ...[2]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f[0], Method: zip.Deflate, NonUTF8: true})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(f[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// unzipped are the names of an archive's files, with the codes of those that are not read.
func unzipped(archive []byte) (names []string, err error) {
	err = renderer.Unzip(bytes.NewReader(archive), int64(len(archive)), func(file renderer.Upload, wrong *renderer.FileError) error {
		name := file.Name
		if wrong != nil {
			name += " " + string(wrong.Code)
		}
		names = append(names, name)
		return nil
	})
	return names, err
}

// TestUnzip reads archives as they come from offices.
func TestUnzip(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(`上报\示例学校.xlsx`)
	if err != nil {
		t.Fatal(err)
	}
	got, err := unzipped(archived(t, [2]string{"上报/", ""}, [2]string{gbk, "a"}, [2]string{"示例第二学校.xlsx", "b"},
		[2]string{"__MACOSX/._a.xlsx", "c"}, [2]string{"上报/~$示例学校.xlsx", "d"}, [2]string{"Thumbs.db", "e"}, [2]string{"说明.docx", "f"},
		[2]string{"空.xlsx", strings.Repeat("\x00", 65<<20)}))
	want := []string{"上报/示例学校.xlsx", "示例第二学校.xlsx", "空.xlsx file_bomb", "说明.docx"} // by name
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
}

// TestUnzipRefuses gives it archives that are none, or mean harm.
func TestUnzipRefuses(t *testing.T) {
	whole := archived(t, [2]string{"a.xlsx", "a"})
	many := make([][2]string, 5001)
	for i := range many {
		many[i] = [2]string{"a.xlsx", ""}
	}
	for name, c := range map[string]struct {
		archive []byte
		code    xlsx.FileCode
	}{
		"up":      {archived(t, [2]string{"../a.xlsx", "a"}), xlsx.FileNames},
		"up back": {archived(t, [2]string{`b\..\..\a.xlsx`, "a"}), xlsx.FileNames},
		"root":    {archived(t, [2]string{"/etc/a.xlsx", "a"}), xlsx.FileNames},
		"drive":   {archived(t, [2]string{`C:\a.xlsx`, "a"}), xlsx.FileNames},
		"cut":     {whole[:len(whole)-8], xlsx.FileDamaged},
		"none":    {[]byte("<html>"), xlsx.FileDamaged},
		"many":    {archived(t, many...), xlsx.FileParts},
	} {
		_, err := unzipped(c.archive)
		var file *renderer.FileError
		if !errors.As(err, &file) || file.Code != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}

// TestUnzipOrder checks that copies come in the order in which they would lie in a folder.
func TestUnzipOrder(t *testing.T) {
	got, err := unzipped(archived(t, [2]string{"报/c.xlsx", ""}, [2]string{"b.xlsx", ""}, [2]string{"a.xlsx", ""}, [2]string{"a/z.xlsx", ""}, [2]string{"报/b.xlsx", ""}))
	if want := []string{"a/z.xlsx", "a.xlsx", "b.xlsx", "报/b.xlsx", "报/c.xlsx"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
}
