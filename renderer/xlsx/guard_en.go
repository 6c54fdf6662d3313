package xlsx

// filesEN words the codes in English.
var filesEN = map[FileCode]string{
	FileEmpty:     "the file is empty",
	FileEncrypted: "the file is encrypted; save it without a password",
	FileOld:       "the file has an old format (.xls, .et); save it as .xlsx",
	FileBinary:    "the file is a binary workbook (.xlsb); save it as .xlsx",
	FileOpen:      "the file is an OpenDocument spreadsheet (.ods); save it as .xlsx",
	FileHTML:      "the file is a web page and no workbook; open it in a spreadsheet program and save it as .xlsx",
	FileText:      "the file is text (such as CSV) and no workbook; save it as .xlsx",
	FileOther:     "the file is no workbook (.xlsx)",
	FileTruncated: "the file is incomplete, its end is missing",
	FileDamaged:   "the file is damaged: it does not follow the format of a workbook",
	FileSize:      "the file is too large",
	FileBomb:      "the file is too large once unpacked",
	FileParts:     "the file has too many parts",
	FileNames:     "the file has parts with the same name, or with names that lead out of it",
	FileDoctype:   "the file declares a document type or entities",
	FileRange:     "a cell's address is outside of every sheet",
	FileMany:      "the file has too many cells, merged cells, texts, styles or names",
	FileNoForm:    "the file is no copy of this form: neither its names nor its labels are there",
	FileSeveral:   "several sheets look like this form; keep only the one that is meant",
	FileUnclear:   "it may be one filled form, or a table with a row for each document; please use the empty workbook as it was made",
}
