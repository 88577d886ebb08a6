package e2e

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The demo's tour works exactly as it is printed, pasted into a shell.
func TestDemoTour(t *testing.T) {
	b := newBox(t)
	hub := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		address, _ := io.ReadAll(io.LimitReader(r.Body, 64<<10)) // a torn address does not open
		asDemo(t, "grace")(string(address))
	}))
	defer hub.Close()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	tools := t.TempDir()
	script := fmt.Sprintf("#!/bin/sh\nexec '%s' browse '%s' \"$1\"\n", self, hub.URL)
	if err := os.WriteFile(filepath.Join(tools, "xdg-open"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	demo := exec.CommandContext(ctx, program, "demo", "--hidden")
	demo.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + b.tmp, "TMPDIR=" + b.tmp, "LANG=C.UTF-8"}
	demo.Stderr = os.Stderr
	out, err := demo.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := demo.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = demo.Process.Kill(); _ = demo.Wait() }()
	var commands []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if c, ok := strings.CutPrefix(lines.Text(), "    "); ok {
			commands = append(commands, c)
		}
		if strings.Contains(lines.Text(), "are gone when you end it") {
			break
		}
	}
	if len(commands) < 12 {
		t.Fatalf("the tour has %d commands", len(commands))
	}
	shell := exec.CommandContext(ctx, "sh", "-eux")
	shell.Env = append(demo.Env, "DISPLAY=:99", "PATH="+tools+":"+os.Getenv("PATH"))
	shell.Stdin = strings.NewReader(strings.Join(commands, "\n") + "\nauthfob quit\n")
	r := finish(t, shell)
	if r.code != 0 {
		t.Fatalf("exit %d\n%s%s", r.code, r.out, r.err)
	}
	for _, want := range []string{"Linked my-airthings", "Signed in to my-airmap", "Authorization: Bearer ", "Signed in to my-insiders", "my-smartsense", "curl ", "Removed my-insiders"} {
		if !strings.Contains(r.out, want) {
			t.Errorf("the tour does not show %q:\n%s", want, r.out)
		}
	}
	if err := demo.Wait(); err != nil {
		t.Errorf("the demo ended with %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(b.tmp, "authfob-demo-*")); len(left) != 0 {
		t.Errorf("the demo left %v behind", left)
	}
}
