package forms

// problemsZH is every code in Chinese. {name} is an argument of Args; a part in square brackets is left out when an
// argument in it is not set.
var problemsZH = map[string]string{
	CodeSyntax:   "不是有效的 JSON：第 {line} 行第 {column} 列（第 {offset} 字节）{what}[“{value}”]",
	CodeEncoding: "不是有效的 UTF-8 文字：第 {line} 行第 {column} 列（第 {offset} 字节）{what}",
	CodeBOM:      "文件开头有字节顺序标记（BOM），请存为不带 BOM 的 UTF-8",

	CodeSize:   "数据过大：{value} 字节，最多 {limit} 字节",
	CodeDepth:  "嵌套过深：最多 {limit} 层（第 {line} 行第 {column} 列）",
	CodeValues: "数据项过多：最多 {limit} 个（第 {line} 行第 {column} 列）",
	CodeRows:   "行数过多：共 {count} 行，最多 {limit} 行",
	CodeLimit:  "内容过长：{value} 字节，最多 {limit} 字节",
	CodeMore:   "另有 {count} 个问题未列出",

	CodeDuplicate: "“{value}”重复出现",
	CodeUnknown:   "没有“{value}”这一项[，是不是“{near}”？][，可用的有：{of}]",
	CodeType:      "[{label}]应为{what}[，不能是{value}]",
	CodeRequired:  "[{label}]未填写",
	CodeForm:      "这是“{value}”的数据，不是“{limit}”的",
	CodeVersion:   "数据是第 {value} 版的，表式是第 {limit} 版",
	CodeNoRows:    "没有填写任何一行，将打印空表",
	CodeOwn:       "“{label}”由系统填写，不用给",
	CodeItemTaken: "“{value}”这一项前面已经填过",
	CodeRefuse:    "",
	CodeAdvise:    "",

	CodeInteger:   "{label}应为整数，不能是{value}",
	CodeDigits:    "{label}的数字过长，最多 {limit} 位",
	CodePlaces:    "{label}最多 {limit} 位小数，不能是{value}",
	CodeMin:       "{label}不能小于{limit}，现为{value}",
	CodeMax:       "{label}不能大于{limit}，现为{value}",
	CodeLength:    "{label}最多 {limit} 个字，现有 {count} 个",
	CodeChoice:    "{label}应为{of}之一，不能是“{value}”",
	CodeDate:      "{label}应为真实存在的日期，如 2013-05-20，不能是“{value}”",
	CodeMonth:     "{label}应为真实存在的年月，如 2009-07，不能是“{value}”",
	CodeYear:      "{label}应为 1949 至 2999 的年份，不能是{value}",
	CodeSince:     "{label}（{value}）不能早于{near}（{limit}）",
	CodeUntil:     "{label}（{value}）不能晚于{near}（{limit}）",
	CodePhone:     "{label}不是电话号码：“{value}”",
	CodeID:        "{label}不是有效的公民身份号码",
	CodeLineBreak: "{label}第 {count} 个字是换行或制表符（{value}），此栏只能填一行",
	CodeCharacter: "{label}第 {count} 个字 {value} 是不能使用的字符",
	CodePrivate:   "{label}第 {count} 个字 {value} 是自造字（专用区字符），请改用标准汉字",
	CodeNoDay:     "{limit} 没有 {value} 日",
	CodeZero:      "[{label}：]除数为零，算不出来[（除数来自{value}）]",
	CodeQuota:     "“{value}”最多 {limit} 名（{near}，不足一名的不计），现有 {count} 名；按名次超出的有：{of}[。其中{label}并列，不能只取一部分]",
	CodeNoGlyph:   "{label}第 {count} 个字[“{near}”]（{value}）没有字体可以打印",
	CodeMapped:    "{label}第 {count} 个字 {value} 是旧编码的专用字符，已改为“{near}”（{limit}）",
	CodeStripped:  "{label}第 {count} 个字 {value} 是看不见的字符，已去掉",
	CodeTrimmed:   "{label}前后的空白已去掉",

	CodeCellFault:  "{label}的单元格是公式错误（{value}），请改填内容",
	CodeUncounted:  "{label}的单元格是没有算出结果的公式（{value}），请用表格软件打开保存一次，或改填内容",
	CodeUnclear:    "{label}填的内容分不清：“{value}”",
	CodeAmbiguous:  "{label}“{value}”可能是 {near}，也可能是 {limit}，请写明确",
	CodeDigitsLost: "{label}超过 {limit} 位，表格软件已把后面的数字改成了 0（{value}），请先把单元格设为文本再重新填写",
	CodeDayText:    "{label}应为文字，表格软件却把它存成了日期（{value}），请先把单元格设为文本再重新填写",
	CodeTick:       "{label}应打√或空着，不能是“{value}”",
	CodeOpposed:    "{label}的达标与未达标[（{near}）]互相矛盾",
	CodeDisagree:   "{label}“{value}”与[{near} 处的]“{limit}”不一致",

	CodeTableEncoding: "[第 {line} 行]不是 UTF-8、UTF-16 或 GB18030 编码的文字，请另存为 UTF-8",
	CodeTableQuote:    "第 {line} 行第 {column} 列引号不成对，或引号外还有文字",
	CodeTableEmpty:    "表中没有栏名一行",
	CodeNoColumn:      "缺少“{label}”一栏[，栏名也可以写 {value}]",
	CodeColumnTwice:   "“{value}”一栏与[{near} 处的]“{limit}”是同一栏",
	CodeColumnUnclear: "“{value}”一栏可能是：{of}，请改用其中之一作栏名",
	CodeBeyond:        "此处超出了有栏名的各栏：“{value}”",
	CodeUnread:        "此处[的“{label}”]不是这张表要填的，没有读取",
	CodeBehind:        "从这里起有 {count} 行填在表格结束之后，没有读取（“{value}”），请移到表内",
	CodeNoHead:        "这一列没有栏名，没有读取（“{value}”）[，而表中缺少“{label}”一栏]",
	CodeNotHead:       "“{value}”不是这张表的栏名，这一列没有读取，而表中缺少“{label}”一栏",
	CodeSkipped:       "文字里没有这张表的任何一栏，没有当作填好的表读取",
	CodeMacros:        "工作簿带有宏，没有理会",
	CodeSeveral:       "文件里有 {count} 份，这里一次只读一份",
	CodeNoGroup:       "{label}未填写，这一行分不到哪一份里",
	CodeOneGroup:      "{label}只在表头填了一次（“{value}”），各行没有分别填，分不开：请给各行加一栏“{label}”，或按其他栏拆分",
	CodeReplaced:      "{label}“{value}”填在表头，拆分后各份用各行自己填的",

	CodeSentTwice: "{label}报了不止一份，内容不同，另一份是 {near}",
	CodeNotMerged: "只有行数不限的台账可以汇总，“{value}”不能",

	CodeRoot:   "最上级只能有一个：此项未填{label}，而前面已有“{near}”（第 {count} 行）",
	CodeParent: "没有编号为“{value}”的上级[，是不是“{near}”？]",
	CodeCycle:  "上下级互相循环：{value}",

	CodeNoForm:    "没有“{value}”这个表式[，是不是“{near}”？][，可用的有：{of}]",
	CodeDocuments: "份数过多：共 {count} 份，最多 {limit} 份",
	CodeLacking:   "还没有这些材料：{of}",

	CodeAttachment: "这份公文没有附表“{value}”[，是不是“{near}”？][，可附的有：{of}]",

	CodeBoth:     "得分与扣分只能填一样",
	CodeRule:     "此项没有“{value}”这条扣分规则[，是不是“{near}”？][，可用的有：{of}]",
	CodeCount:    "“{label}”只扣一次，不能填次数",
	CodeRepeated: "“{label}”只扣一次，不能重复",
	CodeVeto:     "没有“{value}”这条一票否决情形[，是不是“{near}”？][，可用的有：{of}]",
	CodeUnmarked: "第 {value} 项“{label}”尚未判定是否达标",
	CodeUnscored: "第 {value} 项“{label}”尚未评分，总分暂缺",
}

// whatZH is what {what} says: the kinds of value and the ways in which a text is not JSON.
var whatZH = map[string]string{
	"text": "文字", "integer": "整数", "number": "数字", "object": "一组“键: 值”", "array": "列表",
	"null": "空值", "truth": "true 或 false", "true": "true", "false": "false",
	whatEnd: "内容到此中断", whatTrailing: "之后还有多余的内容", whatToken: "不合语法",
	whatBytes: "的字节不是 UTF-8", whatSurrogate: "是不成对的代理码",
}

// adviceZH stands in front of what is only advised.
const adviceZH = "提示："
