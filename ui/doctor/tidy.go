package doctor

import (
	"os"
	"os/user"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/authfob/authfob/auth"
)

// maxText bounds a sentence, in characters.
const maxText = 600

// person is what would tell who sits here: the home folder, and folders with
// the user's name.
var person = sync.OnceValues(func() (home string, named *regexp.Regexp) {
	home, _ = os.UserHomeDir()
	names := []string{filepath.Base(home), os.Getenv("USER"), os.Getenv("LOGNAME"), os.Getenv("USERNAME")}
	if u, err := user.Current(); err == nil {
		names = append(names, u.Username[strings.LastIndexByte(u.Username, '\\')+1:]) // DOMAIN\name on Windows
	}
	names = slices.DeleteFunc(names, func(n string) bool { return len(n) < 2 }) // "", and / of a home that is none
	for i, n := range names {
		names[i] = regexp.QuoteMeta(n)
	}
	if len(names) > 0 {
		named = regexp.MustCompile(`([/\\])(` + strings.Join(names, "|") + `)\b`)
	}
	return home, named
})

// tidy cleans a sentence, and takes out of its paths who sits here: ~ stands
// for the home folder, USER for a folder of that name.
func tidy(s string) string {
	home, named := person()
	s = auth.Clean(s, maxText)
	if home != "" && home != string(filepath.Separator) {
		s = replacePath(s, home, "~")
	}
	if named != nil {
		s = named.ReplaceAllString(s, "${1}USER")
	}
	return s
}

// replacePath replaces a folder where it is whole: /home/ada in
// /home/ada/x, and not in /home/adam.
func replacePath(s, dir, by string) string {
	return regexp.MustCompile(regexp.QuoteMeta(dir)+`([/\\]|\b)`).ReplaceAllString(s, by+"$1")
}
