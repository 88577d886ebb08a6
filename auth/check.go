package auth

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// InputError is a value that cannot be used, named by its field, with the way
// to put it right.
type InputError struct {
	Field string // "name", "issuer", "token-url", …: the flag without its dashes
	Text  string
}

// Error implements error.
func (e *InputError) Error() string { return e.Field + ": " + e.Text }

// Check says what is missing or wrong in an account before any server is
// asked: an *InputError, or nil.
func (t Target) Check() error {
	if err := t.CheckSettings(); err != nil {
		return err
	}
	if err := t.checkSecrets(); err != nil {
		return err
	}
	return t.checkCertificate()
}

// checkWhole is Check for an account as a person enters it: what only the first
// request would miss is told at once.
func (t Target) checkWhole() error {
	switch a := t.Account; {
	case a.Grant == TokenExchange && a.Source == "":
		return &InputError{"source", "a token exchange needs the account that it starts from"}
	case a.Grant == Password && a.Username == "":
		return &InputError{"username", "a password login needs the user name"}
	}
	return t.Check()
}

// CheckSettings is Check for an account whose secrets may come later.
func (t Target) CheckSettings() error {
	if err := CheckName(t.Account.Name); err != nil {
		return &InputError{"name", err.Error()}
	}
	if t.Account.Provider != "" && t.Provider.ID == "" {
		return &InputError{"provider", fmt.Sprintf("there is no provider called %q; see: authfob providers", Clean(t.Account.Provider, 60))}
	}
	if err := t.checkAddresses(); err != nil {
		return err
	}
	if err := t.checkTransport(); err != nil {
		return err
	}
	if keep := t.Account.KeepFresh; keep != 0 && (keep < time.Minute || keep > maxKeepFresh) {
		return &InputError{"keep-fresh", "it is 0, or between a minute and 24 hours"}
	}
	if err := CheckSteps(t.Protocol.Steps); err != nil {
		return err
	}
	if err := t.checkGrant(); err != nil {
		return err
	}
	if err := t.checkTexts(); err != nil {
		return err
	}
	if t.Account.ClientID == "" && t.Account.Grant != TokenExchange {
		return &InputError{"client-id", "every request names its client: give the client ID that the provider registered"}
	}
	return nil
}

// checkTexts wants plain text in what is shown and sent as it is.
func (t Target) checkTexts() error {
	a := t.Account
	for _, f := range []struct {
		field string
		texts []string
	}{
		{"client-id", []string{a.ClientID}},
		{"scope", a.Scopes},
		{"audience", []string{a.Audience}},
		{"resource", a.Resources},
		{"username", []string{a.Username}},
		{"tag", a.Tags},
		{"bearer", []string{t.Protocol.Reply.Bearer}},
	} {
		if slices.ContainsFunc(f.texts, func(s string) bool { return Clean(s, len(s)) != s }) {
			return &InputError{f.field, "it has control or invisible characters"}
		}
	}
	return nil
}

func (t Target) checkAddresses() error {
	e := t.Protocol.Endpoints
	for _, f := range []struct{ field, url string }{
		{"issuer", t.Protocol.Issuer},
		{"auth-url", e.Authorize},
		{"token-url", e.Token},
		{"refresh-url", e.Renew},
		{"revoke-url", e.Revoke},
		{"device-url", e.Device},
		{"userinfo-url", e.Userinfo},
		{"introspection address", e.Introspect},
		{"address for pushed requests", e.PAR},
		{"address of the keys", e.JWKS},
	} {
		if f.url == "" {
			continue
		}
		if err := CheckEndpoint(f.url); err != nil {
			return &InputError{f.field, err.Error()}
		}
	}
	return nil
}

func (t Target) checkGrant() error {
	e, grant := t.Protocol.Endpoints, t.Account.Grant
	if grant == "" {
		return &InputError{"grant", "say how the tokens are obtained: authorization_code, client_credentials, …"}
	}
	if len(t.Provider.Grants) > 0 && !slices.Contains(t.Provider.Grants, grant) {
		return &InputError{"grant", fmt.Sprintf("%s offers %s, not %s", t.Provider.Name, list(t.Provider.Grants), Clean(string(grant), 60))}
	}
	if len(t.Provider.Grants) == 0 && !slices.Contains(Grants(), grant) && !strings.Contains(string(grant), ":") { // RFC 6749 4.5: others are URIs
		return &InputError{"grant", fmt.Sprintf("%q is none of %s", Clean(string(grant), 60), list(Grants()))}
	}
	if t.Protocol.Issuer != "" {
		return nil
	}
	switch {
	case e.Token == "":
		return &InputError{"issuer", "say where tokens come from: --provider, --issuer, or --token-url and, for a browser login, --auth-url"}
	case grant == AuthorizationCode && e.Authorize == "":
		return &InputError{"auth-url", "a browser login needs the authorization endpoint too"}
	case grant == DeviceCode && e.Device == "":
		return &InputError{"device-url", "a device login needs the device authorization endpoint too"}
	}
	return nil
}

// list writes words one after the other.
func list[T ~string](words []T) string {
	var all []string
	for _, w := range words {
		all = append(all, string(w))
	}
	return strings.Join(all, ", ")
}

func (t Target) checkSecrets() error {
	switch a, c := t.Protocol.ClientAuth, t.Credentials; {
	case (a == AuthBasic || a == AuthPost || a == AuthJSON) && c.ClientSecret.IsZero() && t.Account.Grant == ClientCredentials:
		return &InputError{"client-secret-file", "client credentials need the client's secret"}
	case a == AuthPrivateKeyJWT && c.PrivateKey.IsZero():
		return &InputError{"key-file", "private_key_jwt needs the client's private key"}
	}
	return nil
}
