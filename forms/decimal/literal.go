package decimal

// literal is what the size of a number depends on.
type literal struct {
	digits   int  // significant digits: without the zeros at either end
	exponent int  // power of ten of the last significant digit
	plain    bool // neither a point nor an exponent
}

// scan reads the number grammar of RFC 8259 without computing the number.
func scan(s string) (l literal, ok bool) {
	i := 0
	if i < len(s) && s[i] == '-' {
		i++
	}
	whole := digits(s[i:])
	if whole == 0 || (whole > 1 && s[i] == '0') {
		return l, false
	}
	l.add(s[i:i+whole], false)
	i += whole
	l.plain = i == len(s)
	if i < len(s) && s[i] == '.' {
		n := digits(s[i+1:])
		if n == 0 {
			return l, false
		}
		l.add(s[i+1:i+1+n], true)
		i += 1 + n
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		e, n := exponent(s[i+1:])
		if n == 0 {
			return l, false
		}
		l.exponent += e
		i += 1 + n
	}
	return l, i == len(s)
}

// add takes in the digits before or after the point.
func (l *literal) add(s string, fraction bool) {
	zeros := 0
	if l.digits > 0 {
		zeros = l.exponent // those that ended the whole part
	}
	at := 0
	for i := range len(s) {
		switch {
		case s[i] != '0':
			if l.digits > 0 {
				l.digits += zeros
			}
			l.digits++
			zeros, at = 0, i+1
		case l.digits > 0:
			zeros++
		}
	}
	switch {
	case !fraction:
		l.exponent = zeros
	case at > 0:
		l.exponent = -at
	}
}

// digits counts the digits that s starts with.
func digits(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

// exponent reads what follows the e: its value, held at ±10,000, and its length, 0 when it is none.
func exponent(s string) (e, length int) {
	sign, i := 1, 0
	if s != "" && (s[0] == '-' || s[0] == '+') {
		if s[0] == '-' {
			sign = -1
		}
		i = 1
	}
	n := digits(s[i:])
	if n == 0 {
		return 0, 0
	}
	for _, c := range s[i : i+n] {
		e = min(e*10+int(c-'0'), 10_000)
	}
	return sign * e, i + n
}
