package xlsx

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// sniffed is how much of a file is looked at to say what it is.
const sniffed = 4096

// kindOf says what a file is that is no ZIP archive.
func kindOf(r io.ReaderAt, size int64) FileCode {
	if size == 0 {
		return FileEmpty
	}
	head := make([]byte, min(size, sniffed))
	n, _ := r.ReadAt(head, 0)
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return archiveFault(r, size)
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return compound(r, size)
	case bytes.HasPrefix(head, []byte("\x09\x08\x10\x00")), bytes.HasPrefix(head, []byte("\x09\x04\x06\x00")):
		return FileOld // without the compound file around it (BIFF)
	}
	text, ok := asText(head)
	low := bytes.ToLower(text)
	switch {
	case !ok:
		return FileOther
	case bytes.Contains(low, []byte("<html")), bytes.Contains(low, []byte("<!doctype html")), bytes.Contains(low, []byte("<table")):
		return FileHTML
	case bytes.HasPrefix(bytes.TrimSpace(text), []byte("<")), bytes.HasPrefix(text, []byte("%PDF")), bytes.HasPrefix(text, []byte(`{\rtf`)):
		return FileOther
	}
	return FileText
}

// archiveFault says what is wrong with an archive: whether its end, which says where its index is, is there at all.
func archiveFault(r io.ReaderAt, size int64) FileCode {
	tail := make([]byte, min(size, 22+65535))
	n, _ := r.ReadAt(tail, size-int64(len(tail)))
	if bytes.Contains(tail[:n], []byte("PK\x05\x06")) {
		return FileDamaged
	}
	return FileTruncated
}

// asText is the text that a file begins with, and whether it is one: UTF-8, UTF-16 or GB 18030 without control characters.
func asText(head []byte) (text []byte, ok bool) {
	switch {
	case bytes.HasPrefix(head, []byte("\xFF\xFE")), bytes.HasPrefix(head, []byte("\xFE\xFF")):
		for i := range head {
			if i > 1 && head[i] != 0 {
				text = append(text, head[i]) // enough to find ASCII in
			}
		}
		return text, true
	case bytes.ContainsFunc(head, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' }):
		return nil, false
	}
	head = bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF"))
	for cut := 0; cut < utf8.UTFMax && cut < len(head); cut++ { // the last character may be cut
		if utf8.Valid(head[:len(head)-cut]) {
			return head, true
		}
	}
	decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(head)
	return decoded, err == nil && bytes.Count(decoded, []byte("\uFFFD")) <= 1
}

// compound says what a compound file (OLE) is, by the names of its streams. The entries of its directory have 128
// bytes each and begin with the name in UTF-16 ([MS-CFB] 2.6.1); they are looked for everywhere, for the chain that links
// them may be broken.
func compound(r io.ReaderAt, size int64) FileCode {
	code := FileOther
	block := make([]byte, 64<<10)
	for at := int64(512); at < size; at += int64(len(block)) {
		n, _ := r.ReadAt(block[:min(size-at, int64(len(block)))], at)
		for i := 0; i+128 <= n; i += 128 {
			switch streamName(block[i : i+66]) {
			case "EncryptedPackage", "EncryptionInfo":
				return FileEncrypted
			case "Workbook", "Book":
				code = FileOld
			}
		}
	}
	return code
}

// streamName is the name in a directory's entry, if it is one of ASCII; its length is in the last two bytes.
func streamName(entry []byte) string {
	n := int(entry[64]) | int(entry[65])<<8
	if n < 4 || n > 64 || n%2 != 0 {
		return ""
	}
	name := make([]byte, 0, 32)
	for i := 0; i < n-2; i += 2 {
		if entry[i+1] != 0 {
			return ""
		}
		name = append(name, entry[i])
	}
	return string(name)
}
