package renderer

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/flate"

	"gongwen/forms"
)

// ManifestName is the name of the manifest in an archive.
const ManifestName = "manifest.json"

// Manifest says what became of every item of a batch.
type Manifest struct {
	Form   string   `json:"form"`             // family/name@version
	Title  string   `json:"title,omitempty"`  // of the form
	Issued string   `json:"issued,omitempty"` // RFC 3339
	Total  int      `json:"total"`
	Made   int      `json:"made"`
	Failed int      `json:"failed"`
	File   *File    `json:"file,omitempty"`  // the one file that was made of all
	Lists  []File   `json:"lists,omitempty"` // that go with the documents; see MakeLists
	Items  []Record `json:"items"`
}

// NewManifest returns the manifest of a batch before its first item.
func NewManifest(d *forms.Definition, issued time.Time) *Manifest {
	m := &Manifest{Form: fmt.Sprintf("%s@%d", d.ID, d.Version), Title: d.Blank().Title(), Items: []Record{}}
	if !issued.IsZero() {
		m.Issued = issued.Format(time.RFC3339)
	}
	return m
}

// Add notes what became of the next item.
func (m *Manifest) Add(r *Result) {
	m.Total++
	if r.Bad() {
		m.Failed++
	} else {
		m.Made++
	}
	m.Items = append(m.Items, r.Record.kept())
}

// kept is the record without the files' bytes, and without strings that are parts of the item's whole input: a manifest
// lives as long as its batch, and is not to keep them in memory.
func (rec *Record) kept() Record {
	k := *rec
	k.Files = slices.Clone(rec.Files)
	for i := range k.Files {
		k.Files[i].Data = nil
	}
	k.Title, k.Unit, k.Whose, k.Number = strings.Clone(rec.Title), strings.Clone(rec.Unit), strings.Clone(rec.Whose), strings.Clone(rec.Number)
	if rec.Figures != nil {
		figures := rec.Figures.Clone()
		k.Figures = &figures
	}
	k.Fields = maps.Clone(rec.Fields)
	for key, text := range k.Fields {
		k.Fields[key] = strings.Clone(text)
	}
	return k
}

// Write writes the manifest as a JSON file, the same bytes for the same items, and one item at a time.
func (m *Manifest) Write(w io.Writer) error {
	const tail = "]\n}\n"
	head := *m
	head.Items = []Record{}
	text, err := indented(head, "")
	if err != nil {
		return err
	}
	text = bytes.TrimSuffix(text, []byte(tail))
	for i := range m.Items {
		item, err := indented(&m.Items[i], "    ")
		if err != nil {
			return err
		}
		if i > 0 {
			text = append(text, ',')
		}
		text = append(append(text, "\n    "...), bytes.TrimSuffix(item, []byte("\n"))...)
		if _, err := w.Write(text); err != nil {
			return fmt.Errorf("manifest: %w", err)
		}
		text = text[:0]
	}
	if len(m.Items) > 0 {
		text = append(text, "\n  "...)
	}
	if _, err := w.Write(append(text, tail...)); err != nil {
		return fmt.Errorf("manifest: %w", err)
	}
	return nil
}

// indented is v as JSON with a line end; every line but the first begins with prefix.
func indented(v any, prefix string) ([]byte, error) {
	var out bytes.Buffer
	to := json.NewEncoder(&out)
	to.SetEscapeHTML(false)
	to.SetIndent(prefix, "  ")
	if err := to.Encode(v); err != nil {
		return nil, fmt.Errorf("manifest: %w", err)
	}
	return out.Bytes(), nil
}

// Archive writes the files of a batch as a ZIP, one after the other as they come. The same files at the same time make
// the same bytes. Names are UTF-8 and unique, without regard to case. A ZIP grows beyond 4 GB and 65,535 files where it
// has to (Zip64).
type Archive struct {
	to    *zip.Writer
	out   counter
	time  time.Time
	taken taken
}

// counter counts what goes to a writer.
type counter struct {
	io.Writer
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.Writer.Write(b)
	c.n += int64(n)
	return n, err
}

// The years that a ZIP's clock knows.
const (
	firstYear = 1980
	lastYear  = 2107
)

