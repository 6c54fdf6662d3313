package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/renderer"
)

// TestBatchWhose has slips without a unit told apart by whose they are: in names, the archive list and the sheet to check.
func TestBatchWhose(t *testing.T) {
	var lines []string
	for _, name := range []string{"张示例", "李样本", "王范例"} {
		lines = append(lines, fmt.Sprintf(`{"fields": {"name": %q, "group": "示例工作组", "from": "2018-05-07", "to": "2018-05-08"}}`, name))
	}
	lines[2] = strings.Replace(lines[2], "2018-05-07", "2018-05-17", 1)
	out := filepath.Join(t.TempDir(), "out.zip")
	r := execute(t, "", "batch", "lanzhou/leave", file(t, "in.ndjson", ndjson(lines)), "-o", out, "--continue", "--index", "--checklist", "--issued", issued)
	if r.code != exitProblems {
		t.Fatalf("exit code %d; %s", r.code, r.stderr)
	}
	names, files := unzipped(t, out)
	if len(names) != 5 || names[0] != "1-张示例-党建专干请销假审批单.pdf" || names[1] != "2-李样本-党建专干请销假审批单.pdf" {
		t.Errorf("%q", names)
	}
	if text := strings.Join(texts(t, files["归档文件目录.pdf"]), ""); !strings.Contains(text, "张示例") || !strings.Contains(text, "李样本") {
		t.Error(text)
	}
	text := strings.Join(texts(t, files["盖章前核对单.pdf"]), "")
	for _, want := range []string{"张示例", "李样本", "第3份（没有做出）：王范例"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	var m renderer.Manifest
	if err := json.Unmarshal(files[renderer.ManifestName], &m); err != nil {
		t.Fatal(err)
	}
	if bad := m.Items[2]; bad.Whose != "王范例" || bad.Name != "3-王范例-党建专干请销假审批单" || bad.Files != nil || m.Items[0].Unit != "" {
		t.Errorf("%+v", m.Items)
	}
}

// TestBatchBadItemsHaveNames names in the manifest whose the bad documents are, of lines and of a table.
func TestBatchBadItemsHaveNames(t *testing.T) {
	lines := units(3)
	lines[1] = strings.Replace(lines[1], `"members": 5`, `"members": 0`, 1)
	table := "年度,填报单位（盖章）,填报日期,学校名称,党组织名称,党组织类型,党员人数,建立党组织的时间,党组织书记姓名,联系方式\n"
	for i, members := range []int{5, 0, 5} {
		table += fmt.Sprintf("2013,示例第%d学校,2013-05-20,示例学校,中共示例学校支部,单独建,%d,2009-07,张示例,0000-0000000\n", i+1, members)
	}
	for name, c := range map[string]struct {
		text string
		args []string
	}{"in.ndjson": {ndjson(lines), nil}, "in.csv": {table, []string{"--split-by", "unit"}}} {
		out := filepath.Join(t.TempDir(), "out.zip")
		args := []string{"batch", "luzhou-2013/ledger", file(t, name, c.text), "-o", out, "--continue", "--issued", issued, "--name", "{no}-{unit}-{title}"}
		if r := execute(t, "", append(args, c.args...)...); r.code != exitProblems {
			t.Fatalf("%s: exit code %d; %s", name, r.code, r.stderr)
		}
		_, files := unzipped(t, out)
		var m renderer.Manifest
		if err := json.Unmarshal(files[renderer.ManifestName], &m); err != nil {
			t.Fatal(err)
		}
		if bad := m.Items[1]; !bad.Bad() || bad.Unit != "示例第2学校" || bad.Name != "2-示例第2学校-2013年度民办职业培训学校党建工作台账" || bad.Form != "luzhou-2013/ledger@1" {
			t.Errorf("%s: %+v", name, m.Items)
		}
	}
}

// TestBatchSpeaksItsLanguage has what the command says in the language of problems, and a manifest named only where there is one.
func TestBatchSpeaksItsLanguage(t *testing.T) {
	bad := strings.Replace(ndjson(units(2)), `"members": 5`, `"members": 0`, 1)
	for _, c := range []struct {
		text string
		args []string
		want string
	}{
		{bad, nil, "gongwen: 2份中有1份有错误，一份也没有做\n"},
		{bad, []string{"--continue"}, "gongwen: 2份中有1份有错误，没有做\n"},
		{bad, []string{"--lang", "en"}, "gongwen: 1 of 2 documents have problems; nothing was made\n"},
		{"", nil, "gongwen: 输入里一份也没有\n"},
	} {
		out := filepath.Join(t.TempDir(), "out.zip")
		if r := execute(t, c.text, append([]string{"batch", "luzhou-2013/ledger", "-", "-o", out}, c.args...)...); !strings.Contains(r.stderr, c.want) {
			t.Errorf("%q: %s", c.args, r.stderr)
		}
	}
	unscored := strings.Replace(scoredUnits(1)[0], `{"score": 20}`, `{"score": null}`, 1)
	for out, want := range map[string]string{"out.zip": "gongwen: 有1条提示，列在清单（manifest.json）里\n", "out.pdf": "gongwen: 有1条提示，加上 --manifest 就列出来\n"} {
		if r := execute(t, unscored, "batch", "luzhou-2013/score", "-", "-o", filepath.Join(t.TempDir(), out)); r.code != exitDone || r.stderr != want {
			t.Errorf("%s: exit code %d; %s", out, r.code, r.stderr)
		}
	}
}
