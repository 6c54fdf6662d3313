package batch

import (
	"encoding/binary"
	"errors"
)

// The size of a unit, which is what a worker takes at a time: large enough that asking for it costs little beside making
// it, small enough that many workers have something to do and little is done twice when one dies.
const (
	unitMost  = 32
	unitBytes = 256 << 10 // of inputs, about
	unitsLow  = 64        // a batch has as many, where it has the documents
)

// unitSize is how many documents of a batch with total documents of size bytes are a unit.
func unitSize(total int, size int64) int {
	n := min(unitMost, total/unitsLow)
	if size > 0 {
		n = min(n, int(unitBytes*int64(total)/size))
	}
	return max(n, 1)
}

// errPacked says that inputs are not what pack made.
var errPacked = errors.New("inputs are damaged")

// pack puts documents behind each other, each behind its length.
func pack(dst, document []byte) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(document))), document...)
}

// unpack takes n documents apart.
func unpack(data []byte, n int) ([][]byte, error) {
	all := make([][]byte, n)
	for i := range all {
		size, used := binary.Uvarint(data)
		if used <= 0 || size > uint64(len(data)-used) {
			return nil, errPacked
		}
		all[i], data = data[used:used+int(size)], data[used+int(size):]
	}
	if len(data) > 0 {
		return nil, errPacked
	}
	return all, nil
}
