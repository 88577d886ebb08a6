package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/spf13/pflag"
)

// accountFlags are the flags that describe an account, for add and edit.
type accountFlags struct {
	provider, issuer, grant, clientID, clientAuth, body, scopeStyle, bearer  string
	audience, redirectURI, username, proxy                                   string
	clientSecretFile, passwordFile, keyFile, caFile, certFile, certKeyFile   string
	authURL, tokenURL, deviceURL, revokeURL, refreshURL, userinfoURL, source string
	scopes, resources, params, headers, tags                                 []string
	keepFresh                                                                time.Duration
	keepPassword, renewAhead                                                 bool
}

func (f *accountFlags) register(fs *pflag.FlagSet) {
	str := func(p *string, name, usage string) { fs.StringVar(p, name, "", usage) }
	str(&f.provider, "provider", "the catalogue entry `ID` (see: authfob providers)")
	str(&f.issuer, "issuer", "the OpenID or OAuth issuer `URL`; its addresses are discovered")
	str(&f.authURL, "auth-url", "authorization endpoint `URL`")
	str(&f.tokenURL, "token-url", "token endpoint `URL`")
	str(&f.deviceURL, "device-url", "device authorization endpoint `URL`")
	str(&f.revokeURL, "revoke-url", "revocation endpoint `URL`")
	str(&f.refreshURL, "refresh-url", "renewal endpoint `URL`, where it is not the token endpoint")
	str(&f.userinfoURL, "userinfo-url", "userinfo endpoint `URL`")
	str(&f.grant, "grant", "`HOW` tokens are obtained: authorization_code, client_credentials, device_code, password, …")
	str(&f.clientID, "client-id", "the client `ID` that the provider registered")
	str(&f.clientSecretFile, "client-secret-file", "the client's secret is in `FILE` (- for standard input)")
	str(&f.clientAuth, "client-auth", "`HOW` the client proves itself: basic, post, json, none, private_key_jwt")
	str(&f.keyFile, "key-file", "the client's private key (PEM) is in `FILE`")
	str(&f.body, "body", "`HOW` token requests are written: form or json")
	fs.StringArrayVar(&f.scopes, "scope", nil, "the `SCOPES` to ask for, separated by spaces (repeatable)")
	str(&f.scopeStyle, "scope-style", "`HOW` scopes are written: space, array or omit")
	str(&f.audience, "audience", "the `AUDIENCE` to ask for")
	fs.StringArrayVar(&f.resources, "resource", nil, "a resource indicator `URI` (repeatable)")
	fs.StringArrayVar(&f.params, "param", nil, "an extra request field `[STEP:]K=V`, STEP one of authorize, token, renew, revoke (repeatable)")
	fs.StringArrayVar(&f.headers, "header", nil, "an extra request header `[STEP:]K=V` (repeatable)")
	str(&f.bearer, "bearer", "the `MEMBER` of the reply that is the bearer: access_token, id_token or another")
	str(&f.redirectURI, "redirect-uri", "the registered redirect `URI`; loopback by default, https means paste")
	str(&f.username, "username", "the user `NAME` of a password grant, and the login hint of a browser login")
	str(&f.passwordFile, "password-file", "the password is in `FILE` (- for standard input)")
	fs.BoolVar(&f.keepPassword, "keep-password", false, "keep the password in the vault")
	str(&f.caFile, "ca-file", "trust the certificate authorities in `FILE` (PEM) for this account")
	str(&f.certFile, "cert-file", "client certificate `FILE` (PEM), for mutual TLS")
	str(&f.certKeyFile, "cert-key-file", "the client certificate's key `FILE` (PEM)")
	str(&f.proxy, "proxy", "the proxy `URL` for this account")
	str(&f.source, "source", "the `ACCOUNT` whose token a token exchange starts from")
	fs.StringArrayVar(&f.tags, "tag", nil, "a `TAG`, such as prod or staging (repeatable)")
	fs.DurationVar(&f.keepFresh, "keep-fresh", 0, "leave a copy on the clipboard for `DUR`, and replace it there by the renewed token before it expires (0: never)")
	fs.BoolVar(&f.renewAhead, "renew-ahead", false, "let the tray renew the token before it expires")
}

// apply writes the flags that were given, as changed tells, into r.
func (f *accountFlags) apply(ctx context.Context, c *command, changed func(string) bool, r *auth.Record) error {
	a := &r.Account
	p := &a.Protocol
	if err := c.knownProvider(f.provider); err != nil {
		return err
	}
	issuer, _ := auth.Described(f.issuer)
	for _, s := range []struct {
		flag string
		to   *string
		from string
	}{
		{"provider", &a.Provider, f.provider},
		{"client-id", &a.ClientID, f.clientID},
		{"audience", &a.Audience, f.audience},
		{"username", &a.Username, f.username},
		{"proxy", &a.Proxy, f.proxy},
		{"issuer", &p.Issuer, issuer},
		{"auth-url", &p.Endpoints.Authorize, f.authURL},
		{"token-url", &p.Endpoints.Token, f.tokenURL},
		{"device-url", &p.Endpoints.Device, f.deviceURL},
		{"revoke-url", &p.Endpoints.Revoke, f.revokeURL},
		{"refresh-url", &p.Endpoints.Renew, f.refreshURL},
		{"userinfo-url", &p.Endpoints.Userinfo, f.userinfoURL},
		{"bearer", &p.Reply.Bearer, f.bearer},
		{"redirect-uri", &p.Redirect.URI, f.redirectURI},
	} {
		if changed(s.flag) {
			*s.to = s.from
		}
	}
	if changed("scope") {
		a.Scopes = auth.SplitScopes(strings.Join(f.scopes, " "))
	}
	if changed("resource") {
		a.Resources = f.resources
	}
	if changed("tag") {
		a.Tags = f.tags
	}
	if changed("keep-password") {
		a.KeepPassword = f.keepPassword
	}
	if changed("keep-fresh") {
		a.KeepFresh = f.keepFresh
	}
	if changed("renew-ahead") {
		a.RenewAhead = f.renewAhead
	}
	if err := f.applyChoices(changed, r); err != nil {
		return err
	}
	if err := f.applyFields(changed, p); err != nil {
		return err
	}
	return f.applyFiles(ctx, c, changed, r)
}

