// Package forms holds the definitions of forms (表式), checks what comes in against them and fills them.
//
// In: definitions as YAML, inputs as JSON. Out: a filled Document as block sections, a JSON Schema, samples,
// problems. It knows nothing of pages, fonts' outlines or file formats.
//
// The one decision to ask about: problems are data (severity, JSON pointer, code, arguments) and are put into
// words at the edge, in Chinese and in English.
package forms
