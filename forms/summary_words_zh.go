package forms

import (
	"strconv"
	"strings"
)

// Words of what is open in a document.
const (
	openScores   = "未评分："
	openMarks    = "未判定："
	openFields   = "未填："
	openRows     = "一行也没有"
	openCells    = "空格："
	openTimes    = "处"
	openAttached = "附件未填："

	sealLabel   = "（盖章）"
	remarkLabel = "备注"
)

func andMore(n int) string { return "等" + strconv.Itoa(n) + "处" }

// Labels of a summary form.
const (
	wordSummary = "汇总表"
	wordPlace   = "名次"
	wordSerial  = "序号"
	wordParts   = "各项得分"
	wordBase    = "得分"
	wordTotal   = "合计"
	wordGrade   = "等次"
	wordVeto    = "一票否决"
	wordItems   = "项数"
	wordMet     = "达标"
	wordUnmet   = "未达标"
	wordRate    = "达标率（%）"
	wordRows    = "行数"
	wordOffice  = "汇总单位（盖章）"
	wordDate    = "汇总日期"
	wordAudited = "审核人签字："
	wordMade    = "制表人签字："
)

func itemNumber(no string) string { return "第" + no + "项" }

func unscoredWords(n string) string { return n + "项未评分" }

func undecidedWords(n int) string { return strconv.Itoa(n) + "项未判定" }

// Notes of a summary form.

func noteTotals(documents, scored int, average, most, least, label string) string {
	text := "注：共" + strconv.Itoa(documents) + "份"
	if scored < documents {
		text += "，其中" + strconv.Itoa(documents-scored) + "份未评完，没有" + label + "和名次，列在最后"
	}
	if scored > 0 {
		text += "；" + label + "平均" + average + "，最高" + most + "，最低" + least
	}
	return text + "。"
}

func noteGrades(shares []string) string { return "各等次：" + strings.Join(shares, "，") + "。" }

func gradeShare(label string, n int, share string) string {
	return label + strconv.Itoa(n) + "份（" + share + "%）"
}

func noteTies(ties []string) string { return "名次并列：" + strings.Join(ties, "，") + "。" }

func tieWords(place, n int) string {
	return "第" + strconv.Itoa(place) + "名" + strconv.Itoa(n) + "份"
}

func noteVeto(n int) string {
	return "有一票否决情形的" + strconv.Itoa(n) + "份按规定定等次，不排名次，列在最后。"
}

func noteQuota(words string) string { return "名额：" + words + "。" }

func noteQuotaKept(value string, limit, have int, share string) string {
	return "名额：“" + value + "”最多" + strconv.Itoa(limit) + "名（" + share + "，不足一名的不计），现有" + strconv.Itoa(have) + "名。"
}

func noteLeft(n int) string {
	return "另有" + strconv.Itoa(n) + "份有错误，没有做出，不在表内。"
}

func noteMixed() string { return "各份所用表式的版本不同，各项得分没有列出。" }
