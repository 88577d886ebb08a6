package words

import (
	"cmp"
	"strings"
)

// fromEnvironment reads the variables in the order of locale(7) and, for the
// language, of gettext.
func fromEnvironment(getenv func(string) string) Locale {
	language := cmp.Or(getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG"))
	l := Locale{Language: language, Times: cmp.Or(getenv("LC_ALL"), getenv("LC_TIME"), getenv("LANG"))}
	if name, _, _ := strings.Cut(language, "."); name == "C" || name == "POSIX" || name == "" {
		return l
	}
	// The languages that a person likes, best first: the first that we speak.
	for tag := range strings.SplitSeq(getenv("LANGUAGE"), ":") {
		if speaks(tag) {
			l.Language = tag
			break
		}
	}
	return l
}

// fromPreferences reads macOS's preferences as `defaults read` writes them.
func fromPreferences(read func(key string) string) Locale {
	l := Locale{Times: read("AppleLocale")}
	// An array, best first:
	//	(
	//	    "de-DE",
	//	    en
	//	)
	for tag := range strings.FieldsFuncSeq(read("AppleLanguages"), func(r rune) bool { return strings.ContainsRune("(),\" \n", r) }) {
		if speaks(tag) {
			l.Language = tag
			break
		}
	}
	switch {
	case read("AppleICUForce24HourTime") == "1":
		l.Times += "-u-hc-h23"
	case read("AppleICUForce12HourTime") == "1":
		l.Times += "-u-hc-h12"
	}
	return l
}
