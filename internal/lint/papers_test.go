package lint

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

var (
	fyneVersion    = regexp.MustCompile(`(?m)^Version = "(.+)"$`)
	changelogTop   = regexp.MustCompile(`(?m)^## \[(\d.*?)\]`)
	releaseVersion = regexp.MustCompile(`(?m)^const Release = "(.+)"$`)
	link           = regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)
	makeTarget     = regexp.MustCompile("`make ([a-z-]+)")
)

// versions are the places besides the changelog that name the version.
var versions = map[string]*regexp.Regexp{
	"FyneApp.toml":    fyneVersion,
	"wire/version.go": releaseVersion,
	"packaging/linux/io.github.authfob.Authfob.metainfo.xml": regexp.MustCompile(`<release version="(.*?)"`),
	"packaging/macos/Info.plist":                             regexp.MustCompile(`CFBundleShortVersionString</key>\s*<string>(.*?)</string>`),
}

// version wants the same version in all places that have one.
func version(t tree) (problems []string) {
	top := first(changelogTop, t.texts["CHANGELOG.md"])
	for file, pattern := range versions {
		if got := first(pattern, t.texts[file]); got == "" || got != top {
			problems = append(problems, fmt.Sprintf("%s: version %q, but CHANGELOG.md begins with %q", file, got, top))
		}
	}
	return problems
}

func first(pattern *regexp.Regexp, text string) string {
	if m := pattern.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// papers wants every make target that is mentioned to be there, and every
// relative link to a text file to lead somewhere.
func papers(t tree) (problems []string) {
	for name, text := range t.texts {
		if path.Ext(name) != ".md" {
			continue
		}
		for _, m := range makeTarget.FindAllStringSubmatch(text, -1) {
			if !strings.Contains(t.texts["Makefile"], "\n"+m[1]+":") {
				problems = append(problems, fmt.Sprintf("%s: there is no make %s", name, m[1]))
			}
		}
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			target := path.Join(path.Dir(name), m[1])
			if _, ok := t.texts[target]; !ok && path.Ext(target) == ".md" {
				problems = append(problems, fmt.Sprintf("%s: the link to %s leads nowhere", name, m[1]))
			}
		}
	}
	return problems
}
