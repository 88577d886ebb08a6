package tray

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/words"
)

// In every language a notification is made of its own letters and of digits.
func TestSentencesAreSayable(t *testing.T) {
	for _, l := range words.Languages() {
		speak(t, words.Locale{Language: l.Tag})
		for about := range topics {
			for _, n := range []int{0, 1, 2, 1000, 100000} {
				if s := sentence(topic(about), n); !sayable(s) || s == "" {
					t.Errorf("%s: %q", l.Tag, s)
				}
			}
		}
		for _, s := range []string{"$(id)", "a\nb", "`id`", "<b>", "&amp;", "“", "\u202e", "ж", "'", `"`, ";", "/", "{n}", "%d", "\\", "\x00", "\xff"} {
			if sayable(s) {
				t.Errorf("%s: %q is sayable", l.Tag, s)
			}
		}
	}
}

// speak makes the process speak for the time of a test.
func speak(t *testing.T, l words.Locale) {
	t.Helper()
	t.Cleanup(func() { words.Speak(words.Locale{}) })
	words.Speak(l)
}

func TestNews(t *testing.T) {
	now := time.Now()
	status := func(change func(*auth.Status)) auth.Status {
		s := auth.Status{ID: "a", Renewable: true, ObtainedAt: now.Add(-time.Hour), ExpiresAt: now.Add(time.Hour)}
		if change != nil {
			change(&s)
		}
		return s
	}
	fresh := status(nil)
	dead := status(func(s *auth.Status) { s.Trouble = &auth.Trouble{Outcome: auth.OutcomeSignIn} })
	endingSoon := func(s *auth.Status) { s.ExpiresAt = now.Add(time.Minute) }
	offline := &auth.Trouble{Outcome: auth.OutcomeUnreachable}
	for name, tt := range map[string]struct {
		before, after auth.Status
		want          topic
		none          bool
	}{
		"sign-in":                 {before: fresh, after: dead, want: signInNeeded},
		"sign-in still":           {before: dead, after: dead, none: true},
		"never signed in":         {before: fresh, after: auth.Status{ID: "a"}, none: true},
		"unlocked":                {before: auth.Status{ID: "a", State: auth.StateLocked}, after: dead, none: true},
		"new account":             {before: auth.Status{ID: "b"}, after: dead, none: true},
		"ends, renewable":         {before: fresh, after: status(endingSoon), none: true},
		"ends, not renewable":     {before: fresh, after: status(func(s *auth.Status) { endingSoon(s); s.Renewable = false }), want: cannotRenew},
		"ends, renewing fails":    {before: fresh, after: status(func(s *auth.Status) { endingSoon(s); s.RenewAhead, s.Trouble = true, offline }), want: cannotRenew},
		"ends, nobody renews it":  {before: fresh, after: status(func(s *auth.Status) { endingSoon(s); s.Trouble = offline }), none: true},
		"renewed, not saved":      {before: fresh, after: status(func(s *auth.Status) { s.Trouble = &auth.Trouble{Outcome: auth.OutcomeUnsaved} }), want: notSaved},
		"renewed without a sleep": {before: fresh, after: status(func(s *auth.Status) { s.RenewAhead, s.ObtainedAt = true, now }), none: true},
	} {
		t.Run(name, func(t *testing.T) {
			var w watcher
			w.look([]auth.Status{tt.before}, now)
			var want [topics][]auth.AccountID
			if !tt.none {
				want[tt.want] = []auth.AccountID{"a"}
			}
			if d := cmp.Diff(want, w.look([]auth.Status{tt.after}, now)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestFirstSnapshotIsNoNews(t *testing.T) {
	var w watcher
	dead := auth.Status{ID: "a", ObtainedAt: time.Unix(1, 0), Trouble: &auth.Trouble{Outcome: auth.OutcomeSignIn}}
	if d := cmp.Diff([topics][]auth.AccountID{}, w.look([]auth.Status{dead}, time.Now())); d != "" {
		t.Error(d)
	}
}

func TestRenewedAfterSleep(t *testing.T) {
	now := time.Now()
	old := auth.Status{ID: "a", Renewable: true, RenewAhead: true, ObtainedAt: now.Add(-9 * time.Hour), ExpiresAt: now.Add(-8 * time.Hour)}
	renewed := old
	renewed.ObtainedAt, renewed.ExpiresAt = now, now.Add(time.Hour)
	w := watcher{woke: now.Add(-time.Minute)}
	w.look([]auth.Status{old}, now)
	if got := w.look([]auth.Status{renewed}, now); len(got[renewedAfterSleep]) != 1 {
		t.Errorf("got %v", got)
	}
	late := watcher{woke: now.Add(-time.Hour)}
	late.look([]auth.Status{old}, now)
	if got := late.look([]auth.Status{renewed}, now); len(got[renewedAfterSleep]) != 0 {
		t.Errorf("an hour later: %v", got)
	}
	if slept(now, now.Add(time.Hour)) || slept(time.Time{}, now) {
		t.Error("an hour awake counts as a sleep")
	}
}
