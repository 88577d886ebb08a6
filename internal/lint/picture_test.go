package lint

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

const picture = "docs/rooms.dot"

var (
	pictureEdges = regexp.MustCompile(`(?m)^\s*([\w/"]+) -> (?:\{([^}]*)\}|([\w/"]+))`)
	pictureTitle = regexp.MustCompile(`<title>([\w/]+)</title>`)
)

// roomsPicture wants the drawing of the rooms to be true: every room that
// ships is in it, every arrow is an import, and every import is an arrow or
// implied by a path of them. What is drawn from it shows the same rooms.
func roomsPicture(t tree) (problems []string) {
	drawn := map[string][]string{}
	for _, m := range pictureEdges.FindAllStringSubmatch(t.texts[picture], -1) {
		from := strings.Trim(m[1], `"`)
		drawn[from] = append(drawn[from], strings.Fields(strings.ReplaceAll(m[2]+m[3], `"`, ""))...)
	}
	imported := shippedImports(t)
	titles := map[string]bool{}
	for _, m := range pictureTitle.FindAllStringSubmatch(t.texts["docs/rooms.svg"], -1) {
		titles[m[1]] = true
	}
	for from, tos := range imported {
		if !titles[from] {
			problems = append(problems, "docs/rooms.svg: "+from+" is not drawn")
		}
		reached := reach(drawn, from)
		for _, to := range tos {
			if !reached[to] {
				problems = append(problems, fmt.Sprintf("%s: it has no way from %s to %s", picture, from, to))
			}
		}
	}
	for from, tos := range drawn {
		for _, to := range tos {
			if !slices.Contains(imported[from], to) {
				problems = append(problems, fmt.Sprintf("%s: %s does not import %s", picture, from, to))
			}
		}
	}
	return problems
}

// shippedImports are the imports among the rooms that a program ships with.
func shippedImports(t tree) map[string][]string {
	found := map[string]map[string]bool{}
	for _, s := range t.sources {
		if !s.ships() {
			continue
		}
		room := s.room()
		if room == "." {
			room = "main"
		}
		if found[room] == nil {
			found[room] = map[string]bool{}
		}
		for _, p := range s.imports() {
			if ours, ok := strings.CutPrefix(p, module+"/"); ok {
				found[room][ours] = true
			}
		}
	}
	lists := map[string][]string{}
	for room, set := range found {
		lists[room] = slices.Sorted(maps.Keys(set))
	}
	return lists
}

// reach is whatever a path of arrows leads to.
func reach(arrows map[string][]string, from string) map[string]bool {
	seen := map[string]bool{}
	for next := arrows[from]; len(next) > 0; {
		at := next[0]
		next = next[1:]
		if !seen[at] {
			seen[at] = true
			next = append(slices.Clone(next), arrows[at]...)
		}
	}
	return seen
}
