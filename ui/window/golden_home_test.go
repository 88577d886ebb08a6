package window

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/rows"
)

// The states of the home, each in a picture as small as it can be told from.
func TestPictureOfHome(t *testing.T) {
	for _, c := range []struct {
		name, mode    string
		width, height float32
		list          []auth.Status
		do            func(*stage)
	}{
		{"home-one", kit.ThemeLight, 480, 340, fakes.Accounts()[1:2], func(*stage) {}},
		{"home-thousands", kit.ThemeDark, 480, 420, thousands(), func(s *stage) { s.search.entry.SetText("0999") }},
		{"home-removed", kit.ThemeDark, 360, 480, fakes.Accounts(), func(s *stage) {
			s.remove(fakes.Accounts()[1].ID)
			s.At.At = fakes.Noon.Add(3 * time.Second)
			s.tick()
		}},
		{"home-rename", kit.ThemeLight, 480, 340, fakes.Accounts()[1:3], func(s *stage) { s.rename(fakes.Accounts()[1].ID) }},
		{"home-keys", kit.ThemeDark, 480, 700, fakes.Accounts()[:1], func(s *stage) { s.showKeys() }},
		{"home-unreadable", kit.ThemeLight, 360, 480, fakes.Accounts()[:2], func(s *stage) {
			s.setAccounts(fakes.Accounts()[:2], errors.New("the vault cannot be read: input/output error"), true)
		}},
		{"home-sealed", kit.ThemeLight, 360, 400, nil, func(s *stage) {
			s.setAccounts(nil, auth.ErrLocked, true)
			s.Queue.Drain()
		}},
		{"home-loading", kit.ThemeDark, 360, 400, nil, func(s *stage) {
			s.loaded = false
			s.setAccounts(nil, nil, false)
		}},
		{"home-groups", kit.ThemeLight, 480, 420, fakes.Accounts()[1:5], func(s *stage) {
			s.groupBy(rows.GroupTag)
			s.focusList()
			s.Key(fyne.KeyHome, fyne.KeyLeft)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(t, c.mode, c.width, c.height, c.list)
			c.do(s)
			s.picture(c.name)
		})
	}
}

func thousands() []auth.Status {
	list := make([]auth.Status, 10_000)
	for i := range list {
		list[i] = fakes.Account(i+1, fmt.Sprintf("account-%05d", i), "GitHub", "github.com", time.Hour, 40*time.Minute, "repo")
	}
	return list
}
