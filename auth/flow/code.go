package flow

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/oauth2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/loopback"
)

// attempt is one browser sign-in. It lives in memory and ends with it.
// (requirements 2, 3)
type attempt struct {
	state, nonce, verifier auth.Secret
	redirectURI            string
}

func newAttempt(t auth.Target) attempt {
	a := attempt{state: auth.NewSecret(random(32)), verifier: auth.NewSecret(oauth2.GenerateVerifier())}
	if slices.Contains(t.Account.Scopes, "openid") {
		a.nonce = auth.NewSecret(random(32))
	}
	return a
}

func (a attempt) expect(t auth.Target) loopback.Expect {
	return loopback.Expect{State: a.state, Issuer: t.Protocol.Issuer, IssRequired: t.Metadata.IssParameter && t.Protocol.Issuer != ""}
}

// authorizeCode signs a person in by browser: listen first, then open. (RFC
// 6749 4.1, 7636, 8252, 9207)
func (c *Client) authorizeCode(ctx context.Context, t auth.Target, p auth.Prompt) (auth.Grant, error) {
	a := newAttempt(t)
	a.redirectURI = t.Protocol.Redirect.URI
	var receiver *loopback.Receiver
	if loopback.Receivable(t.Protocol.Redirect) {
		var err error
		if receiver, err = loopback.Listen(t.Protocol.Redirect, a.expect(t), c.pages()); err != nil {
			return auth.Grant{}, helped(invalid(doingSignIn, t.Protocol.Endpoints.Authorize, "%v", err), auth.RemedyPort)
		}
		a.redirectURI = receiver.RedirectURI()
	} else if p.PasteRedirect == nil {
		return auth.Grant{}, invalid(doingSignIn, "", "the browser comes back to %s, so the address it lands on must be pasted, and nobody can here", auth.Host(a.redirectURI))
	}
	g, err := c.codeFlow(ctx, t, p, a, receiver)
	if receiver != nil {
		receiver.Close(err == nil)
	}
	return g, err
}

func (c *Client) codeFlow(ctx context.Context, t auth.Target, p auth.Prompt, a attempt, receiver *loopback.Receiver) (auth.Grant, error) {
	if _, err := newRequest(t, auth.StepToken, doingSignIn, t.Protocol.Endpoints.Token, ""); err != nil {
		return auth.Grant{}, err // before a person goes to any trouble
	}
	address, err := c.authorizationURL(ctx, t, a)
	if err != nil {
		return auth.Grant{}, err
	}
	code, err := awaitCode(ctx, t, p, a, receiver, address)
	if err != nil {
		if f, ok := errors.AsType[*auth.Failure](err); ok {
			f.Host = or(f.Host, auth.Host(t.Protocol.Endpoints.Authorize))
			said := &request{secrets: []auth.Secret{a.state, a.nonce, a.verifier}}
			f.Code, f.Description, f.Helps = said.strike(f.Code), said.strike(f.Description), or(helpsWith(f.Code), f.Helps)
		}
		return auth.Grant{}, err
	}
	r, err := tokenRequest(t, auth.StepToken, doingSignIn, or(t.Protocol.GrantType, wireCode), func(r *request) error {
		r.addSecret("code", code)
		r.add("redirect_uri", a.redirectURI)
		r.addSecret("code_verifier", a.verifier)
		r.addResources(t.Account.Resources)
		return nil
	})
	if err != nil {
		return auth.Grant{}, err
	}
	return c.obtain(ctx, t, r, auth.Grant{}, idCheck{nonce: a.nonce})
}

