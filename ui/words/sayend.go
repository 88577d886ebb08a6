package words

import "strings"

// SayEnd says what is wrong at a place that is named first, a file and its line
// say: the place stays as it is.
func SayEnd(english string) string {
	for at := 0; ; {
		if said := Say(english[at:]); said != english[at:] {
			return english[:at] + said
		}
		next := strings.Index(english[at:], ": ")
		if next < 0 {
			return english
		}
		at += next + len(": ")
	}
}