// NewArchive starts an archive on w, whose files have the time issued, in its zone.
func NewArchive(w io.Writer, issued time.Time) *Archive {
	a := &Archive{out: counter{Writer: w}, time: issued, taken: newTaken()}
	if y := issued.Year(); y < firstYear || y > lastYear {
		a.time = time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	a.to = zip.NewWriter(&a.out)
	a.taken.unique(ManifestName, "")
	return a
}

// Add adds the item's files under the item's name, made unique; name and files of r are then called so. It gives the
// places of the files' bytes in the archive. A bad item adds nothing.
func (a *Archive) Add(r *Result) (at []int64, err error) {
	if r.Bad() {
		return nil, nil
	}
	endings := make([]string, len(r.Files))
	for i := range r.Files {
		endings[i] = path.Ext(r.Files[i].Name)
	}
	r.Name = a.taken.unique(r.Name, endings...)
	for i := range r.Files {
		f := &r.Files[i]
		f.Name = r.Name + endings[i]
		place, err := a.store(f.Name, f.Data)
		if err != nil {
			return nil, err
		}
		at = append(at, place)
	}
	return at, nil
}

// AddFile adds a file that is of no item, as it is, under a name made unique, which the file then has.
func (a *Archive) AddFile(f *File) error {
	ending := path.Ext(f.Name)
	f.Name = a.taken.unique(strings.TrimSuffix(f.Name, ending), ending) + ending
	_, err := a.store(f.Name, f.Data)
	return err
}

// Close adds the manifest, if there is one, and ends the archive.
func (a *Archive) Close(m *Manifest) error {
	if m != nil {
		if err := a.deflate(ManifestName, m.Write); err != nil {
			return err
		}
	}
	if err := a.to.Close(); err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	return nil
}

// Flush writes out what is kept back, so that everything added so far is on the writer.
func (a *Archive) Flush() error {
	if err := a.to.Flush(); err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	return nil
}

// store adds a file as it is: a PDF is deflated and a workbook a ZIP already.
func (a *Archive) store(name string, data []byte) (at int64, err error) {
	return a.add(&zip.FileHeader{
		Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE(data), UncompressedSize64: uint64(len(data)),
	}, data)
}

// deflate adds a file that is written piece by piece.
func (a *Archive) deflate(name string, write func(io.Writer) error) error {
	var packed bytes.Buffer
	z, err := flate.NewWriter(&packed, flate.DefaultCompression)
	if err != nil {
		return fmt.Errorf("archive: %s: %w", name, err)
	}
	sum := crc32.NewIEEE()
	whole := counter{Writer: io.MultiWriter(z, sum)}
	err = write(&whole)
	if err == nil {
		err = z.Close()
	}
	if err == nil {
		_, err = a.add(&zip.FileHeader{
			Name: name, Method: zip.Deflate, CRC32: sum.Sum32(), UncompressedSize64: uint64(whole.n),
		}, packed.Bytes())
	}
	if err != nil {
		return fmt.Errorf("archive: %s: %w", name, err)
	}
	return nil
}

// add adds an entry whose sizes are known, so that they stand in front of it and need no descriptor behind it.
func (a *Archive) add(h *zip.FileHeader, packed []byte) (at int64, err error) {
	h.Flags, h.CreatorVersion, h.ReaderVersion, h.ExternalAttrs = utf8Flag, creatorVersion, readerVersion, regular
	h.ModifiedDate = uint16((a.time.Year()-firstYear)<<9 | int(a.time.Month())<<5 | a.time.Day()) //nolint:staticcheck // a raw entry takes its time from here
	h.ModifiedTime = uint16(a.time.Hour()<<11 | a.time.Minute()<<5 | a.time.Second()/2)           //nolint:staticcheck // and from here
	h.CompressedSize64 = uint64(len(packed))
	to, err := a.to.CreateRaw(h)
	if err != nil {
		return 0, fmt.Errorf("archive: %s: %w", h.Name, err)
	}
	if err := a.Flush(); err != nil {
		return 0, err
	}
	at = a.out.n
	if _, err := to.Write(packed); err != nil {
		return 0, fmt.Errorf("archive: %s: %w", h.Name, err)
	}
	return at, nil
}

// What stands in the heads of an archive's entries (APPNOTE.TXT 6.3.10, 4.4).
const (
	utf8Flag       = 1 << 11
	creatorVersion = 3<<8 | 20 // Unix, for the permissions
	readerVersion  = 20
	regular        = 0o100644 << 16
)
