package forms

import (
	"strings"
	"testing"

	"gongwen/forms/block"
)

// shownMeaning is a value of the input as JSON says it, with the code of what is wrong with it behind.
func shownMeaning(m meaning) string {
	s := quote(m.text)
	switch {
	case m.none:
		s = "nothing"
	case m.lost:
		s = "lost"
	case m.list != nil:
		s = strings.Join(m.list, "+")
	case m.bare:
		s = m.text
	}
	if m.code != "" {
		s += " " + m.code
	}
	return s
}

// TestWhatEntriesMean goes through every type and every kind of entry.
func TestWhatEntriesMean(t *testing.T) {
	const (
		text, number, day, truth = block.EntryText, block.EntryNumber, block.EntryDay, block.EntryTruth
		fault, open, unclear     = block.EntryFault, block.EntryUncounted, block.EntryUnclear
	)
	choice := Field{Label: "类型", Type: TypeChoice, Of: []string{"单独建", "挂靠建", "联合建"}}
	signs := Field{Label: "考勤", Type: TypeChoice, Of: []string{"出勤", "缺勤", "外出"}, Signs: []string{"√", "×", "○"}}
	alike := Field{Label: "考勤", Type: TypeChoice, Of: []string{"病假", "事假"}, Signs: []string{"△", "△"}}
	yesNo := Field{Label: "完成", Type: TypeChoice, Of: []string{yes, no}}
	several := Field{Label: "种类", Type: TypeChoice, Of: []string{"甲", "乙 丙", "丁"}, Several: true}
	period := ArchiveFields()[archivePeriod]
	for _, c := range []struct {
		field Field
		kind  block.EntryKind
		typed string
		want  string
	}{
		{Field{Type: TypeInteger}, text, "12", `12`},
		{Field{Type: TypeInteger}, text, " １２　", `12`},
		{Field{Type: TypeInteger}, text, "1,234", `1234`},
		{Field{Type: TypeInteger}, text, "１，２３４，５６７", `1234567`},
		{Field{Type: TypeInteger}, text, "1,23", `"1,23"`},
		{Field{Type: TypeInteger}, text, "12,3456", `"12,3456"`},
		{Field{Type: TypeInteger}, text, ",123", `",123"`},
		{Field{Type: TypeInteger}, text, "12人", `"12人"`},
		{Field{Type: TypeInteger}, text, "5²", `"5²"`},
		{Field{Type: TypeInteger}, text, "①", `"①"`},
		{Field{Type: TypeInteger}, text, "007", `7`},
		{Field{Type: TypeInteger}, text, "0", `0`},
		{Field{Type: TypeInteger}, text, "－3", `-3`},
		{Field{Type: TypeInteger}, text, "−3", `-3`},
		{Field{Type: TypeInteger}, text, "+3", `3`},
		{Field{Type: TypeInteger}, text, "-", `"-"`},
		{Field{Type: TypeInteger}, text, "", `nothing`},
		{Field{Type: TypeInteger}, text, " 　\u00a0", `nothing`},
		{Field{Type: TypeInteger}, text, "1234567890123456789", `1234567890123456789`},
		{Field{Type: TypeInteger}, number, "12", `12`},
		{Field{Type: TypeInteger}, number, "12.0", `12`},
		{Field{Type: TypeInteger}, number, "1.2E+1", `12`},
		{Field{Type: TypeInteger}, day, "1900-01-05", `"1900-01-05"`},
		{Field{Type: TypeInteger}, truth, "true", `"TRUE"`},
		{Field{Type: TypeNumber}, text, "1,234.50", `1234.50`},
		{Field{Type: TypeNumber}, text, "１２．５", `12.5`},
		{Field{Type: TypeNumber}, text, ".5", `0.5`},
		{Field{Type: TypeNumber}, text, "5.", `5`},
		{Field{Type: TypeNumber}, text, "-0.0", `0.0`},
		{Field{Type: TypeNumber}, text, "1.2.3", `"1.2.3"`},
		{Field{Type: TypeNumber}, text, "1e5", `"1e5"`},
		{Field{Type: TypeNumber}, text, "¥12", `"¥12"`},
		{Field{Type: TypeNumber}, text, "85%", `"85%"`},
		{Field{Type: TypeNumber}, number, "1.1000000000000001", `1.1`},
		{Field{Type: TypeNumber}, number, "0.30000000000000004", `0.3`},
		{Field{Type: TypeNumber}, number, "1E-07", `0.0000001`},
		{Field{Type: TypeNumber}, number, "1e999", `"1e999"`},
		{Field{Type: TypeNumber}, fault, "#REF!", `lost cell_fault`},
		{Field{Type: TypeNumber}, open, "SUM(A1:A3)", `lost uncounted`},
		{Field{Type: TypeNumber}, unclear, "3 4", `lost unclear`},

		{Field{Type: TypeYear}, text, "2013年", `2013`},
		{Field{Type: TypeYear}, text, "２０１３ 年度", `2013`},
		{Field{Type: TypeYear}, text, "　年", `nothing`},
		{Field{Type: TypeYear}, text, "13年", `13`},
		{Field{Type: TypeYear}, number, "2013", `2013`},
		{Field{Type: TypeYear}, day, "2013-01-01", `"2013-01-01"`},

		{Field{Type: TypeText}, text, " 张 示例\n", `" 张 示例\n"`},
		{Field{Type: TypeText}, text, "１２，３", `"１２，３"`},
		{Field{Type: TypeText}, number, "13800000000", `"13800000000"`},
		{Field{Type: TypeText}, number, "1.38E+10", `"13800000000"`},
		{Field{Type: TypeText}, number, "3.0000000000000004", `"3"`},
		{Field{Type: TypeText}, number, "510502199001011234", `"510502199001011234" digits_lost`},
		{Field{Type: TypeText}, day, "2024-03-05", `"2024-03-05" day_text`},
		{Field{Type: TypeText}, truth, "false", `"FALSE"`},
		{Field{Type: TypeName}, text, "𠮷样本", `"𠮷样本"`},
		{Field{Type: TypePhone}, text, "（０８３０）２２２－００００", `"(0830)222-0000"`},
		{Field{Type: TypePhone}, text, "0000-0000000、00000000000", `"0000-0000000、00000000000"`},
		{Field{Type: TypePhone}, number, "13800000000", `"13800000000"`},
		{Field{Type: TypePhone}, day, "1905-07-05", `"1905-07-05" day_text`},
		{Field{Type: TypeID}, text, "11010519491231002x", `"11010519491231002X"`},
		{Field{Type: TypeID}, text, "１１０１０５１９４９１２３１００２Ｘ", `"11010519491231002X"`},
		{Field{Type: TypeID}, number, "1.1010519491231E+17", `"110105194912310000" digits_lost`},

		{Field{Type: TypeDate}, text, "2013年5月20日", `"2013-05-20"`},
		{Field{Type: TypeDate}, text, "２０１３年 5 月 20 号", `"2013-05-20"`},
		{Field{Type: TypeDate}, text, "2013.5.20", `"2013-05-20"`},
		{Field{Type: TypeDate}, text, "2013.05.20.", `"2013-05-20"`},
		{Field{Type: TypeDate}, text, "2013/5/20", `"2013-05-20"`},
		{Field{Type: TypeDate}, text, "2013-5-20", `"2013-05-20"`},
		{Field{Type: TypeDate}, text, "2013－05－20", `"2013-05-20"`},
		{Field{Type: TypeDate}, text, "20130520", `"2013-05-20"`},
		{Field{Type: TypeDate}, number, "20130520", `"2013-05-20"`},
		{Field{Type: TypeDate}, text, "2013-05-20 00:00:00", `"2013-05-20"`},
		{Field{Type: TypeDate}, text, "2013-05-20 09:30", `"2013-05-20 09:30"`},
		{Field{Type: TypeDate}, text, "　　年　　月　　日", `nothing`},
		{Field{Type: TypeDate}, text, "2013年2月30日", `"2013年2月30日"`},
		{Field{Type: TypeDate}, text, "2013年5月", `"2013年5月"`},
		{Field{Type: TypeDate}, text, "5/20/2013", `"5/20/2013"`},
		{Field{Type: TypeDate}, text, "2013-5/20", `"2013-5/20"`},
		{Field{Type: TypeDate}, text, "2013 5 20", `"2013 5 20"`},
		{Field{Type: TypeDate}, text, "13.5.20", `"13.5.20" ambiguous`},
		{Field{Type: TypeDate}, text, "99年13月1日", `"99年13月1日"`},
		{Field{Type: TypeDate}, text, "today", `"today"`},
		{Field{Type: TypeDate}, day, "2013-05-20", `"2013-05-20"`},
		{Field{Type: TypeDate}, day, "2013-05-20 00:00:00", `"2013-05-20"`},
		{Field{Type: TypeDate}, day, "2013-05-20 13:00:00", `"2013-05-20 13:00:00"`},
		{Field{Type: TypeDate}, number, "41414=2013-05-20", `"2013-05-20"`},
		{Field{Type: TypeDate}, number, "41414.5=2013-05-20", `"41414.5"`},
		{Field{Type: TypeDate}, number, "2013=1905-07-05", `"2013"`},
		{Field{Type: TypeDate}, number, "201305=2451-02-22", `"201305"`},
		{Field{Type: TypeDate}, truth, "true", `"TRUE"`},

		{Field{Type: TypeMonth}, text, "2013年5月", `"2013-05"`},
		{Field{Type: TypeMonth}, text, "2013.5", `"2013-05"`},
		{Field{Type: TypeMonth}, text, "2009.07", `"2009-07"`},
		{Field{Type: TypeMonth}, text, "2009.1", `"2009-01"`},
		{Field{Type: TypeMonth}, text, "2009.10", `"2009-10"`},
		{Field{Type: TypeMonth}, text, "2009/7", `"2009-07"`},
		{Field{Type: TypeMonth}, text, "2009-07", `"2009-07"`},
		{Field{Type: TypeMonth}, text, "200907", `"2009-07"`},
		{Field{Type: TypeMonth}, text, "年　月", `nothing`},
		{Field{Type: TypeMonth}, text, "09.7", `"09.7" ambiguous`},
		{Field{Type: TypeMonth}, text, "2009.13", `"2009.13"`},
		{Field{Type: TypeMonth}, text, "2009-07-15", `"2009-07-15"`},
		{Field{Type: TypeMonth}, number, "2009.07=1905-07-01", `"2009-07"`},
		{Field{Type: TypeMonth}, number, "2009.7", `"2009-07"`},
		{Field{Type: TypeMonth}, number, "2009.11", `"2009-11"`},
		{Field{Type: TypeMonth}, number, "2009.01", `"2009-01"`},
		{Field{Type: TypeMonth}, number, "2009.1=1905-07-01", `"2009.1" ambiguous`},
		{Field{Type: TypeMonth}, number, "200907=2449-12-28", `"2009-07"`},
		{Field{Type: TypeMonth}, number, "39995=2009-07-01", `"2009-07"`},
		{Field{Type: TypeMonth}, number, "39996=2009-07-02", `"39996"`},
		{Field{Type: TypeMonth}, number, "2009=1905-07-01", `"2009"`},
		{Field{Type: TypeMonth}, day, "2009-07-01", `"2009-07"`},
		{Field{Type: TypeMonth}, day, "2009-07-15", `"2009-07-15"`},

		{choice, text, "挂靠建", `"挂靠建"`},
		{choice, text, " 挂 靠建 ", `"挂靠建"`},
		{choice, text, "挂靠", `"挂靠"`},
		{signs, text, "√", `"出勤"`},
		{signs, text, "✔", `"出勤"`},
		{signs, text, "✗", `"缺勤"`},
		{signs, text, "外出", `"外出"`},
		{signs, text, "●", `"●"`},
		{alike, text, "△", `"△"`},
		{alike, text, "事假", `"事假"`},
		{yesNo, truth, "true", `"是"`},
		{yesNo, truth, "false", `"否"`},
		{yesNo, text, "有", `"有"`},
		{period, text, "30年", `"30年"`},
		{period, text, "d30", `"D30"`},
		{several, text, "丁、甲", "丁+甲"},
		{several, text, "甲，丁", "甲+丁"},
		{several, text, "甲;丁", "甲+丁"},
		{several, text, "乙 丙", "乙 丙"},
		{several, text, "甲 丁", "甲+丁"},
		{several, text, "☑甲　☐乙 丙　☑丁", "甲+丁"},
		{several, text, "戊", "戊"},
		{several, text, "☐甲", "nothing"},
	} {
		typed, serial, _ := strings.Cut(c.typed, "=")
		got := shownMeaning(c.field.means(&block.Entry{Kind: c.kind, Text: typed, Day: serial}))
		if got != c.want {
			t.Errorf("%s %q (%d) is %s, not %s", c.field.Type, c.typed, c.kind, got, c.want)
		}
	}
}

func TestTicks(t *testing.T) {
	for text, want := range map[string]ticked{
		"√": tickYes, "✓": tickYes, " ✔️": tickYes, "☑": tickYes, "１": tickYes, "V": tickYes, "Ｙ": tickYes, "是": tickYes,
		"": tickNone, "☐": tickNone, "　": tickNone,
		"否": tickNo, "0": tickNo, "NO": tickNo, "×": tickCross, "X": tickCross, "☒": tickCross,
		"2": tickWrong, "有时": tickWrong,
	} {
		if got := tickOf(&block.Entry{Text: text}); got != want {
			t.Errorf("%q is %d, not %d", text, got, want)
		}
	}
	if got := tickOf(&block.Entry{Kind: block.EntryTruth, Text: "true"}); got != tickYes {
		t.Error(got)
	}
	if got := tickOf(&block.Entry{Kind: block.EntryFault, Text: "#N/A"}); got != tickWrong {
		t.Error(got)
	}
}
