package xlsx

import (
	"strings"
	"testing"
)

// schools are the rows of an older copy, which has other columns in another order and one for two values.
var oldCopy = [][]string{
	{"2013 年度党建工作台帐"},
	{"填报单位(盖章)： 示例职业培训学校", "", "", "填报日期", "2013.5.20"},
	{"序 号", "党员\n人数", "学校名称", "联系人", "党组织 类型", "党组织书记姓名及联系方式"},
	{"#1", "#5", "示例一校", "张三", "单独建", "张示例 0000-0000000"},
	{"#2", "", "示例二校", "", "挂靠建", "李样本13900000000"},
	{},
	{"#3", "#3", "示例三校", "", "联合建", "王样张（代）"},
	{"合计", "#8"},
	{"注:党组织类型为单独建、挂靠建、联合建。"},
	{"", "", "签字"},
}

func TestDecodeByLabels(t *testing.T) {
	rows := append([][]string{}, oldCopy...)
	rows[0] = []string{"2013 年度党建工作台账"}
	w := decoded(t, made(sheetRows(1, rows...), `<mergeCells><mergeCell ref="A1:F1"/></mergeCells>`).zip(t), register())
	w.want(t,
		`fields/unit text "示例职业培训学校" A2`,
		`fields/date text "2013.5.20" E2`,
		`fields/year text "2013" A1`,
		`rows/school[1] text "示例一校" C4`,
		`rows/type[1] text "单独建" E4`,
		`rows/members[1] number "5" B4`,
		`rows/secretary[1] text "张示例" F4`,
		`rows/phone[1] text "0000-0000000" F4`,
		`rows/school[2] text "示例二校" C5`,
		`rows/type[2] text "挂靠建" E5`,
		`rows/secretary[2] text "李样本" F5`,
		`rows/phone[2] text "13900000000" F5`,
		`rows/school[4] text "示例三校" C7`,
		`rows/type[4] text "联合建" E7`,
		`rows/members[4] number "3" B7`,
		`rows/secretary[4] text "王样张（代）" F7`,
	)
	if len(w.Unread) != 1 || w.Unread[0].Label != "联系人" || w.Unread[0].Place.Cell != "D4" {
		t.Errorf("unread %+v", w.Unread)
	}
	if len(w.Missed) > 0 {
		t.Errorf("missed %v", w.Missed)
	}
}

func TestDecodeNoCopy(t *testing.T) {
	file := made(sheetRows(1, []string{"姓名", "金额"}, []string{"张示例", "#5"}), "").zip(t)
	if code := refused(t, file, register()); code != FileNoForm {
		t.Errorf("refused with %q", code)
	}
	if !strings.Contains((&FileError{Code: FileNoForm}).Text("zh"), "不是这张表") {
		t.Error("no words")
	}
}
