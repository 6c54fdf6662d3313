package xlsx

import (
	"archive/zip"
	"bytes"
	"hash/crc32"
	"io"
	"io/fs"
	"sort"

	"github.com/klauspost/compress/flate"
)

// archive is the ZIP file of the workbook as excelize wants it (excelize.ZipWriter). It deflates each part as
// it comes and writes them all, sorted, at Close: excelize hands worksheets over in map order, which would
// make the same document another file every time.
type archive struct {
	out   io.Writer
	comp  *flate.Writer // shared by all parts, one after the other
	parts []*part
}

// part is one file of the archive, deflated.
type part struct {
	name string
	data bytes.Buffer
	comp *flate.Writer
	sum  uint32
	size uint64
}

func newArchive(out io.Writer) *archive { return &archive{out: out} }

// Create begins the next part; the one before it is then complete.
func (a *archive) Create(name string) (io.Writer, error) {
	if err := a.finish(); err != nil {
		return nil, err
	}
	p := &part{name: name}
	if a.comp == nil {
		comp, err := flate.NewWriter(&p.data, flate.DefaultCompression)
		if err != nil {
			return nil, err
		}
		a.comp = comp
	} else {
		a.comp.Reset(&p.data)
	}
	p.comp = a.comp
	a.parts = append(a.parts, p)
	return p, nil
}

// Write deflates a piece of the part.
func (p *part) Write(b []byte) (int, error) {
	p.sum = crc32.Update(p.sum, crc32.IEEETable, b)
	p.size += uint64(len(b))
	return p.comp.Write(b)
}

// finish completes the last part.
func (a *archive) finish() error {
	if len(a.parts) == 0 {
		return nil
	}
	return a.comp.Close()
}

// AddFS belongs to excelize.ZipWriter; excelize does not call it for workbooks.
func (a *archive) AddFS(fs.FS) error { return fs.ErrInvalid }

// Close writes the archive: the content types first, as programs that sniff expect, then by name.
func (a *archive) Close() error {
	if err := a.finish(); err != nil {
		return err
	}
	sort.Slice(a.parts, func(i, j int) bool {
		return a.parts[i].key() < a.parts[j].key()
	})
	z := zip.NewWriter(a.out)
	for _, p := range a.parts {
		w, err := z.CreateRaw(&zip.FileHeader{
			Name: p.name, Method: zip.Deflate, CRC32: p.sum,
			CompressedSize64: uint64(p.data.Len()), UncompressedSize64: p.size,
		})
		if err != nil {
			return err
		}
		if _, err := w.Write(p.data.Bytes()); err != nil {
			return err
		}
	}
	return z.Close()
}

// key orders the parts.
func (p *part) key() string {
	if p.name == "[Content_Types].xml" {
		return ""
	}
	return p.name
}
