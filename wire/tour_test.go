package wire

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/ui/cli"
)

// tour is what the demo prints for a shell: all of it, and its commands.
func tour(t *testing.T, sh demo.Shell) (all string, commands []string) {
	t.Helper()
	var o cli.ResidentOptions
	o.HomeFlag, o.KeyFile = "/it's\u2019s home", "/demo key"
	var b strings.Builder
	if err := writeTour(&b, o, "http://127.0.0.1:1", sh); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if c, ok := strings.CutPrefix(line, "    "); ok {
			commands = append(commands, strings.TrimSuffix(c, "\n"))
		}
	}
	return b.String(), commands
}

// TestTourOfPowerShell: what a POSIX shell takes as it stands (e2e.TestDemoTour)
// is the same in PowerShell, but for what calls the program and feeds it a secret.
func TestTourOfPowerShell(t *testing.T) {
	all, got := tour(t, shellOf("windows"))
	_, want := tour(t, shellOf("linux"))
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	call := "& '" + self + "' '--home' '/it''s\u2019\u2019s home' '--vault-key-file' '/demo key' @args"
	want[0] = "function authfob { if ($MyInvocation.ExpectingInput) { $input | " + call + " } else { " + call + " } }"
	fed := 0
	for i, c := range want {
		if text, rest, ok := strings.Cut(c, " | authfob "); ok {
			want[i] = strings.TrimPrefix(text, "printf %s ") + " | authfob " + rest
			fed++
		}
		want[i] = strings.Replace(want[i], "--format curl", "--format powershell", 1)
	}
	if d := cmp.Diff(want, got); d != "" || fed != 4 {
		t.Errorf("%d commands are fed: %s", fed, d)
	}
	for _, other := range []string{"printf", "$@", "bash", "${", "`"} {
		if strings.Contains(all, other) {
			t.Errorf("the tour has %q", other)
		}
	}
	if !strings.Contains(all, "Paste this into PowerShell") {
		t.Error("it does not say where to paste it")
	}
}
