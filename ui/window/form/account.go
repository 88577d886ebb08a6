package form

import (
	"encoding/pem"
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// said is what a field says; a hidden one says nothing.
func said(fl *kit.Field) string {
	if fl.Box.Hidden {
		return ""
	}
	return strings.TrimSpace(fl.Text())
}

// checkName judges a name as it is kept: without the spaces that come along when
// it is pasted.
func checkName(name string) error { return auth.CheckName(strings.TrimSpace(name)) }

// draft is what the fields say.
func (f *addForm) draft() draft {
	acc, cred := f.account()
	return draft{acc, cred, said(f.ca)}
}

// account is the account that the fields say.
func (f *addForm) account() (auth.Account, auth.Credentials) {
	n := f.shape()
	acc := auth.Account{
		Name: said(f.name), Provider: f.provider.ID, Grant: f.grant, ClientID: said(f.clientID), Scopes: auth.SplitScopes(said(f.scopes)),
		Audience: said(f.audience), Username: said(f.username), Tags: f.tags.tags(), RenewAhead: f.ahead.Checked,
		Proxy:        said(f.proxy),
		KeepPassword: n.keepPassword && f.keep.Checked,
		Protocol: auth.Protocol{
			Issuer: said(f.issuer), ClientAuth: f.auth,
			Endpoints: auth.Endpoints{Authorize: said(f.authURL), Token: said(f.tokenURL), Device: said(f.deviceURL)},
		},
	}
	if slices.Equal(acc.Scopes, f.provider.Scopes) {
		acc.Scopes = slices.Clone(f.provider.Scopes)
	}
	if n.source {
		acc.Source = f.source
	}
	if uri := said(f.redirect); uri != registered(f.protocol().Redirect) {
		acc.Protocol.Redirect.URI = uri
	}
	if params := paramsOf(f.params.Text()); len(params) > 0 {
		acc.Protocol.Steps = map[auth.Step]auth.StepFields{auth.StepToken: {Params: params}}
	}
	cred := auth.Credentials{ClientSecret: auth.NewSecret(said(f.secret))}
	if n.key {
		cred.PrivateKey = auth.NewSecret(keyLines(said(f.key)))
	}
	if acc.KeepPassword {
		cred.Password = auth.NewSecret(f.password.Text())
	}
	return acc, cred
}

// paramsOf reads name=value pairs that stand apart by spaces.
func paramsOf(s string) map[string]string {
	params := map[string]string{}
	for _, pair := range strings.Fields(s) {
		k, v, _ := strings.Cut(pair, "=")
		params[k] = v
	}
	return params
}

func checkParams(s string) error {
	for _, pair := range strings.Fields(s) {
		if k, _, ok := strings.Cut(pair, "="); !ok || k == "" {
			return errors.New(words.Now().Form.NeedPairs)
		}
	}
	return auth.CheckSteps(map[auth.Step]auth.StepFields{auth.StepToken: {Params: paramsOf(s)}})
}

// keyLines gives a PEM text its lines back: pasted into one line it loses them.
func keyLines(s string) string {
	head, rest, ok := strings.Cut(strings.TrimSpace(s), "KEY-----")
	if !ok {
		return s
	}
	body, tail, ok := strings.Cut(rest, "-----END ")
	if !ok {
		return s
	}
	return head + "KEY-----\n" + strings.Join(strings.Fields(body), "\n") + "\n-----END " + strings.TrimSpace(tail) + "\n"
}

// checkKey says whether a private key could be one: PEM, or a JWK.
func checkKey(s string) error {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "{") {
		return nil // the flow reads it
	}
	block, _ := pem.Decode([]byte(keyLines(s)))
	switch {
	case block == nil || !strings.HasSuffix(block.Type, "PRIVATE KEY"):
		return errors.New(words.Now().Form.NeedKey)
	case strings.HasPrefix(block.Type, "ENCRYPTED"):
		return errors.New(words.Now().Form.NeedOpenKey)
	}
	return nil
}

// maxCA bounds a file of certificate authorities, in bytes.
const maxCA = 1 << 20

// readCA reads the file of certificate authorities that an account brings, off
// the UI goroutine; "" is none.
func readCA(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxCA {
		return "", &auth.InputError{Field: "ca-file", Text: words.Now().Settings.NeedCAFile}
	}
	b, err := os.ReadFile(path)
	if err != nil || len(b) > maxCA {
		return "", &auth.InputError{Field: "ca-file", Text: words.Now().Settings.NeedCAFile}
	}
	return string(b), nil
}
