package lint

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/authfob/authfob"

// source is one Go file.
type source struct {
	path string // from the root, with slashes
	text string
	set  *token.FileSet
	ast  *ast.File
}

// tree is what the rules read: the Go files parsed, everything else as text.
type tree struct {
	sources []source
	texts   map[string]string // every text file, the Go files too
}

// rule returns what is wrong, one line a case, in the form "where: what".
type rule func(tree) []string

// room is the folder of the file; "." for the root.
func (s source) room() string { return path.Dir(s.path) }

// inWindow reports whether the file may draw.
func (s source) inWindow() bool { return strings.HasPrefix(s.path, "ui/window/") }

// testRooms serve tests alone, and are judged as tests.
var testRooms = []string{"internal/hostile", "internal/testenv", "internal/webdriver", "ui/window/fakes"}

func (s source) isTest() bool {
	return strings.HasSuffix(s.path, "_test.go") || slices.Contains(testRooms, s.room())
}

// ships reports whether the file is part of what people get: neither a test nor
// a program for developers.
func (s source) ships() bool {
	top, _, _ := strings.Cut(s.path, "/")
	return !s.isTest() && s.room() != "assets/gen" && !slices.Contains([]string{"bench", "e2e", "internal"}, top)
}

// at names the place of a node.
func (s source) at(n ast.Node) string {
	return fmt.Sprintf("%s:%d", s.path, s.set.Position(n.Pos()).Line)
}

// imports lists the import paths.
func (s source) imports() []string {
	var paths []string
	for _, spec := range s.ast.Imports {
		p, _ := strconv.Unquote(spec.Path.Value) // the parser has checked it
		paths = append(paths, p)
	}
	return paths
}

// uses lists where a name behind a dot is called or taken: uses("time", "Sleep")
// finds time.Sleep; with an empty left side, whatever stands before the dot.
func (s source) uses(left string, names ...string) []*ast.SelectorExpr {
	var found []*ast.SelectorExpr
	ast.Inspect(s.ast, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok || !slices.Contains(names, sel.Sel.Name) {
			return true
		}
		if x, isName := sel.X.(*ast.Ident); left == "" || isName && x.Name == left {
			found = append(found, sel)
		}
		return true
	})
	return found
}

// makeTree parses a tree given as path and text.
func makeTree(t *testing.T, files map[string]string) tree {
	t.Helper()
	out := tree{texts: files}
	for name, text := range files {
		if !strings.HasSuffix(name, ".go") {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		out.sources = append(out.sources, source{name, text, set, file})
	}
	slices.SortFunc(out.sources, func(a, b source) int { return strings.Compare(a.path, b.path) })
	return out
}

// textFiles are read besides Go files, by the end of their names.
var textFiles = []string{".go", ".md", ".toml", ".sh", ".mod", ".txt", ".py", ".mjs", ".js", ".conf", ".html", ".dot", ".svg", ".xml", ".plist", ".yml", ".yaml", "Makefile", ".ci/run"}

// project reads the tree that this package is part of.
func project(t *testing.T) tree {
	t.Helper()
	root := filepath.Join("..", "..")
	files := map[string]string{}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if slices.Contains([]string{".git", "bin", "dist", "node_modules", "testdata"}, d.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		rel, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if !slices.ContainsFunc(textFiles, func(end string) bool { return strings.HasSuffix(rel, end) }) {
			return nil
		}
		text, err := os.ReadFile(file)
		files[rel] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return makeTree(t, files)
}
