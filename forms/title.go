package forms

import (
	"strings"
	"unicode"

	"gongwen/forms/block"
)

// titleChars is how many characters of 二号 a line of the type area has.
const titleChars = 156 * 7200 / (22 * 2540)

// titleLines is the title with its line breaks: those of the definition or, where it has none and the title is longer
// than a line, breaks at word sense that leave lines about as long as each other (GB/T 9704-2012, 7.3.1).
func (d *Document) titleLines() []block.Span {
	spans := d.titleSpans()
	text := []rune(textOf(spans))
	if len(text) <= titleChars || len(text) > 10*titleChars || strings.ContainsRune(string(text), '\n') {
		return spans
	}
	cuts := titleBreaks(text)
	at := 0
	for i := range spans {
		var b strings.Builder
		for _, r := range spans[i].Text {
			if len(cuts) > 0 && at == cuts[0] {
				b.WriteByte('\n')
				cuts = cuts[1:]
			}
			b.WriteRune(r)
			at++
		}
		printed := b.String()
		if i > 0 && spans[i].Formula != "" && strings.HasPrefix(printed, "\n") { // it goes with the words before
			before := &spans[i-1]
			before.Text, printed = before.Text+"\n", printed[1:]
			if before.Formula != "" {
				before.Formula += "&CHAR(10)"
			}
		}
		untie(&spans[i], printed)
	}
	return spans
}

// titleBreaks finds where the lines of a title start, but for the first: in as few lines as there can be, or in one
// more where those would cut a word.
func titleBreaks(text []rune) []int {
	widths := make([]int, len(text)+1) // up to each place, in halves of a character
	for i, r := range text {
		widths[i+1] = widths[i] + 2
		if r < 0x80 {
			widths[i+1]--
		}
	}
	lines := (widths[len(text)] + 2*titleChars - 1) / (2 * titleChars)
	cuts, cost := titleLines(text, widths, lines)
	if more, least := titleLines(text, widths, lines+1); least+lineCost < cost {
		cuts, cost = more, least
	}
	if cost >= noCut {
		return nil
	}
	return cuts
}

// lineCost is what one line more costs: less than a cut word, more than other cuts.
const lineCost = 300

// noCut is the cost of what cannot be.
const noCut = 1 << 30

// titleLines finds the cuts into so many lines that cost least by their places and by how unlike the lines are.
func titleLines(text []rune, widths []int, lines int) (cuts []int, cost int) {
	type state struct{ cost, from int }
	best := make([][]state, lines+1) // by line and place where it ends
	for n := range best {
		best[n] = make([]state, len(text)+1)
		for i := range best[n] {
			best[n][i].cost = noCut
		}
	}
	best[0][0].cost = 0
	for n := 1; n <= lines; n++ {
		for end := 1; end <= len(text); end++ {
			for from := end - 1; from >= 0 && widths[end]-widths[from] <= 2*titleChars; from-- {
				off := widths[end] - widths[from] - widths[len(text)]/lines
				cost := best[n-1][from].cost + off*off/4
				if end < len(text) {
					cost += cutCost(text, end)
				}
				if cost < best[n][end].cost {
					best[n][end] = state{cost, from}
				}
			}
		}
	}
	cuts = make([]int, lines-1)
	for n, end := lines, len(text); n > 1; n-- {
		end = best[n][end].from
		cuts[n-2] = end
	}
	return cuts, best[lines][len(text)].cost
}

// titleWords are words of titles that are not cut, beside those of two characters that all others are taken for.
const titleWords = " 工作 通知 意见 方案 办法 规定 决定 报告 请示 批复 建设 管理 规范 实施 学校 培训 职业 民办 支部 党员 党建 服务 中心 组织 单位 企业 " +
	"社会 人力 资源 保障 委员 目标 考核 年度 活动 开展 关于 做好 加强 印发 进一步 全面 推进 落实 检查 安全 生产 教育 发展 经济 非公 个体 民营 协会 " +
	"机关 事业 干部 人员 招聘 评定 标准 定级 制度 责任 领导 小组 会议 纪要 调整 成立 机构 专项 整治 行动 计划 总结 情况 信息 公开 报送 台账 登记 "

// cutCost is how ill a title is cut before text[at]: 0 after what ends a phrase, much inside a word.
func cutCost(text []rune, at int) int {
	a, b := text[at-1], text[at]
	pair := " " + string(text[at-1:at+1]) + " "
	narrow := func(r rune) bool { return r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	switch {
	case strings.ContainsRune("，、。；：）》”’〕％%", b), strings.ContainsRune("（《“‘〔", a), narrow(a) && narrow(b):
		return 100_000
	case strings.Contains(titleWords, pair), strings.ContainsRune("年月日号条届次个名", b) && narrow(a), narrow(a) && b == '%':
		return 2_000
	case b == '的' || strings.ContainsRune("和及与等为对在", a):
		return 400
	case a == '的' || string(text[max(at-2, 0):at]) == "关于":
		return 120 // 的通知 goes with what it is about
	case at+2 <= len(text) && string(text[at:at+2]) == "关于", strings.ContainsRune("，、）》”", a), strings.ContainsRune("《（“和及与", b):
		return 0
	}
	left := at >= 2 && strings.Contains(titleWords, " "+string(text[at-2:at])+" ")
	right := at+2 <= len(text) && strings.Contains(titleWords, " "+string(text[at:at+2])+" ")
	switch {
	case left && right:
		return 10
	case left || right:
		return 25
	}
	return 80
}
