package form

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// editStage opens the dialog that edits an account which is this record.
func editStage(t *testing.T, r auth.Record) *stage {
	s := newStage(t)
	r.Account.ID = fakes.Accounts()[1].ID
	s.Agent.WhenRecord = func(auth.AccountID) auth.Record { return r }
	s.Edit(r.Account.ID, "accounts.airthings.com", "")
	s.Queue.Await(t, "opening", func() bool { return len(s.Sheets) == 1 })
	return s
}

func TestEditChangesWhatWasTyped(t *testing.T) {
	s := editStage(t, fakes.Work())
	got := make(chan auth.Record, 1)
	s.Agent.WhenEdit = func(_ auth.AccountID, fn func(*auth.Record) error) (bool, error, error) {
		r := fakes.Work()
		r.Account.Scopes = []string{"changed", "elsewhere"}
		err := fn(&r)
		got <- r
		return false, nil, err
	}
	if strings.Contains(s.Texts(), "OLD_1") {
		t.Error("the stored secret is on screen")
	}
	s.Below(words.Now().Form.Name).SetText("Work, production")
	s.Below(words.Now().Form.Secret).SetText("NEW_1")
	s.Below(words.Now().Form.Tags).SetText("prod, eu")
	s.TapButton(words.Now().Edit.Save)
	s.Queue.Await(t, "saving", func() bool { return len(s.Sheets) == 0 })
	want := fakes.Work()
	want.Account.Name, want.Account.Tags, want.Account.Scopes = "Work, production", []string{"prod", "eu"}, []string{"changed", "elsewhere"}
	want.Credentials = auth.Credentials{ClientSecret: auth.NewSecret("NEW_1")}
	if diff := cmp.Diff(want, <-got, cmp.Comparer(auth.Secret.Equal)); diff != "" {
		t.Errorf("edited (-want +got):\n%s", diff)
	}
}

func TestEditSaysWhatAMoveCosts(t *testing.T) {
	s := editStage(t, fakes.Work())
	s.Agent.WhenEdit = func(auth.AccountID, func(*auth.Record) error) (bool, error, error) { return true, nil, nil }
	if strings.Contains(s.Texts(), words.Now().Edit.Moves) {
		t.Error("the warning is there before anything was changed")
	}
	s.Below(words.Now().Form.Issuer).SetText("https://two.example.com")
	if !strings.Contains(s.Texts(), words.Now().Edit.Moves) {
		t.Error("nothing warns that secrets will be forgotten")
	}
	s.TapButton(words.Now().Edit.Save)
	s.TapButton(words.Now().Edit.MoveDo)
	s.Queue.Await(t, "saying what was dropped", func() bool { return strings.Contains(s.Texts(), "are gone from the vault") })
	if len(s.Sheets) != 1 {
		t.Errorf("%d dialogs are open", len(s.Sheets))
	}
}

func TestEditThatFailsStaysOpen(t *testing.T) {
	s := editStage(t, fakes.Work())
	s.Agent.WhenEdit = func(auth.AccountID, func(*auth.Record) error) (bool, error, error) {
		return false, nil, auth.ErrNameTaken
	}
	s.TapButton(words.Now().Edit.Save)
	s.Queue.Await(t, "failing", func() bool { return strings.Contains(s.Texts(), "Another account has that name") })
	s.Key(fyne.KeyEscape)
	if len(s.Sheets) != 0 {
		t.Error("Escape did not close the dialog")
	}
}

// Another way to the same server: what it costs is said before, and done.
func TestEditOfTheWayToTheServer(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, []byte("PEM"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := fakes.Work()
	r.Account.Grant, r.Account.CA = auth.AuthorizationCode, "OLD PEM"
	s := editStage(t, r)
	w := words.Now()
	got := make(chan auth.Record, 1)
	s.Agent.WhenEdit = func(_ auth.AccountID, fn func(*auth.Record) error) (bool, error, error) {
		is := r
		err := fn(&is)
		got <- is
		return true, nil, err
	}
	if strings.Contains(s.Texts(), w.Edit.Strays) {
		t.Error("it warns before anything was changed")
	}
	s.Below(w.Form.Redirect).SetText("http://localhost:8400/cb")
	s.Below(w.Settings.Proxy).SetText("http://proxy.example.com:3128")
	s.Below(w.Settings.Ca).SetText(file)
	if !strings.Contains(s.Texts(), w.Edit.Strays) {
		t.Error("nothing warns of what is lost")
	}
	s.TapButton(w.Edit.Save)
	is := <-got
	if is.Account.Protocol.Redirect.URI != "http://localhost:8400/cb" || is.Account.Proxy != "http://proxy.example.com:3128" || is.Account.CA != "PEM" {
		t.Errorf("saved %q, %q, %q", is.Account.Protocol.Redirect.URI, is.Account.Proxy, is.Account.CA)
	}
	s.Queue.Await(t, "saying what was lost", func() bool { return strings.Contains(s.Texts(), w.Edit.DroppedWay.With("name", "Work")) })
}

// A file that is not there is told at its field, and nothing is saved.
func TestEditSaysWhichFileIsMissing(t *testing.T) {
	r := fakes.Work()
	r.Account.Proxy = "http://proxy.example.com:3128"
	s := editStage(t, r)
	w := words.Now()
	s.Agent.WhenEdit = func(_ auth.AccountID, fn func(*auth.Record) error) (bool, error, error) { return false, nil, fn(&r) }
	s.Below(w.Settings.Ca).SetText("/nowhere/ca.pem")
	s.TapButton(w.Edit.Save)
	s.Queue.Await(t, "saying so", func() bool { return strings.Contains(s.Texts(), w.Settings.NeedCAFile) })
	if e, ok := s.Win.Canvas().Focused().(*kit.Entry); !ok || e.Name != w.Settings.Ca {
		t.Error("the keyboard is not there")
	}
}
