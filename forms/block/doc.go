// Package block is the vocabulary of content that every kind of form is reduced to before layout:
// sections of paragraphs, lines and tables.
//
// In: nothing; package forms builds the values from a filled document. Out: resolved content, with widths,
// spans, styles and texts settled, for layout (pages) and xlsx (sheets). It imports no other package of the project.
//
// The one decision to ask about: a cell keeps what is printed (Content), what it is (Kind, Raw, Formula) and
// where it came from (Span.Pointer), so that PDF, PNG and workbook cannot disagree.
package block
