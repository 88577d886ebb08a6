package lint

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// wordy is what reads like something a person is told: two words, or one with
// a capital.
var wordy = regexp.MustCompile(`\pL{2,}[,:]? \pL{2,}|^\p{Lu}\p{Ll}{2,}\b`)

// noWords are literals of the window that nobody reads, or that are the same in
// every language, by what they begin with.
var noWords = []string{
	`-H "Authorization: `,
	"<", "https://", "http://", "Authfob", "PRIVATE KEY", "openid oidc",
}

// literals keeps the window's words in assets/languages.
func literals(t tree) (problems []string) {
	for _, s := range t.sources {
		if !s.inWindow() || s.isTest() || s.path == "ui/window/speaking.go" { // which names Fyne's words
			continue
		}
		english := englishErrors(s)
		ast.Inspect(s.ast, func(n ast.Node) bool {
			if _, ok := n.(*ast.ImportSpec); ok {
				return false
			}
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING || english[lit] {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			if err == nil && wordy.MatchString(text) && !slices.ContainsFunc(noWords, func(p string) bool { return strings.HasPrefix(text, p) }) {
				problems = append(problems, fmt.Sprintf("%s: %q is a word for assets/languages", s.at(lit), text))
			}
			return true
		})
		for _, use := range s.uses("text", "Explain") {
			problems = append(problems, s.at(use)+": the window tells errors with text.Tell, in the person's language")
		}
	}
	return problems
}

// englishErrors are the literals of errors that end at the command line, and of
// what only the log says.
func englishErrors(s source) map[*ast.BasicLit]bool {
	found := map[*ast.BasicLit]bool{}
	ast.Inspect(s.ast, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || !slices.Contains([]string{"New", "Errorf", "LogError"}, sel.Sel.Name) {
			return true
		}
		for _, a := range call.Args {
			if lit, ok := a.(*ast.BasicLit); ok {
				found[lit] = true
			}
		}
		return true
	})
	return found
}
