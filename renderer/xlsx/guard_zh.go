package xlsx

// filesZH words the codes in Chinese.
var filesZH = map[FileCode]string{
	FileEmpty:     "文件是空的",
	FileEncrypted: "文件已加密，请取消密码后另存再交",
	FileOld:       "文件是旧版格式（.xls、.et），请另存为 .xlsx",
	FileBinary:    "文件是二进制工作簿（.xlsb），请另存为 .xlsx",
	FileOpen:      "文件是 OpenDocument 表格（.ods），请另存为 .xlsx",
	FileHTML:      "文件其实是网页，不是工作簿，请用表格软件打开后另存为 .xlsx",
	FileText:      "文件其实是文本（CSV 等），不是工作簿，请另存为 .xlsx",
	FileOther:     "文件不是工作簿（.xlsx）",
	FileTruncated: "文件不完整，后面缺了一部分，请重新上传",
	FileDamaged:   "文件已损坏，不合工作簿的格式",
	FileSize:      "文件太大",
	FileBomb:      "文件解压后太大，不予读取",
	FileParts:     "文件内的部件太多，不予读取",
	FileNames:     "文件内的部件名称不合规定（重复，或指向文件之外），不予读取",
	FileDoctype:   "文件内含文档类型或实体声明，不予读取",
	FileRange:     "单元格地址超出工作表的范围",
	FileMany:      "文件内的单元格、合并单元格、文字、样式或名称太多，不予读取",
	FileNoForm:    "文件不是这张表：名称和栏目都对不上",
	FileSeveral:   "有几张工作表都像这张表，分不清读哪一张，请只留一张",
	FileUnclear:   "分不清这是填好的一份表，还是一行一份的批量表，请用原来的空表填写",
}
