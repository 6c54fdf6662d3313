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
	Summary []summarySource `yaml:"summary"`
}

type scoreSource struct {
	commonSource
	Columns []printedSource `yaml:"columns,need"`
	Points  number          `yaml:"points,need"`
	Groups  []groupSource   `yaml:"groups"`
	Items   []itemSource    `yaml:"items"`
	Total   string          `yaml:"total"`
}

// fieldSource is one input; what else it may say depends on its type.
type fieldSource struct {
	Key      string   `yaml:"key,need" not:"inputs"`
	Label    string   `yaml:"label,need"`
	Type     string   `yaml:"type" not:"inputs"`
	Required bool     `yaml:"required" not:"inputs serial"`
	Min      number   `yaml:"min" only:"integer number"`
	Max      number   `yaml:"max" only:"integer number text"`
	Places   int      `yaml:"places" only:"number"`
	Lines    bool     `yaml:"lines" only:"text"`
	Of       []string `yaml:"of,need" only:"choice"`
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
}

// printedSource is a printed column, and all there is to a column of a scoring table.
type printedSource struct {
	Key   string `yaml:"key,need"`
	Label string `yaml:"label,need"`
	Width mm     `yaml:"width,need"`
	Align string `yaml:"align"`
}

// columnSource is a column of a ledger: one input, or several.
type columnSource struct {
	fieldSource
	Width  mm            `yaml:"width,need"`
	Align  string        `yaml:"align"`
	Inputs []fieldSource `yaml:"inputs"`
}

func (c *columnSource) sort() string {
	if c.Inputs != nil {
		return "inputs"
	}
	return c.fieldSource.sort()
}

type rowsSource struct {
	PrintAtLeast int `yaml:"print_at_least"`
	Height       mm  `yaml:"height"`
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
	Points number       `yaml:"points,need"`
	Items  []itemSource `yaml:"items,need"`
}

type itemSource struct {
	No       string            `yaml:"no,need"`
	Name     string            `yaml:"name"`
	Content  lines             `yaml:"content,need"`
	Points   number            `yaml:"points,need"`
	Criteria lines             `yaml:"criteria,need"`
	Deduct   []deductionSource `yaml:"deduct"`
}

type deductionSource struct {
	Key    string `yaml:"key,need"`
	Label  string `yaml:"label,need"`
	Points number `yaml:"points"`
	Zero   bool   `yaml:"zero"`
	Each   bool   `yaml:"each"`
}

type pageSource struct {
	Paper  paper  `yaml:"paper"`
	Turn   string `yaml:"turn"`
	Margin margin `yaml:"margin"`
}
