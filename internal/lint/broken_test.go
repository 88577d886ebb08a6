package lint

import "strings"

// broken are trees that each break one rule, with what the rule must say.
var broken = []struct {
	rule, name string
	files      map[string]string
	want       []string
}{
	{"rooms", "the domain reaches up", map[string]string{
		"auth/agent.go":  "package auth\nimport _ \"github.com/authfob/authfob/store\"",
		"auth/a_test.go": "package auth\nimport _ \"github.com/authfob/authfob/store\"",
	}, []string{"auth/agent.go: auth must not import store"}},
	{"rooms", "a room nobody knows", map[string]string{
		"util/a.go": "package util",
	}, []string{"util/a.go: the room util is not in the table of imports"}},
	{"picture", "an import and a room that are not drawn, and an arrow too many", map[string]string{
		"main.go":        "package main\nimport _ \"github.com/authfob/authfob/wire\"\nimport _ \"github.com/authfob/authfob/auth\"",
		"wire/a.go":      "package wire\nimport _ \"github.com/authfob/authfob/store\"",
		"auth/a.go":      "package auth",
		"store/a.go":     "package store",
		"docs/rooms.dot": "digraph {\n\tmain -> wire\n\twire -> { auth }\n}",
		"docs/rooms.svg": "<title>main</title><title>wire</title><title>auth</title>",
	}, []string{
		"docs/rooms.dot: it has no way from wire to store",
		"docs/rooms.dot: wire does not import auth",
		"docs/rooms.svg: store is not drawn",
	}},
	{"fyne", "a test counts too", map[string]string{
		"ui/window/a.go":    "package window\nimport _ \"fyne.io/fyne/v2\"",
		"ui/tray/a_test.go": "package tray\nimport _ \"fyne.io/fyne/v2/widget\"",
	}, []string{"ui/tray/a_test.go: only ui/window and what is below it may import Fyne"}},
	{"browser", "outside ui/open", map[string]string{
		"ui/cli/a.go": "package cli\nimport _ \"github.com/pkg/browser\"",
	}, []string{"ui/cli/a.go: open URLs with ui/open, which checks them"}},
	{"reveal", "in a log", map[string]string{
		"ui/cli/list.go": "package cli\nfunc f(s S) {\n\tprintln(s.Access.Reveal())\n\tsend(s.Refresh.Reveal)\n}",
	}, []string{
		"ui/cli/list.go:3: a secret is revealed in a file that is not listed for it",
		"ui/cli/list.go:4: a secret is revealed in a file that is not listed for it",
	}},
	{"background", "below main", map[string]string{
		"main.go":    "package main\nvar _ = context.Background()",
		"store/a.go": "package store\nvar _ = context.Background()",
		"store/b.go": "package store\nvar _ = context.TODO()",
	}, []string{"store/a.go:2: take the caller's context", "store/b.go:2: take the caller's context"}},
	{"sleep", "outside a bubble", map[string]string{
		"auth/a_test.go": "package auth\nimport _ \"testing/synctest\"\nfunc f() { time.Sleep(1) }",
		"auth/b_test.go": "package auth\nfunc f() { time.Sleep(1) }",
		"auth/c.go":      "package auth\nimport _ \"testing/synctest\"\nfunc f() { time.Sleep(1) }",
	}, []string{
		"auth/b_test.go:2: wait for a condition or a context, or test in a synctest bubble",
		"auth/c.go:3: wait for a condition or a context, or test in a synctest bubble",
	}},
	{"skip", "without a display", map[string]string{
		"ui/a_test.go": "package ui\nfunc f() { t.Skip(`no display`) }",
	}, []string{"ui/a_test.go:2: a test that skips proves nothing"}},
	{"commands", "a helper program", map[string]string{
		"store/a.go":      "package store\nvar _ = exec.CommandContext(ctx, `rm`)",
		"store/b_test.go": "package store\nvar _ = exec.Command(`rm`)",
	}, []string{"store/a.go:2: a program is started in a file that is not listed for it"}},
	{"languages", "one and half", map[string]string{
		"assets/languages/en.toml": "[a]\nx = 'X {n}'\ny = 'Y'\nz = 'Z'\nm = {one = '{n} m', other = '{n} ms'}",
		"assets/languages/de.toml": "[a]\nx = 'X {m}'\ny = ' '\nm = {other = '{n} m'}\n[b]\nz = 'Z'",
		"assets/languages/fr.toml": "[a",
	}, []string{
		"assets/languages/de.toml: a.x puts in [{m}], English [{n}]",
		"assets/languages/de.toml: a.y is empty",
		"assets/languages/de.toml: a.z is missing",
		"assets/languages/de.toml: b.z is not in English",
		"assets/languages/fr.toml: toml: line 1: expected '.' or ']' to end table name, but got '\\x00' instead",
	}},
	{"languages", "a sentence that nothing says", map[string]string{
		"assets/languages/en.toml": "[sentences]\ngone = 'the {name} is gone'\nhere = 'no answer within {span}'",
		"auth/flow/a.go":           "package flow\nvar a = \"no answer within %v\"",
	}, []string{`assets/languages/en.toml: sentences.gone: nothing says "is gone"`}},
	{"languages", "a field without a word, a word without a field, and one that is not used", map[string]string{
		"assets/languages/en.toml": "[list]\ntitle = 'T'\nadd = 'A'\ntip = 'P'",
		"ui/words/words.go":        "package words\ntype Words struct { List List }\ntype List struct { Title, More, Tip string }",
		"ui/window/a.go":           "package window\nvar a = words.Now().List.Title",
		"ui/window/a_test.go":      "package window\nvar b = words.Now().List.Tip",
	}, []string{
		"assets/languages/en.toml: no word for the field list.more",
		"ui/words: no field for list.add",
		"ui/words: nothing says list.tip",
	}},
	{"literals", "in the window", map[string]string{
		"ui/window/a.go":      "package window\nvar a = newButton(\"Cancel\")\nvar b = \"no such thing\"\nvar c = errors.New(\"a window needs an agent\")\nvar d = \"prod\"",
		"ui/window/b.go":      "package window\nvar e = text.Explain(err)",
		"ui/window/a_test.go": "package window\nvar a = \"no such thing\"",
	}, []string{
		`ui/window/a.go:2: "Cancel" is a word for assets/languages`,
		`ui/window/a.go:3: "no such thing" is a word for assets/languages`,
		"ui/window/b.go:2: the window tells errors with text.Tell, in the person's language",
	}},
	{"package docs", "none and two", map[string]string{
		"auth/a.go":  "package auth",
		"store/a.go": "// Package store.\npackage store",
		"store/b.go": "// Package store again.\npackage store",
		"home/a.go":  "//go:build linux\n\npackage home",
		"home/b.go":  "// Package home.\npackage home",
	}, []string{"auth: 0 package docs, want 1 []", "store: 2 package docs, want 1 [store/a.go store/b.go]"}},
	{"size", "too long", map[string]string{
		"auth/file.go": "package auth\n" + strings.Repeat("\n", 350),
		"auth/func.go": "package auth\nfunc long() {" + strings.Repeat("\n", 70) + "}",
		"auth/fits.go": "package auth\nfunc fits() {" + strings.Repeat("\n", 69) + "}" + strings.Repeat("\n", 280),
	}, []string{"auth/file.go: 351 lines, more than 350", "auth/func.go:2: long has 71 lines, more than 70"}},
	{"version", "one was forgotten", map[string]string{
		"CHANGELOG.md":               "# Changelog\n\n## [0.2.0] - soon\n\n## [0.1.0]\n",
		"FyneApp.toml":               "[Details]\nVersion = \"0.2.0\"\n",
		"wire/version.go":            "package wire\n\nconst Release = \"0.1.0\"\n",
		"packaging/macos/Info.plist": "<key>CFBundleShortVersionString</key>\n\t<string>0.2.0</string>",
		"packaging/linux/io.github.authfob.Authfob.metainfo.xml": "<release version=\"0.2.0\">",
	}, []string{`wire/version.go: version "0.1.0", but CHANGELOG.md begins with "0.2.0"`}},
	{"toolchain", "another Go in the paper, and any Go in a script", map[string]string{
		"go.mod":                     "module x\n\ntoolchain go1.26.10\n",
		"SECURITY.md":                "The releases are made with Go 1.26.8.",
		"scripts/package.sh":         "GOTOOLCHAIN=$(scripts/toolchain.sh)\n",
		"scripts/vulnerabilities.sh": "GOTOOLCHAIN=$(scripts/toolchain.sh)\n",
		"packaging/macos/build.sh":   "go build .\n",
	}, []string{
		`SECURITY.md: releases are made with Go "1.26.8" there, with "1.26.10" by go.mod`,
		"packaging/macos/build.sh: it takes any Go, not scripts/toolchain.sh's",
	}},
	{"goroutines", "two without a guard", map[string]string{
		"wake/a.go":      "package wake\nfunc f() {\n\tgo f()\n\tall.Go(f)\n\tall.Go(crash.Guard(\"f\", f))\n\tgo crash.Guard(\"f\", f)()\n}",
		"wake/a_test.go": "package wake\nfunc g() { go g() }",
		"ui/cli/wait.go": "package cli\nfunc f() { go f() }",
	}, []string{"wake/a.go:3: a goroutine without crash.Guard", "wake/a.go:4: a goroutine without crash.Guard"}},
	{"workflows", "a tag and a write", map[string]string{
		".github/workflows/ci.yml": "permissions:\n  contents: read\nsteps:\n  - uses: a/b@v4\n  - uses: c/d@" + strings.Repeat("0", 40) + " # v1\n",
		".github/workflows/b.yml":  "permissions:\n  contents: write\n",
		".github/workflows/c.yml":  "on: push\n",
	}, []string{
		".github/workflows/b.yml: contents: write is more than reading", ".github/workflows/c.yml: it does not say that it only reads (permissions)",
		".github/workflows/ci.yml: a/b@v4 is not pinned by commit",
	}},
	{"unfinished", "in a script too", map[string]string{
		"scripts/a.sh": "true\n# TO" + "DO: the rest\n",
		"auth/a.go":    "package auth // FIX" + "ME\n",
	}, []string{"auth/a.go:1: FIX" + "ME", "scripts/a.sh:2: TO" + "DO"}},
	{"papers", "rotten", map[string]string{
		"Makefile":  "all:\n\nbuild: all\n",
		"README.md": "Run `make build` or `make gold`. See [why](WHY.md) and [this](README.md#top), [that](https://example.com/x.md).",
	}, []string{"README.md: the link to WHY.md leads nowhere", "README.md: there is no make gold"}},
	{"requirements", "renamed, forgotten, untold", map[string]string{
		"docs/requirements.md":           "| 1 | a | `auth.TestHere`, `auth.TestGone` |\n| 2 | b | `at-nul` `at-*` `no-such-*` |\n| 4 | c | trust me |\n| 5 | d | partly: no |\n| F1 | e | f | `auth.TestLost` |",
		"SECURITY.md":                    "# S\n\n## What no test shows yet\n\n| 6 | e |\n",
		"auth/a_test.go":                 "package auth\nfunc TestHere(t *testing.T) {}",
		"internal/hostile/rows_token.go": "package hostile\nvar x = []Fault{\n\t{Name: \"at-nul\", Want: Works},\n}",
	}, []string{
		"SECURITY.md: tells of requirements [6] as not shown, but docs/requirements.md of [5]",
		"docs/requirements.md: 1: there is no TestGone in auth",
		"docs/requirements.md: 1: there is no TestLost in auth",
		"docs/requirements.md: 2: there is no fault no-such-*",
		"docs/requirements.md: 4: no test, and no word about why",
		"docs/requirements.md: ends at 1 of 18",
		"docs/requirements.md: ends at 4 of 101",
		"docs/requirements.md: line 4 where 3 is due",
		"docs/requirements.md: line 5 where 4 is due",
	}},
	{"dependencies", "one nobody approved", brokenModules("example.com/left/pad v1.0.0", "example.com/left/pad"), []string{
		"auth/new.go: example.com/left/pad is of no approved module", "go.mod: example.com/left/pad is not approved",
	}},
	{"dependencies", "of another's name", brokenModules("golang.org/x/net v1.0.0 // indirect", "github.com/spf13/cobraX"), []string{
		"auth/new.go: github.com/spf13/cobraX is of no approved module",
	}},
}

// brokenModules is a tree in order, but for a line in go.mod and an import.
func brokenModules(require, path string) map[string]string {
	files := map[string]string{
		"go.mod":      "module m\n\nrequire " + require + "\n\nrequire (\n",
		"auth/new.go": "package auth\nimport _ \"" + path + "\"",
		"auth/all.go": "package auth\n",
	}
	for _, mod := range approved {
		files["go.mod"] += "\t" + mod + " v1.0.0\n"
		files["auth/all.go"] += "import _ \"" + mod + "\"\n"
		files["ARCHITECTURE.md"] += "| " + mod + " | why |\n"
	}
	files["go.mod"] += ")\n"
	return files
}
