package text

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

func TestRemaining(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Second: "0:00", 0: "0:00", 59*time.Second + 999*time.Millisecond: "0:59", time.Minute: "1:00",
		42*time.Minute + 13*time.Second: "42:13", time.Hour: "1h 00m", 5*time.Hour + 11*time.Minute: "5h 11m", 76 * time.Hour: "3d 4h",
	} {
		if got := Remaining(d); got != want {
			t.Errorf("Remaining(%s) = %q, want %q", d, got, want)
		}
	}
}

func TestUntil(t *testing.T) {
	now := time.Date(2026, 3, 10, 23, 30, 0, 0, time.Local)
	for _, tt := range []struct {
		at   time.Time
		want string
	}{
		{now.Add(10 * time.Minute), "23:40"},
		{now.Add(time.Hour), "Wed 00:30"},
		{now.Add(-2 * 24 * time.Hour), "Sun 23:30"},
		{now.AddDate(0, 1, 0), "10 Apr 23:30"},
		{now.AddDate(1, 0, 0), "10 Mar 2027"},
	} {
		if got := Until(tt.at, now); got != tt.want {
			t.Errorf("Until(%s) = %q, want %q", tt.at, got, tt.want)
		}
	}
}

func TestEveryStateAndGrantHasWords(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range auth.States() {
		if w := State(s); seen[w] || strings.Contains(w, "_") {
			t.Errorf("%s reads %q", s, w)
		} else {
			seen[w] = true
		}
	}
}

// What never was cannot be over, and is not done again.
func TestStateOfAnAccountWithoutAToken(t *testing.T) {
	refused := &auth.Trouble{Outcome: auth.OutcomeRefused, Doing: "get a token", Host: "a.example", Code: "invalid_client"}
	had := time.Now().Add(-time.Hour)
	for _, tt := range []struct {
		s    auth.Status
		want string
	}{
		{auth.Status{Renewable: true}, "no token yet"},
		{auth.Status{Renewable: true, Trouble: refused}, "no token yet"},
		{auth.Status{Trouble: refused}, "sign in"},
		{auth.Status{Renewable: true, Trouble: &auth.Trouble{Outcome: auth.OutcomeSignIn, Code: "invalid_grant"}}, "sign in"},
		{auth.Status{Renewable: true, Trouble: &auth.Trouble{Outcome: auth.OutcomeUnreachable}}, "offline"},
		{auth.Status{Renewable: true, Trouble: refused, ObtainedAt: had, ExpiresAt: had.Add(time.Minute)}, "expired"},
		{auth.Status{ObtainedAt: had, ExpiresAt: had.Add(time.Minute)}, "sign in again"},
	} {
		tt.s.State = tt.s.StateAt(time.Now())
		if got := StateOf(tt.s); got != tt.want {
			t.Errorf("%+v reads %q, want %q", tt.s, got, tt.want)
		}
	}
}

type hinted struct{}

func (hinted) Error() string { return "the keyring is locked" }
func (hinted) Hint() string  { return "unlock it" }

func TestExplain(t *testing.T) {
	for _, tt := range []struct {
		err        error
		what, todo string
	}{
		{nil, "", ""},
		{fmt.Errorf("x: %w", context.Canceled), "Cancelled.", "Nothing was changed."},
		{hinted{}, "The keyring is locked.", "Unlock it"},
		{&auth.InputError{Field: "issuer", Text: "the address is empty"}, "Issuer: the address is empty.", ""},
		{
			&auth.Failure{Outcome: auth.OutcomeSignIn, Doing: "renew the token", Host: "a.example", Code: "invalid_grant"},
			"Could not renew the token at a.example: the server says invalid_grant.", "Sign in again; the account itself is kept.",
		},
		{
			&auth.Failure{Outcome: auth.OutcomeUnreachable, Doing: "renew the token", Host: "a.example", Reason: "timed out after 30 s"},
			"Could not renew the token at a.example: timed out after 30 s.", "Everything was kept. Try again when it can be reached.",
		},
		{
			&auth.Failure{Outcome: auth.OutcomeUnreachable, Doing: "sign in", Host: "a.example", Status: 204, Reason: "answered 204 with nothing"},
			"Could not sign in at a.example: answered 204 with nothing.", "Everything was kept. Try again; if it stays so, the server's owner has to act.",
		},
		{
			&auth.Failure{Outcome: auth.OutcomeInvalid, Doing: "sign in", Host: "a.example", Reason: "there is no browser: use --print-url", Helps: auth.RemedyBrowser},
			"Could not sign in at a.example: there is no browser: use --print-url.", "Everything was kept.",
		},
		{errors.New("two\nlines \x1b[31m"), "Two lines [31m.", ""},
	} {
		if got := Explain(tt.err); got.What != tt.what || got.Todo != tt.todo {
			t.Errorf("Explain(%v) = %q, %q", tt.err, got.What, got.Todo)
		}
	}
}

// The wait may be the server's wish or our own, and nothing else is claimed.
func TestExplainSaysWhenToTryAgain(t *testing.T) {
	err := &auth.Failure{Outcome: auth.OutcomeUnreachable, Host: "a.example", RetryAt: time.Now().Add(time.Minute)}
	if got := Explain(err).Todo; got != "Everything was kept. Try again in 1m0s." {
		t.Errorf("got %q", got)
	}
}

func TestEverySentinelSaysWhatToDo(t *testing.T) {
	for _, err := range []error{auth.ErrNotFound, auth.ErrNameTaken, auth.ErrLocked, auth.ErrBusy, auth.ErrOtherIdentity, auth.ErrSigningIn} {
		if w := Explain(err); w.What == "" || w.Todo == "" {
			t.Errorf("%v reads %q, %q", err, w.What, w.Todo)
		}
	}
}

func TestSkew(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "", time.Minute: "", 7 * time.Minute: "this computer's clock is 7 minutes ahead of the server's", -time.Hour: "this computer's clock is 1 hour behind the server's",
	} {
		if got := Skew(d); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
}
