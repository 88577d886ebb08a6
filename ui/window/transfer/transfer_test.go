package transfer

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/share"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// An import shows what is new, the same and different, and every host; it takes
// what was chosen and nothing else, and can be taken back.
func TestImportShowsChoosesAndTakesBack(t *testing.T) {
	here, other := fakes.Robot("here", "here.example"), fakes.Robot("other", "other.example")
	s := newStage(t, here, other)
	changed := other
	changed.Account.ClientID = "another"
	file := fakes.ExportOf(t, fakes.Robot("one", "one.example"), fakes.Robot("two", "two.example"), here, changed)
	s.dropFile(file)
	s.Queue.Await(t, "showing what is in it", func() bool { return s.Shows(words.Now().Transfer.Hosts) })
	for _, want := range []string{"one.example", "two.example", words.Now().Transfer.Same, words.Now().Transfer.Differs, words.Now().Transfer.Do.Of(2)} {
		if !s.Shows(want) {
			t.Errorf("it does not say %q", want)
		}
	}
	if len(s.Agent.Vault.Taken) > 0 {
		t.Fatal("something was imported before anybody agreed")
	}
	s.Untick("two")
	hosts := s.Texts()[strings.Index(s.Texts(), words.Now().Transfer.Hosts):]
	if !s.Shows(words.Now().Transfer.Do.Of(1)) || strings.Contains(hosts, "two.example") {
		t.Errorf("with one account left out it says %s", s.Texts())
	}
	s.TapButton(words.Now().Transfer.Do.Of(1))
	s.Queue.Await(t, "importing", func() bool { return len(s.Sheets) == 0 && s.CanTakeBack() })
	r := <-s.Agent.Vault.Taken
	if r.Account.Name != "one" || len(s.Agent.Vault.Taken) > 0 {
		t.Errorf("imported %s and %d more", r.Account.Name, len(s.Agent.Vault.Taken))
	}
	s.TakeBack()
	if got := <-s.Agent.Vault.Back; got != r.Account.ID {
		t.Errorf("took back %s, want %s", got, r.Account.ID)
	}
	s.Queue.Await(t, "saying so", func() bool { return s.said == words.Now().Transfer.TakenBack })
}

// What weakens an account is let in one by one.
func TestImportAsksForWhatWeakens(t *testing.T) {
	s := newStage(t)
	r := fakes.Robot("proxied", "one.example")
	r.Account.Proxy = "http://proxy.example:3128"
	s.dropFile(fakes.ExportOf(t, r))
	w := words.Now().Transfer
	s.Queue.Await(t, "showing what is in it", func() bool { return s.Shows(w.Allow.With("what", "the proxy http://proxy.example:3128")) })
	if !s.Shows(w.Do.Of(0)) {
		t.Errorf("it would be imported unasked: %s", s.Texts())
	}
	s.Flip(w.Allow.With("what", "the proxy http://proxy.example:3128"))
	s.TapButton(w.Do.Of(1))
	if got := <-s.Agent.Vault.Taken; got.Account.Proxy == "" {
		t.Errorf("imported %+v", got)
	}
	s.Queue.Await(t, "importing", func() bool { return len(s.Sheets) == 0 })
}

func TestImportOfAnEncryptedFile(t *testing.T) {
	s := newStage(t)
	s.dropFile(filepath.Join("testdata", "sealed.age")) // with 2^10 rounds, not 2^18: under the race detector they take long
	s.Queue.Await(t, "asking for the passphrase", func() bool { return s.Shows(words.Now().Transfer.Sealed) })
	s.Below(words.Now().Transfer.Passphrase).SetText("wrong")
	s.TapButton(words.Now().Common.Continue)
	s.Queue.Await(t, "refusing a wrong one", func() bool { return s.Shows("does not open this file") })
	s.Below(words.Now().Transfer.Passphrase).SetText("correct horse")
	s.TapButton(words.Now().Common.Continue)
	s.Queue.Await(t, "opening it", func() bool { return s.Shows(words.Now().Transfer.Do.Of(1)) })
	if s.Shows("SECRET_1") || !s.Shows(words.Now().Transfer.Secrets) {
		t.Errorf("it says %s", s.Texts())
	}
	s.TapButton(words.Now().Transfer.Do.Of(1))
	if got := <-s.Agent.Vault.Taken; got.Credentials.ClientSecret.Reveal() != "SECRET_1" {
		t.Errorf("imported %+v", got)
	}
	s.Queue.Await(t, "importing", func() bool { return len(s.Sheets) == 0 })
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
	s := newStage(t)
	for path, want := range map[string]string{
		big: "larger than 10 MiB", dir: "is a folder", filepath.Join(dir, "none"): "no such file", "/dev/zero": "not an ordinary file",
		write("picture", "\x89PNG\r\n\x1a\n"): "the file is", write("other", `{"kind":"Config"}`): "no export of Authfob",
		write("secrets", `{"format":"authfob-accounts","version":1,"accounts":[{"name":"x","grant":"password","tokens":{"access_token":"T"}}]}`): "holds secrets",
	} {
		s.dropFile(path)
		s.Queue.Await(t, "refusing "+path, func() bool { return strings.Contains(strings.ToLower(s.Texts()), strings.ToLower(want)) })
		s.Pop()
	}
	s.dropFile(big, dir)
	if !s.Shows(words.Now().Transfer.OneFile) {
		t.Errorf("two files: %s", s.Texts())
	}
}

