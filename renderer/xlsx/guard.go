package xlsx

import (
	"fmt"
)

// FileCode says why a file is not read.
type FileCode string

// The codes of files that are no workbook, or not one that is read.
const (
	FileEmpty     FileCode = "file_empty"     // no bytes
	FileEncrypted FileCode = "file_encrypted" // needs a password
	FileOld       FileCode = "file_xls"       // a workbook of Excel 97-2003 or of WPS (.xls, .et)
	FileBinary    FileCode = "file_xlsb"      // a binary workbook
	FileOpen      FileCode = "file_ods"       // an OpenDocument spreadsheet
	FileHTML      FileCode = "file_html"      // a web page that is called .xlsx
	FileText      FileCode = "file_text"      // a table as text (CSV, TSV) that is called .xlsx
	FileOther     FileCode = "file_other"     // no spreadsheet: a text document, a picture, another archive
	FileTruncated FileCode = "file_truncated" // its end is missing
	FileDamaged   FileCode = "file_damaged"   // it does not follow its format
)

// The codes of files that are made to do harm, or cannot be told from such.
const (
	FileSize    FileCode = "file_size"    // more bytes than are taken
	FileBomb    FileCode = "file_bomb"    // unpacks to more than is read
	FileParts   FileCode = "file_parts"   // consists of too many parts
	FileNames   FileCode = "file_names"   // parts that lie outside the archive, or share a name
	FileDoctype FileCode = "file_doctype" // a part declares a document type or entities
	FileRange   FileCode = "file_range"   // a cell where no sheet has one
	FileMany    FileCode = "file_many"    // more cells, merged cells, texts, styles or names than are read
)

// The codes of sound workbooks.
const (
	FileNoForm  FileCode = "file_form"    // not a copy of the form
	FileSeveral FileCode = "file_several" // several sheets are a copy of the form
	FileUnclear FileCode = "file_unclear" // a copy of one document, or of many: nobody can tell
)

// FileError is a file that is not read as a filled copy of the form, with the reason. Nothing of it was used.
type FileError struct {
	Code FileCode
	Part string // of the file where it was found: xl/worksheets/sheet1.xml, or sheets' names; empty: the whole
	Err  error  // what a library said; nil: nothing
}

// Error is the reason in English.
func (e *FileError) Error() string {
	s := "workbook: " + e.Text("en")
	if e.Err != nil {
		s = fmt.Sprintf("%s: %v", s, e.Err)
	}
	return s
}

// Text is the reason for people, in Chinese or, for en, in English.
func (e *FileError) Text(lang string) string {
	words, open, end := filesZH[e.Code], "（", "）"
	if lang == "en" {
		words, open, end = filesEN[e.Code], " (", ")"
	}
	if e.Part != "" {
		words += open + e.Part + end
	}
	return words
}

// Unwrap gives what a library said.
func (e *FileError) Unwrap() error { return e.Err }

// Limits of what is read of a workbook. They leave room for a ledger of 100,000 rows, and bound what is spent on a file
// that means harm: less than 200 MB.
const (
	maxFile     = 64 << 20  // bytes of the file
	maxIndex    = 2 << 20   // bytes read to find the parts
	maxParts    = 2000      // parts
	maxUnpacked = 160 << 20 // bytes of all parts that are read
	maxSmall    = 8 << 20   // bytes of a part beside sheets and texts
	maxStyles   = 32 << 20  // bytes of the styles
	maxTimes    = 250       // how many times larger a part may become than it was packed, over the first lowTimes bytes
	lowTimes    = 4 << 20

	maxSheets  = 512
	maxNames   = 50000    // defined names
	maxStyled  = 65536    // cell formats (Excel keeps 64,000)
	maxCells   = 1000000  // cells that hold something, in all sheets
	maxMerges  = 200000   // merged cells, in all sheets
	maxJoined  = 2000000  // rows of merged cells, in all
	maxStrings = 1000000  // shared texts
	maxBytes   = 48 << 20 // of all texts that are kept
)
