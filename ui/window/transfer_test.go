package window

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/share"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/transfer"
	"github.com/authfob/authfob/ui/words"
)

// transferStage is a window over accounts that files hold too.
func transferStage(t *testing.T, records ...auth.Record) *stage {
	return transferStageAt(t, kit.ThemeLight, 480, 760, records...)
}

func transferStageAt(t *testing.T, mode string, width, height float32, records ...auth.Record) *stage {
	s := newStage(t, mode, width, height, sampleAccounts(), func(c *Config) {
		c.Files = &transfer.Files{Catalogue: noDefinitions{}, Definitions: t.TempDir()}
	})
	s.agent.vault = fakeVault{records: records, taken: make(chan auth.Record, 8), back: make(chan auth.AccountID, 8)}
	return s
}

// robot is an account that needs nobody, at a host of its own.
func robot(name, host string) auth.Record {
	return auth.Record{Account: auth.Account{
		ID: auth.NewAccountID(), Name: name, Grant: auth.ClientCredentials, ClientID: "c",
		Protocol: auth.Protocol{Endpoints: auth.Endpoints{Token: "https://" + host + "/token"}},
	}}
}

// exportOf is a file with these accounts.
func exportOf(t *testing.T, passphrase string, records ...auth.Record) string {
	t.Helper()
	c := share.Contents{Records: records}
	data, _, err := share.Plain(c)
	if passphrase != "" {
		data, err = share.Encrypted(c, auth.NewSecret(passphrase))
	}
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "accounts")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func (s *stage) dropFile(paths ...string) {
	var uris []fyne.URI
	for _, p := range paths {
		uris = append(uris, storage.NewFileURI(p))
	}
	s.files.Dropped(uris)
}

func (s *stage) untick(label string) {
	s.t.Helper()
	for _, o := range s.objects() {
		if c, ok := o.(*kit.Check); ok && c.Text == label {
			c.SetChecked(false)
			return
		}
	}
	s.t.Fatalf("there is no %q", label)
}

// An import shows what is new, the same and different, and every host; it takes
// what was chosen and nothing else, and can be taken back.
func TestImportShowsChoosesAndTakesBack(t *testing.T) {
	here, other := robot("here", "here.example"), robot("other", "other.example")
	s := transferStage(t, here, other)
	changed := other
	changed.Account.ClientID = "another"
	file := exportOf(t, "", robot("one", "one.example"), robot("two", "two.example"), here, changed)
	s.dropFile(file)
	s.ui.await(t, "showing what is in it", func() bool { return s.shows(words.Now().Transfer.Hosts) })
	for _, want := range []string{"one.example", "two.example", words.Now().Transfer.Same, words.Now().Transfer.Differs, words.Now().Transfer.Do.Of(2)} {
		if !s.shows(want) {
			t.Errorf("it does not say %q", want)
		}
	}
	if len(s.agent.vault.taken) > 0 {
		t.Fatal("something was imported before anybody agreed")
	}
	s.untick("two")
	hosts := s.texts()[strings.Index(s.texts(), words.Now().Transfer.Hosts):]
	if !s.shows(words.Now().Transfer.Do.Of(1)) || strings.Contains(hosts, "two.example") {
		t.Errorf("with one account left out it says %s", s.texts())
	}
	s.tapButton(words.Now().Transfer.Do.Of(1))
	s.ui.await(t, "importing", func() bool { return len(s.Sheets) == 0 && s.files.CanTakeBack() })
	r := <-s.agent.vault.taken
	if r.Account.Name != "one" || len(s.agent.vault.taken) > 0 {
		t.Errorf("imported %s and %d more", r.Account.Name, len(s.agent.vault.taken))
	}
	s.undo()
	if got := <-s.agent.vault.back; got != r.Account.ID {
		t.Errorf("took back %s, want %s", got, r.Account.ID)
	}
	s.ui.await(t, "saying so", func() bool { return s.Toast.Says == words.Now().Transfer.TakenBack })
}

// What weakens an account is let in one by one.
func TestImportAsksForWhatWeakens(t *testing.T) {
	s := transferStage(t)
	r := robot("proxied", "one.example")
	r.Account.Proxy = "http://proxy.example:3128"
	s.dropFile(exportOf(t, "", r))
	w := words.Now().Transfer
	s.ui.await(t, "showing what is in it", func() bool { return s.shows(w.Allow.With("what", "the proxy http://proxy.example:3128")) })
	if !s.shows(w.Do.Of(0)) {
		t.Errorf("it would be imported unasked: %s", s.texts())
	}
	s.flip(w.Allow.With("what", "the proxy http://proxy.example:3128"))
	s.tapButton(w.Do.Of(1))
	if got := <-s.agent.vault.taken; got.Account.Proxy == "" {
		t.Errorf("imported %+v", got)
	}
	s.ui.await(t, "importing", func() bool { return len(s.Sheets) == 0 })
}

