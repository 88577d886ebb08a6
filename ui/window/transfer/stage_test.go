package transfer

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/storage"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// stage is an empty window over accounts that files hold too.
type stage struct {
	*Screens
	*fakes.Stage
	said string
}

func newStage(t *testing.T, records ...auth.Record) *stage {
	t.Helper()
	s := &stage{Stage: fakes.NewStage(t, kit.ThemeLight, fakes.Accounts())}
	s.Agent.Vault = fakes.Vault{Records: records, Taken: make(chan auth.Record, 8), Back: make(chan auth.AccountID, 8)}
	s.Screens = New(s.Stand(), Needs{
		Files: &Files{Catalogue: fakes.NoDefinitions{}, Definitions: t.TempDir()}, Accounts: s.Agent,
		Place: func(auth.AccountID) {}, Say: func(says string) { s.said = says },
	})
	s.Win.SetContent(container.NewStack())
	s.Win.Resize(fyne.NewSize(480, 760))
	return s
}

// export opens the export of all accounts, or of some of them.
func (s *stage) export() {
	w := words.Now().Transfer
	var list []Candidate
	for _, a := range fakes.Accounts() {
		list = append(list, Candidate{ID: a.ID, Name: a.Name, Ticked: true})
	}
	s.Export([]Group{{Words: w.All.Of(len(list))}, {Words: w.OneByOne, Tick: true}}, list)
}

func (s *stage) dropFile(paths ...string) {
	var uris []fyne.URI
	for _, p := range paths {
		uris = append(uris, storage.NewFileURI(p))
	}
	s.Dropped(uris)
}
