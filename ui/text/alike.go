package text

import (
	"strings"
	"unicode"

	"github.com/authfob/authfob/auth"
)

// twins maps letters of other scripts to the Latin ones they look like.
// (UTS 39; the letters that names are faked with)
var twins = strings.NewReplacer(
	"а", "a", "в", "b", "с", "c", "ԁ", "d", "е", "e", "ѐ", "e", "һ", "h", "і", "i", "ї", "i", "ј", "j", "к", "k",
	"м", "m", "н", "h", "о", "o", "р", "p", "ԛ", "q", "ѕ", "s", "т", "t", "у", "y", "ѵ", "v", "ԝ", "w", "х", "x", "ӏ", "l",
	"α", "a", "β", "b", "ε", "e", "η", "n", "ι", "i", "κ", "k", "μ", "m", "ν", "v", "ο", "o", "ρ", "p", "τ", "t", "υ", "u", "χ", "x",
	"ı", "i", "ɡ", "g", "ո", "n", "ս", "u", "օ", "o", "1", "l", "|", "l", "i", "l", "0", "o",
)

// Apart is what tells a name from another one that looks the same.
type Apart struct {
	Script string // of its letters, where that is not Latin
	Host   string // it is at
}

// String joins both.
func (a Apart) String() string {
	return strings.TrimPrefix(strings.TrimSuffix(a.Script+", "+a.Host, ", "), ", ")
}

// Alike says of each account whose name looks like another one's what tells it
// apart. The others are not in it. (requirement 68)
func Alike(list []auth.Status) map[auth.AccountID]Apart {
	looks := make([]string, len(list))
	times := make(map[string]int, len(list))
	for i, s := range list {
		looks[i] = look(s.Name)
		times[looks[i]]++
	}
	apart := map[auth.AccountID]Apart{}
	for i, s := range list {
		if times[looks[i]] > 1 {
			apart[s.ID] = Apart{foreign(s.Name), s.Host}
		}
	}
	return apart
}

// looksAt is how much of a name is compared, in bytes: more is not shown.
const looksAt = 60

// look is the same for names that look the same. It is run twice: what the
// first run maps to may be mapped itself.
func look(name string) string {
	return twins.Replace(twins.Replace(strings.ToLower(auth.Clean(name, looksAt))))
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
