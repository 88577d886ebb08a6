package window

import (
	"cmp"
	"context"
	"errors"
	"net"
	"regexp"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/catalog"
	"github.com/authfob/authfob/auth/flow"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/preferences"
	"github.com/authfob/authfob/ui/window/rows"
	"github.com/authfob/authfob/ui/words"
)

// english finds words that no other language has.
var english = regexp.MustCompile(`\b(the|its?|is|could|not|and|with|try|again|check|answer(s|ed)?|account)\b`)

// Every rare state is told in the person's language, with its host and with a
// way out that does what it says. (requirement 74)
func TestEveryTroubleHasAWayOut(t *testing.T) {
	speak(t, "de")
	w := words.Now()
	for _, tr := range troubles {
		t.Run(tr.name, func(t *testing.T) {
			opened := make(chan string, 1)
			s := newStage(t, kit.ThemeLight, 1000, 900, fakes.Accounts(), func(c *Config) {
				c.Folders.Vault, c.OpenPath = "/vault", func(path string) error { opened <- path; return nil }
				c.Outside.OpenFolder = func(kind preferences.OwnKind) error { opened <- string(kind); return nil }
			})
			id, again := fakes.Accounts()[1].ID, 0
			s.Agent.WhenRecord = func(auth.AccountID) auth.Record {
				return auth.Record{Account: auth.Account{ID: id, Name: "Work", Grant: auth.AuthorizationCode, ClientID: "c", Protocol: auth.Protocol{Endpoints: auth.Endpoints{Token: "https://a.example/token"}}}}
			}
			s.SetSignIn(func(auth.AccountID) {})
			err := tr.failure(t)
			s.failedAt(id, err, func() { again++ })
			n := s.notes[id]
			if f := (*auth.Failure)(nil); tr.make == nil && errors.As(err, &f) && (f.Host == "" || !strings.Contains(n.What, f.Host)) {
				t.Errorf("the host is not named: %q", n.What)
			}
			tr.told(t, w, n)
			if tr.way == nil {
				return
			}
			label := tr.way(w)
			if n.Way != label || !strings.Contains(strings.Join(s.Labels(), "\n"), label) && s.list.Row(id) == nil {
				t.Fatalf("its button reads %q, want %q", n.Way, label)
			}
			s.tapInRow(id, label)
			tr.leads(t, s, id, &again, opened)
		})
	}
}

// told checks the words: the sentences meant, and no English.
func (tr trouble) told(t *testing.T, w *words.Words, n note) {
	t.Helper()
	form := func(key string) string {
		if own := w.Window[key]; own != "" {
			return own
		}
		return w.Sentences[key]
	}
	for said, key := range map[string]string{n.What: tr.says, n.Todo: tr.helps} {
		if form(key) == "" {
			t.Fatalf("there is no sentence %q", key)
		}
		for _, part := range regexp.MustCompile(`\{\w+\}`).Split(form(key), -1) {
			if part = strings.Trim(part, " .:"); !strings.Contains(strings.ToLower(said), strings.ToLower(part)) {
				t.Errorf("%q lacks %q, of %s", said, part, key)
			}
		}
		if found := english.FindString(said); found != "" {
			t.Errorf("there is English in it (%s): %q", found, said)
		}
		if strings.Contains(said, "--") {
			t.Errorf("a window has no flags: %q", said)
		}
	}
}

