package open

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"
)

// browserScript writes a program that notes its arguments, and then stays open
// as a browser does until the test ends.
func browserScript(t *testing.T, dir, name string) (noted string) {
	t.Helper()
	noted = dir + "/noted"
	script := "#!/bin/sh\necho noise; echo noise >&2\nprintf '%s\\n' \"$#\" \"$@\" >" + noted + ".part && mv " + noted + ".part " + noted +
		"\nwhile [ -d '" + dir + "' ]; do sleep 0.05; done\n"
	if err := os.WriteFile(dir+"/"+name, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return noted
}

// await reads a file as soon as it is there.
func await(t *testing.T, path string) string {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for ends := time.Now().Add(10 * time.Second); time.Now().Before(ends); <-tick.C {
		if b, err := os.ReadFile(path); err == nil {
			return string(b)
		}
	}
	t.Fatal("the browser was not started")
	return ""
}

func TestSystemBrowserIsNotWaitedFor(t *testing.T) {
	dir := t.TempDir()
	noted := browserScript(t, dir, "xdg-open")
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	t.Setenv("DISPLAY", ":99")
	if err := (Opener{}).URL("https://a.example/?x=$y"); err != nil {
		t.Fatal(err)
	}
	if got, want := await(t, noted), "1\nhttps://a.example/?x=%24y\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCommandIsNotWaitedFor(t *testing.T) {
	dir := t.TempDir()
	noted := browserScript(t, dir, "my browser")
	if err := (Opener{Command: "'" + dir + "/my browser' -new"}).URL("https://a.example/"); err != nil {
		t.Fatal(err)
	}
	if got, want := await(t, noted), "2\n-new\nhttps://a.example/\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNothingToOpenWith(t *testing.T) {
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	if err := (Opener{}).URL("https://a.example/"); !errors.Is(err, ErrNoDisplay) || !strings.Contains(err.Error(), "--print-url") {
		t.Errorf("got %v, want ErrNoDisplay", err)
	}
	t.Setenv("DISPLAY", ":99")
	t.Setenv("PATH", t.TempDir())
	if err := (Opener{}).URL("https://a.example/"); !errors.Is(err, ErrNoBrowser) {
		t.Errorf("got %v, want ErrNoBrowser", err)
	}
}

// An opener that finds no browser is heard of where somebody waits for that.
func TestOpenerThatFailsIsHeardOf(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	t.Setenv("DISPLAY", ":0")
	for script, fails := range map[string]bool{"#!/bin/sh\nexit 3\n": true, "#!/bin/sh\nexit 0\n": false} {
		if err := os.WriteFile(dir+"/xdg-open", []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := (Opener{Watch: 10 * time.Second}).URL("https://a.example/?code=1"); (err != nil) != fails || err != nil && strings.Contains(err.Error(), "code=1") {
			t.Errorf("%q: error %v", script, err)
		}
		if err := (Opener{}).URL("https://a.example/"); err != nil {
			t.Errorf("nobody waits, and yet: %v", err)
		}
	}
}
