// Command gongwen (公文) fills forms: from JSON to PDF, workbook or picture, by command and over HTTP.
//
// In: arguments, files, standard input. Out: files, problems on standard error one a line, and an exit code: 0 done,
// 1 the input has problems, 2 wrong usage, 3 anything of ours. It wires forms, fonts, renderer and api together and
// decides nothing about forms.
//
// The one decision to ask about: run is the whole program as a function of its arguments and streams, so that tests
// run what users run.
package main
