package xlsx

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"gongwen/forms/block"
)

// refused is the code with which a file is refused, empty if it is read.
func refused(t testing.TB, file []byte, shape ...block.Section) FileCode {
	t.Helper()
	_, err := Decode(context.Background(), bytes.NewReader(file), int64(len(file)), shape)
	var wrong *FileError
	switch {
	case err == nil:
		return ""
	case !errors.As(err, &wrong):
		t.Fatalf("not a FileError: %v", err)
	}
	return wrong.Code
}
