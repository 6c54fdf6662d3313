// Package full makes full inputs (填满的输入) of forms: every field given, as long as it may be and is likely to be, with
// rare names, several pages of rows, every rule of every item broken.
//
// In: a definition and the library it is of. Out: an input as JSON, always the same for the same definition, that Fill
// takes. It imports forms and is imported by tests alone.
//
// The one decision to ask about: it knows types, bounds, orders and quotas, and no form; where a form wants what none
// of them says, a table (overrides.go) has a value for it.
package full
