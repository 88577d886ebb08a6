package tray

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/authfob/authfob/assets"
	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/words"
)

const (
	// maxAccounts is how many accounts the menu has itself.
	maxAccounts = 10
	// maxName bounds a name in a title, in bytes.
	maxName = 60
)

// Model is the tray as it should be shown at an instant.
type Model struct {
	Items   []Item // of accounts, by name
	More    bool   // there are accounts that have no item
	Held    Held
	Locked  bool // nothing can be read before the vault is unlocked
	State   assets.TrayState
	Tooltip string
	// Next is when the model changes by time alone; zero for never.
	Next time.Time
}

// Held is a copy of ours on the clipboard; the zero value is none.
type Held struct {
	On      bool
	Account string
	Until   time.Time // when it is cleared; zero for never
}

// Item is an account in the menu.
type Item struct {
	ID    auth.AccountID
	Title string
}

// NewModel says what to show for the accounts, of which those come first that
// need a person, as in auth.Agent's snapshot. Items are sorted by name, so
// that they stay in place while tokens age.
func NewModel(list []auth.Status, held Held, now time.Time) Model {
	m := Model{State: worst(list, now), Tooltip: tooltip(list, now), Held: held, Next: nextChange(list, now)}
	m.Locked = m.State == assets.TrayLocked
	m.More = len(list) > maxAccounts
	first := slices.Clone(list[:min(len(list), maxAccounts)])
	slices.SortFunc(first, func(a, b auth.Status) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)),
			strings.Compare(string(a.ID), string(b.ID)))
	})
	apart := text.Alike(first)
	for _, s := range first {
		name := auth.Clean(s.Name, maxName)
		if more := apart[s.ID].String(); more != "" {
			name += " (" + more + ")"
		}
		m.Items = append(m.Items, Item{s.ID, title(s, name, now)})
	}
	return m
}

// title says what a click does, and how long that is good for.
func title(s auth.Status, name string, now time.Time) string {
	w := words.Now().Tray
	s.State = s.StateAt(now)
	switch s.State {
	case auth.StateSignInNeeded, auth.StateLocked:
		return name + " · " + text.StateOf(s)
	case auth.StateOffline:
		return w.CopyOffline.With("name", name)
	}
	if s.State == auth.StateExpired || s.ExpiresAt.IsZero() { // a click renews it
		return w.Copy.With("name", name)
	}
	return w.CopyUntil.With("name", name, "time", text.Until(s.ExpiresAt, now))
}

// rank orders the icon's states by how bad they are.
var rank = []assets.TrayState{assets.TrayFresh, assets.TrayExpiring, assets.TrayOffline, assets.TrayAttention}

// worst is the icon's state. It is locked when nothing can be read.
func worst(list []auth.Status, now time.Time) assets.TrayState {
	at, locked := 0, 0
	for _, s := range list {
		s.State = s.StateAt(now)
		if s.State == auth.StateLocked {
			locked++
		}
		at = max(at, slices.Index(rank, stateOf(s)))
	}
	if locked > 0 && locked == len(list) {
		return assets.TrayLocked
	}
	return rank[at]
}

// stateOf is what one account asks of the icon, with its state of this moment. A
// token that is over, or nearly, is nothing to look at where a click brings the
// next one; a locked account among others needs a person.
func stateOf(s auth.Status) assets.TrayState {
	switch {
	case s.State == auth.StateSignInNeeded, s.State == auth.StateLocked, s.Unsaved():
		return assets.TrayAttention
	case s.State == auth.StateOffline:
		return assets.TrayOffline
	case s.State == auth.StateExpired && s.Trouble != nil: // the server refused
		return assets.TrayAttention
	case ending(s):
		return assets.TrayExpiring
	}
	return assets.TrayFresh
}

// tooltip is fixed words and counts.
func tooltip(list []auth.Status, now time.Time) string {
	needed, locked := 0, 0
	for _, s := range list {
		switch s.StateAt(now) {
		case auth.StateSignInNeeded:
			needed++
		case auth.StateLocked:
			locked++
		}
	}
	w := words.Now()
	said := []string{w.Counts.Accounts.Of(len(list))}
	if needed > 0 {
		said = append(said, w.Tray.NeedYou.Of(needed))
	}
	if locked > 0 {
		said = append(said, w.Tray.AreLocked.Of(locked))
	}
	return w.Tray.Tip.With("accounts", strings.Join(said, w.Common.Comma))
}

// nextChange is when a state changes by time alone, or when the day does, which
// the titles of instants on other days follow.
func nextChange(list []auth.Status, now time.Time) time.Time {
	var next time.Time
	sooner := func(t time.Time) {
		if next.IsZero() || t.Before(next) {
			next = t
		}
	}
	for _, s := range list {
		if t := s.NextChange(now); !t.IsZero() {
			sooner(t)
		}
		if s.ExpiresAt.After(now) {
			y, m, d := now.Local().Date()
			sooner(time.Date(y, m, d+1, 0, 0, 0, 0, time.Local))
		}
	}
	return next
}

// entries lays the menu out.
func (m Model) entries() (entries []entry, faces []face) {
	w := words.Now().Tray
	add := func(e entry, f face) { entries, faces = append(entries, e), append(faces, f) }
	for _, item := range m.Items {
		add(entry{kind: account, id: item.ID}, face{title: item.Title})
	}
	if m.More {
		add(entry{kind: more}, face{title: w.More})
	}
	if len(m.Items) > 0 {
		add(entry{kind: line}, face{})
		add(entry{kind: clearing}, m.Held.face())
		add(entry{kind: line}, face{})
	}
	add(entry{kind: open}, face{title: w.Open})
	add(entry{kind: choices}, face{title: w.Settings})
	if len(m.Items) > 0 {
		locking := face{title: w.Lock}
		if m.Locked {
			locking.title = w.Unlock
		}
		add(entry{kind: lock}, locking)
	}
	add(entry{kind: quit}, face{title: w.Quit})
	return entries, faces
}

// face says whose token is on the clipboard, and when it goes by itself: to the
// second, as the time is short, and once, as no title counts down.
func (h Held) face() face {
	w := words.Now().Tray
	name := auth.Clean(h.Account, maxName)
	switch {
	case !h.On:
		return face{title: w.Clear, dead: true}
	case h.Until.IsZero():
		return face{title: w.ClearOf.With("name", name)}
	}
	return face{title: w.ClearAt.With("name", name, "time", h.Until.Local().Format("15:04:05"))}
}
