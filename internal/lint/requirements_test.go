package lint

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

const requirementsPaper = "docs/requirements.md"

// numbered are the tables of that paper, whose lines are numbered from 1 on.
var numbered = []struct {
	line *regexp.Regexp
	last int
}{
	{regexp.MustCompile(`(?m)^\| (\d+) \| .+ \| (.+) \|$`), 101},
	{regexp.MustCompile(`(?m)^\| F(\d+) \| .+ \| .+ \| (.+) \|$`), 18}, // what a person sees of failures
}

var (
	testName    = regexp.MustCompile("`([a-z0-9/]+)\\.((?:Test|Fuzz|Benchmark)\\w+)`")
	faultName   = regexp.MustCompile("`([a-z0-9]+(?:-[a-z0-9]+)*)(-\\*)?`")
	unshown     = regexp.MustCompile(`\b(not yet|partly)\b`)
	unshownList = regexp.MustCompile(`(?m)^\| (\d+) \|`)
)

// requirements wants each requirement once, shown by tests and faults that
// exist, and what is not shown in SECURITY.md, and nothing else there.
func requirements(t tree) (problems []string) {
	tests, faults := testNames(t), faultNames(t)
	var open []string
	for i, table := range numbered {
		want := 1
		for _, m := range table.line.FindAllStringSubmatch(t.texts[requirementsPaper], -1) {
			number, shown := m[1], m[2]
			if number != fmt.Sprint(want) {
				problems = append(problems, fmt.Sprintf("%s: line %s where %d is due", requirementsPaper, number, want))
			}
			want++
			problems = append(problems, shownBy(number, shown, tests, faults)...)
			if i == 0 && unshown.MatchString(shown) {
				open = append(open, number)
			}
		}
		if want <= table.last {
			problems = append(problems, fmt.Sprintf("%s: ends at %d of %d", requirementsPaper, want-1, table.last))
		}
	}
	return append(problems, openRequirements(t, open)...)
}

// shownBy wants the tests and faults that a line names to exist, or a word about
// why there is none.
func shownBy(number, shown string, tests map[string]bool, faults []string) (problems []string) {
	named := testName.FindAllStringSubmatch(shown, -1)
	for _, name := range named {
		if !tests[name[1]+"."+name[2]] {
			problems = append(problems, fmt.Sprintf("%s: %s: there is no %s in %s", requirementsPaper, number, name[2], name[1]))
		}
	}
	rows := faultName.FindAllStringSubmatch(shown, -1)
	for _, name := range rows {
		if !slices.ContainsFunc(faults, func(f string) bool { return f == name[1] || name[2] != "" && strings.HasPrefix(f, name[1]+"-") }) {
			problems = append(problems, fmt.Sprintf("%s: %s: there is no fault %s%s", requirementsPaper, number, name[1], name[2]))
		}
	}
	if len(named)+len(rows) == 0 && !unshown.MatchString(shown) {
		problems = append(problems, fmt.Sprintf("%s: %s: no test, and no word about why", requirementsPaper, number))
	}
	return problems
}

// openRequirements compares what is not shown with the list in SECURITY.md.
func openRequirements(t tree, open []string) (problems []string) {
	_, list, _ := strings.Cut(t.texts["SECURITY.md"], "\n## What no test shows yet\n")
	list, _, _ = strings.Cut(list, "\n## ")
	var told []string
	for _, m := range unshownList.FindAllStringSubmatch(list, -1) {
		told = append(told, m[1])
	}
	if !slices.Equal(told, open) {
		problems = append(problems, fmt.Sprintf("SECURITY.md: tells of requirements %v as not shown, but %s of %v", told, requirementsPaper, open))
	}
	return problems
}

// testNames are all tests, as room.TestName.
func testNames(t tree) map[string]bool {
	names := map[string]bool{}
	for _, s := range t.sources {
		if !strings.HasSuffix(s.path, "_test.go") {
			continue
		}
		for _, m := range regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)\w+)\(`).FindAllStringSubmatch(s.text, -1) {
			names[s.room()+"."+m[1]] = true
		}
	}
	return names
}

// faultNames are the rows' names, as they are written in the fault table.
func faultNames(t tree) (names []string) {
	for _, s := range t.sources {
		if s.room() != "internal/hostile" || !strings.HasPrefix(path.Base(s.path), "rows_") {
			continue
		}
		for _, m := range regexp.MustCompile(`(?m)^\t+(?:\{Name: |\w+\()"([a-z0-9-]+)"`).FindAllStringSubmatch(s.text, -1) {
			names = append(names, m[1])
			if strings.Contains(m[0], "shake(") {
				names = append(names, "tls-"+m[1])
			}
		}
	}
	return names
}
