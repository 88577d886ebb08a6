package auth

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes text from outside fit to be shown: one line, no control, bidi or
// zero-width characters, no invalid UTF-8, at most limit bytes. What is cut is
// marked by an ellipsis. (requirements 67, 78)
func Clean(s string, limit int) string {
	var b strings.Builder
	for _, r := range s {
		if b.Len()+utf8.RuneLen(r) > limit {
			b.WriteString("…")
			break
		}
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029':
			b.WriteByte(' ')
		case invisible(r):
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// CleanLines is Clean for a text of several lines, which stay lines; a tab is
// four spaces.
func CleanLines(s string, limit int) string {
	var lines []string
	for line := range strings.Lines(s) {
		line = strings.ReplaceAll(strings.TrimRight(line, "\r\n"), "\t", "    ")
		if limit -= len(line) + 1; limit < 0 {
			lines = append(lines, "…")
			break
		}
		lines = append(lines, Clean(line, len(line)))
	}
	return strings.Join(lines, "\n")
}

// invisible reports control (Cc), format (Cf: bidi, zero-width, tags),
// private-use and unassigned-looking runes, which have no business in a line
// of text.
func invisible(r rune) bool {
	return r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs) ||
		r == '\u115F' || r == '\u1160' || r == '\u3164' || r == '\uFFA0' // Hangul fillers
}
