package tray

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/assets"
	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/words"
)

// noon is now in these tests, in local time.
var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.Local)

// holding is an account with a token that is valid for d, out of an hour or more.
func holding(name string, d time.Duration) auth.Status {
	return auth.Status{
		ID: auth.AccountID("id-" + name), Name: name, Renewable: true,
		ObtainedAt: noon.Add(min(d-time.Hour, 0)), ExpiresAt: noon.Add(d),
	}
}

func change(s auth.Status, f func(*auth.Status)) auth.Status { f(&s); return s }

func TestTitle(t *testing.T) {
	unreachable := &auth.Trouble{Outcome: auth.OutcomeUnreachable}
	for _, c := range []struct {
		name string
		s    auth.Status
		want string
	}{
		{"fresh", holding("billing", 40*time.Minute), "Copy · billing · until 12:40"},
		{"expiring", holding("billing", time.Minute), "Copy · billing · until 12:01"},
		{"tomorrow", holding("billing", 15*time.Hour), "Copy · billing · until Tue 03:00"},
		{"no expiry", change(holding("billing", 0), func(s *auth.Status) { s.ExpiresAt = time.Time{} }), "Copy · billing"},
		{"expired", holding("billing", -time.Minute), "Copy · billing"},
		{"offline", change(holding("billing", -time.Minute), func(s *auth.Status) { s.Trouble = unreachable }), "Copy · billing · offline"},
		{"offline, still valid", change(holding("billing", time.Minute), func(s *auth.Status) { s.Trouble = unreachable }), "Copy · billing · until 12:01"},
		{"dead", change(holding("billing", -time.Minute), func(s *auth.Status) { s.Renewable = false }), "billing · sign in again"},
		{"new", auth.Status{Name: "billing"}, "billing · sign in"},
		{"locked", auth.Status{Name: "billing", State: auth.StateLocked}, "billing · locked"},
		{"hostile", holding("a\nb\u202ec\x1b[2J", 40*time.Minute), "Copy · a bc[2J · until 12:40"},
		{"long", holding(strings.Repeat("x", 200), 40*time.Minute), "Copy · " + strings.Repeat("x", maxName) + "… · until 12:40"},
	} {
		m := NewModel([]auth.Status{c.s}, Held{}, noon)
		if diff := cmp.Diff([]Item{{c.s.ID, c.want}}, m.Items); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestIconAndTooltip(t *testing.T) {
	fresh, expiring, expired := holding("a", 40*time.Minute), holding("b", time.Minute), holding("c", -time.Minute)
	last := change(expiring, func(s *auth.Status) { s.Renewable = false })
	failing := change(expiring, func(s *auth.Status) { s.RenewAhead, s.Trouble = true, &auth.Trouble{Outcome: auth.OutcomeUnreachable} })
	away := change(expired, func(s *auth.Status) { s.Trouble = &auth.Trouble{Outcome: auth.OutcomeUnreachable} })
	refused := change(expired, func(s *auth.Status) { s.Trouble = &auth.Trouble{Outcome: auth.OutcomeRefused} })
	dead, locked := auth.Status{Name: "d"}, auth.Status{Name: "e", State: auth.StateLocked}
	for _, c := range []struct {
		name    string
		list    []auth.Status
		state   assets.TrayState
		tooltip string
	}{
		{"none", nil, assets.TrayFresh, "Authfob: 0 accounts"},
		{"fresh", []auth.Status{fresh}, assets.TrayFresh, "Authfob: 1 account"},
		{"expiring, a click renews", []auth.Status{fresh, expiring}, assets.TrayFresh, "Authfob: 2 accounts"},
		{"expired, a click renews", []auth.Status{expired, fresh}, assets.TrayFresh, "Authfob: 2 accounts"},
		{"expiring, nothing renews", []auth.Status{fresh, last}, assets.TrayExpiring, "Authfob: 2 accounts"},
		{"expiring, renewing ahead fails", []auth.Status{fresh, failing}, assets.TrayExpiring, "Authfob: 2 accounts"},
		{"offline", []auth.Status{fresh, last, away}, assets.TrayOffline, "Authfob: 3 accounts"},
		{"refused", []auth.Status{away, refused}, assets.TrayAttention, "Authfob: 2 accounts"},
		{"dead", []auth.Status{dead, expiring, fresh}, assets.TrayAttention, "Authfob: 3 accounts, 1 needs you to sign in"},
		{"all locked", []auth.Status{locked, locked}, assets.TrayLocked, "Authfob: 2 accounts, 2 are locked"},
		{"not saved", []auth.Status{change(fresh, func(s *auth.Status) { s.Trouble = &auth.Trouble{Outcome: auth.OutcomeUnsaved} })}, assets.TrayAttention, "Authfob: 1 account"},
		{"one locked", []auth.Status{locked, fresh}, assets.TrayAttention, "Authfob: 2 accounts, 1 is locked"},
	} {
		m := NewModel(c.list, Held{}, noon)
		if m.State != c.state || m.Tooltip != c.tooltip {
			t.Errorf("%s: %s %q, want %s %q", c.name, m.State, m.Tooltip, c.state, c.tooltip)
		}
	}
}

func TestMenuIsBounded(t *testing.T) {
	var list []auth.Status
	for i := range 10_000 {
		list = append(list, holding(fmt.Sprintf("n%05d", 9_999-i), time.Hour))
	}
	m := NewModel(list, Held{}, noon)
	entries, _ := m.entries()
	if len(m.Items) != maxAccounts || !m.More || len(entries) != maxAccounts+8 {
		t.Errorf("%d items, %d entries", len(m.Items), len(entries))
	}
	if m.Items[0].ID != "id-n09990" {
		t.Errorf("the first of the snapshot are shown by name; got %v first", m.Items[0])
	}
}

// menuOf is the menu in one line, with what cannot be chosen in brackets.
func menuOf(m Model) string {
	var titles []string
	_, faces := m.entries()
	for _, f := range faces {
		if f.dead {
			f.title = "(" + f.title + ")"
		}
		titles = append(titles, f.title)
	}
	return strings.Join(titles, "|")
}

func TestEntries(t *testing.T) {
	two := []auth.Status{holding("b", -1), holding("a", -1)}
	locked := []auth.Status{{ID: "a", Name: "a", State: auth.StateLocked}}
	for _, c := range []struct {
		list []auth.Status
		held Held
		want string
	}{
		{nil, Held{}, "Open Authfob|Settings…|Quit"},
		{two, Held{}, "Copy · a|Copy · b||(Clear clipboard)||Open Authfob|Settings…|Lock|Quit"},
		{
			two,
			Held{On: true, Account: "a\nb", Until: noon.Add(30 * time.Second)},
			"Copy · a|Copy · b||Clear clipboard · a b · goes at 12:00:30||Open Authfob|Settings…|Lock|Quit",
		},
		{two, Held{On: true, Account: "a"}, "Copy · a|Copy · b||Clear clipboard · a||Open Authfob|Settings…|Lock|Quit"},
		{locked, Held{}, "a · locked||(Clear clipboard)||Open Authfob|Settings…|Unlock…|Quit"},
	} {
		m := NewModel(c.list, c.held, noon)
		if diff := cmp.Diff(c.want, menuOf(m)); diff != "" {
			t.Error(diff)
		}
	}
}

// TestLanguages: titles and tip follow the language, names stay.
func TestLanguages(t *testing.T) {
	list := []auth.Status{holding("billing", 40*time.Minute), {Name: "Ümit", ID: "u"}}
	held := Held{On: true, Account: "billing", Until: noon.Add(30 * time.Second)}
	for language, want := range map[string]string{
		"de": "Kopieren · billing · bis 12:40|Ümit · anmelden||Zwischenablage leeren · billing · von selbst um 12:00:30||" +
			"Authfob öffnen|Einstellungen…|Sperren|Beenden: Authfob: 2 Konten, 1 braucht deine Anmeldung",
		"ja": "コピー · billing · 12:40 まで|Ümit · 要サインイン||クリップボードを消去 · billing · 12:00:30 に自動消去||" +
			"Authfob を開く|設定…|ロック|終了: Authfob：アカウント 2 件、サインインが必要 1 件",
	} {
		speak(t, words.Locale{Language: language})
		m := NewModel(list, held, noon)
		if diff := cmp.Diff(want, menuOf(m)+": "+m.Tooltip); diff != "" {
			t.Errorf("%s: %s", language, diff)
		}
	}
}

// TestOrderStays: what needs a person comes first in a snapshot, and must not
// make the menu jump.
func TestOrderStays(t *testing.T) {
	a, b := holding("a", time.Hour), holding("b", -time.Minute)
	before, _ := NewModel([]auth.Status{a, b}, Held{}, noon).entries()
	b.Renewable = false
	after, _ := NewModel([]auth.Status{b, a}, Held{}, noon).entries()
	if diff := cmp.Diff(before, after, cmp.AllowUnexported(entry{})); diff != "" {
		t.Error(diff)
	}
}

func TestNext(t *testing.T) {
	midnight := time.Date(2026, 5, 5, 0, 0, 0, 0, time.Local)
	for _, c := range []struct {
		name string
		list []auth.Status
		want time.Time
	}{
		{"none", nil, time.Time{}},
		{"expired", []auth.Status{holding("a", -time.Minute)}, time.Time{}},
		{"begins to expire", []auth.Status{holding("a", 40*time.Minute), holding("b", 50*time.Minute)}, noon.Add(35 * time.Minute)},
		{"expires", []auth.Status{holding("a", time.Minute)}, noon.Add(time.Minute)},
		{"the day ends", []auth.Status{holding("a", 48*time.Hour)}, midnight},
	} {
		if got := NewModel(c.list, Held{}, noon).Next; !got.Equal(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestNamesAreToldApart. (requirement 68)
func TestNamesAreToldApart(t *testing.T) {
	at := func(name, host string) auth.Status {
		return auth.Status{ID: auth.AccountID(name), Name: name, Host: host, State: auth.StateLocked}
	}
	var got []string
	for _, it := range NewModel([]auth.Status{at("admin", "a.example"), at("аdmin", "b.example"), at("user", "c.example")}, Held{}, noon).Items {
		got = append(got, it.Title)
	}
	if diff := cmp.Diff([]string{"admin (a.example) · locked", "user · locked", "аdmin (Cyrillic, b.example) · locked"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestEscape(t *testing.T) {
	for goos, want := range map[string]string{"linux": "a__b&c", "windows": "a_b&&c", "darwin": "a_b&c"} {
		if got := escape(goos, "a_b&c"); got != want {
			t.Errorf("%s: %q, want %q", goos, got, want)
		}
	}
}
