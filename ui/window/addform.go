package window

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

	name, issuer, authURL, tokenURL, deviceURL                *field
	clientID, secret, key, username, password                 *field
	scopes, redirect, audience, params, proxy, ca             *field
	tags                                                      *tagField
	keep, ahead                                               *check
	grantBox, authBox, sourceBox, keepBox                     *fyne.Container
	importNote, scopesNote, redirectNote, register, more, box *fyne.Container
	unfold                                                    *focusButton
	grantPick                                                 *pick
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
	if n := f.needs(); f.kind == kindIssuer && (n.browser || n.device) {
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

func (f *addForm) needs() needs { return needsOf(f.kind, f.provider, f.grant, f.auth) }

// build makes the fields.
func (f *addForm) build() {
	f.name = newField(words.Now().Form.Name, words.Now().Form.HintName, auth.CheckName)
	f.issuer = newField(words.Now().Form.Issuer, "https://login.example.com", f.checkAddress(func(n needs) bool { return n.issuer }))
	f.authURL = newField(words.Now().Form.Auth, "https://login.example.com/oauth2/authorize", f.checkAddress(func(n needs) bool { return n.addresses }))
	f.tokenURL = newField(words.Now().Form.Token, "https://login.example.com/oauth2/token", f.checkAddress(func(n needs) bool { return n.addresses }))
	f.deviceURL = newField(words.Now().Form.Device, "https://login.example.com/oauth2/device", f.checkAddress(func(n needs) bool { return n.addresses }))
	f.clientID = newField(words.Now().Form.ClientID, "", f.checkClientID)
	f.secret = fieldOf(words.Now().Form.Secret, newPasswordEntry(), f.checkSecret)
	f.key = fieldOf(words.Now().Form.Key, newPasswordEntry(), checkKey)
	f.key.entry.PlaceHolder = words.Now().Form.HintKey
	f.username = newField(words.Now().Form.Username, "", f.checkUsername)
	f.password = fieldOf(words.Now().SignIn.Password, newPasswordEntry(), required(words.Now().Form.NeedPassword))
	f.scopes = newField(words.Now().Form.Scopes, words.Now().Form.HintScopes, nil)
	f.scopesNote = quiet(words.Now().Form.ScopesNote)
	f.scopes.box.Add(f.scopesNote)
	f.audience = newField(words.Now().Form.Audience, words.Now().Form.HintAudience, nil)
	f.params = newField(words.Now().Form.Params, words.Now().Form.HintParams, checkParams)
	f.proxy = newField(words.Now().Settings.Proxy, "http://proxy.example.com:3128", checkProxy)
	f.ca = newField(words.Now().Settings.Ca, "/etc/ssl/company-ca.pem", checkPath)
	f.proxy.entry.Text, f.ca.entry.Text = f.defaults.Proxy, f.defaults.CAFile
	f.tags = newTagField(f.keys)
	f.keep = newCheck(words.Now().Form.KeepPassword, func(bool) { f.onChange() })
	f.ahead = newCheck(words.Now().Form.Ahead, nil)
	f.ahead.Checked = f.defaults.RenewAhead
	f.grantPick = newPick(f.grantNames())
	f.grantPick.SetSelectedIndex(0)
	f.grantPick.OnChanged = f.picked
	f.grantBox = labelled(words.Now().Form.Grant, f.grantPick)
	f.authBox = choiceOf(words.Now().Form.AuthStyle, f.authNames(), func(i int) { f.auth = f.auths[i]; f.onChange() })
	f.issuer.box.Add(f.discovery.box)
	f.discovery.scopes = f.scopes
	f.buildRedirect()
	f.buildSource()
	f.keepBox = container.New(layout.NewCustomPaddedVBoxLayout(4), caution(words.Now().Form.PasswordWarning), f.keep, f.password.box)
	f.importNote = quiet(words.Now().Form.ImportNote)
	f.buildBox()
	for _, fl := range f.fields() {
		f.listen(fl)
	}
	f.listenToIssuer()
	f.arrange()
}

// listen has a field tell what is typed into it.
func (f *addForm) listen(fl *field) {
	fl.entry.onEscape = f.onEscape
	fl.entry.OnSubmitted = func(string) { f.submit() }
	fl.follow(f.later, f.onChange)
}

// buildRedirect makes the redirect URI: to read, to copy, to replace by one's own.
func (f *addForm) buildRedirect() {
	f.redirect = newField(words.Now().Form.Redirect, "", checkRedirect)
	f.redirect.entry.Text = registered(f.protocol().Redirect)
	link := newFocusButton(words.Now().Common.CopyLink, drawCopy, f.keys, func() { f.copyText(f.redirect.text()) })
	f.redirectNote = container.NewStack()
	f.redirect.box = container.New(layout.NewCustomPaddedVBoxLayout(4), f.redirect.label,
		container.NewBorder(nil, nil, nil, link, f.redirect.entry), f.redirect.row, f.redirectNote)
}

// buildSource makes the choice of the account that a token exchange starts from.
func (f *addForm) buildSource() {
	if !slices.Contains(f.grants, auth.TokenExchange) || len(f.sources) == 0 {
		f.sourceBox = container.NewStack(caution(words.Now().Form.NeedSource))
		return
	}
	var names []string
	for _, s := range f.sources {
		names = append(names, auth.Clean(s.Name, 60))
	}
	f.sourceBox = choiceOf(words.Now().Form.Source, names, func(i int) { f.source = f.sources[i].ID })
	f.source = f.sources[0].ID
}

// buildBox puts everything in the order in which it is filled in. Addresses
// that the definition knows already are among the things that few people need.
func (f *addForm) buildBox() {
	n := f.needs()
	f.more = container.New(layout.NewCustomPaddedVBoxLayout(12), f.tags.box, f.ahead, f.audience.box, f.params.box, f.proxy.box, f.ca.box, f.authBox)
	f.unfold = newFocusButton(words.Now().Common.More, drawOpen, f.keys, func() { f.fold(!f.more.Hidden); f.onChange() })
	f.register = container.NewStack()
	if f.provider.Register != "" {
		f.register.Add(f.registerCard())
	}
	f.box = container.New(layout.NewCustomPaddedVBoxLayout(12), f.register, f.grantBox, f.name.box)
	for _, v := range []struct {
		fl   *field
		main bool
	}{{f.issuer, n.issuer}, {f.authURL, n.addresses}, {f.tokenURL, n.addresses}, {f.deviceURL, n.addresses}} {
		if v.main {
			f.box.Add(v.fl.box)
		} else {
			f.more.Add(v.fl.box)
		}
	}
	for _, o := range []fyne.CanvasObject{
		f.clientID.box, f.secret.box, f.key.box, f.username.box, f.keepBox, f.importNote, f.sourceBox, f.scopes.box, f.redirect.box,
		container.New(layout.NewCustomPaddedLayout(0, 0, -8, 0), container.NewHBox(f.unfold)), f.more,
	} {
		f.box.Add(o)
	}
	f.fold(true)
}

// fold hides what few people need, or shows it.
func (f *addForm) fold(shut bool) {
	draw := drawFold
	if shut {
		draw = drawOpen
	}
	f.more.Hidden = shut
	f.unfold.set(words.Now().Common.More, draw, theme.ColorNameForeground, false, true)
}

func (f *addForm) fields() []*field {
	return []*field{f.name, f.issuer, f.authURL, f.tokenURL, f.deviceURL, f.clientID, f.secret, f.key, f.username, f.password, f.scopes, f.redirect, f.audience, f.params, f.proxy, f.ca, f.tags.field}
}

func (f *addForm) first() fyne.Focusable { return f.name.entry }

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
		if fl := f.byFlag()[in.Field]; fl != nil && fl.box.Visible() {
			if slices.Contains(f.more.Objects, fyne.CanvasObject(fl.box)) {
				f.fold(false)
			}
			fl.say(words.Say(auth.Clean(in.Text, 300)))
			reveal(fl.entry)
			return true
		}
	}
	if errors.Is(err, auth.ErrNameTaken) {
		f.name.say(text.Tell(err).What)
		reveal(f.name.entry)
		return true
	}
	w := text.Tell(err)
	end.Objects = []fyne.CanvasObject{alarm(w.What, w.Todo)}
	end.Refresh()
	return false
}

// byFlag finds a field by what an InputError calls it.
func (f *addForm) byFlag() map[string]*field {
	return map[string]*field{
		"name": f.name, "issuer": f.issuer, "auth-url": f.authURL, "token-url": f.tokenURL,
		"device-url": f.deviceURL, "client-id": f.clientID, "client-secret-file": f.secret, "key-file": f.key,
		"param": f.params, "proxy": f.proxy, "ca-file": f.ca,
	}
}