// leads checks that the way out was taken.
func (tr trouble) leads(t *testing.T, s *stage, id auth.AccountID, again *int, opened <-chan string) {
	t.Helper()
	w := words.Now()
	switch label := tr.way(w); label {
	case w.Common.Retry:
		if *again != 1 {
			t.Errorf("it was tried again %d times", *again)
		}
	case w.Row.Edit:
		s.Queue.Await(t, "editing", func() bool { return len(s.Sheets) == 1 })
		if e, ok := s.Win.Canvas().Focused().(*kit.Entry); !ok || e.Name != tr.at(w) {
			t.Errorf("the keyboard is not at %q", tr.at(w))
		}
	case w.Row.SignInDots:
		s.Queue.Await(t, "signing in", func() bool { return s.notes[id].Done == w.SignIn.Done })
	case w.Settings.OpenFolder:
		s.Queue.Await(t, "opening", func() bool { return len(opened) == 1 })
		if path := <-opened; path != cmp.Or(tr.opens, "/vault") {
			t.Errorf("it opened %s", path)
		}
	case w.Row.Remove:
		if len(s.removals) != 1 {
			t.Error("nothing was removed")
		}
	default:
		t.Errorf("nobody checks where %q leads", label)
	}
}

// One button that signs in is enough, beside the account and in its details.
func TestOneButtonSignsIn(t *testing.T) {
	list := fakes.Accounts()
	dead := &auth.Failure{Outcome: auth.OutcomeSignIn, Doing: "renew the token", Host: "a.example", Code: "invalid_grant"}
	s := newStage(t, kit.ThemeLight, 1000, 900, list)
	id := list[1].ID
	s.failed(id, dead)
	if s.noteOf(id).Way == "" {
		t.Error("nothing signs in while the account looks fresh")
	}
	with := s.list.Row(id).Size().Height
	list[1].Trouble = &auth.Trouble{Outcome: dead.Outcome, Doing: dead.Doing, Host: dead.Host, Code: dead.Code, At: fakes.Noon}
	list[1].State = list[1].StateAt(fakes.Noon)
	s.setAccounts(list, nil, true)
	if n := s.noteOf(id); n.Way != "" || !n.Failed() || s.list.Row(id).Size().Height >= with {
		t.Errorf("the row has two buttons that sign in: %+v", n)
	}
	s.read(id)
	each(s.details.news()[0], func(o fyne.CanvasObject) {
		if _, ok := o.(*kit.Button); ok {
			t.Error("the details have two buttons that sign in")
		}
	})
	if !s.Shows(words.Now().Details.RenewPerson) || s.Shows(words.Now().Details.RenewAlone) {
		t.Error("the details say that what is dead is renewed by itself")
	}
}

// What a person remembers of an account has the same way out in its details.
func TestDetailsHaveTheWayOut(t *testing.T) {
	list := fakes.Accounts()
	list[1].State, list[1].Trouble = auth.StateExpired, &auth.Trouble{Outcome: auth.OutcomeRefused, Doing: "renew the token", Host: "a.example", Code: "invalid_scope", Helps: auth.RemedyScopes, At: fakes.Noon}
	s := newStage(t, kit.ThemeLight, 1000, 900, list)
	s.Agent.WhenRecord = func(auth.AccountID) auth.Record {
		return auth.Record{Account: auth.Account{ID: list[1].ID, Name: "Work", ClientID: "c"}}
	}
	s.open(list[1].ID)
	s.Queue.Drain()
	s.TapButton(words.Now().Row.Edit)
	s.Queue.Await(t, "editing", func() bool { return len(s.Sheets) == 1 })
	if e, ok := s.Win.Canvas().Focused().(*kit.Entry); !ok || e.Name != words.Now().Form.Scopes {
		t.Error("the keyboard is not at the scopes")
	}
}

// takenPort is a port of loopback that another one has until the test ends.
func takenPort(t *testing.T) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.Addr().(*net.TCPAddr).Port
}

