package decimal

import (
	"strconv"
	"strings"
)

// MaxCapitalsFormula is the number of 元 that CapitalsFormula has no words for, as it stands in the formula: a sheet's
// numbers have 15 digits, of which two are 角 and 分.
const MaxCapitalsFormula = "1000000000000"

// CapitalsFormula is a spreadsheet's formula, without =, for what Capitals says of the number in a cell, which is
// given by its address or another term without spaces around. Programs write TEXT(…,"[DBNum2]") differently (where a
// 零 stands, whether there is a 元), so the words are put together from the digits: twelve of them with their places, of
// which zeros are then taken away as Capitals leaves them out. From MaxCapitalsFormula on the formula gives the empty text.
func CapitalsFormula(cell string) string {
	digits := "TEXT(ROUND(ROUND(ABS(" + cell + "),2)*100,0),\"00000000000000\")"
	digit := func(i int) string { return "MID(" + digits + "," + strconv.Itoa(i) + ",1)" }
	capital := func(i int) string { return "MID(\"零壹贰叁肆伍陆柒捌玖\"," + digit(i) + "+1,1)" }
	parts := []string{`"^"`} // where the words begin
	for i, place := range []string{"仟", "佰", "拾", "亿", "仟", "佰", "拾", "万", "仟", "佰", "拾", "元"} {
		parts = append(parts, capital(i+1)+"&\""+place+"\"")
	}
	words := strings.Join(parts, "&")
	for _, s := range [...][2]string{
		{"零仟", "零"}, {"零佰", "零"}, {"零拾", "零"}, {"零零", "零"}, {"零零", "零"}, // a section has one 零 for those in a row
		{"^零亿", "^"}, {"^零万", "^"}, {"^零元", "^"}, {"^零", "^"}, // nothing in front
		{"亿零万", "亿零"}, {"零零", "零"}, {"零亿", "亿"}, {"零万", "万"}, {"零元", "元"}, {"^", ""}, // silent at a section's end
	} {
		words = "SUBSTITUTE(" + words + ",\"" + s[0] + "\",\"" + s[1] + "\")"
	}
	yuan := "ROUND(ABS(" + cell + "),2)>=1"
	jiao, fen := digit(13), digit(14)
	return "IF(ROUND(ABS(" + cell + "),2)>=" + MaxCapitalsFormula + ",\"\",IF(ROUND(" + cell + ",2)<0,\"负\",\"\")&" + words +
		"&IF(" + jiao + "<>\"0\"," + capital(13) + "&\"角\",IF(" + fen + "<>\"0\",IF(" + yuan + ",\"零\",\"\"),IF(" + yuan + ",\"\",\"零元\")))" +
		"&IF(" + fen + "<>\"0\"," + capital(14) + "&\"分\",\"整\"))"
}
