package window

import (
	"context"
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/rows"
	"github.com/authfob/authfob/ui/window/transfer"
	"github.com/authfob/authfob/ui/words"
)

// hungAgent never answers: the provider stalls, the keyring asks and asks, the
// disk is slow.
type hungAgent struct {
	*fakes.Agent
	asked chan string
}

func (a hungAgent) hang(ctx context.Context, what string) error {
	a.asked <- what
	<-ctx.Done()
	return ctx.Err()
}

func (a hungAgent) Load(ctx context.Context) error { return a.hang(ctx, "Load") }

func (a hungAgent) Record(ctx context.Context, _ auth.AccountID) (auth.Record, error) {
	return auth.Record{}, a.hang(ctx, "Record")
}

func (a hungAgent) Token(ctx context.Context, _ auth.AccountID, _ auth.TokenOptions) (auth.Token, error) {
	return auth.Token{}, a.hang(ctx, "Token")
}

func (a hungAgent) Edit(ctx context.Context, _ auth.AccountID, _ func(*auth.Record) error) (bool, error, error) {
	return false, nil, a.hang(ctx, "Edit")
}

func (a hungAgent) SignIn(ctx context.Context, _ auth.AccountID, _ auth.Prompt) error {
	return a.hang(ctx, "SignIn")
}

func (a hungAgent) SignOut(ctx context.Context, _ auth.AccountID) (auth.SignedOut, error) {
	return auth.SignedOut{}, a.hang(ctx, "SignOut")
}

func (a hungAgent) Remove(ctx context.Context, _ auth.AccountID) (auth.SignedOut, error) {
	return auth.SignedOut{}, a.hang(ctx, "Remove")
}

func (a hungAgent) Describe(ctx context.Context, _ auth.Record) (auth.Metadata, error) {
	return auth.Metadata{}, a.hang(ctx, "Describe")
}

func (a hungAgent) Probe(ctx context.Context, _ auth.Record) (auth.Trial, error) {
	return auth.Trial{}, a.hang(ctx, "Probe")
}

func (a hungAgent) Records(ctx context.Context) (auth.Listing, error) {
	return auth.Listing{}, a.hang(ctx, "Records")
}

// While nothing behind the window answers, the window does: none of what a
// person can do waits for it. (requirement 72; how soon it answers is measured by
// bench/window-list.sh)
func TestWindowAnswersWhileEverythingHangs(t *testing.T) {
	var list []auth.Status
	for i := range 10_000 {
		list = append(list, fakes.Account(i+1, fmt.Sprintf("account-%05d", i), "GitHub", "github.com", time.Hour, time.Hour, "repo"))
	}
	asked := make(chan string, 1000)
	hang := func(ctx context.Context, what string) error { return hungAgent{asked: asked}.hang(ctx, what) }
	s := newStage(t, kit.ThemeLight, 1000, 720, list, func(c *Config) {
		c.Copy = func(ctx context.Context, _ auth.AccountID, _ string) (Copied, error) {
			return Copied{}, hang(ctx, "Copy")
		}
		c.Files = &transfer.Files{Catalogue: fakes.NoDefinitions{}}
		c.Choose = func(func(*settings.Settings)) error { asked <- "Choose"; return nil }
	})
	hung := hungAgent{s.Agent, asked}
	s.accounts, s.forms.Accounts, s.files.Accounts, s.vault.Load = hung, hung, hung, hung.Load
	s.focusList()
	for _, c := range []struct {
		name string
		do   func()
	}{
		{"copy", func() { s.tapInRow(list[0].ID, words.Now().Row.Copy) }},
		{"copy by key", func() { s.Key(fyne.KeyDown, fyne.KeyReturn) }},
		{"renew", func() { s.selectOne(list[2].ID); s.Key(fyne.KeyF5) }},
		{"details", func() { test.Tap(s.list.Row(list[3].ID)) }},
		{"keep fresh", func() { s.keepFresh(list[4].ID, time.Hour) }},
		{"rename", func() { s.rename(list[5].ID); s.renaming.entry.SetText("x"); s.Key(fyne.KeyReturn) }},
		{"remove", func() { s.remove(list[6].ID); s.carryOut(s.removals[0]) }},
		{"sign out", func() { s.askSignOut(list[7].ID); s.Pop() }},
		{"sign in", func() { s.signIn(list[8].ID); s.Key(fyne.KeyEscape) }},
		{"search", func() { s.search.entry.SetText("account-0999"); s.search.entry.SetText("") }},
		{"group and fold", func() { s.groupBy(rows.GroupProvider); s.fold("GitHub"); s.groupBy(rows.GroupNone) }},
		{"scroll", func() { s.scroll().Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -5000)}); s.moveTo(0) }},
		{"read again", func() { s.vault.Reload(nil) }},
		{"tick", s.tick},
		{"discover", func() { s.fillNew(words.Now().Add.Issuer); s.At.Advance(time.Second); s.Pop() }},
		{"test", func() { s.fillNew(words.Now().Add.Custom); s.TapButton(words.Now().Rehearsal.Do); s.Pop() }},
		{"export", func() { s.exportAccounts(); s.Pop() }},
	} {
		s.within(c.name, c.do)
	}
	if len(asked) == 0 {
		t.Error("nothing behind the window was asked")
	}
}

// fillNew fills in the form of a new account.
func (s *stage) fillNew(title string) {
	s.T.Helper()
	w := words.Now().Form
	s.openCard(title)
	for _, label := range []string{w.Issuer, w.Auth, w.Token} {
		if issuer := title == words.Now().Add.Issuer; issuer == (label == w.Issuer) {
			s.Below(label).SetText("https://login.example.com")
		}
	}
	s.Below(w.Name).SetText("x")
	s.Below(w.ClientID).SetText("c")
}

// within does something on the window's goroutine, and fails where that waits
// for what does not answer.
func (s *stage) within(name string, do func()) {
	s.T.Helper()
	done := make(chan struct{})
	go func() { // ends with do, or with the test
		defer close(done)
		do()
		s.Queue.Drain()
	}()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		s.T.Fatalf("%s waits for what does not answer", name)
	}
}
