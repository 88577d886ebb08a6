package tray

import (
	"slices"
	"strings"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/words"
)

// topic is what a notification is about. Each has one notification at a time.
type topic int

const (
	signInNeeded topic = iota
	cannotRenew
	renewedAfterSleep
	notSaved
	topics = 4
)

// Wanted is which news a person wants to be told.
type Wanted int

// What can be wanted.
const (
	WantNeeded Wanted = iota // what asks something of a person; the usual
	WantAll                  // what was renewed after a sleep, too
	WantNone
)

// has reports whether news of the topic are wanted.
func (w Wanted) has(about topic) bool {
	return w == WantAll || w == WantNeeded && about != renewedAfterSleep
}

// sentences are the whole of what notifications say, in the language that is
// spoken: no name and no text from outside is ever part of them.
// (requirement 69)
func sentences() [topics]words.Plural {
	w := words.Now().Notifications
	return [topics]words.Plural{signInNeeded: w.SignInNeeded, cannotRenew: w.CannotRenew, renewedAfterSleep: w.RenewedAfterSleep, notSaved: w.NotSaved}
}

// sentence is what is said of n accounts.
func sentence(about topic, n int) string { return sentences()[about].Of(n) }

// sayable reports whether a text may be shown in a notification: it has the
// letters of its sentences and digits. Desktops take other characters for
// markup, or for commands.
func sayable(text string) bool {
	saying := "0123456789" + words.Now().Numbers.Group
	for _, s := range sentences() {
		saying += strings.ReplaceAll(s.One+s.Other, "{n}", "")
	}
	return !strings.ContainsFunc(text, func(r rune) bool { return !strings.ContainsRune(saying, r) })
}

// renewedWithin is how soon after a sleep a renewal is told as its consequence.
const renewedWithin = 5 * time.Minute

// watcher compares snapshots.
type watcher struct {
	before map[auth.AccountID]seen // nil before the first snapshot, which is no news
	looked time.Time               // with the monotonic clock
	woke   time.Time               // after the last sleep; zero for never
}

// seen is an account as it was in the last snapshot.
type seen struct {
	locked, needsPerson, ending, unsaved bool
	obtained                             time.Time
}

// look returns which accounts there is news about.
func (w *watcher) look(list []auth.Status, now time.Time) (news [topics][]auth.AccountID) {
	if slept(w.looked, now) {
		w.woke = now
	}
	first := w.before == nil
	before := w.before
	w.before, w.looked = make(map[auth.AccountID]seen, len(list)), now
	for _, s := range list {
		s.State = s.StateAt(now)
		is := seen{s.State == auth.StateLocked, needsPerson(s), ending(s), s.Unsaved(), s.ObtainedAt}
		w.before[s.ID] = is
		was, known := before[s.ID]
		if first || !known || was.locked {
			continue
		}
		for about, new := range [topics]bool{
			signInNeeded:      is.needsPerson && !was.needsPerson,
			cannotRenew:       is.ending && !was.ending,
			renewedAfterSleep: s.RenewAhead && is.obtained.After(was.obtained) && !w.woke.IsZero() && now.Sub(w.woke) < renewedWithin,
			notSaved:          is.unsaved && !was.unsaved,
		} {
			if new {
				news[about] = append(news[about], s.ID)
			}
		}
	}
	return news
}

// holds reports whether what was told of an account is still so.
func (w *watcher) holds(about topic, id auth.AccountID) bool {
	is, known := w.before[id]
	switch about {
	case signInNeeded:
		return is.needsPerson
	case cannotRenew:
		return is.ending
	case notSaved:
		return is.unsaved
	}
	return known
}

// slept reports whether the clock went on while the monotonic one stood still.
func slept(before, now time.Time) bool {
	const jitter = time.Minute
	return !before.IsZero() && now.Round(0).Sub(before.Round(0))-now.Sub(before) > jitter
}

// needsPerson leaves out accounts that never had a token: nothing was lost.
func needsPerson(s auth.Status) bool {
	return s.State == auth.StateSignInNeeded && !s.ObtainedAt.IsZero()
}

// ending: a token in its last minutes that nothing will follow by itself.
func ending(s auth.Status) bool {
	return s.State == auth.StateExpiring && (!s.Renewable || s.RenewAhead && s.Trouble != nil)
}

// merge adds to what is not told yet, or is shown still.
func merge(ids, more []auth.AccountID) []auth.AccountID {
	for _, id := range more {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}
