package form

import (
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// addForm is the fields of a new account. Those that it has no use for are
// hidden, and say nothing.
type addForm struct {
	kind     kind
	provider auth.Provider
	grants   []auth.GrantType
	grant    auth.GrantType
	auths    []auth.ClientAuth
	auth     auth.ClientAuth
	sources  []auth.Status // accounts whose token can be exchanged
	source   auth.AccountID

	name, issuer, authURL, tokenURL, deviceURL                *kit.Field
	clientID, secret, key, username, password                 *kit.Field
	scopes, redirect, audience, params, proxy, ca             *kit.Field
	tags                                                      *tagField
	keep, ahead                                               *kit.Check
	grantBox, authBox, sourceBox, keepBox                     *fyne.Container
	importNote, scopesNote, redirectNote, register, more, box *fyne.Container
	unfold                                                    *kit.FocusButton
	grantPick                                                 *kit.Pick
	chosen                                                    bool // the person chose the grant
	discovery                                                 *discovery

	defaults                   settings.Settings // what a new account starts with
	onChange, onEscape, submit func()
	keys                       func(*fyne.KeyEvent)
	later                      func(func()) // on the UI goroutine, a moment later
	goTo                       func(fyne.Focusable)
	copyText                   func(string)
	openURL                    func(string)
}

func newAddForm(p auth.Provider, k kind) *addForm {
	f := &addForm{kind: k, provider: p, grants: p.Grants, auths: []auth.ClientAuth{"", auth.AuthBasic, auth.AuthPost, auth.AuthJSON, auth.AuthPrivateKeyJWT, auth.AuthNone}}
	if len(f.grants) == 0 {
		f.grants = []auth.GrantType{auth.AuthorizationCode, auth.DeviceCode, auth.ClientCredentials, auth.Password, auth.RefreshToken, auth.TokenExchange}
	}
	f.grant = f.grants[0]
	return f
}

// from names where the tokens come from.
func (f *addForm) from() string {
	switch f.kind {
	case kindIssuer:
		return words.Now().Add.Issuer
	case kindCustom:
		return words.Now().Add.Custom
	}
	return auth.Clean(f.provider.Name, 60)
}

// renewingScope has a server give a refresh token. (OpenID Connect Core 11)
const renewingScope = "offline_access"

// defaultScopes are asked for unless the person says otherwise.
func (f *addForm) defaultScopes() string {
	if n := f.shape(); f.kind == kindIssuer && (n.browser || n.device) {
		if slices.Contains(f.discovery.found.Scopes, renewingScope) {
			return "openid " + renewingScope
		}
		return "openid"
	}
	return strings.Join(f.provider.Scopes, " ")
}

// protocol is what the definition says for the chosen grant.
func (f *addForm) protocol() auth.Protocol {
	return f.provider.Protocol.With(f.provider.PerGrant[f.grant])
}

func (f *addForm) shape() shape { return shapeOf(f.kind, f.provider, f.grant, f.auth) }

// build makes the fields.
func (f *addForm) build() {
	f.name = kit.NewField(words.Now().Form.Name, words.Now().Form.HintName, checkName)
	f.issuer = kit.NewField(words.Now().Form.Issuer, "https://login.example.com", f.checkAddress(func(n shape) bool { return n.issuer }))
	f.authURL = kit.NewField(words.Now().Form.Auth, "https://login.example.com/oauth2/authorize", f.checkAddress(func(n shape) bool { return n.addresses }))
	f.tokenURL = kit.NewField(words.Now().Form.Token, "https://login.example.com/oauth2/token", f.checkAddress(func(n shape) bool { return n.addresses }))
	f.deviceURL = kit.NewField(words.Now().Form.Device, "https://login.example.com/oauth2/device", f.checkAddress(func(n shape) bool { return n.addresses }))
	f.clientID = kit.NewField(words.Now().Form.ClientID, "", f.checkClientID)
	f.secret = kit.FieldOf(words.Now().Form.Secret, kit.NewPasswordEntry(), f.checkSecret)
	f.key = kit.FieldOf(words.Now().Form.Key, kit.NewPasswordEntry(), checkKey)
	f.key.Entry.PlaceHolder = words.Now().Form.HintKey
	f.username = kit.NewField(words.Now().Form.Username, "", f.checkUsername)
	f.password = kit.FieldOf(words.Now().SignIn.Password, kit.NewPasswordEntry(), kit.Required(words.Now().Form.NeedPassword))
	f.scopes = kit.NewField(words.Now().Form.Scopes, words.Now().Form.HintScopes, nil)
	f.scopesNote = kit.Quiet(words.Now().Form.ScopesNote)
	f.scopes.Box.Add(f.scopesNote)
	f.audience = kit.NewField(words.Now().Form.Audience, words.Now().Form.HintAudience, nil)
	f.params = kit.NewField(words.Now().Form.Params, words.Now().Form.HintParams, checkParams)
	f.proxy = kit.NewField(words.Now().Settings.Proxy, "http://proxy.example.com:3128", kit.CheckProxy)
	f.ca = kit.NewField(words.Now().Settings.Ca, "/etc/ssl/company-ca.pem", kit.CheckPath)
	f.proxy.Entry.Text, f.ca.Entry.Text = f.defaults.Proxy, f.defaults.CAFile
	f.tags = newTagField(f.keys)
	f.keep = kit.NewCheck(words.Now().Form.KeepPassword, func(bool) { f.onChange() })
	f.ahead = kit.NewCheck(words.Now().Form.Ahead, nil)
	f.ahead.Checked = f.defaults.RenewAhead
	f.grantPick = kit.NewPick(f.grantNames())
	f.grantPick.SetSelectedIndex(0)
	f.grantPick.OnChanged = f.picked
	f.grantBox = kit.Labelled(words.Now().Form.Grant, f.grantPick)
	f.authBox = kit.ChoiceOf(words.Now().Form.AuthStyle, f.authNames(), func(i int) { f.auth = f.auths[i]; f.onChange() })
	f.issuer.Box.Add(f.discovery.box)
	f.discovery.scopes = f.scopes
	f.buildRedirect()
	f.buildSource()
	f.keepBox = container.New(layout.NewCustomPaddedVBoxLayout(4), kit.Caution(words.Now().Form.PasswordWarning), f.keep, f.password.Box)
	f.importNote = kit.Quiet(words.Now().Form.ImportNote)
	f.buildBox()
	for _, fl := range f.fields() {
		f.listen(fl)
	}
	f.listenToIssuer()
	f.arrange()
}

// listen has a field tell what is typed into it.
func (f *addForm) listen(fl *kit.Field) {
	fl.Entry.OnEscape = f.onEscape
	fl.Entry.OnSubmitted = func(string) { f.submit() }
	fl.Follow(f.later, f.onChange)
}

// buildRedirect makes the redirect URI: to read, to copy, to replace by one's own.
func (f *addForm) buildRedirect() {
	f.redirect = kit.NewField(words.Now().Form.Redirect, "", checkRedirect)
	f.redirect.Entry.Text = registered(f.protocol().Redirect)
	link := kit.NewFocusButton(words.Now().Common.CopyLink, kit.DrawCopy, f.keys, func() { f.copyText(f.redirect.Text()) })
	f.redirectNote = container.NewStack()
	f.redirect.Box = container.New(layout.NewCustomPaddedVBoxLayout(4), f.redirect.Label,
		container.NewBorder(nil, nil, nil, link, f.redirect.Entry), f.redirect.Row, f.redirectNote)
}

// buildSource makes the choice of the account that a token exchange starts from.
func (f *addForm) buildSource() {
	if !slices.Contains(f.grants, auth.TokenExchange) || len(f.sources) == 0 {
		f.sourceBox = container.NewStack(kit.Caution(words.Now().Form.NeedSource))
		return
	}
	var names []string
	for _, s := range f.sources {
		names = append(names, auth.Clean(s.Name, 60))
	}
	f.sourceBox = kit.ChoiceOf(words.Now().Form.Source, names, func(i int) { f.source = f.sources[i].ID })
	f.source = f.sources[0].ID
}

// buildBox puts everything in the order in which it is filled in. Addresses
// that the definition knows already are among the things that few people need.
func (f *addForm) buildBox() {
	n := f.shape()
	f.more = container.New(layout.NewCustomPaddedVBoxLayout(12), f.tags.Box, f.ahead, f.audience.Box, f.params.Box, f.proxy.Box, f.ca.Box, f.authBox)
	f.unfold = kit.NewFocusButton(words.Now().Common.More, kit.DrawOpen, f.keys, func() { f.fold(!f.more.Hidden); f.onChange() })
	f.register = container.NewStack()
	if f.provider.Register != "" {
		f.register.Add(f.registerCard())
	}
	f.box = container.New(layout.NewCustomPaddedVBoxLayout(12), f.register, f.grantBox, f.name.Box)
	for _, v := range []struct {
		fl   *kit.Field
		main bool
	}{{f.issuer, n.issuer}, {f.authURL, n.addresses}, {f.tokenURL, n.addresses}, {f.deviceURL, n.addresses}} {
		if v.main {
			f.box.Add(v.fl.Box)
		} else {
			f.more.Add(v.fl.Box)
		}
	}
	for _, o := range []fyne.CanvasObject{
		f.clientID.Box, f.secret.Box, f.key.Box, f.username.Box, f.keepBox, f.importNote, f.sourceBox, f.scopes.Box, f.redirect.Box,
		container.New(layout.NewCustomPaddedLayout(0, 0, -8, 0), container.NewHBox(f.unfold)), f.more,
	} {
		f.box.Add(o)
	}
	f.fold(true)
}

// fold hides what few people need, or shows it.
func (f *addForm) fold(shut bool) {
	draw := kit.DrawFold
	if shut {
		draw = kit.DrawOpen
	}
	f.more.Hidden = shut
	f.unfold.Set(words.Now().Common.More, draw, theme.ColorNameForeground, false, true)
}

func (f *addForm) fields() []*kit.Field {
	return []*kit.Field{f.name, f.issuer, f.authURL, f.tokenURL, f.deviceURL, f.clientID, f.secret, f.key, f.username, f.password, f.scopes, f.redirect, f.audience, f.params, f.proxy, f.ca, f.tags.Field}
}

func (f *addForm) first() fyne.Focusable { return f.name.Entry }

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
		names = append(names, authWord(a))
	}
	return names
}

