package xlsx

import (
	"strconv"
	"strings"
)

// maxPower bounds the exponent of a number: a sheet's largest is 9.99E307.
const maxPower = 400

// digits is a stored number without an exponent, in the digits that were typed: programs store 0.1 as
// 0.10000000000000001, the shortest number that is the same to them is 0.1. A whole number keeps all its digits.
func digits(stored string) (string, bool) {
	sign, rest := "", stored
	if rest != "" && (rest[0] == '-' || rest[0] == '+') {
		if rest[0] == '-' {
			sign = "-"
		}
		rest = rest[1:]
	}
	mantissa, power := rest, 0
	if i := strings.IndexAny(rest, "eE"); i >= 0 {
		mantissa = rest[:i]
		n, err := strconv.Atoi(rest[i+1:])
		if err != nil || n > maxPower || n < -maxPower {
			return "", false
		}
		power = n
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	if whole+fraction == "" || strings.Trim(whole+fraction, "0123456789") != "" || len(mantissa) > maxPower {
		return "", false
	}
	all := whole + fraction
	point := len(whole) + power
	if significant(all) > maxDigits && point < len(all) {
		if f, err := strconv.ParseFloat(stored, 64); err == nil {
			return plainZero(strconv.FormatFloat(f, 'f', -1, 64)), true
		}
	}
	switch {
	case point <= 0:
		all = "0." + strings.Repeat("0", -point) + all
	case point >= len(all):
		all += strings.Repeat("0", point-len(all))
	default:
		all = all[:point] + "." + all[point:]
	}
	return plainZero(sign + tidyNumber(all)), true
}

// significant counts digits without the zeros at either end.
func significant(s string) int { return len(strings.Trim(s, "0")) }

// tidyNumber drops zeros that say nothing.
func tidyNumber(s string) string {
	if strings.Contains(s, ".") {
		s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	}
	s = strings.TrimLeft(s, "0")
	if s == "" || s[0] == '.' {
		s = "0" + s
	}
	return s
}

// plainZero has no minus.
func plainZero(s string) string {
	if s == "-0" {
		return "0"
	}
	return s
}
