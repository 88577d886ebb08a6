package form

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// registerCard says what to register at the provider, and where that is written.
func (f *addForm) registerCard() fyne.CanvasObject {
	head := kit.NewText(words.Now().Form.Register, 13, theme.ColorNameForeground)
	head.TextStyle = kit.Bold
	parts := []fyne.CanvasObject{head, kit.Quiet(auth.Clean(f.provider.Register, 900))}
	if doc := f.provider.Documentation; auth.CheckEndpoint(doc) == nil {
		parts = append(parts, container.NewHBox(kit.NewButton(words.Now().Form.Documentation, func() { f.openURL(doc) })))
	}
	ground := kit.Mix(kit.Shade(theme.ColorNameOverlayBackground), kit.Shade(theme.ColorNamePrimary), 0.08)
	return kit.OnCard(ground, container.New(layout.NewCustomPaddedVBoxLayout(6), parts...))
}

// tagField is the tags of an account, with the usual ones to tap.
type tagField struct {
	*kit.Field
	pills map[string]*kit.Pill
}

// usualTags are the environments that the list knows to sort and colour.
var usualTags = []string{"prod", "staging", "dev"}

func newTagField(keys func(*fyne.KeyEvent)) *tagField {
	t := &tagField{Field: kit.NewField(words.Now().Form.Tags, words.Now().Form.HintTags, nil), pills: map[string]*kit.Pill{}}
	row := container.New(layout.NewCustomPaddedHBoxLayout(kit.PillGap))
	for _, tag := range usualTags {
		t.pills[tag] = kit.NewPill("", keys, func() { t.toggle(tag) })
		row.Add(t.pills[tag])
	}
	t.Box.Add(row)
	t.Check = func(string) error { // the chips follow what is typed
		t.follow()
		return nil
	}
	t.follow()
	return t
}

func (t *tagField) tags() []string {
	var tags []string
	for _, tag := range strings.FieldsFunc(t.Text(), func(r rune) bool { return r == ',' || r == ' ' }) {
		if !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return tags
}

func (t *tagField) toggle(tag string) {
	tags := t.tags()
	if i := slices.Index(tags, tag); i >= 0 {
		tags = slices.Delete(tags, i, i+1)
	} else {
		tags = append(tags, tag)
	}
	t.Entry.SetText(strings.Join(tags, " "))
	t.follow()
}

func (t *tagField) follow() {
	tags := t.tags()
	for tag, p := range t.pills {
		p.Set(tag, slices.Contains(tags, tag))
	}
}

// authWord is a client authentication in words.
func authWord(a auth.ClientAuth) string {
	w := words.Now().ClientAuth
	switch a {
	case auth.AuthBasic:
		return w.Basic
	case auth.AuthPost:
		return w.Post
	case auth.AuthJSON:
		return w.JSON
	case auth.AuthNone:
		return w.None
	case auth.AuthPrivateKeyJWT:
		return w.PrivateKeyJWT
	}
	return words.Now().Common.Default
}
