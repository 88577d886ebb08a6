package transfer

import (
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/share"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// clashStage shows a file with an account that is another one here.
func clashStage(t *testing.T) (s *stage, here auth.Record) {
	here = fakes.Robot("Work", "here.example")
	s = newStage(t, here)
	s.dropFile(fakes.ExportOf(t, fakes.Robot("Work", "file.example"), fakes.Robot("Work 2", "two.example")))
	s.Queue.Await(t, "showing what is in it", func() bool { return s.Shows(words.Now().Transfer.Differs) })
	return s, here
}

// The same name for another account: the file's is left out, until it gets a name
// of its own, which may be no one's.
func TestImportUnderAnotherName(t *testing.T) {
	s, _ := clashStage(t)
	w := words.Now().Transfer
	p := s.PickOf("Work")
	if p.Selected != w.Leave || !s.Shows(w.Do.Of(1)) {
		t.Errorf("at first it is %q, and it would %s", p.Selected, s.Texts())
	}
	p.SetSelected(w.TakeAs)
	e := s.Below(w.NewName)
	if e.Text != "Work 3" { // "Work 2" is in the file
		t.Errorf("it proposes %q", e.Text)
	}
	e.SetText("work 2")
	if !s.Shows(w.Do.Of(1)) || !s.Shows(words.Say("Another account has that name already.")) {
		t.Errorf("a name that is taken is not refused: %s", s.Texts())
	}
	e.SetText("Work at the file's")
	s.TapButton(w.Do.Of(2))
	s.Queue.Await(t, "importing", func() bool { return len(s.Sheets) == 0 })
	names := []string{(<-s.Agent.Vault.Taken).Account.Name, (<-s.Agent.Vault.Taken).Account.Name}
	if slices.Sort(names); !slices.Equal(names, []string{"Work 2", "Work at the file's"}) {
		t.Errorf("imported %q", names)
	}
}

// Replacing takes the name and nothing else: what was here stays, under another
// name, and has its own again once the import is taken back.
func TestImportInPlaceOfAnother(t *testing.T) {
	s, here := clashStage(t)
	w := words.Now().Transfer
	named := make(chan string, 4)
	s.Agent.WhenEdit = func(id auth.AccountID, fn func(*auth.Record) error) (bool, error, error) {
		r := here
		if err := fn(&r); err != nil || id != here.Account.ID {
			t.Errorf("edited %s: %v", id, err)
		}
		if r.Account.Protocol.Endpoints != here.Account.Protocol.Endpoints {
			t.Error("more than the name was changed")
		}
		named <- r.Account.Name
		return false, nil, nil
	}
	s.Untick("Work 2")
	s.PickOf("Work").SetSelected(w.Replaces.With("name", w.Aside.With("name", "Work")))
	s.TapButton(w.Do.Of(1))
	s.Queue.Await(t, "importing", func() bool { return s.CanTakeBack() })
	r := <-s.Agent.Vault.Taken
	if got := <-named; r.Account.Name != "Work" || r.Account.Protocol.Endpoints.Token != "https://file.example/token" || got != "Work (before)" {
		t.Errorf("imported %q, and %q is what was here", r.Account.Name, got)
	}
	s.TakeBack()
	if got := <-s.Agent.Vault.Back; got != r.Account.ID {
		t.Errorf("took back %s", got)
	}
	if got := <-named; got != "Work" {
		t.Errorf("what was here is called %q", got)
	}
	s.Queue.Await(t, "saying so", func() bool { return s.said == w.TakenBack })
}

// ticks is the list to tick accounts in.
func (s *stage) ticks() *kit.TickList {
	s.T.Helper()
	for _, o := range s.Objects() {
		if l, ok := o.(*kit.TickList); ok {
			return l
		}
	}
	s.T.Fatal("there is no list to tick accounts in")
	return nil
}

// Accounts are exported one by one, as they are ticked.
func TestExportOneByOne(t *testing.T) {
	list := fakes.Accounts()
	var records []auth.Record
	for _, a := range list {
		r := fakes.Robot(a.Name, "a.example")
		r.Account.ID = a.ID
		records = append(records, r)
	}
	s := newStage(t, records...)
	w := words.Now().Transfer
	s.export()
	groups := s.Picks()[0]
	groups.SetSelected(w.OneByOne)
	ticks := s.ticks()
	for i := range list {
		ticks.Set(i, false)
	}
	path := filepath.Join(t.TempDir(), "out.json")
	s.Below(w.SaveAs).SetText(path)
	s.TapButton(w.ExportDo)
	if len(s.Sheets) != 1 {
		t.Fatal("nothing was chosen, and that was exported")
	}
	s.Canvas.Focus(ticks)
	s.Key(fyne.KeyDown, fyne.KeyDown, fyne.KeySpace)
	s.TapButton(w.ExportDo)
	s.Queue.Await(t, "exporting", func() bool { return len(s.Sheets) == 0 })
	data, err := share.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := share.Parse(data, false)
	if err != nil || len(f.Accounts) != 1 || f.Accounts[0].Name != list[2].Name {
		t.Errorf("the file holds %s (%v)", data, err)
	}
}
