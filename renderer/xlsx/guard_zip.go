package xlsx

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/klauspost/compress/flate"
)

// parcel is a workbook's file: named parts in a ZIP archive, which are read one after the other and never taken at
// their word.
type parcel struct {
	ctx   context.Context
	file  *source
	parts map[string]*zip.File // by their names in lower case: they are compared without regard to case (ECMA-376-2, 6.2.2.3)
	left  int64                // bytes that may still be unpacked
}

// openParcel finds the parts of a file, and refuses it if it is no archive or has names that no workbook has.
func openParcel(ctx context.Context, r io.ReaderAt, size int64) (*parcel, error) {
	if size > maxFile {
		return nil, &FileError{Code: FileSize}
	}
	file := &source{in: r, left: maxIndex}
	z, err := zip.NewReader(file, size)
	switch {
	case errors.Is(err, errIndex):
		return nil, &FileError{Code: FileParts, Err: err}
	case file.err != nil:
		return nil, fmt.Errorf("xlsx: %w", file.err)
	case err != nil:
		return nil, &FileError{Code: kindOf(r, size), Err: err}
	case len(z.File) > maxParts:
		return nil, &FileError{Code: FileParts}
	}
	file.left = -1
	z.RegisterDecompressor(zip.Deflate, flate.NewReader)
	p := &parcel{ctx: ctx, file: file, parts: make(map[string]*zip.File, len(z.File)), left: maxUnpacked}
	for _, f := range z.File {
		name, ok := partName(f.Name)
		if !ok || p.parts[name] != nil {
			return nil, &FileError{Code: FileNames, Part: clean(f.Name)}
		}
		if f.Flags&1 != 0 {
			return nil, &FileError{Code: FileEncrypted, Part: clean(f.Name)}
		}
		p.parts[name] = f
	}
	return p, nil
}

// partName is the key of a part's name; ok is false for one that no workbook has. A folder's, which some programs
// write, ends with a stroke.
func partName(s string) (key string, ok bool) {
	name := strings.TrimSuffix(s, "/")
	if name == "" || len(name) > 512 || strings.ContainsAny(name, `\:`) || strings.ContainsFunc(name, unicode.IsControl) {
		return "", false
	}
	for dir := range strings.SplitSeq(name, "/") {
		if dir == "" || dir == "." || dir == ".." {
			return "", false
		}
	}
	return strings.ToLower(s), true
}

// clean is a name of the file's own as a message may show it.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '?'
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 80 {
		s = string(r[:80]) + "…"
	}
	return s
}

// has says whether there is a part.
func (p *parcel) has(name string) bool { return p.parts[strings.ToLower(name)] != nil }

// open opens a part that may unpack to that many bytes. One that is not there is damage.
func (p *parcel) open(name string, most int64) (*stream, error) {
	f := p.parts[strings.ToLower(name)]
	if f == nil {
		return nil, &FileError{Code: FileDamaged, Part: clean(name), Err: errors.New("no such part")}
	}
	s := &stream{parcel: p, name: clean(f.Name), most: min(most, p.left), packed: int64(min(f.CompressedSize64, maxFile))}
	if f.UncompressedSize64 > uint64(s.most) {
		return nil, &FileError{Code: FileBomb, Part: s.name}
	}
	in, err := f.Open()
	if err != nil {
		return nil, s.fault(err)
	}
	s.in = in
	return s, nil
}

// stream unpacks one part. What it gives is counted, whatever the archive says.
type stream struct {
	parcel *parcel
	in     io.ReadCloser
	name   string
	most   int64 // bytes it may give
	packed int64 // bytes of it in the archive
	given  int64
}

// Read gives the next bytes. Its errors are FileErrors, io.EOF, those of the file itself, or the context's.
func (s *stream) Read(b []byte) (int, error) {
	if err := s.parcel.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.in.Read(b)
	s.given += int64(n)
	s.parcel.left -= int64(n)
	if s.given > s.most || s.given > lowTimes && s.given/maxTimes > s.packed {
		return 0, &FileError{Code: FileBomb, Part: s.name}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, s.fault(err)
	}
	return n, err
}

// Close ends the reading.
func (s *stream) Close() error { return s.in.Close() }

// fault tells the file's damage from failures to read it at all.
func (s *stream) fault(err error) error {
	if s.parcel.file.err != nil {
		return fmt.Errorf("xlsx: %w", s.parcel.file.err)
	}
	return &FileError{Code: FileDamaged, Part: s.name, Err: err}
}

// errIndex is an archive whose index goes on and on.
var errIndex = errors.New("the archive's index is too long")

// source is the file. It gives no more bytes than are left, unless that is negative, and keeps what went wrong.
type source struct {
	in   io.ReaderAt
	left int64
	err  error
}

// ReadAt reads from the file. A place before it, which an archive may name, has nothing to read.
func (s *source) ReadAt(b []byte, at int64) (int, error) {
	if at < 0 {
		return 0, io.ErrUnexpectedEOF
	}
	if s.left >= 0 {
		if s.left -= int64(len(b)); s.left < 0 {
			return 0, errIndex
		}
	}
	n, err := s.in.ReadAt(b, at)
	if err != nil && !errors.Is(err, io.EOF) && s.err == nil {
		s.err = err
	}
	return n, err
}
