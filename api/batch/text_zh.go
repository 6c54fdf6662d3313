package batch

// wordsZH are what is told of a document by this package, by its code.
var wordsZH = map[string]string{
	codeTries: "三次未成：处理此件时程序中断或超时",
	codeMore:  "另有更多问题未列出",
}