// blame puts an error below the field it is about, or at the end of the form.
func (f *addForm) blame(err error, end *fyne.Container) (atField bool) {
	var in *auth.InputError
	if errors.As(err, &in) {
		if fl := f.byFlag()[in.Field]; fl != nil && fl.Box.Visible() {
			if slices.Contains(f.more.Objects, fyne.CanvasObject(fl.Box)) {
				f.fold(false)
			}
			fl.Say(words.Say(auth.Clean(in.Text, 300)))
			f.goTo(fl.Entry)
			return true
		}
	}
	if errors.Is(err, auth.ErrNameTaken) {
		f.name.Say(text.Tell(err).What)
		f.goTo(f.name.Entry)
		return true
	}
	w := text.Tell(err)
	end.Objects = []fyne.CanvasObject{kit.Alarm(w.What, w.Todo)}
	end.Refresh()
	return false
}

// show moves the focus to the field that a flag of the command line is called, the
// first one where it has none.
func (f *addForm) show(flag string) {
	fl := f.byFlag()[flag]
	if flag == "token-url" && f.shape().issuer {
		fl = f.issuer
	}
	if fl == nil {
		fl = f.name
	}
	if slices.Contains(f.more.Objects, fyne.CanvasObject(fl.Box)) {
		f.fold(false)
		f.onChange()
	}
	if !fl.Box.Visible() {
		fl = f.name
	}
	f.goTo(fl.Entry)
}

// byFlag finds a field by what an InputError calls it.
func (f *addForm) byFlag() map[string]*kit.Field {
	return map[string]*kit.Field{
		"name": f.name, "issuer": f.issuer, "auth-url": f.authURL, "token-url": f.tokenURL,
		"device-url": f.deviceURL, "client-id": f.clientID, "client-secret-file": f.secret, "key-file": f.key,
		"param": f.params, "proxy": f.proxy, "ca-file": f.ca, "scope": f.scopes, "redirect-uri": f.redirect, "username": f.username,
	}
}
