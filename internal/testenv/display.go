package testenv

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience is how long a desktop program may take to start or to react on a
// busy machine.
const patience = 20 * time.Second

// Await polls until ready reports true, and fails the test when that takes too
// long. what says what is waited for.
func Await(t testing.TB, what string, ready func() bool) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for ends := time.Now().Add(patience); time.Now().Before(ends); <-tick.C {
		if ready() {
			return
		}
	}
	t.Fatalf("waited %v for %s", patience, what)
}

// Start runs a program until the test ends. Its output is shown when the test
// fails. env is added to the environment of the test.
func Start(t testing.TB, env []string, extra []*os.File, name string, args ...string) *exec.Cmd {
	t.Helper()
	out := filepath.Join(t.TempDir(), "output")
	log, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr, cmd.ExtraFiles = log, log, extra
	err = cmd.Start()
	_ = log.Close()
	if err != nil {
		t.Fatalf("%v (Debian package of %s missing?)", err, name)
	}
	t.Cleanup(func() {
		stop(cmd)
		if b, err := os.ReadFile(out); t.Failed() && err == nil {
			t.Logf("%s said:\n%s", name, b)
		}
	})
	return cmd
}

// stop ends a program, by force when it does not go.
func stop(cmd *exec.Cmd) {
	_ = cmd.Process.Signal(syscall.SIGTERM)
	kill := time.AfterFunc(5*time.Second, func() { _ = cmd.Process.Kill() })
	defer kill.Stop()
	_ = cmd.Wait()
}

// Xvfb starts an X server of its own, without a window manager, and returns
// its DISPLAY. Debian package: xvfb.
func Xvfb(t testing.TB) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	Start(t, nil, []*os.File{w}, "Xvfb", "-displayfd", "3", "-noreset", "-nolisten", "tcp", "-screen", "0", "1024x768x24")
	_ = w.Close()
	_ = r.SetReadDeadline(time.Now().Add(patience))
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not say its display: %v", err)
	}
	return ":" + strings.TrimSpace(number)
}

// nobody is the user and group without rights on every Linux.
const nobody = 65534

// Sway starts a Wayland compositor without a screen and without Xwayland. It
// returns the environment that leads there: XDG_RUNTIME_DIR, WAYLAND_DISPLAY
// and an empty DISPLAY. Debian package: sway.
func Sway(t testing.TB) []string {
	t.Helper()
	dir, err := os.MkdirTemp("", "sway") // short: it holds sockets
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	config := filepath.Join(dir, "config")
	if err := os.WriteFile(config, []byte("xwayland disable\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	command := []string{"sway", "-c", config}
	if os.Geteuid() == 0 { // sway refuses to run as root, so it runs as nobody
		if err := errors.Join(os.Chown(dir, nobody, nobody), os.Chmod(config, 0o644)); err != nil {
			t.Fatal(err)
		}
		command = append([]string{
			"setpriv", "--reuid", strconv.Itoa(nobody), "--regid", strconv.Itoa(nobody),
			"--clear-groups",
		}, command...)
	}
	Start(t, []string{
		"XDG_RUNTIME_DIR=" + dir, "WLR_BACKENDS=headless", "WLR_RENDERER=pixman",
		"WLR_LIBINPUT_NO_DEVICES=1", "WAYLAND_DISPLAY=", "DISPLAY=", "SWAYSOCK=" + dir + "/ipc",
	}, nil, command[0], command[1:]...)
	env := []string{"XDG_RUNTIME_DIR=" + dir, "WAYLAND_DISPLAY=wayland-1", "DISPLAY="}
	Await(t, "sway", func() bool {
		_, ipc := os.Stat(dir + "/ipc")
		_, wayland := os.Stat(dir + "/wayland-1")
		return ipc == nil && wayland == nil
	})
	return env
}

// Setenv sets variables in the form NAME=value for the rest of the test.
func Setenv(t testing.TB, env []string) {
	t.Helper()
	for _, e := range env {
		name, value, _ := strings.Cut(e, "=")
		t.Setenv(name, value)
	}
}
