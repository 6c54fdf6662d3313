package api

// wordsZH are the problems in Chinese. An internal one says nothing but its title.
var wordsZH = map[kind]words{
	kindSyntax:    {"不是有效的 JSON", "请求内容不是有效的 JSON，具体位置见 problems"},
	kindQuery:     {"参数有误", "参数 {} 的值无效"},
	kindBody:      {"请求内容不完整", "没有收到完整的请求内容"},
	kindNotFound:  {"没有这个表式", "没有这个表式或版本；全部表式见 /v1/forms"},
	kindNoRoute:   {"没有这个地址", "全部地址见 /"},
	kindMethod:    {"方法不适用", "这个地址不接受此方法，可用的见 Allow"},
	kindAccept:    {"没有可接受的格式", "可提供的格式：{}"},
	kindTooLarge:  {"请求内容过大", "请求内容最多 8 MiB"},
	kindMediaType: {"请求内容的类型不受支持", "请以 application/json（UTF-8，不压缩）发送"},
	kindInput:     {"填写的内容有问题", "请改正 problems 中列出的各项后重新提交"},
	kindCell:      {"工作簿放不下", "{} 的内容超过工作簿一个单元格的长度"},
	kindPage:      {"没有这一页", "文件共 {} 页"},
	kindTooLong:   {"文件过长", "文件最多 {} 页"},
	kindBusy:      {"服务繁忙", "请稍后再试"},
	kindTimeout:   {"处理超时", "未能在 30 秒内完成，请稍后再试"},
	kindUpload:    {"不是可以读回的文件", "请发送一个填好的工作簿（.xlsx）或表格文本（.csv、.tsv），作为请求内容或表单中的一个文件"},
	kindFile:      {"文件不能读取", ""},
	kindOurs:      {"服务内部错误", ""},

	kindNoBatches:  {"本服务不受理批量任务", "启动时没有指定批量任务的存放处（--data 或 --nats）"},
	kindNoBatch:    {"没有这个批量任务", "没有这个批量任务，或已过保存期被清除"},
	kindConflict:   {"幂等键已被使用", "此 Idempotency-Key 已用于另一请求，请换用新的键"},
	kindQueue:      {"排队已满", "等待处理的文件过多，请稍后再试"},
	kindSpace:      {"存储空间不足", "磁盘空间不足以受理此批量任务；已受理的继续进行"},
	kindStore:      {"存储暂不可用", "批量任务的存储没有应答，请稍后再试"},
	kindNotDone:    {"尚未完成", "批量任务仍在进行，请查询其状态"},
	kindNoResult:   {"没有结果", "批量任务失败或已取消，原因见其状态"},
	kindBatchType:  {"请求内容的类型不受支持", "请以 application/json、application/x-ndjson、工作簿（.xlsx）或表格文本（text/csv）发送，不压缩"},
	kindBatchLarge: {"请求内容过大", "批量任务的请求内容最多 256 MiB，工作簿和表格文本最多 64 MiB"},
	kindTooMany:    {"文件过多", "一个批量任务最多 50000 份文件"},
}

// parametersZH say what a query parameter may be.
var parametersZH = map[string]string{
	"layer":           "：可为 all 或 data，工作簿（xlsx）没有图层",
	"offset":          "：应为右移和下移的毫米数，如 1.5,-0.8，各在 -20 到 20 之间，最多 3 位小数；工作簿（xlsx）不能移动",
	"format":          "：批量任务可为 pdf、xlsx 或 pdf,xlsx",
	"output":          "：可为 zip；格式为 pdf 时也可为 pdf（合为一个文件）",
	"names":           "：应为 {no}-{unit}-{title} 一类的式样，其中的键须为表式所有",
	"split-by":        "：只用于台账的工作簿和表格文本",
	"duplex":          "：可为 true 或 false",
	"continue":        "：可为 true 或 false",
	"webhook":         "：应为本服务可以通知的主机的 https 地址（专用网内可为 http）",
	"Idempotency-Key": "：最多 255 字节",
	"mark":            "：最多 8 个字，每个字都要有字形",
	"annotate":        "：可为 true 或 false；表格文本（csv、tsv）不能标注",
	"batch":           "：可为 true 或 false；true 只用于工作簿（xlsx）和能逐行填写的表式",
}
