// Package page is the vocabulary of finished pages (成品页): what stands where on a side of paper.
//
// In: nothing; layout builds the values. Out: pages that a painter (PDF, PNG, text dump) draws
// without measuring, breaking or moving anything. It imports no other package of the project.
//
// The one decision to ask about: a page holds its operations by sort (fills under lines under text)
// instead of as one list of interface values. Forms never need another order, and 600 pages of
// operations stay a few allocations.
package page
