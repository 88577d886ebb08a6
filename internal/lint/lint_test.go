package lint

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// rules are all rules, by the names that CONTRIBUTING.md uses.
var rules = map[string]rule{
	"rooms":        rooms,
	"fyne":         fyneInWindowOnly,
	"reveal":       reveal,
	"background":   background,
	"sleep":        sleep,
	"skip":         skip,
	"commands":     commands,
	"browser":      browser,
	"package docs": packageDocs,
	"size":         size,
	"version":      version,
	"workflows":    workflows,
	"toolchain":    toolchain,
	"goroutines":   goroutines,
	"dependencies": dependencies,
	"unfinished":   unfinished,
	"papers":       papers,
	"picture":      roomsPicture,
	"requirements": requirements,
	"languages":    languages,
	"literals":     literals,
}

func TestRules(t *testing.T) {
	here := project(t)
	for name, check := range rules {
		t.Run(name, func(t *testing.T) {
			for _, problem := range check(here) {
				t.Error(problem)
			}
		})
	}
}

// TestListedFilesNeedTheirPlace keeps the lists of exceptions as short as they
// can be.
func TestListedFilesNeedTheirPlace(t *testing.T) {
	needed := map[string]bool{}
	for _, s := range project(t).sources {
		if len(s.uses("", "Reveal")) > 0 {
			needed["reveal "+s.path] = true
		}
		if len(s.uses("exec", "Command", "CommandContext"))+len(s.uses("os", "StartProcess")) > 0 {
			needed["run "+s.path] = true
		}
	}
	for path := range revealers {
		if !needed["reveal "+path] {
			t.Errorf("%s reveals no secret", path)
		}
	}
	for path := range runners {
		if !needed["run "+path] {
			t.Errorf("%s starts no program", path)
		}
	}
}

// TestContributingNamesEveryRule keeps the reasons beside the rules.
func TestContributingNamesEveryRule(t *testing.T) {
	text := project(t).texts["CONTRIBUTING.md"]
	for name := range rules {
		if !strings.Contains(text, "| "+name+" |") {
			t.Errorf("CONTRIBUTING.md gives no reason for the rule %q", name)
		}
	}
}

// TestRulesCanFail shows each rule a tree that breaks it, and nothing else.
func TestRulesCanFail(t *testing.T) {
	shown := map[string]bool{}
	for _, c := range broken {
		shown[c.rule] = true
		t.Run(c.rule+"/"+c.name, func(t *testing.T) {
			got := rules[c.rule](makeTree(t, c.files))
			slices.Sort(got)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	for name := range rules {
		if !shown[name] {
			t.Errorf("no tree shows that the rule %q can fail", name)
		}
	}
}
