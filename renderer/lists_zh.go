package renderer

import "strconv"

// What the lists are called.
const (
	summaryName   = "汇总表"
	indexName     = "归档文件目录"
	checklistName = "盖章前核对单"
)

func pageWords(n int) string { return "第" + strconv.Itoa(n) + "页起" }

func notMade(no int, whose string) string {
	if whose != "" {
		whose = "：" + whose
	}
	return "第" + strconv.Itoa(no) + "份（没有做出）" + whose
}

func wrongWords(n int, first string) string {
	if n == 1 {
		return "有1处错误：" + first
	}
	return "有" + strconv.Itoa(n) + "处错误，第一处：" + first
}

func timesWords(n int) string { return "（" + strconv.Itoa(n) + "处）" }

func moreHints(n int) string { return "另有" + strconv.Itoa(n) + "条" }
