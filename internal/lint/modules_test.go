package lint

import (
	"fmt"
	"slices"
	"strings"
)

// approved are the modules that we import. A new one changes this list, and so
// is seen in review; ARCHITECTURE.md says why each is worth having.
var approved = []string{
	"filippo.io/age",
	"fyne.io/fyne/v2",
	"fyne.io/systray",
	"github.com/BurntSushi/toml",
	"github.com/Microsoft/go-winio",
	"github.com/fsnotify/fsnotify",
	"github.com/godbus/dbus/v5",
	"github.com/gofrs/flock",
	"github.com/google/go-cmp",
	"github.com/jezek/xgb",
	"github.com/pkg/browser",
	"github.com/spf13/cobra",
	"github.com/spf13/pflag",
	"github.com/zalando/go-keyring",
	"golang.org/x/crypto",
	"golang.org/x/oauth2",
	"golang.org/x/sys",
	"golang.org/x/term",
	"rsc.io/qr",
}

// dependencies compares the approved modules with what the code imports, with
// go.mod, and with what ARCHITECTURE.md explains.
func dependencies(t tree) (problems []string) {
	imported := map[string]bool{}
	for _, s := range t.sources {
		for _, p := range s.imports() {
			if !external(p) {
				continue
			}
			mod := moduleOf(p)
			if mod == "" {
				problems = append(problems, s.path+": "+p+" is of no approved module")
			}
			imported[mod] = true
		}
	}
	direct := directRequires(t.texts["go.mod"])
	for _, mod := range direct {
		if !slices.Contains(approved, mod) {
			problems = append(problems, "go.mod: "+mod+" is not approved")
		}
	}
	for _, mod := range approved {
		switch {
		case !imported[mod]:
			problems = append(problems, mod+": approved, but nothing imports it")
		case !slices.Contains(direct, mod):
			problems = append(problems, mod+": imported, but no direct requirement in go.mod")
		case !strings.Contains(t.texts["ARCHITECTURE.md"], "| "+mod+" |"):
			problems = append(problems, fmt.Sprintf("ARCHITECTURE.md: gives no reason for %s", mod))
		}
	}
	return problems
}

// external reports whether p is neither of the standard library nor ours.
func external(p string) bool {
	host, _, _ := strings.Cut(p, "/")
	return strings.Contains(host, ".") && p != module && !strings.HasPrefix(p, module+"/")
}

func moduleOf(p string) string {
	for _, mod := range approved {
		if p == mod || strings.HasPrefix(p, mod+"/") {
			return mod
		}
	}
	return ""
}

// directRequires reads the requirements that are not marked as indirect.
func directRequires(gomod string) (mods []string) {
	inside := false
	for line := range strings.Lines(gomod) {
		line = strings.TrimSpace(line)
		single, isSingle := strings.CutPrefix(line, "require ")
		switch {
		case line == "require (":
			inside = true
			continue
		case line == ")":
			inside = false
		case isSingle:
			line = single
		}
		fields := strings.Fields(line)
		if (inside || isSingle) && len(fields) >= 2 && !strings.HasSuffix(line, "// indirect") {
			mods = append(mods, fields[0])
		}
	}
	return mods
}
