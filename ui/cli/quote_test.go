package cli

import (
	"os/exec"
	"testing"
)

// What is printed to be pasted into a shell is one word there, and nothing in
// a name is run.
func TestQuotedNamesAreOneWordOfAShell(t *testing.T) {
	for name, want := range map[string]string{
		"work": "work", "me@example.com": "me@example.com", "my work": `"my work"`, "it's": `"it's"`, "Büro": `"Büro"`,
		"~root": `"~root"`, "a;b&c|d>e": `"a;b&c|d>e"`, "*": `"*"`, "": `""`,
		"$HOME": "'$HOME'", "`id`": "'`id`'", `a"b`: `'a"b'`, `a\b`: `'a\b'`, "it's $5!": `'it'\''s $5!'`,
	} {
		got := quoteName(name)
		if got != want {
			t.Errorf("%q is quoted as %s, want %s", name, got, want)
		}
		word, err := exec.CommandContext(t.Context(), "sh", "-c", "printf %s "+got).Output()
		if err != nil || string(word) != name {
			t.Errorf("a shell reads %s as %q, %v", got, word, err)
		}
	}
}
