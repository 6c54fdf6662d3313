package decimal

import (
	"strings"
	"testing"
)

func TestCapitals(t *testing.T) {
	for digits, want := range map[string]string{
		"0":                    "零元整",
		"0.00":                 "零元整",
		"-0.001":               "零元整",
		"0.004":                "零元整",
		"0.005":                "壹分",
		"0.01":                 "壹分",
		"0.10":                 "壹角整",
		"0.50":                 "伍角整",
		"0.55":                 "伍角伍分",
		"1":                    "壹元整",
		"1.05":                 "壹元零伍分",
		"1.50":                 "壹元伍角整",
		"2.34":                 "贰元叁角肆分",
		"10":                   "壹拾元整",
		"10.01":                "壹拾元零壹分",
		"11":                   "壹拾壹元整",
		"20.5":                 "贰拾元伍角整",
		"100":                  "壹佰元整",
		"101":                  "壹佰零壹元整",
		"110":                  "壹佰壹拾元整",
		"325.04":               "叁佰贰拾伍元零肆分",
		"1000":                 "壹仟元整",
		"1001":                 "壹仟零壹元整",
		"1010":                 "壹仟零壹拾元整",
		"1409.50":              "壹仟肆佰零玖元伍角整",
		"1680.32":              "壹仟陆佰捌拾元叁角贰分",
		"6007.14":              "陆仟零柒元壹角肆分",
		"7200":                 "柒仟贰佰元整",
		"10000":                "壹万元整",
		"10005":                "壹万零伍元整",
		"10050.00":             "壹万零伍拾元整",
		"16409.02":             "壹万陆仟肆佰零玖元零贰分",
		"100000":               "壹拾万元整",
		"107000.53":            "壹拾万柒仟元伍角叁分",
		"100007":               "壹拾万零柒元整",
		"1000000":              "壹佰万元整",
		"1001000":              "壹佰万壹仟元整",
		"1010010":              "壹佰零壹万零壹拾元整",
		"20000":                "贰万元整",
		"12345678.90":          "壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元玖角整",
		"100000000":            "壹亿元整",
		"100000001.05":         "壹亿零壹元零伍分",
		"100007000":            "壹亿零柒仟元整",
		"100010000":            "壹亿零壹万元整",
		"1000000000000":        "壹万亿元整",
		"1000000000001":        "壹万亿零壹元整",
		"1000100000000":        "壹万零壹亿元整",
		"10000000010000":       "壹拾万亿零壹万元整",
		"9999999999999999.99":  "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
		"9999999999999999.995": "",
		"10000000000000000":    "",
		"-30.2":                "负叁拾元贰角整",
	} {
		d, err := Parse(digits)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Capitals(); got != want {
			t.Errorf("%s is %s, want %s", digits, got, want)
		}
	}
}

// FuzzCapitals reads what Capitals writes back to the amount.
func FuzzCapitals(f *testing.F) {
	for _, cents := range []int64{0, 1, 10, 1005000, 10000000105, 9007199254740993, -3020} {
		f.Add(cents)
	}
	f.Fuzz(func(t *testing.T, cents int64) {
		words := New(cents, 2).Capitals()
		if words == "" {
			if cents < 1e17 && cents > -1e17 {
				t.Fatalf("%d has no words", cents)
			}
			return
		}
		if strings.Contains(words, "零零") || strings.HasPrefix(words, "零") && words != "零元整" {
			t.Errorf("%d: zeros in %s", cents, words)
		}
		if got := readCapitals(words); got != cents {
			t.Errorf("%d is %s, which reads %d", cents, words, got)
		}
	})
}

// readCapitals is an amount in capitals as 分.
func readCapitals(words string) int64 {
	sign := int64(1)
	var total, section, digit int64
	for _, r := range words {
		if i := strings.IndexRune("零壹贰叁肆伍陆柒捌玖", r); i >= 0 {
			digit = int64(i / 3)
			continue
		}
		switch r {
		case '负':
			sign = -1
		case '拾':
			section += digit * 10
		case '佰':
			section += digit * 100
		case '仟':
			section += digit * 1000
		case '万':
			total, section = total+(section+digit)*1e4, 0
		case '亿':
			total, section = (total+section+digit)*1e8, 0
		case '元':
			total, section = (total+section+digit)*100, 0
		case '角':
			total += digit * 10
		case '分':
			total += digit
		}
		digit = 0
	}
	return sign * total
}
