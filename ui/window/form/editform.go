package form

import (
	"cmp"
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

// editForm is the fields of an account that is there already.
type editForm struct {
	was auth.Account

	name, clientID, secret, scopes *kit.Field
	issuer, authURL, tokenURL      *kit.Field // only where they are the account's own
	redirect, username, key        *kit.Field // only where its grant has one
	proxy, ca                      *kit.Field
	noCA                           *kit.Check
	unfold                         *kit.FocusButton // shows what few people need
	folded                         bool
	tags                           *tagField
	ahead                          *kit.Check
}

func newEditForm(k kept, keys func(*fyne.KeyEvent), onTurn func()) *editForm {
	a := k.account
	e := &editForm{
		was:      a,
		name:     kit.NewField(words.Now().Form.Name, words.Now().Form.HintName, checkName),
		clientID: kit.NewField(words.Now().Form.ClientID, "", nil),
		secret:   kit.FieldOf(words.Now().Form.Secret, kit.NewPasswordEntry(), nil),
		scopes:   kit.NewField(words.Now().Form.Scopes, words.Now().Form.HintScopes, nil),
		issuer:   kit.NewField(words.Now().Form.Issuer, "https://login.example.com", auth.CheckEndpoint),
		authURL:  kit.NewField(words.Now().Form.Auth, "", auth.CheckEndpoint),
		tokenURL: kit.NewField(words.Now().Form.Token, "", auth.CheckEndpoint),
		redirect: kit.NewField(words.Now().Form.Redirect, registered(k.redirect), kit.Optional(checkRedirect)),
		username: kit.NewField(words.Now().Form.Username, "", nil),
		key:      kit.FieldOf(words.Now().Form.Key, kit.NewPasswordEntry(), kit.Optional(checkKey)),
		proxy:    kit.NewField(words.Now().Settings.Proxy, "http://proxy.example.com:3128", kit.CheckProxy),
		ca:       kit.NewField(words.Now().Settings.Ca, "/etc/ssl/company-ca.pem", kit.CheckPath),
		tags:     newTagField(keys), ahead: kit.NewCheck(words.Now().Form.Ahead, nil),
		noCA: kit.NewCheck(words.Now().Edit.NoCA, func(bool) { onTurn() }), folded: a.Proxy == "" && a.CA == "",
	}
	e.unfold = kit.NewFocusButton(words.Now().Common.More, kit.DrawOpen, keys, func() { e.fold(!e.folded); onTurn() })
	e.fold(e.folded)
	if a.Grant != auth.TokenExchange {
		e.clientID.Check = kit.Required(words.Now().Form.NeedClientID)
	}
	for _, v := range []struct {
		fl *kit.Field
		is string
	}{
		{e.name, a.Name},
		{e.clientID, a.ClientID},
		{e.scopes, strings.Join(a.Scopes, " ")},
		{e.tags.Field, strings.Join(a.Tags, " ")},
		{e.issuer, a.Protocol.Issuer},
		{e.authURL, a.Protocol.Endpoints.Authorize},
		{e.tokenURL, a.Protocol.Endpoints.Token},
		{e.redirect, a.Protocol.Redirect.URI},
		{e.username, a.Username},
		{e.proxy, a.Proxy},
	} {
		v.fl.Entry.Text = auth.Clean(v.is, 4000)
	}
	e.tags.follow()
	e.ahead.Checked = a.RenewAhead
	e.issuer.Box.Hidden = a.Protocol.Issuer == ""
	e.authURL.Box.Hidden = a.Protocol.Endpoints.Authorize == ""
	e.tokenURL.Box.Hidden = a.Protocol.Endpoints.Token == ""
	e.secret.Box.Hidden = !k.wantsSecret
	e.secret.Entry.PlaceHolder, e.key.Entry.PlaceHolder = keptHint(k.hasSecret), keptHint(k.hasKey)
	if a.CA != "" {
		e.ca.Entry.PlaceHolder = keptHint(true)
	}
	if a.Grant == auth.Password {
		e.username.Check = kit.Required(words.Now().Form.NeedUsername)
	}
	e.redirect.Box.Hidden = a.Grant != auth.AuthorizationCode
	e.username.Box.Hidden = a.Grant != auth.Password && a.Grant != auth.JWTBearer && a.Username == ""
	e.key.Box.Hidden = !k.wantsKey
	return e
}

// keptHint says what leaving a secret empty means.
func keptHint(has bool) string {
	if has {
		return words.Now().Edit.SecretKept
	}
	return words.Now().Edit.SecretNone
}

// fold hides what few people need, or shows it.
func (e *editForm) fold(shut bool) {
	e.folded = shut
	draw := kit.DrawFold
	if shut {
		draw = kit.DrawOpen
	}
	e.unfold.Set(words.Now().Common.More, draw, theme.ColorNameForeground, false, true)
}

func (e *editForm) fields() []*kit.Field {
	return []*kit.Field{e.name, e.clientID, e.secret, e.scopes, e.username, e.key, e.redirect, e.issuer, e.authURL, e.tokenURL, e.proxy, e.ca, e.tags.Field}
}

// objects is the form from top to bottom, with what a change would mean.
func (e *editForm) objects() []fyne.CanvasObject {
	list := []fyne.CanvasObject{e.name.Box, e.tags.Box, e.ahead, e.scopes.Box}
	if !slices.Equal(auth.SplitScopes(said(e.scopes)), e.was.Scopes) {
		list = append(list, kit.Quiet(words.Now().Edit.Scopes))
	}
	list = append(list, e.clientID.Box, e.secret.Box)
	if said(e.clientID) != e.was.ClientID {
		list = append(list, kit.Quiet(words.Now().Edit.Client))
	}
	list = append(list, e.username.Box, e.key.Box, e.redirect.Box, e.issuer.Box, e.authURL.Box, e.tokenURL.Box)
	if e.moves() {
		list = append(list, kit.Caution(words.Now().Edit.Moves))
	}
	list = append(list, container.New(layout.NewCustomPaddedLayout(0, 0, -8, 0), container.NewHBox(e.unfold)))
	if !e.folded {
		list = append(list, e.proxy.Box, e.ca.Box)
		if e.was.CA != "" {
			list = append(list, e.noCA)
		}
	}
	if e.strays() {
		list = append(list, kit.Caution(words.Now().Edit.Strays))
	}
	return list
}

// strays reports whether the account's secrets would go another way to the same
// server, where others could read them. (requirement 83)
func (e *editForm) strays() bool {
	return said(e.proxy) != e.was.Proxy || said(e.ca) != "" || e.noCA.Checked
}

// moves reports whether another server would get the account's secrets.
func (e *editForm) moves() bool {
	p := e.was.Protocol
	return said(e.issuer) != p.Issuer || auth.Origin(said(e.tokenURL)) != auth.Origin(p.Endpoints.Token)
}

// byFlag is the field that a flag of the command line is called: the first one
// where there is none such, or it is not this account's.
func (e *editForm) byFlag(flag string) *kit.Field {
	fl := map[string]*kit.Field{
		"client-id": e.clientID, "client-secret-file": e.secret, "scope": e.scopes, "issuer": e.issuer, "auth-url": e.authURL, "token-url": e.tokenURL,
		"redirect-uri": e.redirect, "username": e.username, "key-file": e.key, "proxy": e.proxy, "ca-file": e.ca,
	}[flag]
	switch {
	case flag == "token-url" && e.tokenURL.Box.Hidden && !e.issuer.Box.Hidden: // the address of the server, whichever is the account's
		return e.issuer
	case flag == "client-secret-file" && e.secret.Box.Hidden:
		return e.clientID
	case fl == nil, fl.Box.Hidden:
		return e.name
	}
	return fl
}

// hosts name the server before the change and after it, where the account itself
// says which it is.
func (e *editForm) hosts() (before, now string) {
	p := e.was.Protocol
	return auth.Host(cmp.Or(p.Issuer, p.Endpoints.Token)), auth.Host(cmp.Or(said(e.issuer), said(e.tokenURL)))
}

// draft is what the fields say.
func (e *editForm) draft() draft {
	is := e.was
	is.Name, is.ClientID, is.Tags, is.RenewAhead = said(e.name), said(e.clientID), e.tags.tags(), e.ahead.Checked
	is.Scopes = auth.SplitScopes(said(e.scopes))
	is.Protocol.Issuer = said(e.issuer)
	is.Protocol.Endpoints.Authorize, is.Protocol.Endpoints.Token = said(e.authURL), said(e.tokenURL)
	is.Protocol.Redirect.URI, is.Username, is.Proxy = said(e.redirect), said(e.username), said(e.proxy)
	if e.noCA.Checked {
		is.CA = ""
	}
	d := draft{acc: is, cred: auth.Credentials{ClientSecret: auth.NewSecret(said(e.secret))}, ca: said(e.ca)}
	if key := said(e.key); key != "" {
		d.cred.PrivateKey = auth.NewSecret(keyLines(key))
	}
	return d
}

// change is what was changed in the fields, to be written into the record as
// it is by then: what was left alone here is left alone there.
func (e *editForm) change(d draft) func(*auth.Record) error {
	is, was, secret, key := d.acc, e.was, d.cred.ClientSecret, d.cred.PrivateKey
	return func(r *auth.Record) error {
		a := &r.Account
		replace(&a.Name, is.Name, was.Name)
		replace(&a.ClientID, is.ClientID, was.ClientID)
		replace(&a.RenewAhead, is.RenewAhead, was.RenewAhead)
		replace(&a.Protocol.Issuer, is.Protocol.Issuer, was.Protocol.Issuer)
		replace(&a.Protocol.Endpoints.Authorize, is.Protocol.Endpoints.Authorize, was.Protocol.Endpoints.Authorize)
		replace(&a.Protocol.Endpoints.Token, is.Protocol.Endpoints.Token, was.Protocol.Endpoints.Token)
		replace(&a.Protocol.Redirect.URI, is.Protocol.Redirect.URI, was.Protocol.Redirect.URI)
		replace(&a.Username, is.Username, was.Username)
		replace(&a.Proxy, is.Proxy, was.Proxy)
		replace(&a.CA, is.CA, was.CA)
		if d.ca != "" {
			var err error
			if a.CA, err = readCA(d.ca); err != nil {
				return err
			}
		}
		if !slices.Equal(is.Tags, was.Tags) {
			a.Tags = is.Tags
		}
		if !slices.Equal(is.Scopes, was.Scopes) {
			a.Scopes = is.Scopes
		}
		if !secret.IsZero() {
			r.Credentials.ClientSecret, r.Credentials.Origins = secret, nil // entered anew, for where the account points now
		}
		if !key.IsZero() {
			r.Credentials.PrivateKey, r.Credentials.Origins = key, nil
		}
		return nil
	}
}

func replace[T comparable](to *T, is, was T) {
	if is != was {
		*to = is
	}
}
