package form

import (
	"cmp"
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// firstProviders are offered before the others, which follow by name.
var firstProviders = []string{"airthings", "airmap", "airmap-keycloak", "insiders", "insiders-live", "smartsense"}

// card is a place that tokens can come from.
type card struct {
	mark, title, text, words string
	hue                      color.NRGBA
	form                     func() *addForm
}

// cards lists what can be chosen, in the order in which it is shown.
func (x *Screens) cards() []card {
	all := []card{
		{"ID", words.Now().Add.Issuer, words.Now().Add.IssuerText, "openid oidc discovery", kit.RGB(0x6366F1), func() *addForm { return newAddForm(auth.Provider{}, kindIssuer) }},
		{"…", words.Now().Add.Custom, words.Now().Add.CustomText, "oauth", kit.RGB(0x64748B), func() *addForm { return newAddForm(auth.Provider{}, kindCustom) }},
	}
	if x.Catalogue == nil {
		return all
	}
	list := slices.Clone(x.Catalogue.All())
	slices.SortStableFunc(list, func(a, b auth.Provider) int {
		return cmp.Or(cmp.Compare(providerRank(a), providerRank(b)), strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)))
	})
	for _, p := range list {
		all = append(all, card{
			providerMark(p), auth.Clean(p.Name, 60), providerLine(p), p.ID, kit.ParseColor(p.Color, kit.HueOf(p.Name)),
			func() *addForm { return newAddForm(p, kindProvider) },
		})
	}
	return all
}

func providerRank(p auth.Provider) int {
	if i := slices.Index(firstProviders, p.ID); i >= 0 {
		return i
	}
	return len(firstProviders)
}

func providerMark(p auth.Provider) string {
	if p.Mark != "" {
		return auth.Clean(p.Mark, 6)
	}
	return kit.Initials(p.Name)
}

// providerLine is the server that a provider's tokens come from, or that it is
// one's own.
func providerLine(p auth.Provider) string {
	if host := (auth.Target{Protocol: p.Protocol}).Host(); host != "" {
		return host
	}
	return words.Now().Add.OwnServer
}

// chooseProvider is the dialog's first page: where the tokens come from.
func (x *Screens) chooseProvider(s *kit.Sheet) {
	list := container.New(layout.NewCustomPaddedVBoxLayout(8))
	all := x.cards()
	var choices []*kit.Choice
	for _, c := range all {
		choices = append(choices, kit.NewChoice(c.mark, c.hue, c.title, c.text, func() { x.fillIn(s, c.form()) }))
	}
	find := kit.NewEntry(words.Now().Add.Search)
	find.Icon = kit.Sign(kit.DrawLens, kit.ColorMuted)
	shown := func() (first *kit.Choice) {
		list.Objects = nil
		asked := strings.Fields(strings.ToLower(find.Text))
		for i, c := range all {
			said := strings.ToLower(c.title + " " + c.text + " " + c.words)
			if !slices.ContainsFunc(asked, func(word string) bool { return !strings.Contains(said, word) }) {
				list.Add(choices[i])
				first = cmp.Or(first, choices[i])
			}
		}
		if first == nil { // the first two take any server
			list.Objects = []fyne.CanvasObject{kit.Sentence(words.Now().Add.None), choices[0], choices[1]}
		}
		return first
	}
	find.OnChanged = func(string) {
		shown()
		s.Scroll.ScrollToTop()
		s.Fit()
	}
	find.OnEscape = x.Pop
	find.OnDown = func() {
		if first := shown(); first != nil {
			s.Focus(first)
		}
	}
	find.OnSubmitted = func(string) {
		if first := shown(); first != nil && find.Text != "" {
			first.OnTap()
		}
	}
	shown()
	s.SetTitle(words.Now().Add.Title)
	s.SetBelow(container.New(layout.NewCustomPaddedVBoxLayout(8), kit.Sentence(words.Now().Add.Choose), find), []fyne.CanvasObject{list}, kit.NewButton(words.Now().Common.Cancel, x.Pop))
	s.Focus(find)
}
