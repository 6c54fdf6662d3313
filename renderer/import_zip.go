package renderer

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"math"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongwen/renderer/xlsx"
)

// The bounds of an archive of filled copies.
const (
	maxCopies      = 5000     // files in it
	maxCopy        = 64 << 20 // bytes of one, unpacked
	maxCopies64    = 2 << 30  // bytes of all, unpacked
	maxCopiesIndex = 8 << 20  // bytes of its index
	maxCopiesRatio = 200      // how many times larger they may become than the archive is, beyond the first 64 MiB
)

// Unzip calls each with every filled copy in an archive (ZIP), one after the other by their names, as they would lie in a
// folder. Names are UTF-8
// where the archive says so or they are, and else GB 18030, which Windows in Chinese writes; folders, and what systems
// leave behind (__MACOSX, .DS_Store, Thumbs.db, ~$…), are passed over. A file that unpacks to too much is handed over with
// the error and no data. An archive that cannot be read, or has names that lead out of it, is a *FileError.
func Unzip(r io.ReaderAt, size int64, each func(Upload, *FileError) error) error {
	index := &bounded{in: r, left: maxCopiesIndex}
	z, err := zip.NewReader(index, size)
	switch {
	case errors.Is(err, errIndexLong):
		return &FileError{Code: xlsx.FileParts, Err: err}
	case err != nil:
		return &FileError{Code: xlsx.FileDamaged, Err: err}
	case len(z.File) > maxCopies:
		return &FileError{Code: xlsx.FileParts}
	}
	index.left = math.MaxInt64
	names, order := make([]string, len(z.File)), make([]int, len(z.File))
	for i, f := range z.File {
		name, ok := entryName(f)
		if !ok {
			return &FileError{Code: xlsx.FileNames, Part: fmt.Sprintf("%.80q", name)}
		}
		names[i], order[i] = name, i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return slices.Compare(strings.Split(names[a], "/"), strings.Split(names[b], "/"))
	})
	left := min(maxCopies64, 64<<20+size*maxCopiesRatio)
	for _, i := range order {
		if strings.HasSuffix(names[i], "/") || Leftover(names[i]) {
			continue
		}
		file, wrong := unpack(z.File[i], names[i], min(maxCopy, left))
		left -= int64(len(file.Data))
		if err := each(file, wrong); err != nil {
			return err
		}
	}
	return nil
}

// entryName is the name of a file in an archive, with strokes as they should be. ok is false for one that leads out of it.
func entryName(f *zip.File) (name string, ok bool) {
	name = f.Name
	if f.NonUTF8 && !utf8.ValidString(name) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().String(name)
		if err != nil {
			return name, false
		}
		name = decoded
	}
	name = strings.ReplaceAll(name, `\`, "/")
	if strings.HasPrefix(name, "/") || strings.ContainsAny(name, ":\x00") {
		return name, false
	}
	for dir := range strings.SplitSeq(name, "/") {
		if dir == ".." {
			return name, false
		}
	}
	return name, name != ""
}

// Leftover tells whether a file of that name is one that systems and programs leave in folders, and no filled copy.
func Leftover(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") || strings.EqualFold(base, "Thumbs.db") ||
		strings.EqualFold(base, "desktop.ini") || strings.HasPrefix(name, "__MACOSX/")
}

// unpack reads one file of an archive of at most that many bytes.
func unpack(f *zip.File, name string, most int64) (Upload, *FileError) {
	file := Upload{Name: name}
	if f.Flags&1 != 0 {
		return file, &FileError{Code: xlsx.FileEncrypted}
	}
	if f.UncompressedSize64 > uint64(max(most, 0)) {
		return file, &FileError{Code: xlsx.FileBomb}
	}
	in, err := f.Open()
	if err != nil {
		return file, &FileError{Code: xlsx.FileDamaged, Err: err}
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, most+1))
	switch {
	case err != nil:
		return file, &FileError{Code: xlsx.FileDamaged, Err: err}
	case int64(len(data)) > most:
		return file, &FileError{Code: xlsx.FileBomb}
	}
	file.Data = data
	return file, nil
}

var errIndexLong = errors.New("the archive's index is too long")

// bounded is a file of which no more than left bytes are read.
type bounded struct {
	in   io.ReaderAt
	left int64
}

// ReadAt reads, or fails with errIndexLong.
func (b *bounded) ReadAt(p []byte, at int64) (int, error) {
	if b.left -= int64(len(p)); b.left < 0 {
		return 0, errIndexLong
	}
	return b.in.ReadAt(p, at)
}
