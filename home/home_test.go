package home

import (
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestInKeepsEverythingBelowTheFolder(t *testing.T) {
	dir := "/h"
	if runtime.GOOS == "windows" {
		dir = `C:\h`
	}
	d, err := In(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{d.Config, d.Providers, d.Templates, d.Vault, d.State, d.Socket} {
		if !strings.HasPrefix(p, dir+string(filepath.Separator)) {
			t.Errorf("%s is outside %s", p, dir)
		}
	}
}

func TestLongPathsGetAShortSocketOfTheirOwn(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // pipes have names of their own there
	}
	a, _ := In("/" + strings.Repeat("a", 200))
	b, _ := In("/" + strings.Repeat("b", 200))
	if len(a.Socket) > maxSocketPath || a.Socket == b.Socket {
		t.Errorf("sockets %s and %s", a.Socket, b.Socket)
	}
}

func TestSystemFollowsTheEnvironment(t *testing.T) {
	if runtime.GOOS != "linux" {
		return // the XDG rules are for these
	}
	t.Setenv("XDG_DATA_HOME", "/data")
	t.Setenv("XDG_CONFIG_HOME", "/config")
	t.Setenv("XDG_RUNTIME_DIR", "relative")
	t.Setenv("XDG_STATE_HOME", "/state")
	d, err := In("")
	if err != nil {
		t.Fatal(err)
	}
	if d.Vault != "/data/authfob/vault" || d.Config != "/config/authfob" || d.Socket != "/state/authfob/run/socket" {
		t.Errorf("got %+v", d)
	}
}
