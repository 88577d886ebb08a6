package rows

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// Grouping is how the list is divided.
type Grouping string

// The ways to divide it.
const (
	GroupNone     Grouping = ""
	GroupProvider Grouping = "provider"
	GroupTag      Grouping = "tag"
)

// Item is a line of the list: an account, or the heading of a group.
type Item struct {
	ID    auth.AccountID // "" for a heading
	Title string
	Count int  // of the group's accounts
	Shut  bool // the group is folded
}

// Model is the list without its pixels: what there is, what is asked for, and what
// of it is shown.
type Model struct {
	Listing
	Hidden map[auth.AccountID]bool // removed, and not gone yet

	Query  string
	State  auth.State // "" for all
	Group  Grouping
	Folded map[string]bool // titles of groups

	Items  []Item
	Total  int  // accounts that are not hidden
	Shown  int  // of those, accounts that match; folded ones too
	Cursor Item // the line that the keys work on, by ID or Title; zero for none
}

// NewModel returns a list of nothing.
func NewModel() *Model {
	return &Model{Folded: map[string]bool{}, Hidden: map[auth.AccountID]bool{}}
}

// Replace takes a new snapshot. What it has no longer is neither hidden nor under
// the cursor.
func (m *Model) Replace(list Listing) {
	m.Listing = list
	for id := range m.Hidden {
		if _, ok := m.ByID[id]; !ok {
			delete(m.Hidden, id)
		}
	}
	if _, ok := m.ByID[m.Cursor.ID]; !ok {
		m.Cursor.ID = ""
	}
	m.Arrange()
}

// Arrange works out the items from what is asked for.
func (m *Model) Arrange() {
	words := strings.Fields(strings.ToLower(m.Query))
	m.Items, m.Total, m.Shown = m.Items[:0], 0, 0
	groups := map[string][]Item{}
	for i := range m.All {
		s := &m.All[i]
		if m.Hidden[s.ID] {
			continue
		}
		m.Total++
		if m.State != "" && s.State != m.State || !hasAll(m.texts[i], words) {
			continue
		}
		m.Shown++
		if m.Group == GroupNone {
			m.Items = append(m.Items, Item{ID: s.ID})
			continue
		}
		title := m.groupOf(s)
		groups[title] = append(groups[title], Item{ID: s.ID})
	}
	m.divide(groups)
}

// divide puts accounts below the headings of their groups.
func (m *Model) divide(groups map[string][]Item) {
	titles := slices.SortedFunc(maps.Keys(groups), func(a, b string) int {
		return cmp.Or(cmp.Compare(titleRank(a), titleRank(b)), strings.Compare(strings.ToLower(a), strings.ToLower(b)), strings.Compare(a, b))
	})
	for _, t := range titles {
		m.Items = append(m.Items, Item{Title: t, Count: len(groups[t]), Shut: m.Folded[t]})
		if !m.Folded[t] {
			m.Items = append(m.Items, groups[t]...)
		}
	}
}

func (m *Model) groupOf(s *auth.Status) string {
	if m.Group == GroupProvider {
		return kit.ProviderName(*s)
	}
	if len(s.Tags) == 0 {
		return words.Now().List.NoTag
	}
	return auth.Clean(s.Tags[0], 40)
}

// titleRank puts the environment that matters most first, and no tag last.
func titleRank(title string) int {
	switch strings.ToLower(title) {
	case "prod", "production":
		return 0
	case "staging":
		return 1
	case "dev":
		return 2
	case strings.ToLower(words.Now().List.NoTag):
		return 4
	}
	return 3
}

func hasAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// Counts says how many accounts are in each state, what that is called, and how
// many need a person. Where all of a state's rows say the same, it is called that.
func (m *Model) Counts() (by map[auth.State]int, called map[auth.State]string, attention int) {
	by, called = map[auth.State]int{}, map[auth.State]string{}
	for i := range m.All {
		s := &m.All[i]
		if m.Hidden[s.ID] {
			continue
		}
		if by[s.State]++; by[s.State] == 1 {
			called[s.State] = text.StateOf(*s)
		} else if called[s.State] != text.StateOf(*s) {
			called[s.State] = text.State(s.State)
		}
	}
	return by, called, by[auth.StateSignInNeeded]
}

// Index is where an account or a heading is in the items, or -1.
func (m *Model) Index(of Item) int {
	return slices.IndexFunc(m.Items, func(it Item) bool { return it.ID == of.ID && it.Title == of.Title })
}

// First is the first account that is shown, or "".
func (m *Model) First() auth.AccountID {
	for _, it := range m.Items {
		if it.ID != "" {
			return it.ID
		}
	}
	return ""
}

// HeadingOf is the heading above line i, or "".
func (m *Model) HeadingOf(i int) string {
	for ; i >= 0; i-- {
		if m.Items[i].ID == "" {
			return m.Items[i].Title
		}
	}
	return ""
}
