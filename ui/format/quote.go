package format

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"
)

// Why a value is not quoted. The value is not part of the text.
var (
	errNUL  = errors.New("the value has a NUL character, which this target cannot hold")
	errUTF8 = errors.New("the value is not text in UTF-8, which this target asks for")
)

// Sh makes s one word of a POSIX shell, of bash and of zsh, whatever is in it.
func Sh(s string) (string, error) {
	if strings.ContainsRune(s, 0) {
		return "", errNUL
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'", nil
}

// quotesInPowerShell all end a string in single quotes: PowerShell takes the
// typographic ones for '. Doubled, each stands for itself.
const quotesInPowerShell = "'\u2018\u2019\u201a\u201b"

// PowerShell makes s a string in single quotes, in which nothing is expanded.
func PowerShell(s string) (string, error) {
	if !utf8.ValidString(s) {
		return "", errUTF8
	}
	if strings.ContainsRune(s, 0) {
		return "", errNUL
	}
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range s {
		if strings.ContainsRune(quotesInPowerShell, r) {
			b.WriteRune(r)
		}
		b.WriteRune(r)
	}
	b.WriteByte('\'')
	return b.String(), nil
}

// python makes s a string literal of Python 3.
func python(s string) (string, error) {
	return literal(s, func(r rune) string { return fmt.Sprintf(`\U%08x`, r) })
}

// js makes s a string literal of JavaScript; it is one of JSON too (RFC 8259 7).
func js(s string) (string, error) {
	return literal(s, func(r rune) string {
		r -= 0x10000
		return fmt.Sprintf(`\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
	})
}

// literal writes s in double quotes and in ASCII alone, so that no invisible
// character can mislead. A < is escaped too: no </script> comes of it. beyond
// writes what is beyond 16 bits.
func literal(s string, beyond func(rune) string) (string, error) {
	if !utf8.ValidString(s) {
		return "", errUTF8
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case ' ' <= r && r <= '~' && r != '<':
			b.WriteRune(r)
		case r <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteString(beyond(r))
		}
	}
	b.WriteByte('"')
	return b.String(), nil
}

// urlPart makes s fit for any place in a URL: everything but letters, digits
// and -._~ is percent-encoded. (RFC 3986 2.3)
func urlPart(s string) (string, error) {
	return strings.ReplaceAll(url.QueryEscape(s), "+", "%20"), nil
}
