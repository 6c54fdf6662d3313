// Package decimal is exact numbers: points, counts and totals as they are written, never as binary fractions.
//
// In: decimal literals and whole numbers. Out: immutable values, compared with Cmp, whose sums, differences and
// products are exact. It imports no other package of the project.
//
// The one decision to ask about: Parse bounds a literal by its digits and by its exponent, so that a dozen bytes of
// input (1e999999999) can never ask for a gigabyte of zeros.
package decimal
