package decimal

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/shopspring/decimal"
)

const (
	maxDigits   = 30 // significant digits of a literal
	maxLiteral  = 80 // bytes of a literal; more are only zeros
	maxExponent = 30 // power of ten of the last digit, either way
	quoPlaces   = 12
)

// Errors of Parse.
var (
	ErrSyntax = errors.New("not a decimal number")
	ErrRange  = errors.New("number out of range")
)

// Decimal is an exact decimal number. The zero value is 0. Values are never changed and may be shared; == says
// nothing about them, Cmp does.
type Decimal struct{ d decimal.Decimal }

// New is units / 10^places: New(15, 1) is 1.5.
func New(units int64, places int) Decimal { return Decimal{decimal.New(units, -int32(places))} }

// Parse reads a number as JSON writes it (RFC 8259, section 6). It is exact or an error: ErrSyntax, or ErrRange for
// more than 30 significant digits or a last digit beyond 10^±30.
func Parse(s string) (Decimal, error) {
	if len(s) > maxLiteral {
		return Decimal{}, fmt.Errorf("decimal of %d bytes: %w", len(s), ErrRange)
	}
	l, ok := scan(s)
	if !ok {
		return Decimal{}, fmt.Errorf("decimal %q: %w", s, ErrSyntax)
	}
	if l.digits == 0 {
		return Decimal{}, nil
	}
	if l.digits > maxDigits || l.exponent > maxExponent || l.exponent < -maxExponent {
		return Decimal{}, fmt.Errorf("decimal %q: %w", s, ErrRange)
	}
	if l.plain && l.digits+l.exponent <= 18 {
		n, err := strconv.ParseInt(s, 10, 64)
		if err == nil {
			return New(n, 0), nil
		}
	}
	d, err := decimal.NewFromString(s)
	if err != nil {
		return Decimal{}, fmt.Errorf("decimal %q: %w", s, ErrSyntax)
	}
	return Decimal{d}, nil
}

// Add is a + b.
func (a Decimal) Add(b Decimal) Decimal { return Decimal{a.d.Add(b.d)} }

// Sub is a - b.
func (a Decimal) Sub(b Decimal) Decimal { return Decimal{a.d.Sub(b.d)} }

// Mul is a * b.
func (a Decimal) Mul(b Decimal) Decimal { return Decimal{a.d.Mul(b.d)} }

// Quo is a / b, exact where the quotient ends within 12 decimals and otherwise rounded there, half away from zero:
// the only operation that rounds. ok is false when b is 0.
func (a Decimal) Quo(b Decimal) (q Decimal, ok bool) {
	if b.Sign() == 0 {
		return Decimal{}, false
	}
	return Decimal{a.d.DivRound(b.d, quoPlaces)}, true
}

// Round is a rounded to places decimals, half away from zero (四舍五入).
func (a Decimal) Round(places int) Decimal { return Decimal{a.d.Round(int32(places))} }

// Cmp is -1 when a < b, 0 when they are equal, 1 when a > b.
func (a Decimal) Cmp(b Decimal) int { return a.d.Cmp(b.d) }

// Sign is -1, 0 or 1, as a is below, equal to or above zero.
func (a Decimal) Sign() int { return a.d.Sign() }

// Min is the smaller of a and b.
func Min(a, b Decimal) Decimal {
	if b.Cmp(a) < 0 {
		return b
	}
	return a
}

// Max is the larger of a and b.
func Max(a, b Decimal) Decimal {
	if b.Cmp(a) > 0 {
		return b
	}
	return a
}

// String is the number in digits, without an exponent, a plus sign or zeros at its end: 1.50 is 1.5, -0 is 0.
func (a Decimal) String() string { return a.d.String() }

// Fixed is the number with exactly the given number of decimals; places below those of a would round it, so they
// are raised to them.
func (a Decimal) Fixed(places int) string {
	return a.d.StringFixed(int32(max(places, a.Places())))
}

// Places is the number of decimals that a needs: 1.50 has one, 100 none.
func (a Decimal) Places() int {
	s := a.String()
	for i := range len(s) {
		if s[i] == '.' {
			return len(s) - i - 1
		}
	}
	return 0
}

// Int is a as a whole number. ok is false when it has decimals or is beyond 10^18 either way.
func (a Decimal) Int() (n int64, ok bool) {
	if !a.d.IsInteger() || a.d.NumDigits() > 40 {
		return 0, false
	}
	b := a.d.BigInt()
	return b.Int64(), b.IsInt64()
}

// MarshalJSON writes a as a JSON number.
func (a Decimal) MarshalJSON() ([]byte, error) { return []byte(a.String()), nil }
