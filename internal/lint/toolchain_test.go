package lint

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	toolchainLine  = regexp.MustCompile(`(?m)^toolchain go(\S+)$`)
	toolchainNamed = regexp.MustCompile(`releases are made with Go ([\d.]+\d)`)
)

// releaseScripts make what is given to strangers, or look at it.
var releaseScripts = []string{"scripts/package.sh", "scripts/vulnerabilities.sh", "packaging/macos/build.sh"}

// toolchain wants the Go of releases in go.mod, the same in SECURITY.md, and the
// scripts to use it. (requirement 92)
func toolchain(t tree) (problems []string) {
	want := first(toolchainLine, t.texts["go.mod"])
	if want == "" {
		problems = append(problems, "go.mod: it has no toolchain line")
	}
	if named := first(toolchainNamed, t.texts["SECURITY.md"]); named != want {
		problems = append(problems, fmt.Sprintf("SECURITY.md: releases are made with Go %q there, with %q by go.mod", named, want))
	}
	for _, script := range releaseScripts {
		if !strings.Contains(t.texts[script], "GOTOOLCHAIN=$(scripts/toolchain.sh)") {
			problems = append(problems, script+": it takes any Go, not scripts/toolchain.sh's")
		}
	}
	return problems
}
