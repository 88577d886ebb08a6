package clip

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/internal/testenv"
)

// tool runs a clipboard tool and returns what it prints.
func tool(t *testing.T, stdin, name string, args ...string) (string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdin = strings.NewReader(stdin)
	cmd.WaitDelay = 100 * time.Millisecond // xclip stays, and holds stdout
	var out bytes.Buffer
	cmd.Stdout = &out
	err := cmd.Run()
	if errors.Is(err, exec.ErrWaitDelay) {
		err = nil
	}
	if errors.Is(err, exec.ErrNotFound) {
		t.Fatal(err)
	}
	return out.String(), err
}

// desktop is a way to paste and to copy from outside.
type desktop struct {
	list  func(*testing.T) string
	paste func(*testing.T, string) (string, error) // in a format, "" for any text
	copy  func(*testing.T, string)
}

var x11Desktop = desktop{
	list: func(t *testing.T) string {
		out, _ := tool(t, "", "xclip", "-o", "-selection", "clipboard", "-t", "TARGETS")
		return out
	},
	paste: func(t *testing.T, format string) (string, error) {
		args := []string{"-o", "-selection", "clipboard"}
		if format != "" {
			args = append(args, "-t", format)
		}
		return tool(t, "", "xclip", args...)
	},
	copy: func(t *testing.T, s string) {
		if _, err := tool(t, s, "xclip", "-i", "-selection", "clipboard"); err != nil {
			t.Fatal(err)
		}
	},
}

var wlDesktop = desktop{
	list: func(t *testing.T) string {
		out, _ := tool(t, "", "wl-paste", "--list-types")
		return out
	},
	paste: func(t *testing.T, format string) (string, error) {
		args := []string{"--no-newline"}
		if format != "" {
			args = append(args, "--type", format)
		}
		return tool(t, "", "wl-paste", args...)
	},
	copy: func(t *testing.T, s string) { // another client; wl-copy would leave files in /tmp
		w, err := newDataControl()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(w.close)
		if _, err := w.put(t.Context(), content{auth.NewSecret(s), false}); err != nil {
			t.Fatal(err)
		}
	},
}

func onX11(t *testing.T) desktop {
	t.Helper()
	t.Setenv("WAYLAND_DISPLAY", "")
	t.Setenv("DISPLAY", testenv.Xvfb(t))
	return x11Desktop
}

func onSway(t *testing.T) desktop {
	t.Helper()
	testenv.Setenv(t, testenv.Sway(t))
	return wlDesktop
}

const token = "ACCESS_1.with-an-ümlaut"

// behaves is what every way onto a clipboard must do.
func behaves(t *testing.T, d desktop) {
	t.Run("paste", func(t *testing.T) {
		c := opened(t, openSystem)
		s := mustCopy(t, c, token, Options{Label: "billing"})
		if s.Phase != Holding || s.Label != "billing" || !s.ClearsAt.IsZero() {
			t.Errorf("state %+v", s)
		}
		for range 3 {
			if got, err := d.paste(t, ""); err != nil || got != token {
				t.Errorf("pasted %q %v", got, err)
			}
		}
	})
	t.Run("large", func(t *testing.T) {
		c := opened(t, openSystem)
		value := strings.Repeat("0123456789abcdef", 16<<10) // 256 KiB
		mustCopy(t, c, value, Options{})
		if got, err := d.paste(t, ""); err != nil || got != value {
			t.Errorf("pasted %d bytes, %v; want %d", len(got), err, len(value))
		}
	})
	t.Run("cleared in time", func(t *testing.T) {
		c := opened(t, openSystem)
		s := mustCopy(t, c, token, Options{ClearAfter: 200 * time.Millisecond})
		if left := time.Until(s.ClearsAt); left <= 0 || left > 200*time.Millisecond {
			t.Errorf("clears in %v", left)
		}
		awaitPhase(t, c, Cleared)
		if got, _ := d.paste(t, ""); strings.Contains(got, "ACCESS") {
			t.Errorf("still there: %q", got)
		}
	})
	t.Run("replaced in place", func(t *testing.T) {
		c := opened(t, openSystem)
		n := mustCopy(t, c, "ACCESS_1", Options{ClearAfter: time.Hour}).Number
		for _, value := range []string{"ACCESS_2", strings.Repeat("ACCESS_3", 16<<10)} {
			if !c.Replace(t.Context(), n, auth.NewSecret(value)) {
				t.Error("not replaced")
			}
			if got, err := d.paste(t, ""); err != nil || got != value {
				t.Errorf("pasted %.20q %v", got, err)
			}
		}
		d.copy(t, "other")
		<-c.Gone(n)
		if c.Replace(t.Context(), n, auth.NewSecret("ACCESS_4")) {
			t.Error("replaced what was copied elsewhere")
		}
		if got, err := d.paste(t, ""); err != nil || got != "other" {
			t.Errorf("pasted %q %v, want what was copied elsewhere", got, err)
		}
	})
	t.Run("what others copy stays", func(t *testing.T) {
		c := opened(t, openSystem)
		mustCopy(t, c, token, Options{ClearAfter: time.Hour})
		d.copy(t, "other")
		awaitPhase(t, c, Replaced)
		c.Clear()
		c.Close()
		if got, err := d.paste(t, ""); err != nil || got != "other" {
			t.Errorf("pasted %q %v, want what was copied elsewhere", got, err)
		}
	})
}

