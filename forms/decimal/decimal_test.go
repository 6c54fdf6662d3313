package decimal_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"gongwen/forms/decimal"
)

func TestParse(t *testing.T) {
	tests := []struct {
		in, want string
		places   int
	}{
		{"0", "0", 0},
		{"-0", "0", 0},
		{"0.0", "0", 0},
		{"0e999999999", "0", 0},
		{"1.50", "1.5", 1},
		{"100", "100", 0},
		{"1e2", "100", 0},
		{"1E+2", "100", 0},
		{"120e-1", "12", 0},
		{"0.2", "0.2", 1},
		{"-12.305", "-12.305", 3},
		{"123456789012345678901234567890", "123456789012345678901234567890", 0},
		{"1" + strings.Repeat("0", 30), "1" + strings.Repeat("0", 30), 0},
		{"0." + strings.Repeat("0", 29) + "1", "0." + strings.Repeat("0", 29) + "1", 30},
		{"1.000" + strings.Repeat("0", 40), "1", 0},
		{"1e30", "1" + strings.Repeat("0", 30), 0},
	}
	for _, tt := range tests {
		d, err := decimal.Parse(tt.in)
		if err != nil {
			t.Errorf("Parse(%q): %v", tt.in, err)
			continue
		}
		if d.String() != tt.want || d.Places() != tt.places {
			t.Errorf("Parse(%q) = %s with %d places, want %s with %d", tt.in, d, d.Places(), tt.want, tt.places)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct {
		in   string
		want error
	}{
		{"", decimal.ErrSyntax},
		{"-", decimal.ErrSyntax},
		{"+1", decimal.ErrSyntax},
		{"01", decimal.ErrSyntax},
		{".5", decimal.ErrSyntax},
		{"5.", decimal.ErrSyntax},
		{"1e", decimal.ErrSyntax},
		{"1e+", decimal.ErrSyntax},
		{"1 ", decimal.ErrSyntax},
		{"0x10", decimal.ErrSyntax},
		{"NaN", decimal.ErrSyntax},
		{"Infinity", decimal.ErrSyntax},
		{"１", decimal.ErrSyntax},
		{"five", decimal.ErrSyntax},
		{"1e999999999", decimal.ErrRange},
		{"1e-999999999", decimal.ErrRange},
		{"1e99999999999999999999999", decimal.ErrRange},
		{"1e31", decimal.ErrRange},
		{"1e-31", decimal.ErrRange},
		{"1234567890123456789012345678901", decimal.ErrRange},
		{"1" + strings.Repeat("0", 30) + ".5", decimal.ErrRange},
		{"10000000000000000.000000000000001", decimal.ErrRange},
		{strings.Repeat("9", 1<<20), decimal.ErrRange},
	}
	for _, tt := range tests {
		if d, err := decimal.Parse(tt.in); !errors.Is(err, tt.want) {
			t.Errorf("Parse(%.40q) = %v, %v, want %v", tt.in, d, err, tt.want)
		}
	}
}

func TestArithmeticIsExact(t *testing.T) {
	tenth := decimal.New(1, 1)
	sum := decimal.Decimal{}
	for range 10 {
		sum = sum.Add(tenth)
	}
	if sum.Cmp(decimal.New(1, 0)) != 0 {
		t.Errorf("ten tenths are %s", sum)
	}
	if got := decimal.New(2, 1).Mul(decimal.New(3, 0)).String(); got != "0.6" {
		t.Errorf("0.2 × 3 = %s", got)
	}
	if got := decimal.New(20, 0).Sub(decimal.New(3, 1)).Fixed(2); got != "19.70" {
		t.Errorf("20 − 0.3 = %s", got)
	}
	if got := decimal.New(125, 2).Fixed(1); got != "1.25" {
		t.Errorf("Fixed rounded 1.25 to %s", got)
	}
	a, b := decimal.New(-5, 0), decimal.New(5, 1)
	if decimal.Min(a, b).Cmp(a) != 0 || decimal.Max(a, b).Cmp(b) != 0 || a.Sign() != -1 || b.Sign() != 1 {
		t.Errorf("the order of %s and %s is wrong", a, b)
	}
}

func TestQuo(t *testing.T) {
	tests := []struct {
		a, b int64
		want string
	}{
		{1, 8, "0.125"}, {2, 3, "0.666666666667"}, {-2, 3, "-0.666666666667"}, {6, 3, "2"}, {0, 7, "0"},
	}
	for _, tt := range tests {
		if q, ok := decimal.New(tt.a, 0).Quo(decimal.New(tt.b, 0)); !ok || q.String() != tt.want {
			t.Errorf("%d / %d = %s, %v, want %s", tt.a, tt.b, q, ok, tt.want)
		}
	}
	if _, ok := decimal.New(1, 0).Quo(decimal.Decimal{}); ok {
		t.Error("1 / 0 has a value")
	}
}

func TestInt(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want int64
		ok   bool
	}{{"5.0", 5, true}, {"-3", -3, true}, {"2.5", 0, false}, {"1e30", 0, false}, {"1e15", 1e15, true}} {
		d, err := decimal.Parse(tt.in)
		if err != nil {
			t.Fatal(err)
		}
		if n, ok := d.Int(); ok != tt.ok || (ok && n != tt.want) {
			t.Errorf("Int of %s = %d, %v", tt.in, n, ok)
		}
	}
}

func TestMarshalJSON(t *testing.T) {
	got, err := json.Marshal(map[string]decimal.Decimal{"total": decimal.New(865, 1)})
	if err != nil || string(got) != `{"total":86.5}` {
		t.Errorf("got %s, %v", got, err)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"0", "-0", "1.50", "1e2", "1e999999999", "0.0000000001", "12345678901234567890123456789", "1e-30", "--1", "9.9E+09"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := decimal.Parse(s)
		if err != nil {
			return
		}
		if !json.Valid([]byte(s)) {
			t.Fatalf("Parse(%q) took what JSON does not", s)
		}
		canonical := d.String()
		if len(canonical) > 70 {
			t.Fatalf("Parse(%q) is %d bytes long", s, len(canonical))
		}
		again, err := decimal.Parse(canonical)
		if err != nil || again.Cmp(d) != 0 || again.String() != canonical {
			t.Fatalf("Parse(%q) = %s, and again %s, %v", s, canonical, again, err)
		}
		if got := d.Sub(d); got.Sign() != 0 {
			t.Fatalf("%s − itself = %s", d, got)
		}
	})
}
