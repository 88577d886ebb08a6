package window

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// editForm is the fields of an account that is there already.
type editForm struct {
	was auth.Account

	name, clientID, secret, scopes *kit.Field
	issuer, authURL, tokenURL      *kit.Field // only where they are the account's own
	tags                           *tagField
	ahead                          *kit.Check
}

func newEditForm(f facts, keys func(*fyne.KeyEvent)) *editForm {
	a := f.account
	e := &editForm{
		was:      a,
		name:     kit.NewField(words.Now().Form.Name, words.Now().Form.HintName, auth.CheckName),
		clientID: kit.NewField(words.Now().Form.ClientID, "", nil),
		secret:   kit.FieldOf(words.Now().Form.Secret, kit.NewPasswordEntry(), nil),
		scopes:   kit.NewField(words.Now().Form.Scopes, words.Now().Form.HintScopes, nil),
		issuer:   kit.NewField(words.Now().Form.Issuer, "https://login.example.com", auth.CheckEndpoint),
		authURL:  kit.NewField(words.Now().Form.Auth, "", auth.CheckEndpoint),
		tokenURL: kit.NewField(words.Now().Form.Token, "", auth.CheckEndpoint),
		tags:     newTagField(keys), ahead: kit.NewCheck(words.Now().Form.Ahead, nil),
	}
	if a.Grant != auth.TokenExchange {
		e.clientID.Check = required(words.Now().Form.NeedClientID)
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
	} {
		v.fl.Entry.Text = auth.Clean(v.is, 4000)
	}
	e.tags.follow()
	e.ahead.Checked = a.RenewAhead
	e.issuer.Box.Hidden = a.Protocol.Issuer == ""
	e.authURL.Box.Hidden = a.Protocol.Endpoints.Authorize == ""
	e.tokenURL.Box.Hidden = a.Protocol.Endpoints.Token == ""
	e.secret.Box.Hidden = !f.wantsSecret
	e.secret.Entry.PlaceHolder = words.Now().Edit.SecretNone
	if f.hasSecret {
		e.secret.Entry.PlaceHolder = words.Now().Edit.SecretKept
	}
	return e
}

func (e *editForm) fields() []*kit.Field {
	return []*kit.Field{e.name, e.clientID, e.secret, e.scopes, e.issuer, e.authURL, e.tokenURL, e.tags.Field}
}

// objects is the form from top to bottom, with what a change would mean.
func (e *editForm) objects() []fyne.CanvasObject {
	list := []fyne.CanvasObject{e.name.Box, e.tags.Box, e.ahead, e.scopes.Box}
	if !slices.Equal(strings.Fields(said(e.scopes)), e.was.Scopes) {
		list = append(list, kit.Quiet(words.Now().Edit.Scopes))
	}
	list = append(list, e.clientID.Box, e.secret.Box)
	if said(e.clientID) != e.was.ClientID {
		list = append(list, kit.Quiet(words.Now().Edit.Client))
	}
	list = append(list, e.issuer.Box, e.authURL.Box, e.tokenURL.Box)
	if e.moves() {
		list = append(list, caution(words.Now().Edit.Moves))
	}
	return list
}

// moves reports whether another server would get the account's secrets.
func (e *editForm) moves() bool {
	p := e.was.Protocol
	return said(e.issuer) != p.Issuer || auth.Origin(said(e.tokenURL)) != auth.Origin(p.Endpoints.Token)
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
	is.Name, is.ClientID, is.Tags, is.RenewAhead = e.name.Text(), said(e.clientID), e.tags.tags(), e.ahead.Checked
	is.Scopes = strings.Fields(said(e.scopes))
	is.Protocol.Issuer = said(e.issuer)
	is.Protocol.Endpoints.Authorize, is.Protocol.Endpoints.Token = said(e.authURL), said(e.tokenURL)
	return draft{acc: is, cred: auth.Credentials{ClientSecret: auth.NewSecret(said(e.secret))}}
}

// change is what was changed in the fields, to be written into the record as
// it is by then: what was left alone here is left alone there.
func (e *editForm) change(d draft) func(*auth.Record) error {
	is, was, secret := d.acc, e.was, d.cred.ClientSecret
	return func(r *auth.Record) error {
		a := &r.Account
		replace(&a.Name, is.Name, was.Name)
		replace(&a.ClientID, is.ClientID, was.ClientID)
		replace(&a.RenewAhead, is.RenewAhead, was.RenewAhead)
		replace(&a.Protocol.Issuer, is.Protocol.Issuer, was.Protocol.Issuer)
		replace(&a.Protocol.Endpoints.Authorize, is.Protocol.Endpoints.Authorize, was.Protocol.Endpoints.Authorize)
		replace(&a.Protocol.Endpoints.Token, is.Protocol.Endpoints.Token, was.Protocol.Endpoints.Token)
		if !slices.Equal(is.Tags, was.Tags) {
			a.Tags = is.Tags
		}
		if !slices.Equal(is.Scopes, was.Scopes) {
			a.Scopes = is.Scopes
		}
		if !secret.IsZero() {
			r.Credentials.ClientSecret, r.Credentials.Origins = secret, nil // entered anew, for where the account points now
		}
		return nil
	}
}

func replace[T comparable](to *T, is, was T) {
	if is != was {
		*to = is
	}
}

// edit opens the dialog that changes an account.
func (h *home) edit(id auth.AccountID) {
	s, ok := h.m.byID[id]
	if !ok || s.State == auth.StateLocked || len(h.sheets) > 0 {
		return
	}
	h.tasks.Start(func(ctx context.Context) {
		r, err := h.Record(ctx, id)
		var f facts
		if err == nil {
			f = newFacts(r, h.Target(r))
		}
		h.ui.Do(func() {
			switch {
			case err != nil:
				h.failed(id, err)
			case len(h.sheets) == 0:
				h.showEdit(id, f)
			}
		})
	})
}
