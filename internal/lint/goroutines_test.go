package lint

import (
	"go/ast"
)

// unguarded are the files whose goroutines do without crash.Guard, and why.
var unguarded = map[string]string{
	"auth/lane.go":              "each renewal in it is caught by Agent.catch",
	"auth/rescue.go":            "each renewal in it is caught by Agent.catch",
	"auth/unsaved.go":           "each attempt in it is caught by Agent.catch",
	"auth/flow/await.go":        "what fails in it is an answer of the sign-in",
	"auth/loopback/receiver.go": "net/http catches what its handlers do",
	"crash/crash.go":            "it is the guard",
	"store/keyring/call.go":     "a panic of the module below is an answer",
	"store/list.go":             "each record in it is guarded",
	"store/watch.go":            "it begins anew after a panic",
	"ui/cli/unbound.go":         "the command that it runs is guarded",
	"ui/cli/wait.go":            "it reads a file or a terminal for a command that ends",
	"ui/open/open.go":           "it waits for a program to end",
}

// goroutines wants each that ships to be guarded: a panic that nobody catches
// takes the whole program with it, and the tokens that are not saved yet.
// (requirement 90)
func goroutines(t tree) (problems []string) {
	for _, s := range t.sources {
		if !s.ships() || unguarded[s.path] != "" || s.room() == "auth/demo" {
			continue
		}
		ast.Inspect(s.ast, func(n ast.Node) bool {
			var begins ast.Expr
			switch n := n.(type) {
			case *ast.GoStmt:
				begins = n.Call.Fun
			case *ast.CallExpr:
				if sel, ok := n.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Go" && len(n.Args) == 1 {
					begins = n.Args[0]
				}
			}
			if begins != nil && !isGuard(begins) {
				problems = append(problems, s.at(n)+": a goroutine without crash.Guard")
			}
			return true
		})
	}
	return problems
}

// isGuard reports whether e is crash.Guard(…).
func isGuard(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	room, ok := sel.X.(*ast.Ident)
	return ok && room.Name == "crash" && sel.Sel.Name == "Guard"
}