// A dialog that is closed while a passphrase is tried shows nothing any more.
func TestImportIsGivenUp(t *testing.T) {
	s := newStage(t)
	s.dropFile(fakes.ExportOf(t, fakes.Robot("one", "one.example")))
	s.Pop()
	s.Tasks.Wait()
	s.Queue.Drain()
	if len(s.Sheets) != 0 || len(s.Agent.Vault.Taken) != 0 {
		t.Errorf("%d dialogs, %d accounts", len(s.Sheets), len(s.Agent.Vault.Taken))
	}
}

// exportTo opens the dialog, and types a path.
func exportTo(s *stage, path string) {
	s.export()
	s.Below(words.Now().Transfer.SaveAs).SetText(path)
}

func TestExportWritesForItsOwnerAlone(t *testing.T) {
	s := newStage(t, fakes.Robot("one", "one.example"))
	path := filepath.Join(t.TempDir(), "out.json")
	exportTo(s, path)
	s.TapButton(words.Now().Transfer.ExportDo)
	s.Queue.Await(t, "exporting", func() bool { return len(s.Sheets) == 0 })
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("%v, %v", info, err)
	}
	// It is never replaced unasked, and whole.
	s.Agent.Vault.Records = []auth.Record{fakes.Robot("two", "two.example")}
	exportTo(s, path)
	s.TapButton(words.Now().Transfer.ExportDo)
	s.Queue.Await(t, "asking", func() bool { return s.Shows(words.Now().Transfer.ReplaceDo) })
	s.TapButton(words.Now().Transfer.ReplaceDo)
	s.Queue.Await(t, "replacing", func() bool { return len(s.Sheets) == 0 })
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
	r := fakes.Robot("one", "one.example")
	r.Credentials.ClientSecret = auth.NewSecret("SECRET_1")
	s := newStage(t, r)
	w := words.Now()
	s.export()
	s.Flip(w.Transfer.WithSecrets)
	if got := s.Below(w.Transfer.SaveAs).Text; !strings.HasSuffix(got, ".age") {
		t.Errorf("it proposes %q", got)
	}
	path := filepath.Join(t.TempDir(), "out.age")
	s.Below(w.Transfer.SaveAs).SetText(path)
	s.TapButton(w.Transfer.ExportDo)
	if !s.Shows(w.Transfer.NeedPassphrase) {
		t.Error("it does not ask for a passphrase")
	}
	s.Below(w.Lock.Passphrase).SetText("correct horse")
	s.Below(w.Protect.Again).SetText("correct")
	s.TapButton(w.Transfer.ExportDo)
	if !s.Shows(w.Protect.Differs) {
		t.Error("two different passphrases pass")
	}
	s.Below(w.Protect.Again).SetText("correct horse")
	s.TapButton(w.Transfer.ExportDo)
	s.Queue.Await(t, "exporting", func() bool { return len(s.Sheets) == 0 })
	data, err := share.ReadFile(path)
	if err != nil || !share.IsEncrypted(data) {
		t.Fatalf("%q, %v", data, err)
	}
	plain, err := share.Decrypt(data, auth.NewSecret("correct horse"))
	if err != nil || !strings.Contains(string(plain), "SECRET_1") {
		t.Errorf("%s, %v", plain, err)
	}
}

// File managers copy a file as an address or between quotes.
func TestPathsAsTheyArePasted(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	file := filepath.Join(home, "my näme 1.json")
	data, err := os.ReadFile(fakes.ExportOf(t, fakes.Robot("one", "one.example")))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	s := newStage(t)
	for _, pasted := range []string{file, " " + file + "\n", `"` + file + `"`, "'" + file + "'", storage.NewFileURI(file).String(), "~/my näme 1.json"} {
		s.Import()
		s.Entry().SetText(pasted)
		s.Key(fyne.KeyReturn)
		s.Queue.Await(t, "reading "+pasted, func() bool { return s.Shows("one.example") || s.Shows(words.Now().Settings.NeedPath) })
		if !s.Shows("one.example") {
			t.Errorf("%q is no path: %s", pasted, s.Texts())
		}
		s.Pop()
	}
	s.Import()
	s.TapButton(words.Now().Common.Continue)
	if !s.Shows(words.Now().Settings.NeedPath) {
		t.Errorf("without a path: %s", s.Texts())
	}
}

// The desktop's own dialog is asked while the window goes on, and its absence is
// said.
func TestChoosingAFile(t *testing.T) {
	s := newStage(t)
	file := fakes.ExportOf(t, fakes.Robot("one", "one.example"))
	answer, chosen := errors.New("this desktop has no dialog"), ""
	s.Files.Open = func(context.Context, string, string) (string, error) { return chosen, answer }
	s.Import()
	pick := func() *kit.FocusButton {
		list := kit.Focusables(s.Sheets[0].Body)
		return list[slices.IndexFunc(list, func(f fyne.Focusable) bool { _, ok := f.(*kit.FocusButton); return ok })].(*kit.FocusButton)
	}
	pick().Tapped(nil)
	s.Queue.Await(t, "saying that there is none", func() bool { return s.Shows("no dialog") })
	answer, chosen = nil, file
	pick().Tapped(nil)
	s.Queue.Await(t, "reading it", func() bool { return s.Shows("one.example") })
}
