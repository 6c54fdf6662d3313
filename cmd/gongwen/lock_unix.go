//go:build unix

package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// lock takes an open file for this run alone, until it is closed or the process ends; false where another run has it.
func lock(file *os.File) bool {
	return unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB) == nil
}
