// Package renderer turns a filled document into the bytes of a file: PDF, workbook or PNG.
//
// In: a forms.Document, which exists only without errors, and Options. Out: a whole file on a writer. It imports the
// painters and layout, and nothing above it; it knows no form and no HTTP. Of many documents (Batch): items as they come
// in, results in their order, and an Archive or a Merge that writes them out, all in memory that does not grow with them.
//
// The one decision to ask about: a Renderer has no state but the font book, so one is shared by every request and
// every goroutine, and what a caller gets depends on the document and the options alone.
package renderer
