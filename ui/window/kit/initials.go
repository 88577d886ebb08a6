package kit

import (
	"strings"
	"unicode"
)

// Initials are the one or two letters that stand for a name.
func Initials(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	var b strings.Builder
	for _, w := range words {
		b.WriteRune(unicode.ToUpper([]rune(w)[0]))
		if b.Len() > 0 && len([]rune(b.String())) == 2 {
			break
		}
	}
	if b.Len() == 0 {
		return "•"
	}
	return b.String()
}
