// Package judge lets outside programs judge the files that tests make: qpdf, Ghostscript, MuPDF, poppler, PDFBox
// Preflight, the Open XML SDK and LibreOffice know nothing of this project and so share none of its mistakes.
//
// In: the bytes of a file. Out: failures of the test, or what the programs read in it. It is imported by tests
// alone and imports nothing of the project.
//
// The one decision to ask about: a program that is not installed skips the test, so that the tests run anywhere,
// unless CI is "true": there every judge must sit.
package judge
