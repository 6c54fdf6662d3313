// Package layout turns blocks into finished pages: line breaking, tables, page breaks, seal room, page numbers.
//
// In: block sections and the font book. Out: pages of measured operations, and where each row of each block
// stands. It knows no form and no file format, keeps nothing between calls and starts no goroutine.
//
// Sum rows are counted when a page is closed: their height, at the widest that any page's sum can be, is kept free
// until then, so that a sum never moves a row.
//
// The one decision to ask about: a table is laid out a page at a time. Rows are broken into lines in scratch
// slices as they are added to the page and drawn when it is closed, because only then is known how high a
// merged cell is. So 600 pages need the memory of one, beside what they give back.
package layout
