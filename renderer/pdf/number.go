package pdf

import "strconv"

// appendMilli appends v/1000 in its shortest decimal form: "12.5", ".25", "-3", "0". The leading zero of a
// fraction is left out, as ISO 32000-1, 7.3.3 allows: content bytes are what deflating costs.
func appendMilli(dst []byte, v int64) []byte {
	if v < 0 {
		dst = append(dst, '-')
		v = -v
	}
	whole, rest := v/1000, int(v%1000)
	if whole != 0 || rest == 0 {
		dst = strconv.AppendInt(dst, whole, 10)
	}
	if rest != 0 {
		dst = append(dst, '.')
	}
	for unit := 100; rest != 0; unit /= 10 {
		dst = append(dst, '0'+byte(rest/unit))
		rest %= unit
	}
	return dst
}

// appendColor appends the components of c in 0…1, one for a grey and three for the rest, and the operator that
// belongs to that number of components.
func appendColor(dst []byte, c uint32, grey, rgb string) []byte {
	r, g, b := c>>16&0xff, c>>8&0xff, c&0xff
	dst = append(appendMilli(dst, component(r)), ' ')
	if r == g && g == b {
		return append(dst, grey...)
	}
	dst = append(appendMilli(dst, component(g)), ' ')
	dst = append(appendMilli(dst, component(b)), ' ')
	return append(dst, rgb...)
}

// component is v/255 in thousandths, which is finer than the 256 steps it stands for.
func component(v uint32) int64 { return int64(v*1000+127) / 255 }