func TestImportOfAnEncryptedFile(t *testing.T) {
	r := robot("sealed", "one.example")
	r.Credentials = auth.Credentials{ClientSecret: auth.NewSecret("SECRET_1"), Origins: []string{"https://one.example:443"}}
	s := transferStage(t)
	s.dropFile(exportOf(t, "correct horse", r))
	s.ui.await(t, "asking for the passphrase", func() bool { return s.shows(words.Now().Transfer.Sealed) })
	s.below(words.Now().Transfer.Passphrase).SetText("wrong")
	s.tapButton(words.Now().Common.Continue)
	s.ui.await(t, "refusing a wrong one", func() bool { return s.shows("does not open this file") })
	s.below(words.Now().Transfer.Passphrase).SetText("correct horse")
	s.tapButton(words.Now().Common.Continue)
	s.ui.await(t, "opening it", func() bool { return s.shows(words.Now().Transfer.Do.Of(1)) })
	if s.shows("SECRET_1") || !s.shows(words.Now().Transfer.Secrets) {
		t.Errorf("it says %s", s.texts())
	}
	s.tapButton(words.Now().Transfer.Do.Of(1))
	if got := <-s.agent.vault.taken; got.Credentials.ClientSecret.Reveal() != "SECRET_1" {
		t.Errorf("imported %+v", got)
	}
	s.ui.await(t, "importing", func() bool { return len(s.Sheets) == 0 })
}

func TestOddFilesAreRefusedInWords(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	big := write("big", "")
	if err := os.Truncate(big, 11<<20); err != nil {
		t.Fatal(err)
	}
	s := transferStage(t)
	for path, want := range map[string]string{
		big: "larger than 10 MiB", dir: "is a folder", filepath.Join(dir, "none"): "no such file", "/dev/zero": "not an ordinary file",
		write("picture", "\x89PNG\r\n\x1a\n"): "the file is", write("other", `{"kind":"Config"}`): "no export of Authfob",
		write("secrets", `{"format":"authfob-accounts","version":1,"accounts":[{"name":"x","grant":"password","tokens":{"access_token":"T"}}]}`): "holds secrets",
	} {
		s.dropFile(path)
		s.ui.await(t, "refusing "+path, func() bool { return strings.Contains(strings.ToLower(s.texts()), strings.ToLower(want)) })
		s.Pop()
	}
	s.dropFile(big, dir)
	if !s.shows(words.Now().Transfer.OneFile) {
		t.Errorf("two files: %s", s.texts())
	}
}

// A dialog that is closed while a passphrase is tried shows nothing any more.
func TestImportIsGivenUp(t *testing.T) {
	s := transferStage(t)
	s.dropFile(exportOf(t, "", robot("one", "one.example")))
	s.Pop()
	s.Tasks.Wait()
	s.ui.drain()
	if len(s.Sheets) != 0 || len(s.agent.vault.taken) != 0 {
		t.Errorf("%d dialogs, %d accounts", len(s.Sheets), len(s.agent.vault.taken))
	}
}

// exportTo opens the dialog, and types a path.
func exportTo(s *stage, path string) {
	s.exportAccounts()
	s.below(words.Now().Transfer.SaveAs).SetText(path)
}

func TestExportWritesForItsOwnerAlone(t *testing.T) {
	s := transferStage(t, robot("one", "one.example"))
	path := filepath.Join(t.TempDir(), "out.json")
	exportTo(s, path)
	s.tapButton(words.Now().Transfer.ExportDo)
	s.ui.await(t, "exporting", func() bool { return len(s.Sheets) == 0 })
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("%v, %v", info, err)
	}
	// It is never replaced unasked, and whole.
	s.agent.vault.records = []auth.Record{robot("two", "two.example")}
	exportTo(s, path)
	s.tapButton(words.Now().Transfer.ExportDo)
	s.ui.await(t, "asking", func() bool { return s.shows(words.Now().Transfer.ReplaceDo) })
	s.tapButton(words.Now().Transfer.ReplaceDo)
	s.ui.await(t, "replacing", func() bool { return len(s.Sheets) == 0 })
	var file struct{ Accounts []struct{ Name string } }
	data, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(data, &file)
	}
	if err != nil || len(file.Accounts) != 1 || file.Accounts[0].Name != "two" {
		t.Errorf("the file holds %+v (%v)", file, err)
	}
}

