package window

import (
	"context"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
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
	list := sampleAccounts()
	s := newStage(t, themeLight, 480, 720, list)
	s.showRequest(ShowRequest{Account: list[3].ID})
	if s.selected != list[3].ID {
		t.Error("the account was not selected")
	}
	signed := make(chan auth.AccountID, 1)
	s.setSignIn(func(id auth.AccountID) { signed <- id })
	s.showRequest(ShowRequest{Account: list[0].ID, SignIn: true})
	if got := <-signed; got != list[0].ID {
		t.Errorf("%s signs in, want %s", got, list[0].ID)
	}
	s.ui.await(t, "signing in", func() bool { return s.signing == nil })
	s.showRequest(ShowRequest{Add: true})
	if len(s.sheets) != 1 {
		t.Error("Add account did not open")
	}
}

func TestTicksAreAlignedToTheSecond(t *testing.T) {
	for _, c := range []struct{ ns, want time.Duration }{
		{0, 1005 * time.Millisecond}, {300 * time.Millisecond, 705 * time.Millisecond}, {999 * time.Millisecond, 6 * time.Millisecond},
	} {
		if got := untilNextSecond(noon.Add(c.ns)); got != c.want {
			t.Errorf("%v after the second: %v, want %v", c.ns, got, c.want)
		}
	}
}

func TestTasksEndWithTheirContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	work := newTasks(ctx)
	ended := false
	work.start(func(ctx context.Context) { <-ctx.Done(); ended = true })
	cancel()
	work.wait()
	if !ended {
		t.Error("wait did not wait")
	}
}
