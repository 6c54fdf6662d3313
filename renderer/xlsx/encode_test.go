package xlsx

import (
	"bytes"
	"os"
	"testing"

	"gongwen/forms/block"
)

func TestTry(t *testing.T) {
	sections := []block.Section{ledger(30), ledger(3)}
	var b bytes.Buffer
	if err := Encode(&b, sections, stack(sections...), Options{Title: "台账", Properties: []Property{{"form", "x/y"}, {"version", "1"}}}); err != nil {
		t.Fatal(err)
	}
	if out := os.Getenv("XLSX_OUT"); out != "" {
		os.WriteFile(out, b.Bytes(), 0o644)
	}
}
