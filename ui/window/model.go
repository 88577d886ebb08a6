package window

import (
	"cmp"
	"slices"
	"strings"

	"github.com/authfob/authfob/auth"
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
	all    []auth.Status // in the agent's order
	byID   map[auth.AccountID]auth.Status
	texts  map[auth.AccountID]string // what a search looks at
	query  string
	state  auth.State // "" for all
	group  grouping
	folded map[string]bool
	items  []item
}

func newModel() *model {
	return &model{byID: map[auth.AccountID]auth.Status{}, texts: map[auth.AccountID]string{}, folded: map[string]bool{}}
}

// replace takes a new snapshot.
func (m *model) replace(list []auth.Status) {
	m.all = list
	m.byID = make(map[auth.AccountID]auth.Status, len(list))
	m.texts = make(map[auth.AccountID]string, len(list))
	for _, s := range list {
		m.byID[s.ID] = s
		m.texts[s.ID] = strings.ToLower(strings.Join([]string{
			s.Name, s.ProviderName, s.Provider, s.Host, strings.Join(s.Scopes, " "), strings.Join(s.Tags, " "),
		}, " "))
	}
	m.arrange()
}

// arrange works out the items from what is asked for.
func (m *model) arrange() {
	words := strings.Fields(strings.ToLower(m.query))
	var shown []auth.Status
	for _, s := range m.all {
		if (m.state == "" || s.State == m.state) && hasAll(m.texts[s.ID], words) {
			shown = append(shown, s)
		}
	}
	m.items = m.items[:0]
	if m.group == groupNone {
		for _, s := range shown {
			m.items = append(m.items, item{id: s.ID})
		}
		return
	}
	m.divide(shown)
}

// divide puts the shown accounts below the headings of their groups.
func (m *model) divide(shown []auth.Status) {
	groups := map[string][]auth.Status{}
	var titles []string
	for _, s := range shown {
		t := m.groupOf(s)
		if groups[t] == nil {
			titles = append(titles, t)
		}
		groups[t] = append(groups[t], s)
	}
	slices.SortFunc(titles, func(a, b string) int {
		return cmp.Or(cmp.Compare(titleRank(a), titleRank(b)), strings.Compare(strings.ToLower(a), strings.ToLower(b)))
	})
	for _, t := range titles {
		m.items = append(m.items, item{title: t, count: len(groups[t]), shut: m.folded[t]})
		if m.folded[t] {
			continue
		}
		for _, s := range groups[t] {
			m.items = append(m.items, item{id: s.ID})
		}
	}
}

func (m *model) groupOf(s auth.Status) string {
	if m.group == groupProvider {
		return providerName(s)
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

// counts says how many accounts are in each state, and how many need a person.
func (m *model) counts() (by map[auth.State]int, attention int) {
	by = map[auth.State]int{}
	for _, s := range m.all {
		by[s.State]++
	}
	return by, by[auth.StateSignInNeeded]
}

// index is where an account is in the items, or -1.
func (m *model) index(id auth.AccountID) int {
	if id == "" {
		return -1
	}
	return slices.IndexFunc(m.items, func(it item) bool { return it.id == id })
}

// step is the account n accounts further down from id, or the first one.
func (m *model) step(id auth.AccountID, n int) auth.AccountID {
	i := m.index(id)
	if i < 0 {
		n, i = 1, -1
	}
	last := id
	for j := i + sgn(n); n != 0 && j >= 0 && j < len(m.items); j += sgn(n) {
		if m.items[j].id != "" {
			last, n = m.items[j].id, n-sgn(n)
		}
	}
	return last
}

func sgn(n int) int { return cmp.Compare(n, 0) }
