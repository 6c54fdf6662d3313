package forms_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"gongwen/forms"
	"gongwen/forms/block"
)

// wording says which lines of which source a form's printed words are, and where the two differ on purpose.
type wording struct {
	form     string
	source   string // file of testdata/sources
	from, to int    // its lines, from 1, both included
	// own are words that the form prints and the source has not: a column to write into, a total.
	own []string
	// skip are words of those lines that the form does not print, in order.
	skip []string
	// faults are typing faults: as the source has them, as the form prints them.
	faults [][2]string
	// gaps: the source is running text, of which the form prints parts, in order.
	gaps bool
	// letter: a notice; what it attaches is compared as the form that it is.
	letter bool
}

// wordings has every form that prints a source's words.
var wordings = []wording{
	{form: "luzhou-2013/ledger", source: "luzhou-2013.txt", from: 29, to: 42},
	{
		form: "luzhou-2013/notice", source: "luzhou-2013.txt", from: 1, to: 28, letter: true,
		own: []string{"泸州市人力资源和社会保障局文件", "泸州市人力资源和社会保障局"},
		faults: [][2]string{
			{"〕78号", "〕号"}, {"副局长×××分管", "副局长分管"}, {"经办人为×××和×××。", "经办人为和。"},
			{"联系人：×××，联系电话：×××，电子邮箱：×××。", "联系人：，联系电话：，电子邮箱：。"},
		},
	},
	{
		form: "anji-2012/notice", source: "anji-2012.txt", from: 1, to: 28, letter: true,
		faults: [][2]string{{"〕6号", "〕号"}, {"2012年3月15日主题词", "主题词"}, {"2012年3月15日印发", "印发"}},
	},
	{form: "luzhou-2013/score", source: "luzhou-2013.txt", from: 43, to: 95, own: []string{"学校名称：", "考核日期：", "合计", "100"}},
	{
		form: "wujin-2017/score", source: "wujin-2017.txt", from: 1, to: 124,
		own: []string{
			"党组织名称：", "考核日期：", "得分", "考核得分", "100分", "加分项得分", "总分", "考核组签字：", "党组织负责人签字：",
		},
	},
	{
		form: "anji-2012/grade", source: "anji-2012.txt", from: 29, to: 61,
		own: []string{
			"支部（党员服务中心）：", "考评日期：", "得分", "总分", "等次",
			"直接定为较差的情况", "☐近一年来没有开展党组织活动的☐近两年来党组织书记（中心主任）有重大违法违纪行为的☐近一年来所在支部（服务中心）发生重大群体性事件的",
			"考评组签字：", "支部（党员服务中心）负责人签字：",
		},
	},
	{form: "branch/standard-agency", source: "branch.txt", from: 1, to: 36, own: checklist("党支部名称：", "标准要求", "29", "党支部书记签字：")},
	{form: "branch/standard-soe", source: "branch.txt", from: 71, to: 100, own: checklist("党支部名称：", "标准要求", "24", "党支部书记签字：")},
	{form: "branch/standard-new", source: "branch.txt", from: 107, to: 137, own: checklist("党支部名称：", "标准要求", "25", "党支部书记签字：")},
	{form: "branch/standard-school", source: "branch.txt", from: 145, to: 165, own: checklist("学校党组织名称：", "任务要求", "15", "学校党组织书记签字：")},
	{
		form: "lanzhou/assessment-personal", source: "lanzhou.txt", from: 43, to: 44, gaps: true,
		own: []string{
			"年度党建专干考核表", "姓名：", "包片工作组：", "考核日期：",
			"考核内容", "分值", "权重", "得分", "折算得分", "备注", "100分", "40%", "年度考核", "100分", "60%", "总分", "100分", "等次",
			"考核人签字：", "被考核人签字：", "组织部门（盖章）：",
		},
	},
	{form: "branch/tasks-agency", source: "branch.txt", from: 37, to: 44, gaps: true, own: taskHeads()},
	{form: "branch/tasks-soe", source: "branch.txt", from: 101, to: 106, gaps: true, own: taskHeads()},
	{form: "branch/tasks-new", source: "branch.txt", from: 138, to: 144, gaps: true, own: taskHeads()},
	{
		form: "branch/catalogue", source: "branch.txt", from: 45, to: 70,
		own: []string{"党支部（盖章）：", "检查日期：", "项目", "材料", "有/无", "页码", "备注", "党支部书记签字：", "检查人签字："},
	},
}

// taskHeads is what the lists of tasks have beside their source's words, which are running text.
func taskHeads() []string {
	return []string{
		"填报单位（盖章）：", "填报日期：", "重点项目", "工作内容", "责任单位", "完成时限", "进展情况", "是否完成", "负责人签字：", "填表人签字：",
	}
}

// checklist is what the four standards have as checklists beside their words.
func checklist(unit, content, items, sign string) []string {
	return []string{
		unit, "检查日期：", "项目", "序号", content, "达标", "未达标", "佐证材料", "备注",
		"达标项数（共" + items + "项）", "未达标项数", "检查人签字：", sign,
	}
}