func TestExportWithSecretsNeedsAPassphraseTwice(t *testing.T) {
	r := robot("one", "one.example")
	r.Credentials.ClientSecret = auth.NewSecret("SECRET_1")
	s := transferStage(t, r)
	w := words.Now()
	s.exportAccounts()
	s.flip(w.Transfer.WithSecrets)
	if got := s.below(w.Transfer.SaveAs).Text; !strings.HasSuffix(got, ".age") {
		t.Errorf("it proposes %q", got)
	}
	path := filepath.Join(t.TempDir(), "out.age")
	s.below(w.Transfer.SaveAs).SetText(path)
	s.tapButton(w.Transfer.ExportDo)
	if !s.shows(w.Transfer.NeedPassphrase) {
		t.Error("it does not ask for a passphrase")
	}
	s.below(w.Lock.Passphrase).SetText("correct horse")
	s.below(w.Protect.Again).SetText("correct")
	s.tapButton(w.Transfer.ExportDo)
	if !s.shows(w.Protect.Differs) {
		t.Error("two different passphrases pass")
	}
	s.below(w.Protect.Again).SetText("correct horse")
	s.tapButton(w.Transfer.ExportDo)
	s.ui.await(t, "exporting", func() bool { return len(s.Sheets) == 0 })
	data, err := share.ReadFile(path)
	if err != nil || !share.IsEncrypted(data) {
		t.Fatalf("%q, %v", data, err)
	}
	plain, err := share.Decrypt(data, auth.NewSecret("correct horse"))
	if err != nil || !strings.Contains(string(plain), "SECRET_1") {
		t.Errorf("%s, %v", plain, err)
	}
}

// The desktop's own dialog is asked while the window goes on, and its absence is
// said.
func TestChoosingAFile(t *testing.T) {
	s := transferStage(t)
	file := exportOf(t, "", robot("one", "one.example"))
	answer, chosen := errors.New("this desktop has no dialog"), ""
	s.config.Files.Open = func(context.Context, string, string) (string, error) { return chosen, answer }
	s.files.Import()
	pick := func() *kit.FocusButton {
		list := kit.Focusables(s.Sheets[0].Body)
		return list[slices.IndexFunc(list, func(f fyne.Focusable) bool { _, ok := f.(*kit.FocusButton); return ok })].(*kit.FocusButton)
	}
	pick().Tapped(nil)
	s.ui.await(t, "saying that there is none", func() bool { return s.shows("no dialog") })
	answer, chosen = nil, file
	pick().Tapped(nil)
	s.ui.await(t, "reading it", func() bool { return s.shows("one.example") })
}

// hostileFile is a file whose words do not behave.
func hostileFile(t *testing.T) string {
	long := robot(strings.Repeat("A very long account name ", 7)+"end", strings.Repeat("sub.", 30)+"example.com")
	proxied := robot("through a proxy", "one.example")
	proxied.Account.Proxy = "http://proxy.example:3128"
	bad := robot("bad", "one.example")
	bad.Account.ClientID = "\u202eevil\u200b"
	issuer := auth.Record{Account: auth.Account{Name: "issuer", Grant: auth.AuthorizationCode, ClientID: "c", Protocol: auth.Protocol{Issuer: "https://login.example.com"}}}
	return exportOf(t, "", robot("one", "one.example"), long, proxied, bad, issuer, robot("here", "here.example"))
}

func TestPictureOfImport(t *testing.T) {
	for _, c := range []struct {
		name, mode    string
		width, height float32
	}{{"import", kit.ThemeLight, 720, 900}, {"import-dark", kit.ThemeDark, 720, 900}, {"import-narrow", kit.ThemeLight, 360, 760}} {
		t.Run(c.name, func(t *testing.T) {
			s := transferStageAt(t, c.mode, c.width, c.height, robot("here", "elsewhere.example"))
			s.dropFile(hostileFile(t))
			s.ui.await(t, "showing what is in it", func() bool { return s.shows(words.Now().Transfer.Hosts) })
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
			s.flip(words.Now().Transfer.WithSecrets)
			s.Canvas.Unfocus()
			s.picture(c.name)
		})
	}
}

func TestPictureOfImportPage(t *testing.T) {
	s := transferStage(t)
	s.files.Import()
	s.dropFile("/nowhere/accounts.age")
	s.ui.await(t, "refusing it", func() bool { return s.shows("no such file") })
	s.at.advance(time.Second)
	s.picture("import-file")
}
