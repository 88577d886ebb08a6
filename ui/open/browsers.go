package open

import (
	"cmp"
	"slices"
	"strings"
)

// Browser is one that is installed.
type Browser struct {
	Name    string // as the system shows it
	Command string // for Opener
}

// Browsers lists the installed browsers by name, for a person who wants a page
// in another one than usual. It starts nothing.
func Browsers() []Browser {
	list := installed()
	slices.SortFunc(list, func(a, b Browser) int { return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return slices.CompactFunc(list, func(a, b Browser) bool { return a.Name == b.Name })
}

// joined is the command of words, as Split takes them apart again.
func joined(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
	}
	return strings.Join(quoted, " ")
}
