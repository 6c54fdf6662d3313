package forms

// The source structs are definitions as they are written; decoder reads them and the define methods
// turn them into a Definition. Their tags are the notation.

// commonSource is what every kind of form has.
type commonSource struct {
	Form    string       `yaml:"form,need"`
	Version int          `yaml:"version,need"`
	Kind    string       `yaml:"kind,need"`
	Source  string       `yaml:"source"`
	Title   lines        `yaml:"title,need"`
	Marker  string       `yaml:"marker"`
	Page    pageSource   `yaml:"page"`
	Fields  []headSource `yaml:"fields"`
	Head    []string     `yaml:"head"`
	Notes   []string     `yaml:"notes"`
	Sign    []string     `yaml:"sign"`
	Sample  rawNode      `yaml:"sample,need"`
}

type ledgerSource struct {
	commonSource
	Columns []columnSource  `yaml:"columns,need"`
	Rows    rowsSource      `yaml:"rows"`
	Advise  []adviceSource  `yaml:"advise"`
	Refuse  []adviceSource  `yaml:"refuse"`
	Summary []summarySource `yaml:"summary"`
	Sums    []sumSource     `yaml:"sums"`
	Quota   []quotaSource   `yaml:"quota"`
	Measure string          `yaml:"measure"`
	Later   later           `yaml:"continued"`
}

type scoreSource struct {
	commonSource
	Columns []printedSource `yaml:"columns,need"`
	Points  number          `yaml:"points"`
	Groups  []groupSource   `yaml:"groups"`
	Items   []itemSource    `yaml:"items"`
	Total   string          `yaml:"total"`
	Closing []closingSource `yaml:"closing"`
	Grades  []gradeSource   `yaml:"grades"`
	Quota   []shareSource   `yaml:"quota"`
	Veto    []vetoSource    `yaml:"veto"`
	Later   later           `yaml:"continued"`
}

// fieldSource is one input; what else it may say depends on its type.
type fieldSource struct {
	Key      string   `yaml:"key,need" not:"inputs"`
	Label    string   `yaml:"label,need"`
	Type     string   `yaml:"type" not:"inputs computed"`
	Required bool     `yaml:"required" not:"inputs serial computed"`
	Min      number   `yaml:"min" only:"integer number"`
	Max      number   `yaml:"max" only:"integer number text name"`
	Places   *int     `yaml:"places" only:"number computed"`
	Lines    bool     `yaml:"lines" only:"text"`
	Of       []string `yaml:"of,need" only:"choice"`
	Several  bool     `yaml:"several" only:"choice"`
	Signs    []string `yaml:"signs" only:"choice"`
	Since    string   `yaml:"since" only:"date month"`
	Until    string   `yaml:"until" only:"date month"`
	Print    string   `yaml:"print" only:"date month"`
	Else     string   `yaml:"else" only:"integer number"`
}

func (f *fieldSource) sort() string {
	if t := f.kind(); t.known() {
		return string(t)
	}
	return ""
}

// kind is the type, which is text when nothing is said.
func (f *fieldSource) kind() Type {
	if f.Type == "" {
		return TypeText
	}
	return Type(f.Type)
}

// headSource is an input that belongs to the whole form.
type headSource struct {
	fieldSource
	Default string `yaml:"default" only:"year"`
	Seal    mm     `yaml:"seal" only:"text"`
	Printed *int   `yaml:"printed"`
}

// printedSource is a column of a scoring table. One with max is written into, item by item.
type printedSource struct {
	Key   string `yaml:"key,need"`
	Label string `yaml:"label,need"`
	Width mm     `yaml:"width,need"`
	Align string `yaml:"align"`
	Unit  string `yaml:"unit"`
	Max   number `yaml:"max"`
	Lines bool   `yaml:"lines"`

	Shrink fontSize `yaml:"shrink"`
}

// columnSource is a column of a ledger: one input, or several.
type columnSource struct {
	fieldSource
	Width  mm            `yaml:"width"`
	Align  string        `yaml:"align"`
	Shrink fontSize      `yaml:"shrink"`
	Inputs []fieldSource `yaml:"inputs"`
	Under  labels        `yaml:"under"`
	Value  string        `yaml:"value"`
	Merge  bool          `yaml:"merge"`
	Given  bool          `yaml:"given" not:"inputs serial computed"`
	Each   string        `yaml:"each" not:"inputs serial computed"`
	In     string        `yaml:"in" not:"inputs serial computed"`
}

func (c *columnSource) sort() string {
	switch {
	case c.Inputs != nil:
		return "inputs"
	case c.Value != "":
		return "computed"
	}
	return c.fieldSource.sort()
}

type rowsSource struct {
	PrintAtLeast int       `yaml:"print_at_least"`
	Height       mm        `yaml:"height"`
	Across       int       `yaml:"across"`
	Below        string    `yaml:"below"`
	Group        string    `yaml:"group"`
	Order        string    `yaml:"order"`
	Fixed        []rawNode `yaml:"fixed"`
}

type adviceSource struct {
	When string `yaml:"when,need"`
	Say  string `yaml:"say,need"`
}

type summarySource struct {
	Key   string `yaml:"key,need"`
	Label string `yaml:"label,need"`
	Value string `yaml:"value,need"`
}

type groupSource struct {
	Label  string       `yaml:"label,need"`
	Points number       `yaml:"points"`
	Cap    number       `yaml:"cap"`
	Bonus  bool         `yaml:"bonus"`
	Items  []itemSource `yaml:"items,need"`
}

type itemSource struct {
	No       string            `yaml:"no,need"`
	Key      string            `yaml:"key"`
	Name     string            `yaml:"name"`
	Content  lines             `yaml:"content,need"`
	Points   number            `yaml:"points"`
	Weight   number            `yaml:"weight"`
	Criteria lines             `yaml:"criteria"`
	Deduct   []deductionSource `yaml:"deduct"`
	Add      []deductionSource `yaml:"add"`
}

type deductionSource struct {
	Key    string `yaml:"key,need"`
	Label  string `yaml:"label,need"`
	Level  string `yaml:"level"`
	Points number `yaml:"points"`
	To     number `yaml:"to"`
	Zero   bool   `yaml:"zero"`
	Lack   bool   `yaml:"lack"`
	Each   bool   `yaml:"each"`
}

// closingSource is a row under the items of a scoring table.
type closingSource struct {
	Label string `yaml:"label,need"`
	Show  string `yaml:"show,need"`
}

type gradeSource struct {
	Label string `yaml:"label,need"`
	From  number `yaml:"from"`
}

// shareSource is how many of a list's documents may have a grade.
type shareSource struct {
	Grade  string `yaml:"grade,need"`
	AtMost string `yaml:"at_most,need"`
}

type vetoSource struct {
	Key   string `yaml:"key,need"`
	Label string `yaml:"label,need"`
	Grade string `yaml:"grade,need"`
}

type pageSource struct {
	Paper  paper  `yaml:"paper"`
	Turn   string `yaml:"turn"`
	Margin margin `yaml:"margin"`
	Mirror bool   `yaml:"mirror"`
	Rulers bool   `yaml:"rulers"`
}
