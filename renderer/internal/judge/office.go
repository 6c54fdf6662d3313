package judge

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Schema fails the test for what the Open XML SDK's validator finds in a workbook.
func Schema(t testing.TB, workbook []byte) {
	t.Helper()
	Need(t, "ooxml-validator")
	out, err := exec.Command("ooxml-validator", File(t, "judged.xlsx", workbook)).Output()
	if err != nil && len(out) == 0 {
		t.Fatal(err)
	}
	var said struct {
		OK     bool              `json:"ok"`
		Errors []json.RawMessage `json:"errors"`
	}
	if err := json.Unmarshal(out, &said); err != nil {
		t.Fatal(err)
	}
	if !said.OK || len(said.Errors) > 0 {
		t.Errorf("ooxml-validator: %s", firstLines(string(out)))
	}
}

// Office converts files by name with LibreOffice, all in one start and in our own faces, which lie in the folder, and
// returns what became of them by their names without an ending.
func Office(t testing.TB, faces, to string, files map[string][]byte) map[string][]byte {
	t.Helper()
	Need(t, "soffice")
	dir := t.TempDir()
	conf := fontsConf(t, dir, faces)
	out := filepath.Join(dir, "out")
	args := []string{
		"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", to, "--outdir", out,
	}
	for name, file := range files {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	cmd := exec.Command("soffice", args...)
	cmd.Env = append(os.Environ(), "HOME="+dir, "FONTCONFIG_FILE="+conf)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, firstLines(string(said)))
	}
	kind, _, _ := strings.Cut(to, ":")
	made := map[string][]byte{}
	for name := range files {
		stem := strings.TrimSuffix(name, filepath.Ext(name))
		b, err := os.ReadFile(filepath.Join(out, stem+"."+kind))
		if err != nil {
			t.Fatal(err)
		}
		made[stem] = b
	}
	return made
}

// fontsConf writes a configuration in which the faces stand for those that workbooks name.
func fontsConf(t testing.TB, dir, faces string) string {
	t.Helper()
	faces, err := filepath.Abs(faces)
	if err != nil {
		t.Fatal(err)
	}
	var conf strings.Builder
	fmt.Fprintf(&conf, "<?xml version=\"1.0\"?><fontconfig><dir>%s</dir><cachedir>%s</cachedir>", faces, filepath.Join(dir, "cache"))
	for _, pair := range [...][2]string{
		{"宋体", "Gongwen Song"}, {"Times New Roman", "Gongwen Song"}, {"黑体", "Gongwen Hei"}, {"楷体", "Gongwen Kai"},
		{"仿宋", "Gongwen FangSong"}, {"方正小标宋简体", "Gongwen XiaoBiaoSong"},
	} {
		fmt.Fprintf(&conf, `<match target="pattern"><test name="family"><string>%s</string></test>`+
			`<edit name="family" mode="assign" binding="strong"><string>%s</string></edit></match>`, pair[0], pair[1])
	}
	conf.WriteString("</fontconfig>")
	path := filepath.Join(dir, "fonts.conf")
	if err := os.WriteFile(path, []byte(conf.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Pages is how many pages a PDF file has.
func Pages(t testing.TB, file []byte) int {
	t.Helper()
	out, errs, ok := run(t, "qpdf", "--show-npages", File(t, "counted.pdf", file))
	n := 0
	if _, err := fmt.Sscan(out, &n); !ok || err != nil {
		t.Fatalf("qpdf: %s", firstLines(errs))
	}
	return n
}
