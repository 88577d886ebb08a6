package window

import (
	"testing"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
)

func TestHasDisplay(t *testing.T) {
	for _, c := range []struct {
		goos, x11, wayland string
		want               bool
	}{
		{"linux", "", "", false},
		{"linux", ":0", "", true},
		{"linux", "", "wayland-0", true},
		{"freebsd", "", "", false},
		{"windows", "", "", true},
		{"darwin", "", "", true},
	} {
		env := map[string]string{"DISPLAY": c.x11, "WAYLAND_DISPLAY": c.wayland}
		if got := hasDisplay(c.goos, func(k string) string { return env[k] }); got != c.want {
			t.Errorf("hasDisplay(%s, %q, %q) = %v", c.goos, c.x11, c.wayland, got)
		}
	}
}

func TestRunNeedsItsConfig(t *testing.T) {
	if err := Run(t.Context(), Config{}); err == nil {
		t.Error("Run went on without an agent")
	}
}

func TestShowRequests(t *testing.T) {
	list := fakes.Accounts()
	s := newStage(t, kit.ThemeLight, 480, 720, list)
	s.showRequest(ShowRequest{Account: list[3].ID})
	if s.m.Cursor.ID != list[3].ID {
		t.Error("the account was not selected")
	}
	signed := make(chan auth.AccountID, 1)
	s.SetSignIn(func(id auth.AccountID) { signed <- id })
	s.showRequest(ShowRequest{Account: list[0].ID, SignIn: true})
	if got := <-signed; got != list[0].ID {
		t.Errorf("%s signs in, want %s", got, list[0].ID)
	}
	s.Queue.Await(t, "signing in", func() bool { return s.signing == nil })
	s.showRequest(ShowRequest{Add: true})
	if len(s.Sheets) != 1 {
		t.Error("Add account did not open")
	}
}
