package forms

// syntaxZH are the YAML library's commonest errors, by how they begin, in words that say what to do.
var syntaxZH = [...]struct{ english, chinese string }{
	{"did not find expected ',' or ']'", "方括号没有成对或缺少逗号（逗号、方括号要用半角的；含有 {} [] 的文字要加引号）"},
	{"did not find expected ',' or '}'", "花括号没有成对或缺少逗号（逗号、花括号要用半角的；含有 {} [] 的文字要加引号）"},
	{"did not find expected key", "这一行的缩进与上面的不齐，或引号、括号外还有字（含有 {} [] 的文字要整个加引号）"},
	{"did not find expected '-' indicator", "列表各项的 - 没有对齐"},
	{"did not find expected node content", "这里缺少内容（文字以 , ] } % 等符号开头时要加引号）"},
	{"mapping values are not allowed in this context", "这里不能有冒号：含有“: ”的文字要加引号，或缩进不对"},
	{"could not find expected ':'", "缺少半角冒号和空格（写成 键: 值，不能用全角冒号）"},
	{"found character that cannot start any token", "用了 Tab，或文字以 @ ` % 开头（缩进用空格，文字加引号）"},
	{"found a tab character", "缩进用了 Tab，要用空格"},
	{"found unexpected end of stream", "引号没有成对"},
	{"block sequence entries are not allowed in this context", "列表的 - 要另起一行"},
	{"found unknown escape character", "双引号里的 \\ 写法不对，可改用单引号"},
	{"invalid", "文件不是 UTF-8 编码，请另存为 UTF-8"},
	{"incomplete UTF-8", "文件不是 UTF-8 编码，请另存为 UTF-8"},
	{"control characters are not allowed", "文件里有控制字符，或不是 UTF-8 编码"},
}
