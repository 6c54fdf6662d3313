// Package fonts is the font book: the faces of a government document by role (宋体, 仿宋, 黑体, 楷体, 小标宋), which
// of them has a character, how wide it is, and a subset of a face to embed.
//
// In: the embedded TrueType faces and, if the deployer has licensed ones, a folder of them. Out: glyph ids and
// widths for layout, whole faces for the PNG painter, subsets for the PDF painter. It knows no page and no form
// and imports no other package of the project.
//
// The one decision to ask about: a character is looked up once in a chain of faces (the role's own face, then
// song, then three rare ones) and the answer is kept in a two-level table of atomics. Layout, PDF and PNG all
// read that table, so they cannot disagree about a face or a width, and asking costs a few nanoseconds without
// a lock. The faces that people's names need are embedded as they are and cost only the pages that are touched;
// the two with the rarest characters are embedded compressed and unpacked when a character first needs them.
package fonts
