package auth

import (
	"fmt"
	"slices"
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
	if id := t.Account.ClientID; Clean(id, len(id)) != id {
		return &InputError{"client-id", "it has control or invisible characters"}
	}
	if t.Account.ClientID == "" && t.Account.Grant != TokenExchange {
		return &InputError{"client-id", "every request names its client: give the client ID that the provider registered"}
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
		return &InputError{"grant", fmt.Sprintf("%s offers %v, not %s", t.Provider.Name, t.Provider.Grants, Clean(string(grant), 60))}
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

func (t Target) checkSecrets() error {
	switch a, c := t.Protocol.ClientAuth, t.Credentials; {
	case (a == AuthBasic || a == AuthPost || a == AuthJSON) && c.ClientSecret.IsZero() && t.Account.Grant == ClientCredentials:
		return &InputError{"client-secret-file", "client credentials need the client's secret"}
	case a == AuthPrivateKeyJWT && c.PrivateKey.IsZero():
		return &InputError{"key-file", "private_key_jwt needs the client's private key"}
	}
	return nil
}
