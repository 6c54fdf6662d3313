package batch

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"gongwen/forms"
	"gongwen/renderer"
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

// beside is what a document of a workbook or table has beside its input.
type beside struct {
	Problems []forms.Problem `json:"problems"` // without the document's own pointer in front
}

// pack puts documents behind each other: the input behind its length, and what is beside it behind the length of that.
func pack(dst []byte, it renderer.Item) ([]byte, error) {
	dst = append(binary.AppendUvarint(dst, uint64(len(it.Input))), it.Input...)
	var more []byte
	if it.Checked {
		var err error
		if more, err = json.Marshal(beside{it.Problems}); err != nil {
			return nil, fmt.Errorf("pack inputs: %w", err)
		}
	}
	return append(binary.AppendUvarint(dst, uint64(len(more))), more...), nil
}

// unpack takes n documents apart, the first of which is at first in the batch.
func unpack(data []byte, first, n int) ([]renderer.Item, error) {
	next := func() ([]byte, bool) {
		size, used := binary.Uvarint(data)
		if used <= 0 || size > uint64(len(data)-used) {
			return nil, false
		}
		text := data[used : used+int(size)]
		data = data[used+int(size):]
		return text, true
	}
	all := make([]renderer.Item, n)
	for i := range all {
		input, ok := next()
		more, too := next()
		if !ok || !too {
			return nil, errPacked
		}
		it := renderer.Item{Input: input}
		if len(more) > 0 {
			var b beside
			if err := json.Unmarshal(more, &b); err != nil {
				return nil, fmt.Errorf("%w: %w", errPacked, err)
			}
			it.Checked, it.Problems = true, b.Problems
		}
		all[i] = placed(it, first+i)
	}
	if len(data) > 0 {
		return nil, errPacked
	}
	return all, nil
}
