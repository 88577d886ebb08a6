package cli_test

import (
	"context"
	"io"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/internal/testenv"
	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/wire"
)

// pasted is what another program gets from the clipboard. Debian package: xclip.
func pasted(t *testing.T) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	out, _ := exec.CommandContext(ctx, "xclip", "-o", "-selection", "clipboard").Output() // fails while there is nothing
	return string(out)
}

// hidden runs the tray until the test ends.
func (d *desk) hidden() {
	d.t.Helper()
	app := wire.App()
	app.Stdout, app.Stderr, app.Getenv = io.Discard, io.Discard, func(string) string { return "" }
	done := make(chan int, 1)
	// Ends by quit.
	go func() {
		done <- cli.Run(d.t.Context(), app, []string{"--home", d.home, "--vault-key-file", d.key, "--hidden"})
	}()
	d.t.Cleanup(func() {
		d.run("", "quit")
		if code := <-done; code != 0 {
			d.t.Errorf("the tray ended with %d", code)
		}
	})
	testenv.Await(d.t, "the tray", func() bool { return !strings.Contains(d.run("", "copy", "nobody").err, "not running") })
}

func TestCopyIsKeptFreshOnARealClipboard(t *testing.T) {
	t.Setenv("DISPLAY", testenv.Xvfb(t))
	t.Setenv("WAYLAND_DISPLAY", "")
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", "")
	const life = 5 * time.Second
	d := newDesk(t, demo.Knobs{AccessLife: life})
	d.link("work", "--keep-fresh", "2m")
	if r := d.run("", "edit", "work", "--keep-fresh", "25h"); r.code != 2 {
		t.Errorf("25 hours: exit %d", r.code)
	}
	d.hidden()
	d.must("signin", "work")
	d.server.SetKnobs(demo.Knobs{})
	if out := d.must("copy", "work", "--format", "header"); !strings.Contains(out, "kept fresh") {
		t.Errorf("copy said %q", out)
	}
	first := pasted(t)
	if !d.server.Live(bearer(first)) {
		t.Errorf("pasted %q, which is no live token's header", first)
	}
	testenv.Await(t, "the renewed token", func() bool { return pasted(t) != first })
	if second := pasted(t); !d.server.Live(bearer(second)) {
		t.Errorf("pasted %q, which is no live token's header", second)
	}
	if again := d.must("token", "work", "--format", "header"); again != pasted(t)+"\n" {
		t.Errorf("the clipboard holds another token than %q", again)
	}
}

func bearer(header string) string { return strings.TrimPrefix(header, "Authorization: Bearer ") }
