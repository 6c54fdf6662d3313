package api

// wordsEN are the problems in English. An internal one says nothing but its title.
var wordsEN = map[kind]words{
	kindSyntax:    {"Not JSON", "the body is not valid JSON; problems says where"},
	kindQuery:     {"Wrong parameter", "the value of parameter {} is not valid"},
	kindBody:      {"Incomplete body", "the body did not arrive whole"},
	kindNotFound:  {"No such form", "there is no such form or version; /v1/forms lists them"},
	kindNoRoute:   {"No such address", "/ lists the addresses"},
	kindMethod:    {"Method not allowed", "this address takes other methods; see Allow"},
	kindAccept:    {"Not acceptable", "formats to be had: {}"},
	kindTooLarge:  {"Body too large", "a body may have at most 8 MiB"},
	kindMediaType: {"Unsupported media type", "send application/json (UTF-8, not compressed)"},
	kindInput:     {"The input has problems", "correct what problems lists and send it again"},
	kindCell:      {"Too much for a workbook", "the text of {} is longer than a cell of a workbook holds"},
	kindPage:      {"No such page", "the document has {} pages"},
	kindTooLong:   {"Document too long", "a document may have at most {} pages"},
	kindBusy:      {"Service busy", "try again later"},
	kindTimeout:   {"Timed out", "the work was not done within 30 seconds; try again later"},
	kindUpload:    {"Not a file that is read back", "send one filled workbook (.xlsx) or table (.csv, .tsv), as the body or as the only file of a form"},
	kindFile:      {"The file cannot be read", ""},
	kindOurs:      {"Internal error", ""},

	kindNoBatches:  {"No batches here", "this service was started without a store for batches (--data or --nats)"},
	kindNoBatch:    {"No such batch", "there is no such batch, or it was removed when its time was over"},
	kindConflict:   {"Idempotency key in use", "the Idempotency-Key was used for another request; send this one with a key of its own"},
	kindQueue:      {"Queue full", "too many documents are waiting; try again later"},
	kindSpace:      {"No space left", "there is not enough disk space for the batch; batches that were accepted go on"},
	kindStore:      {"Store unavailable", "the store of batches does not answer; try again later"},
	kindNotDone:    {"Not done yet", "the batch is still being made; ask for its status"},
	kindNoResult:   {"No result", "the batch failed or was cancelled; its status says why"},
	kindBatchType:  {"Unsupported media type", "send application/json, application/x-ndjson, a workbook (.xlsx) or a table (text/csv), not compressed"},
	kindBatchLarge: {"Body too large", "the body of a batch may have at most 256 MiB, a workbook or table 64 MiB"},
	kindTooMany:    {"Too many documents", "a batch may have at most 50000 documents"},
}

// parametersEN say what a query parameter may be.
var parametersEN = map[string]string{
	"layer":           ": it may be all or data; a workbook (xlsx) has no layers",
	"offset":          ": it must be millimetres to the right and down, such as 1.5,-0.8, each from -20 to 20 with at most 3 decimals; a workbook (xlsx) cannot be moved",
	"format":          ": of a batch it may be pdf, xlsx or pdf,xlsx",
	"output":          ": it may be zip, or pdf for one file where the format is pdf",
	"names":           ": it must be a pattern such as {no}-{unit}-{title} of keys that the form has",
	"split-by":        ": it is for workbooks and tables of ledgers",
	"duplex":          ": it may be true or false",
	"continue":        ": it may be true or false",
	"webhook":         ": it must be an https address (http in private networks) of a host that this service may call",
	"Idempotency-Key": ": it may have at most 255 bytes",
	"mark":            ": it may have 8 characters, and a face must have each of them",
	"annotate":        ": it may be true or false; a table (csv, tsv) cannot be marked",
	"batch":           ": it may be true or false; true is for workbooks (xlsx) and for forms that can be filled row by row",
}
