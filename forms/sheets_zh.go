package forms

// The words of what only a workbook has.
const (
	sheetRest   = "填写"
	sheetDeduct = "扣分"
	sheetGuide  = "填表说明"

	headWhat  = "项目"
	headValue = "内容"
	headSays  = "说明"
	headNo    = "序号"
	headRule  = "规则"
	headEach  = "分值"
	headCount = "次数（有的填√）"
	headOpen  = "填几分"
	headCase  = "情形"
	headTick  = "有的填√"
	headTakes = "怎样填"

	titleRest   = "不在表上直接填写的内容"
	titleDeduct = "得分依据"
	titleFree   = "规则以外的扣分、加分"
	titleGuide  = "填表说明"
	titleRows   = "各行"

	labelFreeItem   = "序号"
	labelFreePoints = "几分"
	labelFreeReason = "原因"

	markMet   = "达标"
	markUnmet = "未达标"

	sayRequired = "必填"
	sayOptional = "可选"
	sayOwnText  = "可选；一段一行，不写用表式里的"
	sayFixed    = "不可改"
	sayTick     = "有的填√"
	sayComputed = "自动得出，不用填"

	sayDeduct = "在这里填次数、√或分值，表上的得分自动算出；各项的得分也可以直接填在表上，两样只填一样。"
	sayNone   = "没有扣分的，在表上填满分。"
)

// guideHow are how a workbook is filled in, whatever the form.
func guideHow() []string {
	return []string{
		"只填空着的格子；印好的文字、算出的数不用动。",
		"行数不够时，在表中间插入行，不要加在合计之后；多出的空行留着即可。",
		"日期可写 2013-5-20、2013/5/20、2013.5.20 或 2013年5月20日，年月可写 2013-5 或 2013年5月。",
		"格子有下拉选项的，从中选一个；可选几个的，用“、”隔开。",
		"不要改动工作表的名称和栏目名称；栏目的先后可以移动，列可以隐藏。",
		"“填写”“扣分”两张表里填的内容，打印的表上会随着变。",
	}
}

const (
	guideMethod = "怎样填"
	guideRules  = "核对时会提示"
	guideStops  = "有下列情形的不能通过"
	guideSource = "依据："
	guideNotes  = "表上的注"
)
