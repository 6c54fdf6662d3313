package forms

import "testing"

func TestParseTemplate(t *testing.T) {
	for _, c := range []struct {
		src, want string
		ok        bool
	}{
		{"", "", true},
		{"台账", "台账", true},
		{"{year}年度台账", "2013年度台账", true},
		{"至{year}年{unit}", "至2013年示例", true},
		{"{year}{year}", "20132013", true},
		{"{year", "", false},
		{"year}", "", false},
		{"{}", "", false},
		{"{Year}", "", false},
		{"{{year}}", "", false},
	} {
		tpl, err := ParseTemplate(c.src)
		if (err == nil) != c.ok {
			t.Errorf("%q: %v", c.src, err)
		}
		got := tpl.Expand(func(key string) string { return map[string]string{"year": "2013", "unit": "示例"}[key] })
		if got != c.want || c.ok && tpl.String() != c.src {
			t.Errorf("%q: got %q from %q", c.src, got, tpl)
		}
	}
}

func TestKeys(t *testing.T) {
	for _, c := range []struct {
		s         string
		key, rule bool
	}{
		{"a", true, true}, {"school", true, true}, {"a1", true, true}, {"six_have", true, false}, {"six-have", false, true},
		{"", false, false}, {"1a", false, false}, {"_a", false, false}, {"a_", false, false}, {"a__b", false, false},
		{"A", false, false}, {"学校", false, false}, {"a b", false, false}, {"a-_b", false, false},
	} {
		if isKey(c.s) != c.key || isRuleKey(c.s) != c.rule {
			t.Errorf("%q: got %v, %v", c.s, isKey(c.s), isRuleKey(c.s))
		}
	}
}

func TestPattern(t *testing.T) {
	for _, c := range []struct {
		pattern, date, want, format string
	}{
		{"yyyy年m月d日", "2013-05-20", "2013年5月20日", `yyyy"年"m"月"d"日"`},
		{"yyyy年m月d日", "2013-11-02", "2013年11月2日", `yyyy"年"m"月"d"日"`},
		{"yyyy年m月", "2009-07", "2009年7月", `yyyy"年"m"月"`},
		{"yyyy.mm", "2009-07", "2009.07", `yyyy"."mm`},
		{"yyyy-mm-dd", "2009-07-01", "2009-07-01", `yyyy"-"mm"-"dd`},
		{"yyyy年", "2009-07-01", "2009年", `yyyy"年"`},
	} {
		p, err := ParsePattern(c.pattern, true)
		if err != nil {
			t.Errorf("%s: %v", c.pattern, err)
			continue
		}
		if got := string(p.Append(nil, c.date)); got != c.want || p.Format() != c.format {
			t.Errorf("%s of %s: got %s and %s", c.pattern, c.date, got, p.Format())
		}
	}
	for _, bad := range []string{"", "m月", "yyyy年mmm月", "yy年", "yyyy\"年", "YYYY", "yyyy年d日h时"} {
		if _, err := ParsePattern(bad, true); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
	if _, err := ParsePattern("yyyy年m月d日", false); err == nil {
		t.Error("a month has a day")
	}
}