// unsourced are the forms whose source describes them in words of its own, but prints none.
var unsourced = []string{
	"calibration/ruler", "filing/checklist", "filing/index", // our own

	// The ledgers of the branch standards, the Lanzhou rules and the Luzhou notice.
	"branch/activists", "branch/archive-index", "branch/candidates", "branch/dues", "branch/hardship", "branch/members",
	"branch/review", "branch/sign-in", "branch/study", "branch/survey", "lanzhou/assessment", "lanzhou/attendance",
	"lanzhou/ballot", "lanzhou/mentor", "lanzhou/quarterly", "lanzhou/six-clear", "lanzhou/work-log", "luzhou-2013/submission",

	"branch/meeting",
	"branch/network",
	"branch/review-ballot",
	"branch/review-personal",
	"lanzhou/archive",
	"lanzhou/commitment",
	"lanzhou/diary",
	"lanzhou/expense",
	"lanzhou/leave",
}

// TestQuotaWording finds the sentence of its source that every share of a grade comes from.
func TestQuotaWording(t *testing.T) {
	all, err := forms.Builtin().All()
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, d := range all {
		shares := d.Shares
		for _, q := range d.Quota {
			shares = append(shares, forms.Share{Grade: q.Value, AtMost: q.AtMost})
		}
		for _, s := range shares {
			family, _, _ := strings.Cut(d.ID, "/")
			source, err := os.ReadFile(filepath.Join("..", "testdata", "sources", family+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			if words := s.Grade + "比例原则上不超过" + strconv.FormatInt(s.AtMost, 10) + "%。"; !strings.Contains(string(source), words) {
				t.Errorf("%s: the source does not say %s", d.ID, words)
			}
			found++
		}
	}
	if found != 2 {
		t.Errorf("%d shares", found)
	}
}

// TestWording compares the printed words of every form with its source: no character differs, but for white space and
// for what the table above lists.
func TestWording(t *testing.T) {
	for _, w := range wordings {
		t.Run(w.form, func(t *testing.T) {
			def, err := forms.Builtin().Get(w.form, 0)
			if err != nil {
				t.Fatal(err)
			}
			rest := w.read(t)
			own, used := w.own, 0
			for _, piece := range pieces(t, w.sections(def)) {
				if used < len(own) && piece == solid(own[used]) {
					used++
					continue
				}
				at := strings.Index(rest, piece)
				if at < 0 || at > 0 && !w.gaps {
					t.Fatalf("printed: %q\nsource:  %q", piece, start(rest, len(piece)))
				}
				rest = rest[at+len(piece):]
			}
			if rest != "" && !w.gaps {
				t.Errorf("the form ends, the source goes on: %q", start(rest, 200))
			}
			if used < len(own) {
				t.Errorf("listed as the form's own, but not printed there: %q", own[used:])
			}
		})
	}
}

// sections are those of the form that are compared: of a letter the text and, without what is attached, the colophon.
func (w *wording) sections(def *forms.Definition) []block.Section {
	all := def.Blank().Sections()
	if !w.letter {
		return all
	}
	for i := range all[1:] {
		s := &all[i+1]
		s.Blocks = s.Blocks[len(s.Blocks)-s.Pinned:]
	}
	return all
}

// read is the form's part of its source on one line, without white space and with its faults mended.
func (w *wording) read(t *testing.T) string {
	t.Helper()
	file, err := os.ReadFile(filepath.Join("..", "testdata", "sources", w.source))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(file), "\n")
	text := solid(strings.Join(lines[w.from-1:w.to], ""))
	for _, f := range append(slices.Clone(w.faults), skips(w.skip)...) {
		before, after, found := strings.Cut(text, solid(f[0]))
		if !found {
			t.Fatalf("the source has no %q", f[0])
		}
		text = before + solid(f[1]) + after
	}
	return text
}

func skips(words []string) (faults [][2]string) {
	for _, s := range words {
		faults = append(faults, [2]string{s, ""})
	}
	return faults
}

// TestEveryFormHasASource: no form is forgotten above.
func TestEveryFormHasASource(t *testing.T) {
	defs, err := forms.Builtin().All()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range defs {
		listed := slices.ContainsFunc(wordings, func(w wording) bool { return w.form == d.ID })
		if listed == slices.Contains(unsourced, d.ID) {
			t.Errorf("%s has to be in wordings or in unsourced", d.ID)
		}
	}
}

// pieces are the printed words, a paragraph, a part of a line or a cell each, without white space. What is filled in
// is left out, but for the years of titles.
func pieces(t *testing.T, sections []block.Section) (all []string) {
	t.Helper()
	add := func(content []block.Span, data bool) {
		var b strings.Builder
		for _, s := range content {
			if data || !s.Data {
				b.WriteString(s.Text)
			}
		}
		if s := solid(b.String()); s != "" {
			all = append(all, s)
		}
	}
	for _, section := range sections {
		for _, b := range section.Blocks {
			switch b := b.(type) {
			case *block.Paragraph:
				add(b.Content, true)
			case *block.Signature:
				add(b.Body, true)
				add(b.Date, false)
			case *block.Rule:
			case *block.Line:
				for _, p := range b.Parts {
					if strings.HasSuffix(p.Content[0].Text, "：") {
						p.Content = p.Content[:1] // the words of a date after it are ours
					}
					add(p.Content, false)
				}
			case *block.Table:
				for _, row := range slices.Concat(b.Head, b.Body, b.Tail) {
					for _, c := range row.Cells {
						add(c.Content, false)
					}
				}
			default:
				t.Fatalf("%T has no words yet", b)
			}
		}
	}
	return all
}

// solid is the text without white space.
func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// start is the beginning of a text, cut between characters.
func start(s string, n int) string {
	return strings.ToValidUTF8(s[:min(n+30, len(s))], "")
}
