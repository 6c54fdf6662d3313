package forms

// problemsEN is every code in English, written as problemsZH is.
var problemsEN = map[string]string{
	CodeSyntax:   "not valid JSON: line {line}, column {column} (byte {offset}): {what}[ {value}]",
	CodeEncoding: "not valid UTF-8 text: line {line}, column {column} (byte {offset}): {what}",
	CodeBOM:      "starts with a byte order mark; save it as UTF-8 without BOM",

	CodeSize:   "input of {value} bytes; the limit is {limit}",
	CodeDepth:  "nested too deeply: the limit is {limit} levels (line {line}, column {column})",
	CodeValues: "too many values: the limit is {limit} (line {line}, column {column})",
	CodeRows:   "too many rows: {count}; the limit is {limit}",
	CodeLimit:  "text of {value} bytes; the limit is {limit}",
	CodeMore:   "{count} more problems are not listed",

	CodeDuplicate: `"{value}" is given more than once`,
	CodeUnknown:   `there is no "{value}"[; did you mean "{near}"?][; there are: {of}]`,
	CodeType:      "[{label}: ]must be {what}[, not {value}]",
	CodeRequired:  "[{label}: ]must be filled in",
	CodeForm:      `this is input of "{value}", not of "{limit}"`,
	CodeVersion:   "the input is for version {value}, the form is version {limit}",
	CodeNoRows:    "no rows are given; the empty grid will be printed",
	CodeOwn:       `"{label}" is filled in by the system`,
	CodeItemTaken: `item "{value}" has been filled in before`,
	CodeRefuse:    "",
	CodeAdvise:    "",

	CodeInteger:   "{label}: must be a whole number, not {value}",
	CodeDigits:    "{label}: too many digits; the limit is {limit}",
	CodePlaces:    "{label}: at most {limit} decimals, not {value}",
	CodeMin:       "{label}: must be at least {limit}, not {value}",
	CodeMax:       "{label}: must be at most {limit}, not {value}",
	CodeLength:    "{label}: at most {limit} characters, not {count}",
	CodeChoice:    `{label}: must be one of {of}, not "{value}"`,
	CodeDate:      `{label}: must be a date that exists, such as 2013-05-20, not "{value}"`,
	CodeMonth:     `{label}: must be a month that exists, such as 2009-07, not "{value}"`,
	CodeYear:      "{label}: must be a year from 1949 to 2999, not {value}",
	CodeSince:     "{label} ({value}) must not be before {near} ({limit})",
	CodeUntil:     "{label} ({value}) must not be after {near} ({limit})",
	CodePhone:     `{label}: not a phone number: "{value}"`,
	CodeID:        "{label}: not a valid citizen identity number",
	CodeLineBreak: "{label}: character {count} is a line break or a tab ({value}), but it takes one line only",
	CodeCharacter: "{label}: character {count}, {value}, is not allowed",
	CodePrivate:   "{label}: character {count}, {value}, is for private use; write the standard character",
	CodeNoDay:     "{limit} has no day {value}",
	CodeZero:      "[{label}: ]division by zero[; the divisor follows from {value}]",
	CodeQuota:     `at most {limit} may be "{value}" ({near}, rounded down), and {count} are; over the line, in rank order: {of}[; {label} are tied and stand or fall together]`,
	CodeNoGlyph:   `{label}: character {count}[, "{near}"] ({value}) is in no font`,
	CodeMapped:    `{label}: character {count}, {value}, of an old private encoding became "{near}" ({limit})`,
	CodeStripped:  "{label}: character {count}, {value}, is invisible and was dropped",
	CodeTrimmed:   "{label}: white space around it was dropped",

	CodeCellFault:  "{label}: the cell is an error of a formula ({value})",
	CodeUncounted:  "{label}: the cell is a formula that has no result ({value}); open and save it with a spreadsheet program, or type the value",
	CodeUnclear:    `{label}: what is filled in is not clear: "{value}"`,
	CodeAmbiguous:  `{label}: "{value}" may be {near} or {limit}`,
	CodeDigitsLost: "{label}: of more than {limit} digits a spreadsheet keeps only zeros ({value}); make the cell text and type it again",
	CodeDayText:    "{label}: a text, but the spreadsheet has made it a date ({value}); make the cell text and type it again",
	CodeTick:       `{label}: must be ticked (√) or empty, not "{value}"`,
	CodeOpposed:    "{label}: met and unmet[ ({near})] contradict each other",
	CodeDisagree:   `{label}: "{value}" is not the same as "{limit}"[ at {near}]`,

	CodeTableEncoding: "neither UTF-8 nor UTF-16 nor GB18030[ (line {line})]; save it as UTF-8",
	CodeTableQuote:    "line {line}, column {column}: a quote without its other one, or text beside quotes",
	CodeTableEmpty:    "there is no row with the names of columns",
	CodeNoColumn:      `there is no column "{label}"[, which may also be called {value}]`,
	CodeColumnTwice:   `column "{value}" is the same as "{limit}"[ at {near}]`,
	CodeColumnUnclear: `column "{value}" may be any of: {of}; use one of these as its name`,
	CodeBeyond:        `this is beyond the columns that have names: "{value}"`,
	CodeUnread:        "what stands here[ ({label})] is nothing that the form asks for; it was not read",
	CodeBehind:        `from here on {count} rows stand behind the end of the table and were not read ("{value}"); move them into it`,
	CodeNoHead:        `this column has no head and was not read ("{value}")[; the column "{label}" is missing]`,
	CodeNotHead:       `"{value}" is the head of no column of the form, so this one was not read; the column "{label}" is missing`,
	CodeSkipped:       "a text without any of the form's columns; it was not read as a filled copy",
	CodeMacros:        "the workbook has macros; nothing of them was read",
	CodeSeveral:       "the file has {count} documents; one at a time is read here",
	CodeNoGroup:       "{label}: must be filled in, or the row belongs to no document",
	CodeOneGroup:      `{label}: "{value}" stands once for all rows, which cannot be told apart by it: give them a column "{label}", or split by another one`,
	CodeReplaced:      `{label}: "{value}" stands for all rows; each document has what its own rows say`,

	CodeSentTwice: "{label} has sent more than one, and they differ; the other is {near}",
	CodeNotMerged: `only ledgers of any number of rows can be merged, "{value}" cannot`,

	CodeRoot:   `there can be one top node only: this one has no {label}, and “{near}” (row {count}) has none either`,
	CodeParent: `no node has the number “{value}”[; did you mean “{near}”?]`,
	CodeCycle:  "nodes are above each other in a circle: {value}",

	CodeNoForm:    `there is no form “{value}”[; did you mean “{near}”?][; there are: {of}]`,
	CodeDocuments: "too many documents: {count}; the limit is {limit}",
	CodeLacking:   "not in it yet: {of}",

	CodeAttachment: "this notice attaches no form “{value}”[; did you mean “{near}”?][; it attaches: {of}]",

	CodeBoth:     "give a score or deductions, not both",
	CodeRule:     `the item has no rule "{value}"[; did you mean "{near}"?][; there are: {of}]`,
	CodeCount:    `"{label}" is taken once and has no count`,
	CodeRepeated: `"{label}" is taken once and is given twice`,
	CodeVeto:     `there is no veto "{value}"[; did you mean "{near}"?][; there are {of}]`,
	CodeUnmarked: `item {value}, "{label}", is neither met nor not yet`,
	CodeUnscored: `item {value}, "{label}", has no score yet; the total stays open`,
}

// whatEN is what {what} says in English.
var whatEN = map[string]string{
	"text": "text", "integer": "a whole number", "number": "a number", "object": "an object", "array": "an array",
	"null": "null", "truth": "true or false", "true": "true", "false": "false",
	whatEnd: "the text ends here", whatTrailing: "more follows after the end", whatToken: "unexpected",
	whatBytes: "bytes that are not UTF-8", whatSurrogate: "half of a surrogate pair",
}

// adviceEN stands in front of what is only advised.
const adviceEN = "advice: "
