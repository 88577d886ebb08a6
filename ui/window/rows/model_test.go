package rows

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/words"
)

// lines are what the model shows: names, and titles behind a #.
func (m *Model) lines() (list []string) {
	for _, it := range m.Items {
		if it.ID == "" {
			list = append(list, "# "+it.Title)
			continue
		}
		list = append(list, m.ByID[it.ID].Name)
	}
	return list
}

// tagged is an account with a tag.
func tagged(n int, name, tag string) auth.Status {
	s := fakes.Account(n, name, "GitHub", "github.com", time.Hour, time.Hour)
	if s.Tags = nil; tag != "" {
		s.Tags = []string{tag}
	}
	return s
}

func TestArrange(t *testing.T) {
	m := NewModel()
	m.Replace(NewListing([]auth.Status{tagged(1, "Anna", ""), tagged(2, "Berta", "dev"), tagged(3, "Cleo", "prod"), tagged(4, "Dora", "prod"), tagged(5, "Eve", "billing")}))
	none := "# " + words.Now().List.NoTag
	for _, c := range []struct {
		name  string
		do    func()
		want  []string
		shown int
	}{
		{"all", func() {}, []string{"Anna", "Berta", "Cleo", "Dora", "Eve"}, 5},
		{"by tag: what is real first, no tag last", func() { m.Group = GroupTag }, []string{"# prod", "Cleo", "Dora", "# dev", "Berta", "# billing", "Eve", none, "Anna"}, 5},
		{"a folded group counts", func() { m.Folded["prod"] = true }, []string{"# prod", "# dev", "Berta", "# billing", "Eve", none, "Anna"}, 5},
		{"a removed account is gone", func() { m.Hidden[m.All[1].ID] = true }, []string{"# prod", "# billing", "Eve", none, "Anna"}, 4},
		{"a search", func() { m.Query = "github AN" }, []string{none, "Anna"}, 1},
		{"a state that none is in", func() { m.State = auth.StateLocked }, nil, 0},
	} {
		c.do()
		m.Arrange()
		if diff := cmp.Diff(c.want, m.lines()); diff != "" || m.Shown != c.shown {
			t.Errorf("%s: %d shown, want %d (-want +got):\n%s", c.name, m.Shown, c.shown, diff)
		}
	}
	if m.Total != 4 {
		t.Errorf("%d in all, want 4", m.Total)
	}
}

// What a snapshot has no longer is neither hidden nor under the cursor.
func TestReplaceForgetsWhoIsGone(t *testing.T) {
	list := []auth.Status{tagged(1, "Anna", ""), tagged(2, "Berta", "")}
	m := NewModel()
	m.Replace(NewListing(list))
	m.Cursor, m.Hidden[list[0].ID] = Item{ID: list[1].ID}, true
	m.Replace(NewListing(list))
	if m.Cursor.ID != list[1].ID || !m.Hidden[list[0].ID] {
		t.Error("the same accounts again changed the cursor, or what is hidden")
	}
	m.Replace(NewListing(nil))
	if m.Cursor != (Item{}) || len(m.Hidden) != 0 {
		t.Errorf("the cursor is on %+v, %d are hidden", m.Cursor, len(m.Hidden))
	}
}

// A state is called as its rows call it, where they all say the same.
func TestCounts(t *testing.T) {
	list := fakes.Accounts()[:2]
	list[0].State, list[1].State = auth.StateSignInNeeded, auth.StateSignInNeeded
	list[0].ObtainedAt, list[1].ObtainedAt = time.Time{}, time.Time{}
	m := NewModel()
	m.Replace(NewListing(list))
	by, called, attention := m.Counts()
	if by[auth.StateSignInNeeded] != 2 || attention != 2 || called[auth.StateSignInNeeded] != text.StateOf(list[0]) {
		t.Errorf("%v, %v, %d need a person", by, called, attention)
	}
}
