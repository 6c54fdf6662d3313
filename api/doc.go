// Package api is the HTTP service: forms to look at, inputs to check, documents to render, one by one or in batches.
//
// In: requests as JSON, over HTTP. Out: files, JSON, and for everything that went wrong a problem document (RFC 9457)
// that names the place. It imports api/batch, forms, renderer and what is below them; Gin is known here and nowhere else.
//
// The one decision to ask about: a handler returns an error and writes nothing before it has everything, so that an
// answer is whole or is a problem, and one table turns errors into statuses.
package api
