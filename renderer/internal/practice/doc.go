// Package practice is a hand-made section that has everything which tables in practice have, for the tests of all that
// lay out, paint or write it.
//
// In: how many rows a group has. Out: one block section. It is imported by tests alone and imports forms/block and
// forms/decimal.
//
// The one decision to ask about: it is made by hand instead of from a definition, so that layout, painters and
// workbook are tested on all of the vocabulary at once, whatever the library's forms use of it.
package practice
