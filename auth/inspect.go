package auth

import "context"

// Userinfo asks the server who the account's access token is for, renewing
// that first where needed. What comes back is cleaned; compared is false where
// there is no ID token to compare it with. Nothing is stored but a renewal.
// (OIDC Core 5.3; requirement 41)
func (a *Agent) Userinfo(ctx context.Context, id AccountID) (info map[string]any, compared bool, err error) {
	if _, err := a.Token(ctx, id, TokenOptions{Bearer: "access_token"}); err != nil {
		return nil, false, err
	}
	t, g, err := a.atServer(ctx, id)
	if err != nil {
		return nil, false, err
	}
	info, err = a.servers.Userinfo(ctx, t, g)
	return CleanMembers(info), g.Subject != "", err
}

// Introspect asks the server what it knows of the access token in the vault,
// however old that is. What comes back is cleaned. (RFC 7662)
func (a *Agent) Introspect(ctx context.Context, id AccountID) (map[string]any, error) {
	t, g, err := a.atServer(ctx, id)
	if err != nil {
		return nil, err
	}
	if g.Access.IsZero() {
		return nil, signInNeeded("the vault holds no token of this account yet")
	}
	info, err := a.servers.Introspect(ctx, t, g)
	return CleanMembers(info), err
}

// atServer is an account with its addresses known, and its grant.
func (a *Agent) atServer(ctx context.Context, id AccountID) (Target, Grant, error) {
	r, err := a.Record(ctx, id)
	if err != nil {
		return Target{}, Grant{}, err
	}
	t := NewTarget(r, a.providers)
	if t.NeedsDiscovery() {
		md, err := a.servers.Discover(ctx, t)
		if err != nil {
			return t, r.Grant, err
		}
		t = t.discovered(md)
	}
	return t, r.Grant, nil
}

// maxWord bounds a text within what a server tells, in bytes.
const maxWord = 2000

// CleanMembers makes names and texts of a JSON object from outside fit to be
// shown, at every level. (requirement 67)
func CleanMembers(obj map[string]any) map[string]any {
	if obj == nil {
		return nil
	}
	clean := make(map[string]any, len(obj))
	for name, v := range obj {
		clean[Clean(name, maxWord)] = cleanValue(v)
	}
	return clean
}

func cleanValue(v any) any {
	switch v := v.(type) {
	case string:
		return Clean(v, maxWord)
	case map[string]any:
		return CleanMembers(v)
	case []any:
		clean := make([]any, len(v))
		for i, e := range v {
			clean[i] = cleanValue(e)
		}
		return clean
	}
	return v // a number, a truth value, null
}
