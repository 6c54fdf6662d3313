package pdf

import "time"

// appendXMP appends the metadata of ISO 19005-2, 6.6: the conformance that the file claims, and what /Info says
// in other words. It is one packet without room to grow, for it is written once.
func appendXMP(dst []byte, o *Options) []byte {
	const (
		open = "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
			`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` + "\n" +
			`<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
			` xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">` + "\n" +
			"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>\n<dc:format>application/pdf</dc:format>\n"
		end = "</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"

		openAlt, endAlt = `<rdf:Alt><rdf:li xml:lang="x-default">`, "</rdf:li></rdf:Alt>"
		openSeq, endSeq = "<rdf:Seq><rdf:li>", "</rdf:li></rdf:Seq>"
		openBag, endBag = "<rdf:Bag><rdf:li>", "</rdf:li></rdf:Bag>"
	)
	date := ""
	if !o.Issued.IsZero() {
		date = o.Issued.Format(xmpDate)
	}
	dst = append(dst, open...)
	for _, p := range [...]struct{ name, open, value, end string }{
		{"dc:title", openAlt, o.Title, endAlt},
		{"dc:creator", openSeq, o.Author, endSeq},
		{"dc:description", openAlt, o.Subject, endAlt},
		{"dc:language", openBag, o.Lang, endBag},
		{"pdf:Keywords", "", o.Keywords, ""},
		{"pdf:Producer", "", producer, ""},
		{"xmp:CreatorTool", "", o.Creator, ""},
		{"xmp:CreateDate", "", date, ""},
		{"xmp:ModifyDate", "", date, ""},
		{"xmp:MetadataDate", "", date, ""},
	} {
		if p.value == "" {
			continue
		}
		dst = append(append(append(dst, '<'), p.name...), '>')
		dst = appendXML(append(dst, p.open...), p.value)
		dst = append(append(append(append(dst, p.end...), "</"...), p.name...), ">\n"...)
	}
	return append(dst, end...)
}

// xmpDate is a date of the XMP specification, with the zone as numbers even for UTC, as /Info has it.
const xmpDate = time.DateOnly + "T" + time.TimeOnly + "-07:00"

// appendXML appends s as character data. Options.clean has left nothing that XML cannot carry.
func appendXML(dst []byte, s string) []byte {
	for i := range len(s) {
		switch s[i] {
		case '&':
			dst = append(dst, "&amp;"...)
		case '<':
			dst = append(dst, "&lt;"...)
		case '>':
			dst = append(dst, "&gt;"...)
		default:
			dst = append(dst, s[i])
		}
	}
	return dst
}
