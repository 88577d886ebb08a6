package lint

import (
	"path"
	"regexp"
	"strings"
)

var (
	usesAction  = regexp.MustCompile(`(?m)^\s*(?:- )?uses:\s*(\S+)`)
	pinned      = regexp.MustCompile(`@[0-9a-f]{40}$`)
	writesThing = regexp.MustCompile(`(?m)^\s+(\S+: write)$`)
)

// workflows wants every action of a workflow pinned by commit, since a tag can
// be moved, and its token to do nothing but read. (requirement 92)
func workflows(t tree) (problems []string) {
	for name, text := range t.texts {
		if path.Dir(name) != ".github/workflows" {
			continue
		}
		if !strings.Contains("\n"+text, "\npermissions:\n") {
			problems = append(problems, name+": it does not say that it only reads (permissions)")
		}
		for _, m := range writesThing.FindAllStringSubmatch(text, -1) {
			problems = append(problems, name+": "+m[1]+" is more than reading")
		}
		for _, m := range usesAction.FindAllStringSubmatch(text, -1) {
			if !pinned.MatchString(m[1]) {
				problems = append(problems, name+": "+m[1]+" is not pinned by commit")
			}
		}
	}
	return problems
}
