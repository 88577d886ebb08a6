package window

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
)

// TestKeyboardPaperIsCurrent keeps docs/keyboard.md what the window does.
// UPDATE=1 writes it.
func TestKeyboardPaperIsCurrent(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 480, 720, fakes.Accounts())
	var b strings.Builder
	b.WriteString("# The keyboard\n\nEverything in the window can be reached without a mouse. `?` shows this list there; on a Mac Ctrl is ⌘. Tab and Shift+Tab go from control to\ncontrol, and typing a letter begins a search.\n\n| key | does |\n|---|---|\n")
	for _, line := range s.keyLines() {
		fmt.Fprintf(&b, "| `%s` | %s |\n", strings.Join(line.signs, "` `"), line.says)
	}
	file := filepath.Join("..", "..", "docs", "keyboard.md")
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b.String(), string(got)); diff != "" {
		t.Errorf("docs/keyboard.md is old: run make golden (-window +file):\n%s", diff)
	}
}
