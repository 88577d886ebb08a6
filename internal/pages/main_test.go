package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/wire"
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

// Each command has a page that man shows without a complaint.
func TestManPages(t *testing.T) {
	dir := t.TempDir()
	root := commands()
	if err := man(root, dir); err != nil {
		t.Fatal(err)
	}
	for page, wants := range map[string][]string{
		"authfob":        {"token  Print a fresh token", "EXIT STATUS", "AUTHFOB_HOME", "authfob-token(1)", "Without a command it starts the tray", "Authfob " + wire.Release},
		"authfob-token":  {"authfob token NAME [flags]", "--min-valid DUR", "the token must be valid for DUR more (1m0s unless said)", "OPTIONS OF EVERY COMMAND", "| curl -H @-"},
		"authfob-window": {"Without a command it starts the tray"},
	} {
		text := shown(t, dir, page)
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not have %q:\n%s", page, want, text)
			}
		}
	}
	for _, c := range documented(root) {
		if _, err := os.Stat(filepath.Join(dir, dashed(c)+".1.gz")); err != nil {
			t.Error(err)
		}
	}
}

// shown is a page as groff, which man runs, shows it on a terminal.
func shown(t *testing.T, dir, page string) string {
	t.Helper()
	command := `cd "$1" && mkdir -p man1 && cp *.gz man1 && gunzip -f man1/*.gz && zcat "$2.1.gz" | groff -s -man -Tascii -P-cbou -wall -rLL=160n`
	out, err := exec.CommandContext(t.Context(), "sh", "-c", command, "sh", dir, page).CombinedOutput()
	if err != nil || strings.Contains(string(out), "warning:") {
		t.Fatalf("%s: %v\n%s", page, err, out)
	}
	return string(out)
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
