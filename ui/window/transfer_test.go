package window

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/transfer"
	"github.com/authfob/authfob/ui/words"
)

// transferStage is a window over accounts that files hold too.
func transferStage(t *testing.T, records ...auth.Record) *stage {
	return transferStageAt(t, kit.ThemeLight, 480, 760, records...)
}

func transferStageAt(t *testing.T, mode string, width, height float32, records ...auth.Record) *stage {
	s := newStage(t, mode, width, height, fakes.Accounts(), func(c *Config) {
		c.Files = &transfer.Files{Catalogue: fakes.NoDefinitions{}, Definitions: t.TempDir()}
	})
	s.Agent.Vault = fakes.Vault{Records: records, Taken: make(chan auth.Record, 8), Back: make(chan auth.AccountID, 8)}
	return s
}

func (s *stage) dropFile(paths ...string) {
	var uris []fyne.URI
	for _, p := range paths {
		uris = append(uris, storage.NewFileURI(p))
	}
	s.files.Dropped(uris)
}

// An import goes to the account that came, and is undone as a removal is.
func TestImportIsUndone(t *testing.T) {
	s := transferStage(t)
	s.dropFile(fakes.ExportOf(t, fakes.Robot("one", "one.example")))
	s.Queue.Await(t, "showing what is in it", func() bool { return s.Shows(words.Now().Transfer.Do.Of(1)) })
	s.TapButton(words.Now().Transfer.Do.Of(1))
	s.Queue.Await(t, "importing", func() bool { return len(s.Sheets) == 0 && s.files.CanTakeBack() })
	r := <-s.Agent.Vault.Taken
	came := fakes.Account(9, "one", "", "one.example", time.Hour, time.Hour)
	came.ID = r.Account.ID
	s.setAccounts(append(fakes.Accounts(), came), nil, true)
	if s.m.Cursor.ID != came.ID {
		t.Errorf("the cursor is on %s", s.m.Cursor.ID)
	}
	s.use(fyne.KeyZ, func(k keyUse) bool { return k.ctrl })
	if got := <-s.Agent.Vault.Back; got != r.Account.ID {
		t.Errorf("took back %s, want %s", got, r.Account.ID)
	}
	s.Queue.Await(t, "saying so", func() bool { return s.Toast.Says == words.Now().Transfer.TakenBack })
}

// What can be exported follows the list: what it shows, what is picked in it, and
// the account under the cursor.
func TestExportOffersWhatTheListShows(t *testing.T) {
	s := transferStage(t)
	w, list := words.Now().Transfer, fakes.Accounts()
	s.search.entry.SetText("airthings")
	s.selectOne(list[1].ID)
	s.pick(list[1].ID)
	var got []string
	for _, g := range s.exportGroups() {
		got = append(got, g.Words)
	}
	want := []string{w.All.Of(len(list)), w.Shown.Of(1), words.Now().Row.PickedMany.Of(1), w.Only.With("name", list[1].Name), w.OneByOne}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the groups (-want +got):\n%s", diff)
	}
	if c := s.candidates(); len(c) != 1 || c[0].ID != list[1].ID || !c[0].Ticked {
		t.Errorf("to be ticked are %+v", c)
	}
}

// hostileFile is a file whose words do not behave.
func hostileFile(t *testing.T) string {
	long := fakes.Robot(strings.Repeat("A very long account name ", 7)+"end", strings.Repeat("sub.", 30)+"example.com")
	proxied := fakes.Robot("through a proxy", "one.example")
	proxied.Account.Proxy = "http://proxy.example:3128"
	bad := fakes.Robot("bad", "one.example")
	bad.Account.ClientID = "\u202eevil\u200b"
	issuer := auth.Record{Account: auth.Account{Name: "issuer", Grant: auth.AuthorizationCode, ClientID: "c", Protocol: auth.Protocol{Issuer: "https://login.example.com"}}}
	return fakes.ExportOf(t, fakes.Robot("one", "one.example"), long, proxied, bad, issuer, fakes.Robot("here", "here.example"))
}

func TestPictureOfImport(t *testing.T) {
	for _, c := range []struct {
		name, mode    string
		width, height float32
	}{{"import", kit.ThemeLight, 720, 900}, {"import-dark", kit.ThemeDark, 720, 900}, {"import-narrow", kit.ThemeLight, 360, 760}} {
		t.Run(c.name, func(t *testing.T) {
			s := transferStageAt(t, c.mode, c.width, c.height, fakes.Robot("here", "elsewhere.example"))
			s.dropFile(hostileFile(t))
			s.Queue.Await(t, "showing what is in it", func() bool { return s.Shows(words.Now().Transfer.Hosts) })
			s.Canvas.Unfocus()
			s.picture(c.name)
		})
	}
}

func TestPictureOfExport(t *testing.T) {
	t.Setenv("HOME", "/home/ada")
	for _, c := range []struct {
		name, mode string
		width      float32
	}{{"export", kit.ThemeLight, 480}, {"export-dark", kit.ThemeDark, 360}} {
		t.Run(c.name, func(t *testing.T) {
			s := transferStageAt(t, c.mode, c.width, 760)
			s.exportAccounts()
			s.Flip(words.Now().Transfer.WithSecrets)
			s.Canvas.Unfocus()
			s.picture(c.name)
		})
	}
}

func TestPictureOfTicks(t *testing.T) {
	t.Setenv("HOME", "/home/ada")
	s := transferStageAt(t, kit.ThemeLight, 480, 760)
	s.pick(fakes.Accounts()[2].ID)
	s.exportAccounts()
	s.Picks()[0].SetSelected(words.Now().Transfer.OneByOne)
	s.Canvas.FocusNext()
	s.Key(fyne.KeyDown, fyne.KeySpace)
	s.picture("export-ticks")
}

func TestPictureOfImportPage(t *testing.T) {
	s := transferStage(t)
	s.files.Import()
	s.dropFile("/nowhere/accounts.age")
	s.Queue.Await(t, "refusing it", func() bool { return s.Shows("no such file") })
	s.At.Advance(time.Second)
	s.picture("import-file")
}
