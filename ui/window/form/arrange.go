package form

import (
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// arrange shows the fields that are needed, and what is wrong in them.
func (f *addForm) arrange() {
	n := f.shape()
	for _, v := range []struct {
		box *fyne.Container
		on  bool
	}{
		{f.issuer.Box, n.issuer || n.otherIssuer},
		{f.authURL.Box, n.browser && (n.addresses || n.otherAddress)},
		{f.tokenURL.Box, n.addresses || n.otherAddress},
		{f.deviceURL.Box, n.device && (n.addresses || n.otherAddress)},
		{f.grantBox, len(f.grants) > 1},
		{f.secret.Box, n.secret},
		{f.key.Box, n.key},
		{f.authBox, f.grant != auth.JWTBearer},
		{f.username.Box, n.username},
		{f.keepBox, n.keepPassword},
		{f.password.Box, n.keepPassword && f.keep.Checked},
		{f.importNote, n.importsToken},
		{f.sourceBox, n.source},
		{f.scopes.Box, n.scopes},
		{f.redirect.Box, n.browser},
		{f.register, len(f.register.Objects) > 0},
	} {
		v.box.Hidden = !v.on
	}
	f.hint(n)
	f.discover()
	for _, fl := range f.fields() {
		fl.Judge()
	}
	f.box.Refresh()
}

// hint says what an empty field means.
func (f *addForm) hint(n shape) {
	p := f.protocol()
	e := p.Endpoints.Or(f.discovery.found.Endpoints)
	for _, v := range []struct {
		fl *kit.Field
		is string
	}{{f.issuer, p.Issuer}, {f.authURL, e.Authorize}, {f.tokenURL, e.Token}, {f.deviceURL, e.Device}} {
		if v.is != "" {
			v.fl.Entry.SetPlaceHolder(auth.Clean(v.is, 200))
		}
	}
	f.secret.Entry.SetPlaceHolder(map[bool]string{true: "", false: words.Now().Form.HintSecret}[n.mustSecret])
	f.username.Entry.SetPlaceHolder(map[bool]string{true: "", false: words.Now().Form.HintSpeaksFor}[n.mustUsername])
	if !f.scopes.Typed {
		f.scopes.Entry.Text = f.defaultScopes()
		f.scopes.Entry.Refresh()
	}
	f.scopesNote.Hidden = !n.issuer || !n.browser && !n.device || strings.Contains(f.scopes.Text(), renewingScope)
	if !f.redirect.Typed {
		f.redirect.Entry.Text = registered(f.protocol().Redirect)
		f.redirect.Entry.Refresh()
	}
	f.redirectNote.Objects = nil
	if f.redirect.Err() == nil && redirectNote(f.redirect.Text()) != "" {
		f.redirectNote.Objects = []fyne.CanvasObject{kit.Quiet(redirectNote(f.redirect.Text()))}
	}
}

// checkAddress checks an address, which may be empty where it only replaces
// what a definition says.
func (f *addForm) checkAddress(must func(shape) bool) func(string) error {
	return func(s string) error {
		if s == "" && !must(f.shape()) {
			return nil
		}
		return auth.CheckEndpoint(s)
	}
}

func (f *addForm) checkClientID(s string) error {
	if f.grant == auth.TokenExchange {
		return nil
	}
	return kit.Required(words.Now().Form.NeedClientID)(s)
}

func (f *addForm) checkSecret(s string) error {
	if s == "" && f.shape().mustSecret {
		return errors.New(words.Now().Form.NeedSecret)
	}
	return nil
}

func (f *addForm) checkUsername(s string) error {
	if f.shape().mustUsername {
		return kit.Required(words.Now().Form.NeedUsername)(s)
	}
	return nil
}

// complete shows every mistake there still is, and says whether there is none.
func (f *addForm) complete() bool {
	ok := !f.shape().source || f.source != ""
	for _, fl := range f.fields() {
		fl.Seen = true
		ok = fl.Err() == nil && ok
	}
	for _, o := range f.more.Objects {
		for _, fl := range f.fields() {
			if o == fyne.CanvasObject(fl.Box) && fl.Err() != nil {
				f.fold(false)
			}
		}
	}
	f.arrange()
	if i := slices.IndexFunc(f.fields(), func(fl *kit.Field) bool { return fl.Err() != nil }); i >= 0 {
		f.goTo(f.fields()[i].Entry)
	}
	return ok
}
