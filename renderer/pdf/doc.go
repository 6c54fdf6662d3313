// Package pdf paints finished pages as a PDF/A-2u file (which is a PDF/A-2b file whose text comes back exactly).
//
// In: pages of draw operations, the font book they were measured with, and what the file says about itself.
// Out: the bytes of the file, the same for the same input on every machine. It imports page and fonts, and no
// block: nothing is measured, broken or moved here.
//
// The one decision to ask about: fpdf makes the pages, their lines and rectangles and the file's structure, and
// none of its font, text, link or metadata calls are used. It parses a font anew for each document, panics on
// characters above U+FFFF and draws missing ones as boxes. So text goes to fpdf as finished operators, and one
// pass over its bytes (pass.go) adds subsets, metadata and output intent, deflates the streams and numbers the
// file anew. The pass states what it relies on and fails with what it did not find.
//
// A file of many documents is a Merge of parts, which are painted anywhere and at once: their text is written in the
// face's own numbers of its characters, so that no part has to know of another.
package pdf
