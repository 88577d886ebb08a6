package tray

import (
	"strings"
	"unicode"

	"github.com/authfob/authfob/auth"
)

// alike maps letters of other scripts to the Latin ones they look like.
// (UTS 39; the letters that names are faked with)
var alike = strings.NewReplacer(
	"а", "a", "в", "b", "с", "c", "ԁ", "d", "е", "e", "ѐ", "e", "һ", "h", "і", "i", "ї", "i", "ј", "j", "к", "k",
	"м", "m", "н", "h", "о", "o", "р", "p", "ԛ", "q", "ѕ", "s", "т", "t", "у", "y", "ѵ", "v", "ԝ", "w", "х", "x", "ӏ", "l",
	"α", "a", "β", "b", "ε", "e", "η", "n", "ι", "i", "κ", "k", "μ", "m", "ν", "v", "ο", "o", "ρ", "p", "τ", "t", "υ", "u", "χ", "x",
	"ı", "i", "ɡ", "g", "ո", "n", "ս", "u", "օ", "o", "1", "l", "|", "l", "i", "l", "0", "o",
)

// tellApart returns the accounts' names as they are shown; those that look like
// another one's also say the host they are at, and a script that is not Latin.
// (requirement 68)
func tellApart(list []auth.Status) []string {
	looks := map[string]int{}
	for _, s := range list {
		looks[look(s.Name)]++
	}
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = auth.Clean(s.Name, maxName)
		if looks[look(s.Name)] < 2 {
			continue
		}
		var more []string
		if script := foreign(s.Name); script != "" {
			more = append(more, script)
		}
		if s.Host != "" {
			more = append(more, s.Host)
		}
		if len(more) > 0 {
			names[i] += " (" + strings.Join(more, ", ") + ")"
		}
	}
	return names
}

// look is the same for names that look the same. It is run twice: what the
// first run maps to may be mapped itself.
func look(name string) string {
	return alike.Replace(alike.Replace(strings.ToLower(auth.Clean(name, maxName))))
}

// foreign names the first script in the name that is not Latin, or is "".
func foreign(name string) string {
	for _, r := range name {
		for _, script := range []string{"Cyrillic", "Greek", "Armenian"} {
			if unicode.Is(unicode.Scripts[script], r) {
				return script
			}
		}
	}
	return ""
}
