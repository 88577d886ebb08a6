package window

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/rows"
	"github.com/authfob/authfob/ui/words"
)

// picture compares the window with testdata/name.png; UPDATE=1 writes it.
func (s *stage) picture(name string) {
	s.T.Helper()
	for _, root := range append(s.Win.Canvas().Overlays().List(), s.Win.Canvas().Content()) {
		each(root, func(o fyne.CanvasObject) {
			switch o := o.(type) {
			case *container.Scroll:
				hideCut(o.Content, o)
			case *canvas.Rectangle:
				o.Shadow = canvas.Shadow{} // the same below every dialog, and a third of what a picture takes
			}
		})
	}
	img := s.Win.Canvas().Capture()
	if os.Getenv("UPDATE") == "" {
		test.AssertImageMatches(s.T, name+".png", img)
		return
	}
	f, err := os.Create(filepath.Join("testdata", name+".png"))
	if err != nil {
		s.T.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		s.T.Fatal(err)
	}
}

// each visits all that is drawn of o, and what it is in.
func each(o fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if !o.Visible() {
		return
	}
	visit(o)
	var inside []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, i := range inside {
		each(i, visit)
	}
}

// hideCut hides what is typed in entries at the edges of a scroller: the test
// driver's painter lets a scroller within another one, as entries have it, paint
// beyond the outer one. The window's own painter does not.
func hideCut(o fyne.CanvasObject, outer *container.Scroll) {
	switch o := o.(type) {
	case *fyne.Container:
		for _, i := range o.Objects {
			hideCut(i, outer)
		}
	case *kit.Entry:
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject
		top := at(o).Y - at(outer).Y
		if top >= 0 && top+o.Size().Height <= outer.Size().Height {
			return
		}
		for _, i := range test.WidgetRenderer(o).Objects() {
			if _, ok := i.(*canvas.Rectangle); !ok {
				i.Hide()
			}
		}
	}
}

func TestPictureOfList(t *testing.T) {
	for _, mode := range []string{kit.ThemeLight, kit.ThemeDark} {
		t.Run(mode, func(t *testing.T) {
			s := newStage(t, mode, 480, 760, fakes.Accounts())
			s.selectOne(fakes.Accounts()[1].ID)
			s.clipbar.copied("Anna Schmidt", Copied{Clears: fakes.Noon.Add(24 * time.Second)}, fakes.Noon)
			s.picture("list-" + mode)
		})
	}
}

func TestPictureOfNarrowList(t *testing.T) {
	newStage(t, kit.ThemeLight, 360, 760, fakes.Accounts()).picture("list-narrow")
}

func TestPictureOfWideList(t *testing.T) {
	for _, mode := range []string{kit.ThemeLight, kit.ThemeDark} {
		t.Run(mode, func(t *testing.T) {
			s := newStage(t, mode, 1000, 720, fakes.Accounts())
			s.open(fakes.Accounts()[1].ID)
			s.Queue.Await(t, "reading the history", func() bool { return len(s.details.facts.history) > 0 })
			s.picture("wide-" + mode)
		})
	}
}

func TestPictureOfClaims(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 1000, 1000, fakes.Accounts())
	s.Agent.WhenRecord = claimsRecord
	s.details.unfolded[words.Now().Claims.Access] = true
	s.details.id = fakes.Accounts()[1].ID
	s.open(fakes.Accounts()[1].ID)
	s.Queue.Await(t, "reading the claims", func() bool { return len(s.details.facts.access) > 0 })
	s.picture("wide-claims")
}

func TestPictureOfEdit(t *testing.T) {
	s := editStage(t)
	s.Below(words.Now().Form.Issuer).SetText("https://two.example.com")
	s.Canvas.Focus(s.Below(words.Now().Form.Name))
	s.picture("edit")
}

func TestPictureOfGroups(t *testing.T) {
	s := newStage(t, kit.ThemeDark, 480, 720, fakes.Accounts())
	s.groupBy(rows.GroupTag)
	s.fold("staging")
	s.picture("groups")
}

func TestPictureOfEmptyList(t *testing.T) {
	demo := func(c *Config) { c.TryDemo = func(context.Context) error { return nil } }
	newStage(t, kit.ThemeLight, 480, 720, nil, demo).picture("empty")
}

