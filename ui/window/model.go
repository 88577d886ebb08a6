package window

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/words"
)

// grouping is how the list is divided.
type grouping string

const (
	groupNone     grouping = ""
	groupProvider grouping = "provider"
	groupTag      grouping = "tag"
)

// item is a line of the list: an account, or the heading of a group.
type item struct {
	id    auth.AccountID // "" for a heading
	title string
	count int
	shut  bool
}

// model is the list without its pixels: what there is, and what of it is shown.
type model struct {
	listing
	query  string
	state  auth.State // "" for all
	group  grouping
	folded map[string]bool
	hidden map[auth.AccountID]bool // removed, and not gone yet
	items  []item
	total  int // accounts that are not hidden
	shown  int // of those, accounts that match; folded ones too
}

func newModel() *model {
	return &model{folded: map[string]bool{}, hidden: map[auth.AccountID]bool{}}
}

// replace takes a new snapshot.
func (m *model) replace(list listing) {
	m.all, m.byID, m.texts, m.apart = list.all, list.byID, list.texts, list.apart
	for id := range m.hidden {
		if _, ok := m.byID[id]; !ok {
			delete(m.hidden, id)
		}
	}
	m.arrange()
}

// arrange works out the items from what is asked for.
func (m *model) arrange() {
	words := strings.Fields(strings.ToLower(m.query))
	m.items, m.total, m.shown = m.items[:0], 0, 0
	groups := map[string][]item{}
	for i := range m.all {
		s := &m.all[i]
		if m.hidden[s.ID] {
			continue
		}
		m.total++
		if m.state != "" && s.State != m.state || !hasAll(m.texts[i], words) {
			continue
		}
		m.shown++
		if m.group == groupNone {
			m.items = append(m.items, item{id: s.ID})
			continue
		}
		title := m.groupOf(s)
		groups[title] = append(groups[title], item{id: s.ID})
	}
	m.divide(groups)
}

// divide puts accounts below the headings of their groups.
func (m *model) divide(groups map[string][]item) {
	titles := slices.SortedFunc(maps.Keys(groups), func(a, b string) int {
		return cmp.Or(cmp.Compare(titleRank(a), titleRank(b)), strings.Compare(strings.ToLower(a), strings.ToLower(b)), strings.Compare(a, b))
	})
	for _, t := range titles {
		m.items = append(m.items, item{title: t, count: len(groups[t]), shut: m.folded[t]})
		if !m.folded[t] {
			m.items = append(m.items, groups[t]...)
		}
	}
}

func (m *model) groupOf(s *auth.Status) string {
	if m.group == groupProvider {
		return providerName(*s)
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

// counts says how many accounts are in each state, what that is called, and how
// many need a person. Where all of a state's rows say the same, it is called that.
func (m *model) counts() (by map[auth.State]int, called map[auth.State]string, attention int) {
	by, called = map[auth.State]int{}, map[auth.State]string{}
	for i := range m.all {
		s := &m.all[i]
		if m.hidden[s.ID] {
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

// index is where an account or a heading is in the items, or -1.
func (m *model) index(of item) int {
	return slices.IndexFunc(m.items, func(it item) bool { return it.id == of.id && it.title == of.title })
}

// first is the first account that is shown, or "".
func (m *model) first() auth.AccountID {
	for _, it := range m.items {
		if it.id != "" {
			return it.id
		}
	}
	return ""
}

// headingOf is the heading above line i, or "".
func (m *model) headingOf(i int) string {
	for ; i >= 0; i-- {
		if m.items[i].id == "" {
			return m.items[i].title
		}
	}
	return ""
}
