package api

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	text "golang.org/x/text/language"

	"gongwen/forms"
	"gongwen/renderer"
)

// preference is one range of an Accept header.
type preference struct {
	media string // such as image/png, image/* or */*
	q     float64
}

// accepts reads the Accept header; without one, everything is taken.
func accepts(r *http.Request) []preference {
	header := strings.Join(r.Header.Values("Accept"), ",")
	if strings.TrimSpace(header) == "" {
		return []preference{{"*/*", 1}}
	}
	var list []preference
	for part := range strings.SplitSeq(header, ",") {
		media, params, _ := strings.Cut(part, ";")
		p := preference{strings.ToLower(strings.TrimSpace(media)), 1}
		for param := range strings.SplitSeq(params, ";") {
			name, value, _ := strings.Cut(strings.TrimSpace(param), "=")
			if strings.EqualFold(name, "q") {
				q, err := strconv.ParseFloat(value, 64)
				if err != nil || q < 0 || q > 1 {
					q = 0
				}
				p.q = q
			}
		}
		if p.media != "" {
			list = append(list, p)
		}
	}
	return list
}

// quality is how much the client wants media: the q of the most exact range that has it.
func quality(list []preference, media string) float64 {
	group, _, _ := strings.Cut(media, "/")
	best, q := 0, 0.0
	for _, p := range list {
		exact := 0
		switch p.media {
		case media:
			exact = 3
		case group + "/*":
			exact = 2
		case "*/*":
			exact = 1
		}
		if exact > best {
			best, q = exact, p.q
		}
	}
	return q
}

// negotiate picks the format of those offered: what ?format= names, else what Accept wants most, the first of equals.
func negotiate(r *http.Request, offered ...renderer.Format) (renderer.Format, error) {
	if name := r.URL.Query().Get("format"); name != "" {
		f, err := renderer.ParseFormat(name)
		if err != nil || !slices.Contains(offered, f) {
			return 0, &failure{kind: kindQuery, name: "format", cause: err}
		}
		return f, nil
	}
	list := accepts(r)
	best, most := renderer.Format(0), 0.0
	for _, f := range offered {
		if q := quality(list, f.MediaType()); q > most {
			best, most = f, q
		}
	}
	if most == 0 {
		names := make([]string, len(offered))
		for i, f := range offered {
			names[i] = f.MediaType()
		}
		return 0, &failure{kind: kindAccept, name: strings.Join(names, ", ")}
	}
	return best, nil
}

// mustAccept refuses a client that does not take media.
func mustAccept(r *http.Request, media string) error {
	if quality(accepts(r), media) == 0 {
		return &failure{kind: kindAccept, name: media}
	}
	return nil
}

// language is the one that problems are worded in: Chinese, unless Accept-Language prefers English.
func language(r *http.Request) forms.Lang {
	tags, weights, err := text.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil {
		return forms.Chinese
	}
	for i, tag := range tags { // best first
		base, _ := tag.Base()
		switch {
		case weights[i] == 0:
		case base.String() == "en":
			return forms.English
		case base.String() == "zh":
			return forms.Chinese
		}
	}
	return forms.Chinese
}
