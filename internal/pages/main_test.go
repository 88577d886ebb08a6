package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDocsAreCurrent(t *testing.T) {
	file := filepath.Join("..", "..", "docs", "cli.md")
	want := markdown(commands())
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("docs/cli.md is not what the program says: run make docs (-program +file):\n%s", diff)
	}
}

func TestManPages(t *testing.T) {
	dir := t.TempDir()
	if err := man(commands(), dir); err != nil {
		t.Fatal(err)
	}
	for page, wants := range map[string][]string{
		"authfob.1":       {"authfob-token(1)", "Without a command it starts the tray"},
		"authfob-token.1": {"--min-valid", "the token must be valid for"},
	} {
		text, err := os.ReadFile(filepath.Join(dir, page))
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range append(wants, ".SH SYNOPSIS") {
			if !strings.Contains(string(text), want) {
				t.Errorf("%s does not have %q", page, want)
			}
		}
		if bytes.Contains(text, []byte("1970")) {
			t.Errorf("%s names a day", page)
		}
	}
}

func TestCompletions(t *testing.T) {
	dir := t.TempDir()
	if err := completion(commands(), dir); err != nil {
		t.Fatal(err)
	}
	for _, ending := range []string{"bash", "zsh", "fish", "ps1"} {
		if text, err := os.ReadFile(filepath.Join(dir, "authfob."+ending)); err != nil || !bytes.Contains(text, []byte("__complete")) {
			t.Errorf("%s: %v, %d bytes", ending, err, len(text))
		}
	}
}