// authorizationURL is where the browser goes: the endpoint byte for byte, with
// the request behind it, or a reference to the request where it was pushed.
func (c *Client) authorizationURL(ctx context.Context, t auth.Target, a attempt) (string, error) {
	endpoint := t.Protocol.Endpoints.Authorize
	if err := auth.CheckEndpoint(endpoint); err != nil {
		return "", invalid(doingSignIn, or(endpoint, t.Protocol.Issuer), "the sign-in page: %v", err)
	}
	if err := auth.CheckSteps(t.Protocol.Steps); err != nil {
		return "", invalid(doingSignIn, endpoint, "%v", err)
	}
	query := authorizationQuery(t, a)
	if pushes(t) {
		reference, err := c.push(ctx, t, query)
		if err != nil {
			return "", err
		}
		query = "client_id=" + url.QueryEscape(t.Account.ClientID) + "&request_uri=" + url.QueryEscape(reference)
	}
	u, err := url.Parse(endpoint)
	if err != nil {
		return "", invalid(doingSignIn, endpoint, "the sign-in page's address is not a URL")
	}
	sent, _ := url.ParseQuery(query)
	for name := range u.Query() {
		if sent.Has(name) {
			return "", invalid(doingSignIn, endpoint, "the parameter %s is in the sign-in page's address already", auth.Clean(name, 60))
		}
	}
	switch {
	case !strings.Contains(endpoint, "?"):
		return endpoint + "?" + query, nil
	case strings.HasSuffix(endpoint, "?"), strings.HasSuffix(endpoint, "&"):
		return endpoint + query, nil
	}
	return endpoint + "&" + query, nil
}

// authorizationQuery is the authorization request. (RFC 6749 4.1.1, 7636 4.3, 8707 2.1)
func authorizationQuery(t auth.Target, a attempt) string {
	options := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(a.verifier.Reveal())}
	set := func(name, value string) { options = append(options, oauth2.SetAuthURLParam(name, value)) }
	if !a.nonce.IsZero() {
		set("nonce", a.nonce.Reveal())
	}
	if t.Account.Audience != "" {
		set("audience", t.Account.Audience)
	}
	own := t.Protocol.Steps[auth.StepAuthorize].Params
	if t.Account.Username != "" && slices.Contains(t.Account.Scopes, "openid") {
		set("login_hint", t.Account.Username) // OpenID Connect Core 3.1.2.1; own may say otherwise
	}
	if slices.Contains(t.Account.Scopes, "offline_access") && own["prompt"] == "" {
		set("prompt", "consent") // else some servers drop offline_access silently
	}
	for name, value := range own {
		set(name, value)
	}
	cfg := oauth2.Config{ClientID: t.Account.ClientID, RedirectURL: a.redirectURI}
	if t.Protocol.ScopeStyle != auth.ScopeOmit {
		cfg.Scopes = t.Account.Scopes
	}
	query := strings.TrimPrefix(cfg.AuthCodeURL(a.state.Reveal(), options...), "?")
	for _, resource := range t.Account.Resources {
		query += "&resource=" + url.QueryEscape(resource)
	}
	return query
}

// pushes reports whether the request is pushed: the server wants it, or the
// definition or the account names the endpoint itself. (RFC 9126)
func pushes(t auth.Target) bool { return t.Declared().Endpoints.PAR != "" || t.Metadata.RequirePAR }

// push hands the authorization request to the server and returns its reference.
func (c *Client) push(ctx context.Context, t auth.Target, query string) (string, error) {
	r, err := newRequest(t, auth.StepAuthorize, doingSignIn, t.Protocol.Endpoints.PAR, auth.BodyForm)
	if err != nil {
		return "", err
	}
	if err := r.authenticate(t, t.Protocol.ClientAuth); err != nil {
		return "", err
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		return "", invalid(doingSignIn, r.url, "the request cannot be written")
	}
	if slices.ContainsFunc(r.fields, func(f field) bool { return f.name == "client_id" }) {
		values.Del("client_id")
	}
	for _, name := range []string{"state", "nonce"} {
		r.secrets = append(r.secrets, auth.NewSecret(values.Get(name)))
	}
	for name, list := range values {
		r.fields = append(r.fields, field{name: name, values: list})
	}
	slices.SortStableFunc(r.fields, func(a, b field) int { return strings.Compare(a.name, b.name) })
	for name, value := range t.Protocol.Steps[auth.StepAuthorize].Headers {
		r.header.Set(name, value)
	}
	a, err := c.post(ctx, t, r)
	if err != nil {
		return "", err
	}
	obj, failure := r.read(a, t.Protocol.RateLimit)
	if failure != nil {
		return "", failure
	}
	reference := obj.text("request_uri")
	if reference == "" || len(reference) > 2048 || strings.IndexFunc(reference, func(r rune) bool { return r <= 0x20 || r > 0x7e }) >= 0 {
		return "", invalid(doingSignIn, r.url, "the server took the pushed request but gave no usable reference to it")
	}
	return reference, nil
}
