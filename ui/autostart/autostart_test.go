package autostart

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/authfob/authfob/internal/testenv"
	"github.com/google/go-cmp/cmp"
)

// hard is an argument that a careless entry would run or lose.
const hard = `a b'"\$(touch x)` + "`id`" + `;&|<>*?#~ %f %% ü =[]`

// places are the file places, below a folder of the test's own.
func places(t *testing.T) map[string]place {
	t.Helper()
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, "config"))
	desktop, err := xdg()
	agent, err2 := launchAgent()
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	return map[string]place{"xdg": desktop, "launch agent": agent}
}

func TestOnAndOffAreIdempotent(t *testing.T) {
	for name, p := range places(t) {
		argv := []string{"/opt/authfob", "--hidden"}
		path := p.(file).path
		for i, want := range []bool{true, false, false} {
			s, changed, err := on(p, argv)
			if err != nil || changed != want || !s.On || s.Place != path || s.Command != "/opt/authfob --hidden" || s.Program != argv[0] {
				t.Errorf("%s: on, time %d: %+v, %v, %v", name, i, s, changed, err)
			}
		}
		if s, changed, err := on(p, []string{"/elsewhere/authfob", "--hidden"}); err != nil || !changed || s.Command != "/elsewhere/authfob --hidden" {
			t.Errorf("%s: another program: %+v, %v, %v", name, s, changed, err)
		}
		for i, want := range []bool{true, false} {
			s, changed, err := off(p)
			if err != nil || changed != want || s.On || s.Command != "" {
				t.Errorf("%s: off, time %d: %+v, %v, %v", name, i, s, changed, err)
			}
		}
		if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 0 {
			t.Errorf("%s: left over: %v", name, left)
		}
	}
}

func TestWhatSomebodyElseWroteIsSaid(t *testing.T) {
	p := places(t)["xdg"]
	for text, want := range map[string]State{
		"[Desktop Entry]\nExec=/other %u\n":                                    {On: true, Command: "/other %u", Program: "/other"},
		"[Desktop Entry]\nExec = /x\nHidden = true\n":                          {Command: "/x", Program: "/x", Off: "Hidden=true"},
		"[Desktop Entry]\nExec=/x\nX-GNOME-Autostart-enabled=false\n":          {Command: "/x", Program: "/x", Off: "X-GNOME-Autostart-enabled=false"},
		"[Desktop Entry]\nExec=/x\n[Desktop Action a]\nExec=/y\nHidden=true\n": {On: true, Command: "/x", Program: "/x"},
		"nonsense": {},
	} {
		f := p.(file)
		if err := errors.Join(os.MkdirAll(filepath.Dir(f.path), 0o700), os.WriteFile(f.path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
		want.Place, want.there = f.path, true
		if got, _, err := f.read(nil); err != nil || got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
		if s, changed, err := on(p, []string{"/opt/authfob"}); err != nil || !changed || !s.On {
			t.Errorf("%q: on: %+v, %v, %v", text, s, changed, err)
		}
		if _, changed, err := off(p); err != nil || !changed {
			t.Errorf("%q: off: %v, %v", text, changed, err)
		}
	}
}

func TestFailuresAreSaid(t *testing.T) {
	for name, p := range places(t) {
		if _, _, err := on(p, []string{"/opt/a\nb"}); !errors.Is(err, errControl) {
			t.Errorf("%s: a line break: %v", name, err)
		}
		path := p.(file).path
		large := []byte(strings.Repeat("\n", maxEntry+1))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, large, 0o600)); err != nil {
			t.Fatal(err)
		}
		if s, changed, err := on(p, []string{"/opt/authfob"}); err == nil || changed || s.On {
			t.Errorf("%s: a file that is too large: %+v, %v", name, s, changed)
		}
		if err := errors.Join(os.Remove(path), os.Mkdir(path, 0o700)); err != nil { // a folder is where the file should be
			t.Fatal(err)
		}
		if s, changed, err := on(p, []string{"/opt/authfob"}); err == nil || changed || s.On {
			t.Errorf("%s: a folder: %+v, %v", name, s, changed)
		}
		if _, _, err := off(p); err == nil {
			t.Errorf("%s: off says nothing of the folder", name)
		}
	}
}

// TestDesktopsRunWhatWasMeant lets GLib and the freedesktop checker read the
// entry. Debian packages: libglib2.0-bin, desktop-file-utils.
func TestDesktopsRunWhatWasMeant(t *testing.T) {
	p := places(t)["xdg"]
	dir := filepath.Join(t.TempDir(), `pro gram$"'`)
	program, heard := filepath.Join(dir, "authfob"), filepath.Join(t.TempDir(), "heard")
	script := "#!/bin/sh\nfor a; do printf '%s\\n' \"$a\"; done >" + heard + ".new; mv " + heard + ".new " + heard + "\n"
	if err := errors.Join(os.Mkdir(dir, 0o700), os.WriteFile(program, []byte(script), 0o700)); err != nil {
		t.Fatal(err)
	}
	argv := []string{program, "--hidden", "--home", hard, ""}
	s, _, err := on(p, argv)
	if err != nil || s.Program != program {
		t.Fatalf("the program reads as %q: %v", s.Program, err)
	}
	if out, err := exec.CommandContext(t.Context(), "desktop-file-validate", s.Place).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("desktop-file-validate: %v\n%s", err, out)
	}
	if out, err := exec.CommandContext(t.Context(), "gio", "launch", s.Place).CombinedOutput(); err != nil {
		t.Fatalf("gio launch: %v\n%s", err, out)
	}
	testenv.Await(t, "the program", func() bool { _, err := os.Stat(heard); return err == nil })
	got, _ := os.ReadFile(heard)
	if d := cmp.Diff(strings.Join(argv[1:], "\n")+"\n", string(got)); d != "" {
		t.Error(d)
	}
}

// TestLaunchAgentHoldsTheArguments reads the property list with Python's
// reader. Debian package: python3.
func TestLaunchAgentHoldsTheArguments(t *testing.T) {
	p := places(t)["launch agent"]
	argv := []string{"/Applications/Authfob.app/x y", "--home", hard + "</string>&amp;"}
	s, _, err := on(p, argv)
	if err != nil || s.Program != argv[0] {
		t.Fatalf("the program reads as %q: %v", s.Program, err)
	}
	const script = `import plistlib,sys
p = plistlib.load(open(sys.argv[1], "rb"))
assert p["RunAtLoad"] is True and p["Label"] + ".plist" == sys.argv[1].split("/")[-1]
print("\n".join(p["ProgramArguments"]))`
	out, err := exec.CommandContext(t.Context(), "/usr/bin/python3", "-c", script, s.Place).Output()
	if d := cmp.Diff(strings.Join(argv, "\n")+"\n", string(out)); err != nil || d != "" {
		t.Errorf("%v %s", err, d)
	}
}