// ends is what every way off a clipboard must do.
func ends(t *testing.T, d desktop) {
	t.Run("second copy", func(t *testing.T) {
		c := opened(t, openSystem)
		mustCopy(t, c, "ACCESS_1", Options{ClearAfter: 100 * time.Millisecond})
		mustCopy(t, c, "ACCESS_2", Options{Label: "two", ClearAfter: time.Hour})
		if got, err := d.paste(t, ""); err != nil || got != "ACCESS_2" || c.State().Label != "two" {
			t.Errorf("pasted %q %v, state %+v", got, err, c.State())
		}
	})
	t.Run("clear and close", func(t *testing.T) {
		c := opened(t, openSystem)
		mustCopy(t, c, token, Options{})
		c.Clear()
		if got, _ := d.paste(t, ""); strings.Contains(got, "ACCESS") || c.State().Phase != Cleared {
			t.Errorf("after Clear: %q, %+v", got, c.State())
		}
		mustCopy(t, c, token, Options{})
		c.Close()
		if got, _ := d.paste(t, ""); strings.Contains(got, "ACCESS") {
			t.Errorf("after Close: %q", got)
		}
		if _, err := c.Copy(context.Background(), auth.NewSecret("x"), Options{}); !errors.Is(err, ErrClosed) {
			t.Errorf("after Close: %v", err)
		}
	})
	t.Run("on no command line", func(t *testing.T) {
		c := opened(t, openSystem)
		mustCopy(t, c, "ACCESS_ARGV", Options{})
		_, _ = d.paste(t, "")
		files, _ := filepath.Glob("/proc/[0-9]*/cmdline")
		environs, _ := filepath.Glob("/proc/[0-9]*/environ")
		for _, name := range append(files, environs...) {
			if b, _ := os.ReadFile(name); bytes.Contains(b, []byte("ACCESS_ARGV")) {
				t.Errorf("%s holds the value", name)
			}
		}
	})
}

func TestX11(t *testing.T) {
	d := onX11(t)
	behaves(t, d)
	ends(t, d)
}

func TestWayland(t *testing.T) {
	d := onSway(t)
	behaves(t, d)
	ends(t, d)
}

// TestNoDataControl: where the compositor cannot be used, X11 is.
func TestNoDataControl(t *testing.T) {
	d := onX11(t)
	t.Setenv("WAYLAND_DISPLAY", "nowhere")
	c := opened(t, openSystem)
	mustCopy(t, c, "ACCESS_1", Options{})
	if got, err := d.paste(t, ""); err != nil || got != "ACCESS_1" {
		t.Errorf("pasted %q %v", got, err)
	}
}

func TestMark(t *testing.T) {
	for name, start := range map[string]func(*testing.T) desktop{"x11": onX11, "wayland": onSway} {
		t.Run(name, func(t *testing.T) {
			d := start(t)
			c := opened(t, openSystem)
			if s := mustCopy(t, c, "ACCESS_1", Options{}); !s.Concealed {
				t.Error("not concealed")
			}
			list := strings.Fields(d.list(t))
			for _, want := range []string{"UTF8_STRING", "STRING", "TEXT", "text/plain", "text/plain;charset=utf-8", hint} {
				if !strings.Contains("\n"+strings.Join(list, "\n")+"\n", "\n"+want+"\n") {
					t.Errorf("%s is not offered: %q", want, list)
				}
				value := "ACCESS_1"
				if want == hint {
					value = "secret"
				}
				if got, err := d.paste(t, want); err != nil || got != value {
					t.Errorf("%s: %q %v", want, got, err)
				}
			}
			if s := mustCopy(t, c, "ACCESS_2", Options{Unmarked: true}); s.Concealed {
				t.Error("unmarked, but called concealed")
			}
			if list := d.list(t); strings.Contains(list, hint) || !strings.Contains(list, "UTF8_STRING") {
				t.Errorf("an unmarked copy offers %q", list)
			}
		})
	}
}

func TestPrimaryIsUntouched(t *testing.T) {
	onX11(t)
	if _, err := tool(t, "selected", "xclip", "-i", "-selection", "primary"); err != nil {
		t.Fatal(err)
	}
	c := opened(t, openSystem)
	mustCopy(t, c, "ACCESS_1", Options{})
	c.Clear()
	if got, err := tool(t, "", "xclip", "-o", "-selection", "primary"); err != nil || got != "selected" {
		t.Errorf("PRIMARY holds %q %v", got, err)
	}
}

func TestNoDesktop(t *testing.T) {
	t.Setenv("WAYLAND_DISPLAY", "")
	t.Setenv("DISPLAY", "")
	_, err := Open().Copy(context.Background(), auth.NewSecret("ACCESS_1"), Options{})
	if !errors.Is(err, ErrNoClipboard) {
		t.Errorf("got %v, want ErrNoClipboard", err)
	}
	t.Setenv("DISPLAY", ":4711")
	t.Setenv("WAYLAND_DISPLAY", "nowhere")
	_, err = Open().Copy(context.Background(), auth.NewSecret("ACCESS_1"), Options{})
	if !errors.Is(err, ErrNoClipboard) || !strings.Contains(err.Error(), "X server") {
		t.Errorf("got %v, want ErrNoClipboard and why", err)
	}
}

// TestServerIsReplaced: a copy after the X server was started anew works.
func TestServerIsReplaced(t *testing.T) {
	c := opened(t, func() (backend, error) { return newX11("") })
	t.Run("first", func(t *testing.T) {
		onX11(t)
		mustCopy(t, c, "ACCESS_1", Options{})
	})
	awaitPhase(t, c, Replaced)
	d := onX11(t)
	mustCopy(t, c, "ACCESS_2", Options{})
	if got, err := d.paste(t, ""); err != nil || got != "ACCESS_2" {
		t.Errorf("pasted %q %v", got, err)
	}
}
