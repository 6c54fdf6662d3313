package main

import (
	"math"
	"os"

	"golang.org/x/sys/windows"
)

// lock takes an open file for this run alone, until it is closed or the process ends; false where another run has it. What
// is locked is a byte far behind the end: a lock there keeps others from nothing but the lock.
func lock(file *os.File) bool {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	at := windows.Overlapped{Offset: math.MaxUint32, OffsetHigh: math.MaxInt32}
	return windows.LockFileEx(windows.Handle(file.Fd()), flags, 0, 1, 0, &at) == nil
}
