package lint

import (
	"fmt"
	"go/ast"
	"regexp"
	"slices"
	"strings"
)

// The longest file and function, in lines.
const (
	maxFile = 350
	maxFunc = 70
)

func size(t tree) (problems []string) {
	for _, s := range t.sources {
		if n := strings.Count(s.text, "\n"); n > maxFile {
			problems = append(problems, fmt.Sprintf("%s: %d lines, more than %d", s.path, n, maxFile))
		}
		for _, decl := range s.ast.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			n := s.set.Position(fn.End()).Line - s.set.Position(fn.Pos()).Line + 1
			if n > maxFunc {
				problems = append(problems, fmt.Sprintf("%s: %s has %d lines, more than %d", s.at(fn), fn.Name.Name, n, maxFunc))
			}
		}
	}
	return problems
}

// packageDocs wants one doc comment a package: two drift apart.
func packageDocs(t tree) (problems []string) {
	docs := map[string][]string{}
	for _, s := range t.sources {
		if s.isTest() {
			continue
		}
		docs[s.room()] = append(docs[s.room()], docFiles(s)...)
	}
	for room, files := range docs {
		if len(files) != 1 {
			problems = append(problems, fmt.Sprintf("%s: %d package docs, want 1 %v", room, len(files), files))
		}
	}
	return problems
}

func docFiles(s source) []string {
	if s.ast.Doc == nil || strings.TrimSpace(s.ast.Doc.Text()) == "" {
		return nil
	}
	return []string{s.path}
}

// unfinished finds marks of work left over. The words are put together here so
// that this file does not find itself.
var unfinishedMark = regexp.MustCompile(`\b(` + strings.Join([]string{"TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"}, "|") + `)\b`)

func unfinished(t tree) (problems []string) {
	for name, text := range t.texts {
		for i, line := range strings.Split(text, "\n") {
			mark := unfinishedMark.FindString(line)
			if mark != "" && !slices.Contains(exempt[name], mark) && !strings.Contains(line, "context."+mark) {
				problems = append(problems, fmt.Sprintf("%s:%d: %s", name, i+1, mark))
			}
		}
	}
	return problems
}

// exempt are files that talk about a mark.
var exempt = map[string][]string{
	"CONTRIBUTING.md":            {"TO" + "DO", "FIX" + "ME"},
	"internal/lint/uses_test.go": {"TO" + "DO"},
}
