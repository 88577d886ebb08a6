package window

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/rows"
	"github.com/authfob/authfob/ui/words"
)

// shown is the names of the accounts in the list, in order.
func (s *stage) shown() []string {
	var names []string
	for _, it := range s.m.Items {
		if it.ID == "" {
			names = append(names, "# "+it.Title)
			continue
		}
		names = append(names, s.m.ByID[it.ID].Name)
	}
	return names
}

func TestSearchFindsNameProviderHostAndScope(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 480, 720, fakes.Accounts())
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"anna", []string{"Anna Schmidt"}},
		{"ANNA schmidt", []string{"Anna Schmidt"}},
		{"keycloak", []string{"staging-admin"}},
		{"smartsense.co", []string{"warehouse-sensors"}},
		{"workflow repo", []string{"octo-deploy"}},
		{"prod", []string{"Anna Schmidt"}},
		{"nobody", nil},
	} {
		s.search.entry.SetText(c.query)
		if diff := cmp.Diff(c.want, s.shown()); diff != "" {
			t.Errorf("search for %q (-want +got):\n%s", c.query, diff)
		}
	}
	if s.page != pageNothing {
		t.Errorf("page = %q, want %q", s.page, pageNothing)
	}
	s.search.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if got := len(s.shown()); got != 8 {
		t.Errorf("after Escape %d accounts are shown, want 8", got)
	}
}

func TestSlashAndCtrlFGoToSearch(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 480, 720, fakes.Accounts())
	s.Win.Canvas().OnTypedRune()('/')
	if s.Win.Canvas().Focused() != fyne.Focusable(s.search.entry) {
		t.Error("/ did not go to the search")
	}
	s.focusList()
	s.shortcut(&desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: fyne.KeyModifierShortcutDefault})
	if s.Win.Canvas().Focused() != fyne.Focusable(s.search.entry) {
		t.Error("Ctrl+F did not go to the search")
	}
}

func TestChipsFilterByState(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 480, 720, fakes.Accounts())
	s.pills.byState[auth.StateExpired].Tapped(nil)
	if diff := cmp.Diff([]string{"staging-admin"}, s.shown()); diff != "" {
		t.Errorf("filtered (-want +got):\n%s", diff)
	}
	s.Key(fyne.KeyEscape)
	if got := len(s.shown()); got != 8 {
		t.Errorf("after Escape %d accounts are shown, want 8", got)
	}
}

func TestGroupsFold(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 480, 720, fakes.Accounts()[1:5])
	s.groupBy(rows.GroupTag)
	each(s.list, func(o fyne.CanvasObject) {
		if h, ok := o.(*kit.Fold); ok && strings.HasPrefix(h.AccessibilityLabel(), "prod,") {
			h.Tapped(nil)
		}
	})
	want := []string{"# prod", "# staging", "staging-admin", "# No tag", "work@contoso.com", "octo-deploy"}
	if diff := cmp.Diff(want, s.shown()); diff != "" {
		t.Errorf("grouped (-want +got):\n%s", diff)
	}
}

// A chip says what the rows say, where they all say the same.
func TestChipsSayWhatRowsSay(t *testing.T) {
	list := fakes.Accounts()
	list[4].ObtainedAt = time.Time{} // expired
	s := newStage(t, kit.ThemeLight, 480, 720, list)
	for _, want := range []string{"sign in 1", "no token yet 1"} {
		if !s.Shows(want) {
			t.Errorf("no chip says %q", want)
		}
	}
	lost := fakes.Account(99, "Lost", "", "a.example", time.Hour, -time.Minute)
	lost.State = auth.StateSignInNeeded
	s.setAccounts(append(list, lost), nil, true)
	if !s.Shows("sign in again 2") {
		t.Error("no chip says what is true of both")
	}
}