// A sign-in that failed offers what helps, and the keyboard is there.
func TestFailedSignInHasAWayOut(t *testing.T) {
	taken := takenPort(t)
	for _, tt := range []struct {
		name, says, helps string
		flow              func(context.Context, auth.Prompt) error
		way, at           func(*words.Words) string
	}{
		{
			"the port is taken", "portTaken", "helpPort",
			func(ctx context.Context, p auth.Prompt) error {
				target := auth.NewTarget(auth.Record{Account: auth.Account{Name: "Work", Grant: auth.AuthorizationCode, ClientID: "c", Protocol: auth.Protocol{
					Endpoints: auth.Endpoints{Authorize: "https://a.example/authorize", Token: "https://a.example/token"}, Redirect: auth.Redirect{Port: taken},
				}}}, catalog.New(""))
				_, err := flow.New(flow.Config{}).Authorize(ctx, target, p)
				return err
			},
			editIt, func(w *words.Words) string { return w.Form.Redirect },
		},
		{
			"somebody said no", "serverSays", "helpAgree",
			func(context.Context, auth.Prompt) error {
				return &auth.Failure{Outcome: auth.OutcomeRefused, Doing: "sign in", Host: "a.example", Code: "access_denied", Helps: auth.RemedyAgree}
			},
			tryAgain, nil,
		},
		{
			"the code expired", "deviceExpired", "tryAgain",
			func(context.Context, auth.Prompt) error {
				return &auth.Failure{Outcome: auth.OutcomeRefused, Doing: "sign in", Host: "a.example", Reason: "the code expired before anybody entered it", Helps: auth.RemedyAgain}
			},
			tryAgain, nil,
		},
		{
			"the record is damaged", "recordUnreadable", "removeAndAdd",
			func(context.Context, auth.Prompt) error {
				return &store.Error{Reason: store.ReasonRecordDamaged, What: "the record of this account cannot be read (it is incomplete in 1.sec)", Do: "Other accounts are not affected. Remove this account and add it again; the damaged file is kept aside."}
			},
			func(w *words.Words) string { return w.Row.Remove }, nil,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			speak(t, "de")
			w := words.Now()
			s := signInStage(t, tt.flow)
			s.Agent.WhenRecord = func(id auth.AccountID) auth.Record {
				return auth.Record{Account: auth.Account{ID: id, Name: "Work", Grant: auth.AuthorizationCode, ClientID: "c"}}
			}
			s.Queue.Await(t, "failing", func() bool { return s.signing == nil && strings.Contains(s.Texts(), tt.way(w)) })
			b, ok := s.Win.Canvas().Focused().(*kit.Button)
			if !ok || b.Text != tt.way(w) {
				t.Fatalf("the keyboard is not at %q", tt.way(w))
			}
			said := s.Texts()
			trouble{says: tt.says, helps: tt.helps}.told(t, w, note{Note: rows.Note{What: said, Todo: said + " "}}) // two keys of told's map
			if tt.at == nil {
				return
			}
			test.Tap(b)
			s.Queue.Await(t, "editing", func() bool { return len(s.Sheets) == 1 && s.signing == nil })
			if e, ok := s.Win.Canvas().Focused().(*kit.Entry); !ok || e.Name != tt.at(w) {
				t.Errorf("the keyboard is not at %q", tt.at(w))
			}
		})
	}
}

// Without a browser the sign-in goes on, and the address can be taken elsewhere.
func TestNoBrowserEndsNoSignIn(t *testing.T) {
	done := make(chan error)
	s := signInStage(t, func(_ context.Context, p auth.Prompt) error {
		p.ShowURL("https://login.example.com/authorize?state=1")
		if err := p.OpenURL("https://login.example.com/authorize?state=1"); err != nil {
			return err
		}
		return <-done
	}, func(c *Config) {
		c.OpenURL = func(string) error { return errors.New("the system has no browser that could be started") }
	})
	w := words.Now()
	s.Queue.Await(t, "saying so", func() bool { return strings.Contains(s.Texts(), w.SignIn.Elsewhere) })
	s.At.At = fakes.Noon.Add(time.Minute)
	s.tick()
	if s.signing == nil || !strings.Contains(s.Texts(), w.Common.CopyLink) {
		t.Error("the sign-in ended")
	}
	done <- nil
	s.Queue.Await(t, "ending", func() bool { return s.signing == nil })
}
