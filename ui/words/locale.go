package words

import (
	"slices"
	"strings"
)

// Locale is what a person speaks and how the region writes times.
type Locale struct {
	// Language is a tag as systems and people write them: "de", "de-CH",
	// "de_CH.UTF-8", or "" for English.
	Language string
	// Times is the tag of the region, which may be another one; "" for what is
	// usual in the language. "-u-hc-h23" and "-u-hc-h12" in it say what a person
	// chose on this system whatever the region (RFC 6067).
	Times string
}

// Chosen is the locale with another language, where one was chosen.
func (l Locale) Chosen(language string) Locale {
	if language != "" {
		l.Language = language
	}
	return l
}

// halfDays are the regions where a day is twice twelve hours. (CLDR, timeData)
var halfDays = []string{"ae", "au", "ca", "co", "eg", "hk", "in", "kr", "my", "nz", "ph", "pk", "sa", "sg", "tw", "us"}

// clock says how the locale writes times: twice twelve hours, and the month
// before the day.
func (l Locale) clock() (half, monthFirst bool) {
	language, region := split(l.Times)
	if language == "fr" { // in Canada too
		region = ""
	}
	half = slices.Contains(halfDays, region)
	switch {
	case strings.Contains(l.Times, "-u-hc-h2"):
		half = false
	case strings.Contains(l.Times, "-u-hc-h1"):
		half = true
	}
	return half, region == "us"
}

// split takes language and region from a tag, in lower case.
func split(tag string) (language, region string) {
	tag, _, _ = strings.Cut(strings.ToLower(tag), ".")
	tag, _, _ = strings.Cut(tag, "@")
	tag, _, _ = strings.Cut(tag, "-u-")
	parts := strings.FieldsFunc(tag, func(r rune) bool { return r == '-' || r == '_' })
	if len(parts) == 0 {
		return "", ""
	}
	for _, p := range parts[1:] {
		if len(p) == 2 { // a script has four letters
			region = p
		}
	}
	return parts[0], region
}
