package full

import (
	"encoding/json"
	"fmt"
	"time"

	"gongwen/forms"
	"gongwen/forms/decimal"
)

// value is the value of a field that no other one bounds.
func (w *writer) value(f *forms.Field) any {
	switch f.Type {
	case forms.TypeInteger, forms.TypeNumber:
		return json.Number(w.number(f).String())
	case forms.TypeYear:
		return year
	case forms.TypeChoice:
		return w.choice(f)
	case forms.TypePhone:
		w.text++
		return fmt.Sprintf("(0000)0000%04d转0000、0000000%04d", w.text, w.text)
	case forms.TypeID:
		return citizen(max(w.row, 0))
	}
	switch {
	case name(f):
		names := names()
		n := []rune(names[(max(w.row, 0)+len(f.Key))%len(names)])
		return string(n[:min(len(n), longest(f))])
	case w.together(f):
		return string([]rune(fmt.Sprintf("第%d片区两新组织党建工作指导站", w.row*4/w.rows+1))[:min(longest(f), 12)])
	case w.row < 0:
		return w.words(longest(f), f.Lines)
	}
	share := [...]int{1, 4, 2, 8}[w.row%4] // long and short rows by turns
	return w.words(max(longest(f)/share, min(longest(f), 4)), f.Lines)
}

// longest is how many characters a text is likely to have at most.
func longest(f *forms.Field) int {
	const line, text = 60, 3000
	n, given := 0, f.Max != nil
	if given {
		whole, _ := f.Max.Int()
		n = int(whole)
	}
	switch {
	case !given && f.Lines:
		return 10 * line
	case !given:
		return line
	}
	return min(n, text)
}

// number goes from the most that there may be down, so that few rows are the best; without a bound it has five digits
// before the point.
func (w *writer) number(f *forms.Field) decimal.Decimal {
	row := int64(max(w.row, 0))
	n := decimal.New(12345+row*1010, 0)
	if f.Type == forms.TypeInteger {
		n = decimal.New(1234+row*101, 0)
	}
	if f.Max != nil {
		part := [...]int64{100, 88, 79, 66, 53, 81, 75}[row%7]
		n = f.Max.Mul(decimal.New(part, 2)).Round(0)
	}
	if f.Places > 0 && (f.Max == nil || n.Cmp(*f.Max) < 0) {
		cents := decimal.New((row*17+37)%100, 2).Round(f.Places)
		n = n.Add(cents)
	}
	if f.Min != nil {
		n = decimal.Max(n, *f.Min)
	}
	return n
}

const (
	year  = 2018
	month = "2018-12" // of 31 days
)

// dates are the values of all dates and months among the fields. Each comes after the one that it may not come before,
// and before the one that it may not come after.
func (w *writer) dates(fields []forms.Field, outside object) map[string]string {
	at := map[string]time.Time{}
	find := func(key string) *forms.Field {
		for i := range fields {
			if fields[i].Key == key {
				return &fields[i]
			}
		}
		return nil
	}
	var resolve func(f *forms.Field, depth int) time.Time
	bound := func(key string, depth int) (t time.Time, ok bool) {
		if f := find(key); f != nil {
			return resolve(f, depth), true
		}
		text, ok := outside[key].(string)
		return day(text), ok
	}
	resolve = func(f *forms.Field, depth int) time.Time {
		if t, known := at[f.Key]; known {
			return t
		}
		row := max(w.row, 0)
		from, after := bound(f.Since, depth+1)
		to, before := bound(f.Until, depth+1)
		t := time.Date(year, 12, 10, 0, 0, 0, 0, time.UTC).AddDate(0, 0, row%20)
		switch {
		case after && before:
			t = from.AddDate(0, 0, row%28)
			if to.After(from) && t.After(to) {
				t = to
			}
		case after:
			t = from.AddDate(0, 0, 10)
		case before:
			t = to.AddDate(0, -2, -row%28)
		case f.Type == forms.TypeMonth:
			t = day(month)
		}
		at[f.Key] = t
		return t
	}
	out := map[string]string{}
	for i := range fields {
		switch f := &fields[i]; f.Type {
		case forms.TypeDate:
			out[f.Key] = resolve(f, 0).Format("2006-01-02")
		case forms.TypeMonth:
			out[f.Key] = resolve(f, 0).Format("2006-01")
		}
	}
	return out
}

// day is a date or the first day of a month.
func day(text string) time.Time {
	t, err := time.Parse("2006-01-02", text)
	if err != nil {
		t, _ = time.Parse("2006-01", text)
	}
	return t
}

// citizen is a 公民身份号码 of a place that does not exist.
func citizen(n int) string {
	body := fmt.Sprintf("0000001949%02d%02d%03d", n%12+1, n%28+1, n%1000)
	sum := 0
	for _, c := range body {
		sum = (sum*2 + int(c-'0')) % 11
	}
	check := (12 - sum*2%11) % 11
	return body + string("0123456789X"[check])
}
