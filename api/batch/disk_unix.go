//go:build unix

package batch

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/sys/unix"
)

// lockFile takes a file for this process alone, until it is closed or the process ends. The error is ErrInUse where
// another process has it.
func lockFile(name string) (io.Closer, error) {
	file, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	if err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		_ = file.Close()
		return nil, ErrInUse
	}
	return file, nil
}

// freeBytes is the space that is left to this user on the disk of a folder.
func freeBytes(dir string) (int64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, fmt.Errorf("free space of %s: %w", dir, err)
	}
	return whole(s.Bavail) * whole(s.Bsize), nil
}

// whole makes one type of those that systems count in.
func whole[T int32 | int64 | uint32 | uint64](n T) int64 { return int64(n) }
