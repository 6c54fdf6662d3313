package pdf

import (
	"encoding/binary"
	"math"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// packedSRGB returns the colour profile of the output intent, deflated. It is the same in every file, so it is
// made once, at the first, whatever the level. Nobody may write to it.
var packedSRGB = sync.OnceValues(func() (packed, error) {
	var p packed
	z, err := zlib.NewWriterLevel(&p, DefaultLevel)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(sRGB()); err != nil {
		return nil, err
	}
	err = z.Close()
	return p, err
})

// sRGB builds a display profile of ICC version 2.1 for the colour space of IEC 61966-2-1: the header, the tag table
// and the tags of ICC.1:2001-04. Chromaticities are those of the standard's primaries, adapted to D50 by Bradford's
// matrix, in s15.16 fixed point.
func sRGB() []byte {
	curve := transferCurve()
	tags := []struct {
		name string
		data []byte
	}{
		{"desc", description("sRGB IEC61966-2.1")},
		{"cprt", append([]byte("text\x00\x00\x00\x00"), "No copyright, use freely\x00"...)},
		{"wtpt", xyz(0xf6d6, 0x10000, 0xd32d)}, // D50, the white of the connection space
		{"rXYZ", xyz(0x6fa2, 0x38f5, 0x0390)},
		{"gXYZ", xyz(0x6299, 0xb785, 0x18da)},
		{"bXYZ", xyz(0x24a0, 0x0f84, 0xb6cf)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}
	const headerSize, entrySize = 128, 12
	p := make([]byte, headerSize, 2048)
	p = binary.BigEndian.AppendUint32(p, uint32(len(tags)))
	at, shared := headerSize+4+entrySize*len(tags), 0
	for _, t := range tags {
		place := at
		if t.name[1:] == "TRC" { // one curve serves the three channels
			if shared == 0 {
				shared = at
			}
			place = shared
		}
		p = append(p, t.name...)
		p = binary.BigEndian.AppendUint32(p, uint32(place))
		p = binary.BigEndian.AppendUint32(p, uint32(len(t.data)))
		if place == at {
			at += (len(t.data) + 3) &^ 3
		}
	}
	for _, t := range tags[:7] {
		p = append(p, t.data...)
		p = append(p, make([]byte, -len(p)&3)...)
	}
	header(p)
	return p
}

// header fills in the profile's first 128 bytes: a display ("mntr") profile from RGB to XYZ.
func header(p []byte) {
	binary.BigEndian.PutUint32(p[0:], uint32(len(p)))
	binary.BigEndian.PutUint32(p[8:], 0x02100000) // version 2.1.0
	copy(p[12:], "mntrRGB XYZ ")
	for i, v := range []uint16{2026, 1, 1, 0, 0, 0} { // a fixed date: the same bytes always
		binary.BigEndian.PutUint16(p[24+2*i:], v)
	}
	copy(p[36:], "acsp")
	copy(p[68:], xyz(0xf6d6, 0x10000, 0xd32d)[8:]) // illuminant D50
}

// transferCurve samples the transfer function at the 256 values that eight bits have, so that those are exact.
func transferCurve() []byte {
	const n = 256
	c := binary.BigEndian.AppendUint32([]byte("curv\x00\x00\x00\x00"), n)
	for i := range n {
		v := float64(i) / (n - 1)
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		c = binary.BigEndian.AppendUint16(c, uint16(math.Round(v*0xffff)))
	}
	return c
}

// xyz is an XYZ tag with one triple in s15.16.
func xyz(x, y, z uint32) []byte {
	b := []byte("XYZ \x00\x00\x00\x00")
	for _, v := range [...]uint32{x, y, z} {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return b
}

// description is a textDescription tag with the ASCII name alone; its Unicode and Macintosh parts are empty.
func description(name string) []byte {
	b := binary.BigEndian.AppendUint32([]byte("desc\x00\x00\x00\x00"), uint32(len(name)+1))
	b = append(b, name...)
	return append(b, make([]byte, 1+4+4+2+1+67)...)
}
