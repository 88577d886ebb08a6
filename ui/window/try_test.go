package window

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// tryStage opens the dialog for the second account.
func tryStage(t *testing.T, mode string, width float32) *stage {
	s := newStage(t, mode, width, 760, fakes.Accounts())
	s.Agent.WhenCall = func(c auth.Call) (auth.Answer, error) {
		if !c.NewHost {
			return auth.Answer{}, &auth.NewHostError{Host: "api.example.com"}
		}
		return auth.Answer{
			Status: 200, Took: 132 * time.Millisecond, Kind: "application/json", Text: "{\n  \"name\": \"Ada\",\n  \"method\": \"" + c.Method + "\"\n}", Size: 40,
			Header: []auth.HeaderLine{{Name: "Content-Type", Value: "application/json"}, {Name: "X-Request-Id", Value: "0b1c-22"}},
		}, nil
	}
	s.try(fakes.Accounts()[1].ID)
	s.Entry().SetText("https://api.example.com/v1/me")
	return s
}

func TestTry(t *testing.T) {
	s := tryStage(t, kit.ThemeLight, 480)
	copied := ""
	s.ClipText = func(text string) { copied = text }
	s.TapButton(words.Now().Try.CopyCurl)
	if want := `curl -H "Authorization: Bearer $(authfob token 'Anna Schmidt')" 'https://api.example.com/v1/me'`; copied != want {
		t.Errorf("copied %s", copied)
	}
	s.Canvas.Focus(s.Entry())
	s.Key(fyne.KeyReturn)
	s.Queue.Await(t, "warning", func() bool { return s.Shows(words.Now().Try.SendAnyway) })
	s.Key(fyne.KeyReturn) // the button has the focus
	s.Queue.Await(t, "answering", func() bool { return s.Shows("200 OK · 132ms · application/json") })
	for _, want := range []string{`"name": "Ada"`, "X-Request-Id: 0b1c-22"} {
		if !s.Shows(want) {
			t.Errorf("%s is not shown:\n%s", want, s.Texts())
		}
	}
	s.Key(fyne.KeyEscape)
	if len(s.Sheets) != 0 {
		t.Error("Escape does not close it")
	}
}

func TestTryRefusesAnAddress(t *testing.T) {
	s := tryStage(t, kit.ThemeLight, 480)
	s.Agent.WhenCall = nil // would fail the test
	s.Entry().SetText("http://api.example.com/")
	s.Key(fyne.KeyReturn)
	if !s.Shows("https") {
		t.Errorf("nothing says why:\n%s", s.Texts())
	}
}

func TestCurlQuotes(t *testing.T) {
	if got := curlOf("it's", "HEAD", "https://a/?x='"); !strings.Contains(got, `'it'\''s'`) || !strings.Contains(got, `'https://a/?x='\'''`) || !strings.Contains(got, "--head") {
		t.Error(got)
	}
}

func TestPictureOfTry(t *testing.T) {
	for _, c := range []struct {
		name, mode string
		width      float32
		agreed     bool
	}{{"try", kit.ThemeLight, 700, true}, {"try-dark", kit.ThemeDark, 360, true}, {"try-warning", kit.ThemeLight, 360, false}} {
		t.Run(c.name, func(t *testing.T) {
			s := tryStage(t, c.mode, c.width)
			s.TapButton(words.Now().Try.Send)
			s.Queue.Await(t, "warning", func() bool { return s.Shows(words.Now().Try.SendAnyway) })
			if c.agreed {
				s.TapButton(words.Now().Try.SendAnyway)
				s.Queue.Await(t, "answering", func() bool { return s.Shows("200 OK") })
			}
			s.picture(c.name)
		})
	}
}
