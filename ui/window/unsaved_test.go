package window

import (
	"strings"
	"testing"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
)

// A new token that is not saved yet, here or in the resident, is told above the
// list until it is. (requirement 97)
func TestUnsavedTokensAreToldUntilTheyAreSaved(t *testing.T) {
	list, elsewhere := fakes.Accounts(), make(chan int)
	list[0].Trouble = &auth.Trouble{Outcome: auth.OutcomeUnsaved, Doing: "save the new token", Reason: "the disk is full"}
	s := newStage(t, kit.ThemeLight, 480, 720, list, func(c *Config) { c.Unsaved = elsewhere })
	if !strings.Contains(s.banner.text, "1 new token could not be saved yet") || !s.banner.button.Hidden {
		t.Errorf("the banner says %q", s.banner.text)
	}
	s.Tasks.Start(s.serveUnsaved)
	elsewhere <- 2
	s.Queue.Await(t, "those of the resident", func() bool {
		return strings.Contains(s.banner.text, "3 new tokens could not be saved yet. Make room on the disk, and do not quit Authfob before.")
	})
	list[0].Trouble = nil
	s.setAccounts(list, nil, true)
	elsewhere <- 0
	s.Queue.Await(t, "an end of it", func() bool { return s.banner.text == "" })
}
