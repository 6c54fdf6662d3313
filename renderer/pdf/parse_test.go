package pdf_test

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"testing"

	"github.com/klauspost/compress/zlib"
)

// parsed is a file read back through its cross-reference table alone.
type parsed struct {
	file    []byte
	objects map[int][]byte // from "n 0 obj" to "endobj", without both
	trailer []byte
}

var (
	startxref = regexp.MustCompile(`startxref\n([0-9]+)\n%%EOF\n$`)
	section   = regexp.MustCompile(`^xref\n0 ([0-9]+)\n0000000000 65535 f \n`)
	lengthKey = regexp.MustCompile(`/Length ([0-9]+)`)
)

// parse reads the file and fails the test if an offset, a length or a keyword is wrong.
func parse(t testing.TB, file []byte) *parsed {
	t.Helper()
	p, err := tryParse(file)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func tryParse(file []byte) (*parsed, error) {
	m := startxref.FindSubmatch(file)
	if m == nil {
		return nil, fmt.Errorf("no startxref")
	}
	at, _ := strconv.Atoi(string(m[1]))
	if at >= len(file) {
		return nil, fmt.Errorf("startxref %d outside the file", at)
	}
	s := section.FindSubmatch(file[at:])
	if s == nil {
		return nil, fmt.Errorf("no xref at %d", at)
	}
	n, _ := strconv.Atoi(string(s[1]))
	rest := file[at+len(s[0]):]
	p := &parsed{file: file, objects: map[int][]byte{}}
	for i := 1; i < n; i++ {
		if len(rest) < 20 || string(rest[10:20]) != " 00000 n \n" {
			return nil, fmt.Errorf("xref entry %d: %q", i, rest[:min(20, len(rest))])
		}
		from, _ := strconv.Atoi(string(rest[:10]))
		rest = rest[20:]
		head := fmt.Sprintf("%d 0 obj\n", i)
		if from > at || !bytes.HasPrefix(file[from:], []byte(head)) {
			return nil, fmt.Errorf("object %d is not at %d", i, from)
		}
		body, err := body(file[from+len(head) : at])
		if err != nil {
			return nil, fmt.Errorf("object %d: %w", i, err)
		}
		p.objects[i] = body
	}
	if !bytes.HasPrefix(rest, []byte("trailer\n<<")) {
		return nil, fmt.Errorf("no trailer after the xref: %q", rest)
	}
	p.trailer = rest
	return p, nil
}

// body cuts an object off at its endobj, which a stream's stated length leads to.
func body(b []byte) ([]byte, error) {
	end := bytes.Index(b, []byte("\nendobj\n"))
	if at := bytes.Index(b, []byte(">>\nstream\n")); at >= 0 && at < end {
		m := lengthKey.FindSubmatch(b[:at])
		if m == nil {
			return nil, fmt.Errorf("stream without a length")
		}
		n, _ := strconv.Atoi(string(m[1]))
		end = at + len(">>\nstream\n") + n + len("\nendstream")
		if end > len(b) || !bytes.HasPrefix(b[end-len("\nendstream"):], []byte("\nendstream\nendobj\n")) {
			return nil, fmt.Errorf("no endstream after %d bytes", n)
		}
	}
	if end < 0 {
		return nil, fmt.Errorf("no endobj")
	}
	return b[:end], nil
}

// stream returns an object's dictionary and its stream as it was before deflating, nil if it has none.
func stream(t testing.TB, object []byte) (dict, data []byte) {
	t.Helper()
	dict, data, ok := bytes.Cut(object, []byte("\nstream\n"))
	if !ok {
		return dict, nil
	}
	data = bytes.TrimSuffix(data, []byte("\nendstream"))
	if !bytes.Contains(dict, []byte("/Filter/FlateDecode")) {
		return dict, data
	}
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	data, err = io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return dict, data
}

// inflated returns the file's deflated streams in the order of their objects.
func inflated(t testing.TB, p *parsed) [][]byte {
	t.Helper()
	var all [][]byte
	for i := 1; i <= len(p.objects); i++ {
		if dict, data := stream(t, p.objects[i]); bytes.Contains(dict, []byte("/FlateDecode")) {
			all = append(all, data)
		}
	}
	return all
}