// What the flags with a fixed set of values take.
var (
	clientAuths = []auth.ClientAuth{auth.AuthBasic, auth.AuthPost, auth.AuthJSON, auth.AuthNone, auth.AuthPrivateKeyJWT}
	bodies      = []auth.Body{auth.BodyForm, auth.BodyJSON}
	scopeStyles = []auth.ScopeStyle{auth.ScopeSpace, auth.ScopeArray, auth.ScopeOmit}
)

// applyChoices writes the flags that have a fixed set of values.
func (f *accountFlags) applyChoices(changed func(string) bool, r *auth.Record) error {
	p := &r.Account.Protocol
	if changed("grant") {
		r.Account.Grant = auth.GrantType(f.grant)
	}
	if err := choose(&p.ClientAuth, changed("client-auth"), "client-auth", f.clientAuth, clientAuths); err != nil {
		return err
	}
	if err := choose(&p.Body, changed("body"), "body", f.body, bodies); err != nil {
		return err
	}
	return choose(&p.ScopeStyle, changed("scope-style"), "scope-style", f.scopeStyle, scopeStyles)
}

func choose[T ~string](to *T, given bool, flag, value string, known []T) error {
	if !given {
		return nil
	}
	if !slices.Contains(known, T(value)) {
		return &auth.InputError{Field: flag, Text: fmt.Sprintf("%q is none of %s", auth.Clean(value, 40), listed(known))}
	}
	*to = T(value)
	return nil
}

// listed writes words one after the other.
func listed[T ~string](words []T) string { return strings.Join(plain(words), ", ") }

// plain is words as text.
func plain[T ~string](words []T) (all []string) {
	for _, w := range words {
		all = append(all, string(w))
	}
	return all
}

// applyFields writes --param and --header.
func (f *accountFlags) applyFields(changed func(string) bool, p *auth.Protocol) error {
	over := auth.Protocol{Steps: map[auth.Step]auth.StepFields{}}
	for _, s := range f.params {
		step, k, v, err := splitField("param", s)
		if err != nil {
			return err
		}
		over.Steps[step] = addField(over.Steps[step], k, v, false)
	}
	for _, s := range f.headers {
		step, k, v, err := splitField("header", s)
		if err != nil {
			return err
		}
		over.Steps[step] = addField(over.Steps[step], k, v, true)
	}
	if changed("param") || changed("header") {
		*p = p.With(over)
	}
	return nil
}

func addField(f auth.StepFields, k, v string, header bool) auth.StepFields {
	to := &f.Params
	if header {
		to = &f.Headers
	}
	if *to == nil {
		*to = map[string]string{}
	}
	(*to)[k] = v
	return f
}

// splitField reads [STEP:]K=V; STEP is token when it is left out.
func splitField(flag, s string) (step auth.Step, k, v string, err error) {
	k, v, ok := strings.Cut(s, "=")
	if !ok || k == "" {
		return "", "", "", &auth.InputError{Field: flag, Text: fmt.Sprintf("%q is not of the form [STEP:]NAME=VALUE", auth.Clean(k, 60))}
	}
	before, after, ok := strings.Cut(k, ":")
	switch {
	case !ok:
		return auth.StepToken, k, v, nil
	case !slices.Contains(auth.Steps(), auth.Step(before)):
		return "", "", "", &auth.InputError{Field: flag, Text: fmt.Sprintf("%q is no step: use one of %s", auth.Clean(before, 40), listed(auth.Steps()))}
	}
	return auth.Step(before), after, v, nil
}

// applyFiles reads the files that flags name.
func (f *accountFlags) applyFiles(ctx context.Context, c *command, changed func(string) bool, r *auth.Record) error {
	for _, s := range []struct {
		flag, path string
		to         *auth.Secret
	}{
		{"client-secret-file", f.clientSecretFile, &r.Credentials.ClientSecret},
		{"password-file", f.passwordFile, &r.Credentials.Password},
		{"key-file", f.keyFile, &r.Credentials.PrivateKey},
		{"cert-key-file", f.certKeyFile, &r.Credentials.CertificateKey},
	} {
		if !changed(s.flag) {
			continue
		}
		secret, err := c.readSecret(ctx, s.flag, s.path)
		if err != nil {
			return err
		}
		*s.to = secret
		r.Credentials.Origins = nil // entered anew, for where the account points now
	}
	for _, s := range []struct {
		flag, path string
		to         *string
	}{{"ca-file", f.caFile, &r.Account.CA}, {"cert-file", f.certFile, &r.Account.Certificate}} {
		if !changed(s.flag) {
			continue
		}
		b, err := c.readFile(ctx, s.flag, s.path)
		if err != nil {
			return err
		}
		*s.to = string(b)
	}
	return nil
}
