package full

import (
	"fmt"
	"strings"
)

// names have the characters that fonts and encodings most often lack, and the lengths that columns most often forget.
func names() []string {
	return []string{
		"阿卜杜热合曼·买买提𬭎", "𬭎堃", "欧阳㛃喆", "示例䶮", "诸葛𫖯𬱖", "𠮷样本", "司马堃㛃", "张喆", "吾买尔江·阿不都热西提",
	}
}

// pieces are what texts are put together from: no sentence of a real report, but of the words and marks that they have.
func pieces() []string {
	return []string{
		"示例街道", "两新组织", "联合党支部", "书记张𬭎、", "组织委员李堃", "走访了", "“样本（集团）”", "有限公司等", "12家企业，",
		"核对", "党员名册、", "党费收缴", "和组织关系；", "陈喆、", "赵䶮、", "刘𫖯、", "周𬱖、", "王㛃、", "𠮷样本", "六名同志",
		"参加了座谈。", "会议研究了", "2018年", "下半年“三会一课”", "计划，", "明确责任人：", "每月至少2次、", "每次不少于90分钟，",
		"经费按人均", "35.50元/月列支，", "结余1,260元", "转下年使用", "（详见附表）。", "对问题", "逐条登记、", "限期整改，",
		"完成率达98.5%以上。",
	}
}

// words is a text of so many characters that is no other one's: it ends with its number. Every other one that is long has
// paragraphs, where it may.
func (w *writer) words(n int, paragraphs bool) string {
	const paragraph = 240
	w.text++
	no := fmt.Sprint(w.text)
	all := pieces()
	var b strings.Builder
	left := n - len(no)
	if left < 0 {
		return no[:n]
	}
	broken := left
	paragraphs = paragraphs && w.text%2 == 1
	for i := w.text * 7; left > 0; i++ {
		piece := []rune(all[i%len(all)])
		if paragraphs && broken-left > paragraph && left > len(piece) && strings.HasSuffix(b.String(), "。") {
			b.WriteByte('\n')
			broken = left
			left--
		}
		if len(piece) > left { // no word is cut in two
			piece = []rune(strings.Repeat("甲", left))
		}
		b.WriteString(string(piece))
		left -= len(piece)
	}
	return b.String() + no
}

// letter is the text of a notice, several pages long.
func (w *writer) letter() string {
	var b strings.Builder
	for i, no := range [...]string{"一", "二", "三", "四"} {
		fmt.Fprintf(&b, "%s、%s\n（%s）%s\n%s\n1.%s\n", no, w.words(12, false), no, w.words(200, false), w.words(600, false), w.words(300*i+50, false))
	}
	return strings.TrimSpace(b.String())
}
