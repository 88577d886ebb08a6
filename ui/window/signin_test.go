package window

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// signInStage starts a sign-in of the first sample account with this flow.
func signInStage(t *testing.T, flow func(context.Context, auth.Prompt) error, change ...func(*Config)) *stage {
	s := newStage(t, kit.ThemeLight, 480, 720, fakes.Accounts(), change...)
	s.Agent.WhenSignIn = func(ctx context.Context, id auth.AccountID, p auth.Prompt) error {
		if id != fakes.Accounts()[0].ID {
			t.Errorf("another account signs in: %s", id)
		}
		return flow(ctx, p)
	}
	s.focusList()
	s.Key(fyne.KeyHome, fyne.KeyReturn) // Enter signs in where a copy cannot work
	if s.signing == nil {
		t.Fatal("Enter did not start the sign-in")
	}
	return s
}

func TestSignInWaitsForTheBrowser(t *testing.T) {
	done := make(chan error)
	s := signInStage(t, func(_ context.Context, p auth.Prompt) error {
		p.ShowURL("https://login.example.com/authorize?state=1")
		return <-done
	})
	s.Queue.Await(t, "waiting", func() bool { return strings.Contains(s.Texts(), words.Now().SignIn.Waiting.With("time", "5:00")) })
	s.At.At = fakes.Noon.Add(28 * time.Second)
	s.tick()
	if !strings.Contains(s.Texts(), words.Now().SignIn.Waiting.With("time", "4:32")) {
		t.Errorf("the countdown did not move:\n%s", s.Texts())
	}
	link := ""
	s.signing.h.ClipText = func(text string) { link = text }
	s.TapButton(words.Now().Common.CopyLink)
	if link != "https://login.example.com/authorize?state=1" {
		t.Errorf("copied link %q", link)
	}
	done <- nil
	s.Queue.Await(t, "ending", func() bool { return s.signing == nil })
	if len(s.Sheets) != 0 || s.notes[fakes.Accounts()[0].ID].Done != words.Now().SignIn.Done {
		t.Error("the dialog is still there")
	}
}

func TestCancelEndsTheSignIn(t *testing.T) {
	ended := make(chan error, 1)
	s := signInStage(t, func(ctx context.Context, p auth.Prompt) error {
		p.ShowURL("https://login.example.com/authorize")
		<-ctx.Done()
		ended <- ctx.Err()
		return ctx.Err()
	})
	s.Queue.Await(t, "waiting", func() bool { return strings.Contains(s.Texts(), words.Now().SignIn.WaitingText) })
	s.TapButton(words.Now().Common.Cancel)
	if s.signing != nil || len(s.Sheets) != 0 {
		t.Error("the dialog is still there")
	}
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("the flow ended with %v", err)
	}
	s.Queue.Drain()
	if len(s.Sheets) != 0 || s.notes[fakes.Accounts()[0].ID] != (note{}) {
		t.Error("a cancelled sign-in shows an error")
	}
}

func TestFailedSignInSaysWhatToDo(t *testing.T) {
	tries := make(chan int, 10)
	s := signInStage(t, func(context.Context, auth.Prompt) error {
		tries <- 1
		return &auth.Failure{Outcome: auth.OutcomeRefused, Doing: "sign in", Host: "auth.airmap.com", Code: "access_denied"}
	})
	s.Queue.Await(t, "failing", func() bool { return strings.Contains(s.Texts(), "access_denied") })
	if s.signing != nil {
		t.Error("the sign-in counts as under way")
	}
	s.TapButton(words.Now().Common.Retry)
	s.Queue.Await(t, "trying again", func() bool { return len(tries) == 2 && s.signing == nil })
	s.Key(fyne.KeyEscape)
	if len(s.Sheets) != 0 {
		t.Error("Escape did not close the dialog")
	}
}