func TestKeyboard(t *testing.T) {
	list := fakes.Accounts()
	var copied []string
	s := newStage(t, kit.ThemeLight, 480, 720, list, func(c *Config) {
		c.Copy = func(_ context.Context, id auth.AccountID, format string) (Copied, error) {
			copied = append(copied, string(id[31:])+" "+format)
			return Copied{}, nil
		}
	})
	renewed := make(chan auth.AccountID, 1)
	s.Agent.WhenToken = func(id auth.AccountID, opt auth.TokenOptions) (auth.Token, error) {
		if !opt.After.Equal(fakes.Noon) {
			t.Errorf("After = %v, want %v", opt.After, fakes.Noon)
		}
		renewed <- id
		return auth.Token{ExpiresAt: fakes.Noon.Add(time.Hour)}, nil
	}
	s.focusList()
	s.Key(fyne.KeyDown, fyne.KeyReturn)
	s.Queue.Await(t, "copying", func() bool { return s.notes[list[1].ID].Done != "" })
	s.Key(fyne.KeyDown)
	s.shortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault})
	s.Queue.Await(t, "copying the header", func() bool { return s.notes[list[2].ID].Done != "" })
	if diff := cmp.Diff([]string{"2 raw", "3 header"}, copied); diff != "" {
		t.Errorf("copied (-want +got):\n%s", diff)
	}
	s.Key(fyne.KeyF5)
	s.Queue.Await(t, "renewing", func() bool { return s.notes[list[2].ID].Done == words.Now().Row.Renewed })
	if got := <-renewed; got != list[2].ID {
		t.Errorf("renewed %s, want %s", got, list[2].ID)
	}
	s.Key(fyne.KeyEnd)
	if s.m.Cursor.ID != list[7].ID {
		t.Errorf("End selected %s", s.m.Cursor.ID)
	}
	s.Key(fyne.KeyHome, fyne.KeyUp)
	if s.m.Cursor.ID != list[0].ID {
		t.Errorf("Home selected %s", s.m.Cursor.ID)
	}
	s.Key(fyne.KeySpace)
	if s.details.id != list[0].ID {
		t.Error("Space did not open the details")
	}
	s.Key(fyne.KeyEscape)
	if s.details.id != "" {
		t.Error("Escape did not close the details")
	}
	s.shortcut(&desktop.CustomShortcut{KeyName: fyne.KeyN, Modifier: fyne.KeyModifierShortcutDefault})
	if len(s.Sheets) != 1 {
		t.Error("Ctrl+N did not open Add account")
	}
	s.Key(fyne.KeyEscape)
	if len(s.Sheets) != 0 {
		t.Error("Escape did not close Add account")
	}
}

func TestDetailsSayWhatTheVaultKnows(t *testing.T) {
	list := fakes.Accounts()
	s := newStage(t, kit.ThemeLight, 1000, 720, list)
	s.open(list[1].ID)
	s.Queue.Await(t, "reading the record", func() bool { return len(s.details.facts.history) == 3 })
	text := s.Texts()
	for _, want := range []string{"42:12", "said by the server", "accounts.airthings.com", "Renewal failed", "temporarily_unavailable · answered 503", "openid", "not granted"} {
		if !strings.Contains(text, want) {
			t.Errorf("the details do not say %q:\n%s", want, text)
		}
	}
}

func TestUnlock(t *testing.T) {
	tried := make(chan auth.Secret, 2)
	s := newStage(t, kit.ThemeLight, 480, 720, nil, func(c *Config) {
		c.Unlock = func(_ context.Context, p auth.Secret) error {
			tried <- p
			return errors.New("the passphrase is wrong")
		}
	})
	s.setAccounts(nil, auth.ErrPassphrase, true)
	e := s.Entry()
	e.SetText("PASSPHRASE_1")
	e.OnSubmitted(e.Text)
	s.Queue.Await(t, "unlocking", func() bool { return strings.Contains(s.Texts(), "passphrase is wrong") })
	if got := <-tried; got.Reveal() != "PASSPHRASE_1" {
		t.Error("another passphrase was tried")
	}
	if e.Text != "" {
		t.Error("the passphrase is still in the field")
	}
	s.setAccounts(fakes.Accounts(), nil, true)
	if s.page != "" {
		t.Errorf("page = %q after unlocking", s.page)
	}
}

func TestTapOpensDetails(t *testing.T) {
	list := fakes.Accounts()
	s := newStage(t, kit.ThemeLight, 1000, 720, list)
	test.TapCanvas(s.Win.Canvas(), fyne.NewPos(200, 340))
	if s.details.id == "" {
		t.Fatal("a tap on a row did nothing")
	}
}
