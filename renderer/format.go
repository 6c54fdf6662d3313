package renderer

import (
	"fmt"
	"strings"
)

// Format is the kind of file a document becomes.
type Format uint8

// The formats.
const (
	PDF  Format = iota // PDF/A-2u
	XLSX               // Office Open XML workbook
	PNG                // picture of one page
)

// Formats are all formats, the preferred one first.
func Formats() []Format { return []Format{PDF, XLSX, PNG} }

// ParseFormat reads a format by its name, which is its file ending without the dot, in either case. The error is a FormatError.
func ParseFormat(name string) (Format, error) {
	for _, f := range Formats() {
		if strings.EqualFold(name, f.String()) {
			return f, nil
		}
	}
	return 0, FormatError(name)
}

// String returns the name of the format: pdf, xlsx or png.
func (f Format) String() string {
	switch f {
	case PDF:
		return "pdf"
	case XLSX:
		return "xlsx"
	case PNG:
		return "png"
	}
	return fmt.Sprintf("format %d", uint8(f))
}

// MediaType returns the format's media type, as registered with IANA.
func (f Format) MediaType() string {
	switch f {
	case PDF:
		return "application/pdf"
	case XLSX:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case PNG:
		return "image/png"
	}
	return "application/octet-stream"
}

// FormatError is the name of a format that there is not.
type FormatError string

// Error says which formats there are.
func (e FormatError) Error() string {
	return fmt.Sprintf("no format %q: there are pdf, xlsx and png", string(e))
}