func TestPasteUntilItFits(t *testing.T) {
	got := make(chan string, 2)
	s := signInStage(t, func(ctx context.Context, p auth.Prompt) error {
		var wrong error
		for range 2 {
			answer, err := p.PasteRedirect(ctx, "https://app.example.com/cb", wrong)
			if err != nil {
				return err
			}
			got <- answer
			wrong = errors.New("that is the address of the sign-in page itself; sign in there first, then paste the address that you land on")
		}
		return nil
	})
	s.Queue.Await(t, "asking", func() bool { return strings.Contains(s.Texts(), words.Now().SignIn.PasteField) })
	s.Entry().SetText("https://login.example.com")
	s.TapButton(words.Now().Common.Continue)
	s.Queue.Await(t, "asking again", func() bool {
		return strings.Contains(s.Texts(), "That is the address of the sign-in page itself; sign in there first, then paste the address that you land on.")
	})
	s.Entry().SetText("https://app.example.com/cb?code=1")
	s.TapButton(words.Now().Common.Continue)
	s.Queue.Await(t, "ending", func() bool { return s.signing == nil })
	if a, b := <-got, <-got; a != "https://login.example.com" || b != "https://app.example.com/cb?code=1" {
		t.Errorf("pasted %q and %q", a, b)
	}
}

func TestPasswordLeavesTheField(t *testing.T) {
	got := make(chan auth.Secret, 1)
	s := signInStage(t, func(ctx context.Context, p auth.Prompt) error {
		secret, err := p.Password(ctx, "anna")
		if err != nil {
			return err
		}
		got <- secret
		<-ctx.Done()
		return ctx.Err()
	})
	s.Queue.Await(t, "asking", func() bool { return strings.Contains(s.Texts(), words.Now().SignIn.PasswordFor.With("user", "anna")) })
	e := s.Entry()
	if !e.Password {
		t.Error("the password can be read while it is typed")
	}
	e.SetText("PASSWORD_1")
	s.TapButton(words.Now().Common.Continue)
	if secret := <-got; secret.Reveal() != "PASSWORD_1" {
		t.Error("another password was sent")
	}
	if strings.Contains(s.Texts(), "PASSWORD_1") || e.Text != "" {
		t.Error("the password is still in the field")
	}
}

func TestSomebodyElseIsAskedAbout(t *testing.T) {
	answer := make(chan bool, 1)
	s := signInStage(t, func(ctx context.Context, p auth.Prompt) error {
		yes := p.OtherIdentity(ctx, "anna", "bert")
		answer <- yes
		return auth.ErrOtherIdentity
	})
	s.Queue.Await(t, "asking", func() bool { return strings.Contains(s.Texts(), "The browser came back as bert") })
	s.TapButton(words.Now().SignIn.OtherKeep)
	if <-answer {
		t.Error("the other identity was taken")
	}
}

func TestClosingAsksDuringASignIn(t *testing.T) {
	s := signInStage(t, func(ctx context.Context, _ auth.Prompt) error {
		<-ctx.Done()
		return ctx.Err()
	})
	quit := 0
	s.quit = func() { quit++ }
	s.askClose()
	if quit != 0 || len(s.Sheets) != 2 {
		t.Fatal("the window closed without asking")
	}
	s.TapButton(words.Now().Quit.Do)
	if quit != 1 {
		t.Error("the window did not close")
	}
	s.Key(fyne.KeyEscape)
	s.signing.giveUp()
	s.askClose()
	if quit != 2 {
		t.Error("the window asks although nothing is under way")
	}
}

// The address can be opened in any browser that is installed, or copied.
func TestOpenInAnotherBrowser(t *testing.T) {
	opened := make(chan [2]string, 1)
	s := newStage(t, kit.ThemeLight, 480, 680, fakes.Accounts(), func(c *Config) {
		c.Browsers = func() []Browser { return []Browser{{"Chromium", "chromium"}, {"Firefox", "firefox -P work"}} }
		c.OpenIn = func(b Browser, url string) error { opened <- [2]string{b.Command, url}; return nil }
	})
	s.Agent.WhenSignIn = func(ctx context.Context, _ auth.AccountID, p auth.Prompt) error {
		p.ShowURL("https://login.example.com/authorize")
		<-ctx.Done()
		return ctx.Err()
	}
	s.signIn(fakes.Accounts()[0].ID)
	w := words.Now().SignIn
	s.Queue.Await(t, "offering them", func() bool { return slices.Contains(s.Labels(), w.OpenIn) })
	s.TapButton(w.OpenIn)
	s.signing.browserMenu(s.signing.url).Items[1].Action()
	if got := <-opened; got != [2]string{"firefox -P work", "https://login.example.com/authorize"} {
		t.Errorf("opened %q", got)
	}
}