func TestPictureOfHostileNames(t *testing.T) {
	newStage(t, kit.ThemeLight, 480, 560, hostileAccounts()[:5]).picture("hostile")
}

func TestPictureOfFailure(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 480, 560, fakes.Accounts())
	list := fakes.Accounts()
	s.failed(list[1].ID, &auth.Failure{Outcome: auth.OutcomeUnreachable, Doing: "renew the token", Host: "accounts.airthings.com", Reason: "answered with a web page; a captive portal may be in between"})
	s.setNote(list[2].ID, note{Note: rows.Note{Busy: words.Now().Row.Copying}})
	s.succeeded(list[3].ID, words.Now().Row.Copied, fakes.Noon.Add(2*time.Hour))
	s.picture("notes")
}

func TestPictureOfMenu(t *testing.T) {
	s := newStage(t, kit.ThemeDark, 480, 720, fakes.Accounts())
	s.list.Row(fakes.Accounts()[1].ID).ShowMenu()
	s.picture("menu")
}

// providers has the first page of Add account offer some.
func providers(c *Config) { c.Providers = fakes.SomeProviders }

func TestPictureOfAddAccount(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 480, 760, fakes.Accounts(), providers)
	s.forms.Add()
	s.picture("add-choose")
	s.chooseCard(words.Now().Add.Custom)
	s.Below(words.Now().Form.Name).SetText("CI")
	s.Below(words.Now().Form.Token).SetText("http://login.example.com/token")
	s.Below(words.Now().Form.Token).FocusLost()
	s.Queue.Drain()
	s.picture("add-custom")
}

func TestPictureOfAddForms(t *testing.T) {
	for _, c := range []struct {
		name, mode, provider string
		more                 bool
	}{{"add-code", kit.ThemeLight, "Airthings", false}, {"add-password", kit.ThemeDark, "insiders", true}} {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(t, c.mode, 480, 900, fakes.Accounts(), providers)
			s.openCard(c.provider)
			if c.more {
				s.unfold()
				s.Below(words.Now().Form.Tags).SetText("staging")
			}
			s.picture(c.name)
		})
	}
}

func TestPictureOfSignIn(t *testing.T) {
	for _, c := range []struct {
		name string
		mode string
		do   func(*signIn)
	}{
		{"signin-browser", kit.ThemeLight, func(in *signIn) { in.showWaiting("https://login.example.com/authorize") }},
		{"signin-code", kit.ThemeDark, func(in *signIn) {
			in.showCode(auth.UserCode{Code: "WDJB-MJHT", URI: "https://example.com/device", CompleteURI: "https://example.com/device?user_code=WDJB-MJHT", ExpiresAt: fakes.Noon.Add(10 * time.Minute)})
		}},
		{"signin-paste", kit.ThemeLight, func(in *signIn) {
			in.showPaste("https://app.example.com/callback", fmt.Errorf("that address has no code in it; copy all of it, up to its end"), func(string) {})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(t, c.mode, 480, 680, fakes.Accounts(), func(c *Config) {
				c.Browsers = func() []Browser { return nil }
				c.OpenIn = func(Browser, string) error { return nil }
			})
			s.Agent.WhenSignIn = func(ctx context.Context, _ auth.AccountID, _ auth.Prompt) error {
				<-ctx.Done()
				return ctx.Err()
			}
			s.signIn(fakes.Accounts()[0].ID)
			s.At.At, s.signing.browsers = fakes.Noon.Add(28*time.Second), []Browser{{"Firefox", "firefox"}}
			c.do(s.signing)
			s.picture(c.name)
		})
	}
}

func TestPictureOfManyAccounts(t *testing.T) {
	var list []auth.Status
	for i := range 200 {
		list = append(list, fakes.Account(i+1, fmt.Sprintf("account-%03d", i), "GitHub", "github.com", time.Hour, time.Duration(i)*17*time.Second+time.Minute, "repo"))
	}
	s := newStage(t, kit.ThemeDark, 480, 720, list)
	s.selectOne(list[150].ID)
	s.picture("many")
}

func TestPictureOfLockedVault(t *testing.T) {
	s := newStage(t, kit.ThemeDark, 480, 560, nil, func(c *Config) { c.Unlock = func(context.Context, auth.Secret) error { return nil } })
	s.setAccounts(nil, auth.ErrPassphrase, true)
	s.Queue.Drain()
	s.picture("locked")
}
