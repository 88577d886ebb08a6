package window

import (
	"errors"
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
)

// kind is what an account is described by.
type kind int

const (
	kindProvider kind = iota // a definition of the catalogue
	kindIssuer               // an issuer's address; discovery does the rest
	kindCustom               // the endpoints themselves
)

// addForm is the fields of a new account.
type addForm struct {
	kind     kind
	provider auth.Provider
	grants   []auth.GrantType
	grant    auth.GrantType
	auths    []auth.ClientAuth
	auth     auth.ClientAuth

	name, issuer, authURL, tokenURL, deviceURL *field
	clientID, secret, username, scopes         *field
	grantBox, authBox, redirectBox, box        *fyne.Container
	redirect                                   *entry

	onChange, onEscape, submit func()
	copyText                   func(string)
}

func newAddForm(p auth.Provider, k kind) *addForm {
	f := &addForm{kind: k, provider: p, grants: p.Grants, auths: []auth.ClientAuth{"", auth.AuthBasic, auth.AuthPost, auth.AuthJSON, auth.AuthNone}}
	if len(f.grants) == 0 {
		f.grants = []auth.GrantType{auth.AuthorizationCode, auth.DeviceCode, auth.ClientCredentials, auth.Password, auth.RefreshToken}
	}
	f.grant = f.grants[0]
	return f
}

// build makes the fields. Those that the grant has no use for are hidden.
func (f *addForm) build() {
	f.name = newField(wordFieldName, wordHintName, auth.CheckName)
	f.issuer = newField(wordFieldIssuer, wordHintIssuer, auth.CheckEndpoint)
	f.authURL = newField(wordFieldAuth, "https://login.example.com/oauth2/authorize", auth.CheckEndpoint)
	f.tokenURL = newField(wordFieldToken, wordHintEndpoint, auth.CheckEndpoint)
	f.deviceURL = newField(wordFieldDevice, "https://login.example.com/oauth2/device", auth.CheckEndpoint)
	f.clientID = newField(wordFieldClientID, "", required(wordNeedClientID))
	f.secret = fieldOf(wordFieldSecret, newPasswordEntry(), f.checkSecret)
	f.secret.entry.PlaceHolder = wordHintSecret
	f.username = newField(wordFieldUsername, wordOptional, nil)
	f.scopes = newField(wordFieldScopes, wordHintScopes, nil)
	f.scopes.entry.Text = strings.Join(f.provider.Scopes, " ")
	f.redirect = newEntry("")
	f.redirect.OnChanged = func(string) { f.redirect.SetText(f.redirectURI()) } // to read and copy, not to type in
	link := newFocusButton(wordCopyLink, drawCopy, nil, func() { f.copyText(f.redirectURI()) })
	f.redirectBox = container.New(layout.NewCustomPaddedVBoxLayout(4), fieldLabel(wordFieldRedirect),
		container.NewBorder(nil, nil, nil, link, f.redirect), quiet(wordAnyPort))
	f.grantBox = f.choice(wordFieldGrant, f.grantNames(), func(i int) { f.grant = f.grants[i] })
	f.authBox = f.choice(wordFieldAuthStyle, f.authNames(), func(i int) { f.auth = f.auths[i] })
	f.box = container.New(layout.NewCustomPaddedVBoxLayout(12), f.name.box, f.issuer.box, f.grantBox, f.authURL.box, f.tokenURL.box, f.deviceURL.box,
		f.clientID.box, f.secret.box, f.authBox, f.username.box, f.scopes.box, f.redirectBox)
	for _, fl := range f.fields() {
		fl.entry.onEscape = f.onEscape
		fl.entry.OnSubmitted = func(string) { f.submit() }
		fl.entry.OnChanged = func(string) {
			fl.seen = true
			f.onChange()
		}
	}
	f.arrange()
}

func (f *addForm) fields() []*field {
	return []*field{f.name, f.issuer, f.authURL, f.tokenURL, f.deviceURL, f.clientID, f.secret, f.username, f.scopes}
}

func (f *addForm) first() fyne.Focusable { return f.name.entry }

// choice is a labelled list to choose one of.
func (f *addForm) choice(label string, names []string, onChoose func(int)) *fyne.Container {
	list := newPick(names)
	list.SetSelectedIndex(0)
	list.OnChanged = func(string) {
		onChoose(list.SelectedIndex())
		f.onChange()
	}
	line := canvas.NewRectangle(color.Transparent)
	line.StrokeColor, line.StrokeWidth, line.CornerRadius = shade(theme.ColorNameInputBorder), 1, theme.InputRadiusSize()
	return container.New(layout.NewCustomPaddedVBoxLayout(4), fieldLabel(label), container.NewStack(list, line))
}

