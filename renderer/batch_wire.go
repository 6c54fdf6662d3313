package renderer

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
)

// resultMark is what a Result's bytes begin with; its last byte is the version of the format.
const resultMark = "gwr\x01"

// ErrResult says that bytes are not what Result.MarshalBinary made.
var ErrResult = errors.New("renderer: this is no result of an item")

// MarshalBinary is the result as bytes, to be kept or sent and added to an Archive or a Merge elsewhere: its Record, its
// files and its part. Problems and Err stay behind; Record has their words.
func (r *Result) MarshalBinary() ([]byte, error) {
	head, err := json.Marshal(&r.Record)
	if err != nil {
		return nil, fmt.Errorf("result of item %d: %w", r.No, err)
	}
	size := len(resultMark) + len(head) + len(r.Part) + 16
	for i := range r.Files {
		size += len(r.Files[i].Data) + 8
	}
	dst := append(make([]byte, 0, size), resultMark...)
	dst = appendBlob(dst, head)
	for i := range r.Files {
		dst = appendBlob(dst, r.Files[i].Data)
	}
	return appendBlob(dst, r.Part), nil
}

func appendBlob(dst, b []byte) []byte { return append(binary.AppendUvarint(dst, uint64(len(b))), b...) }

// UnmarshalBinary reads what MarshalBinary made. Files and part are bytes of data, which must not be changed afterwards.
func (r *Result) UnmarshalBinary(data []byte) error {
	if len(data) < len(resultMark) || string(data[:len(resultMark)]) != resultMark {
		return ErrResult
	}
	rest := data[len(resultMark):]
	next := func() (b []byte, ok bool) {
		n, size := binary.Uvarint(rest)
		if size <= 0 || n > uint64(len(rest)-size) {
			return nil, false
		}
		b, rest = rest[size:size+int(n):size+int(n)], rest[size+int(n):]
		return b, true
	}
	head, ok := next()
	if !ok {
		return ErrResult
	}
	var read Result
	if err := json.Unmarshal(head, &read.Record); err != nil {
		return fmt.Errorf("%w: %w", ErrResult, err)
	}
	for i := range read.Files {
		if read.Files[i].Data, ok = next(); !ok || int64(len(read.Files[i].Data)) != read.Files[i].Bytes {
			return ErrResult
		}
	}
	if read.Part, ok = next(); !ok || len(rest) > 0 {
		return ErrResult
	}
	*r = read
	return nil
}
