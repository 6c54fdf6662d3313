package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"os"
	"strconv"
	"time"

	"gongwen/renderer"
)

// heading is a journal's first line: what the run was asked for.
type heading struct {
	Program string    `json:"program"`
	Input   string    `json:"input"`   // SHA-256
	Options string    `json:"options"` // SHA-256 of everything that decides what is made
	Issued  time.Time `json:"issued"`
}

// line is one of a journal: an item that is in the work file.
type line struct {
	Record renderer.Record `json:"record"`
	At     []int64         `json:"at,omitempty"`   // where its files' bytes are
	Part   []byte          `json:"part,omitempty"` // its pages, of one PDF of all
	End    int64           `json:"end"`            // of the work file when it was in it
	Late   bool            `json:"late,omitempty"` // it was found to be bad only when it was made
}

// journal notes what is in the work file, a line an item: a checksum and JSON.
type journal struct {
	file *os.File
	at   int64
}

func (j *journal) write(v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	text := fmt.Appendf(nil, "%08x ", crc32.ChecksumIEEE(data))
	text = append(append(text, data...), '\n')
	n, err := j.file.WriteAt(text, j.at)
	j.at += int64(n)
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	return nil
}

// journalReader reads a journal up to the first line that is not whole.
type journalReader struct {
	from *bufio.Reader
	at   int64 // where the next line begins
}

// next reads a line into v; false at the end.
func (r *journalReader) next(v any) bool {
	text, err := r.from.ReadBytes('\n')
	if err != nil || len(text) < 10 || text[8] != ' ' {
		return false
	}
	sum, err := strconv.ParseUint(string(text[:8]), 16, 32)
	data := text[9 : len(text)-1]
	if err != nil || sum != uint64(crc32.ChecksumIEEE(data)) || json.Unmarshal(data, v) != nil {
		return false
	}
	r.at += int64(len(text))
	return true
}