func (f *addForm) grantNames() []string {
	var names []string
	for _, g := range f.grants {
		w := text.Grant(g)
		names = append(names, strings.ToUpper(w[:1])+w[1:])
	}
	return names
}

func (f *addForm) authNames() []string {
	var names []string
	for _, a := range f.auths {
		names = append(names, authWords[a])
	}
	return names
}

// arrange shows the fields that kind and grant need, and what is wrong in them.
func (f *addForm) arrange() {
	custom, browser := f.kind == kindCustom, f.grant == auth.AuthorizationCode
	for _, v := range []struct {
		box *fyne.Container
		on  bool
	}{
		{f.issuer.box, f.kind == kindIssuer},
		{f.authURL.box, custom && browser},
		{f.tokenURL.box, custom},
		{f.deviceURL.box, custom && f.grant == auth.DeviceCode},
		{f.grantBox, len(f.grants) > 1},
		{f.authBox, f.kind != kindProvider && f.secret.text() != ""},
		{f.username.box, f.grant == auth.Password},
		{f.redirectBox, browser},
	} {
		v.box.Hidden = !v.on
	}
	f.redirect.SetText(f.redirectURI())
	for _, fl := range f.fields() {
		fl.judge()
	}
	f.box.Refresh()
}

// checkSecret asks for the secret that client credentials are made of.
func (f *addForm) checkSecret(s string) error {
	if s == "" && f.grant == auth.ClientCredentials {
		return errors.New(wordNeedSecret)
	}
	return nil
}

func required(words string) func(string) error {
	return func(s string) error {
		if strings.TrimSpace(s) == "" {
			return errors.New(words)
		}
		return nil
	}
}

// complete shows every mistake there still is, and says whether there is none.
func (f *addForm) complete() bool {
	ok := true
	for _, fl := range f.fields() {
		fl.seen = true
		ok = fl.err() == nil && ok
	}
	f.arrange()
	return ok
}

// account is what the fields say. Hidden fields say nothing.
func (f *addForm) account() (auth.Account, auth.Credentials) {
	acc := auth.Account{
		Name: f.name.text(), Provider: f.provider.ID, Grant: f.grant,
		ClientID: strings.TrimSpace(f.clientID.text()), Scopes: strings.Fields(f.scopes.text()),
	}
	if slices.Equal(acc.Scopes, f.provider.Scopes) {
		acc.Scopes = slices.Clone(f.provider.Scopes)
	}
	if f.grant == auth.Password {
		acc.Username = f.username.text()
	}
	switch f.kind {
	case kindIssuer:
		acc.Protocol.Issuer = f.issuer.text()
	case kindCustom:
		acc.Protocol.Endpoints = auth.Endpoints{Token: f.tokenURL.text()}
		if f.grant == auth.AuthorizationCode {
			acc.Protocol.Endpoints.Authorize = f.authURL.text()
		}
		if f.grant == auth.DeviceCode {
			acc.Protocol.Endpoints.Device = f.deviceURL.text()
		}
	}
	if f.kind != kindProvider && f.secret.text() != "" {
		acc.Protocol.ClientAuth = f.auth
	}
	return acc, auth.Credentials{ClientSecret: auth.NewSecret(f.secret.text())}
}

// redirectURI is what has to be registered at the provider (RFC 8252 7.3).
func (f *addForm) redirectURI() string {
	r := f.provider.Protocol.With(f.provider.PerGrant[f.grant]).Redirect
	if r.URI != "" {
		return r.URI
	}
	return loopbackURI(r)
}

// blame puts an error below the field it is about, or at the end of the form.
func (f *addForm) blame(err error, end *fyne.Container) {
	var in *auth.InputError
	if errors.As(err, &in) {
		if fl := f.byFlag()[in.Field]; fl != nil && fl.box.Visible() {
			fl.say(auth.Clean(in.Text, 300))
			return
		}
	}
	if errors.Is(err, auth.ErrNameTaken) {
		f.name.say(text.Explain(err).What)
		return
	}
	w := text.Explain(err)
	end.Objects = []fyne.CanvasObject{alarm(w.What, w.Todo)}
	end.Refresh()
}

// byFlag finds a field by what an InputError calls it.
func (f *addForm) byFlag() map[string]*field {
	return map[string]*field{
		"name": f.name, "issuer": f.issuer, "auth-url": f.authURL, "token-url": f.tokenURL,
		"device-url": f.deviceURL, "client-id": f.clientID, "client-secret-file": f.secret,
	}
}
