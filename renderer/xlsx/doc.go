// Package xlsx writes a document's sections as a workbook (工作簿) that prints as its PDF does.
//
// In: the block sections that layout turned into pages, and the placement of every row on them. Out: one
// worksheet a section, with the same column widths, row heights and page breaks, cells of their own kind
// (numbers, dates, text, live formulas with their values) and the form's faces by the names that WPS and
// Excel know. It imports forms/block and renderer/page, and is the only package that imports excelize.
//
// A workbook is also what a form is filled in with. Every input (block.Input) has its home, a cell or a column of a
// table's body: it is named (in.fields.unit), open on a protected sheet without a password, has a check with a hint,
// and is coloured while it lacks a value that the rest of its row or form asks for, or holds a wrong one. The same
// value elsewhere is a formula that names the home. The custom properties hold a mark of the inputs (Layout).
//
// A filled workbook is read back with a reader of our own (Decode), for the file may come from anybody: a stream over the
// parts that matter, with a limit for everything, no document types, no formulas counted, no links followed. Macros are
// neither read nor run; Workbook.Macros says that there are some. Inputs are found by the labels over a table's columns,
// by their names, and elsewhere by the labels beside, over and around them, in that order of trust: what people see
// decides over what programs keep. What cannot be told is an entry of its own kind, never a guess.
//
// Rows that layout counts at the pages' feet stand on the sheet too, as SUBTOTAL, which leaves out others of its kind:
// the one long table has the same rows as the printed pages. A merged cell cannot lie under such a row, so it ends
// there and is shown again behind it, as on the next page.
//
// The one decision to ask about: widths are whole pixels of Times New Roman 12, the workbook's default face, in
// which no cell is set. Its digits are half an em wide, 8 px on a screen and 6 pt on a printer alike, so that a width
// in characters (ECMA-376-1, 18.3.1.13: pixels / 8) is the same length on paper everywhere; at 11 pt screen and paper
// differ by 8 %. The digits of 宋体 are as wide, but where it is missing, its stand-in's are not.
package xlsx
