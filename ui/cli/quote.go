package cli

import "strings"

// quoteName makes a name one word of a command line, to be pasted as it is: in
// double quotes, which every shell knows, where those take nothing in it for
// more than a letter; else in the single quotes of a POSIX shell.
func quoteName(name string) string {
	switch {
	case name != "" && !strings.ContainsFunc(name, notPlain):
		return name
	case !strings.ContainsAny(name, "$`\"\\!%"):
		return `"` + name + `"`
	}
	return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
}

// notPlain reports what some shell takes for more than a letter.
func notPlain(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
		return false
	}
	return !strings.ContainsRune("@._-+:/", r)
}
