package flow

import (
	"slices"
	"strings"

	"github.com/authfob/authfob/auth"
)

// maxToken bounds a token, in bytes. (requirement 20)
const maxToken = 256 << 10

// grant reads the grant out of an answer. What the answer leaves out is taken
// over from was. (RFC 6749 5.1, 6; requirements 20 to 24)
func (r *request) grant(t auth.Target, a answer, obj object, was auth.Grant) (auth.Grant, *auth.Failure) {
	reply := t.Protocol.Reply
	if r.step == auth.StepRenew {
		reply = t.Protocol.Renewal.Reply.Or(reply)
	}
	if f := r.checkType(obj, reply.TokenType); f != nil {
		return auth.Grant{}, f
	}
	name := or(reply.Bearer, "access_token")
	bearer, ok := tokenOf(obj, name)
	if !ok {
		return auth.Grant{}, r.noBearer(a, obj, name)
	}
	g := was
	g.Bearer, g.ObtainedAt, g.Skew, g.Notices = t.Protocol.Reply.Bearer, a.at, a.skew(), nil
	g.TokenType = auth.Clean(obj.text("token_type"), maxCode)
	for member, place := range map[string]*auth.Secret{
		"access_token": &g.Access, "id_token": &g.ID, or(reply.RefreshToken, "refresh_token"): &g.Refresh,
	} {
		if s, ok := tokenOf(obj, member); ok {
			*place = s
		}
	}
	if name != "access_token" && name != "id_token" {
		g.Fields = map[string]auth.Secret{name: bearer}
	}
	g.ExpiresAt, g.ExpirySource = bearerExpiry(obj, reply, t.Protocol.Lifetimes, bearer, a)
	g.RefreshExpiresAt = refreshExpiry(obj, reply, t.Protocol.Lifetimes, a, g, was)
	g.Scopes = scopesOf(obj["scope"], was.Scopes, t)
	g.Notices = notices(t, g)
	return g, nil
}

// checkType refuses token types that need more than a bearer header, DPoP say,
// unless it is the one that a definition names. (RFC 6749 7.1; requirement 21)
func (r *request) checkType(obj object, own string) *auth.Failure {
	switch v := obj["token_type"].(type) {
	case nil:
		return nil
	case string:
		if v == "" || strings.EqualFold(v, "bearer") || own != "" && strings.EqualFold(v, own) {
			return nil
		}
		return helped(invalid(r.doing, r.url, "the server gave a token of type %q; only bearer tokens are possible", auth.Clean(r.strike(v), 40)), auth.RemedyServer)
	}
	return helped(invalid(r.doing, r.url, "the server gave a token of an unreadable type"), auth.RemedyServer)
}

func (r *request) noBearer(a answer, obj object, name string) *auth.Failure {
	f := unreachable(r.doing, r.url, "the answer has no %s", auth.Clean(name, 60))
	if v, _ := lookup(obj, name); v != nil && v != "" {
		f = helped(invalid(r.doing, r.url, "the %s in the answer is not a token: one line of printable ASCII, at most 256 KiB", auth.Clean(name, 60)), auth.RemedyServer)
	}
	f.Status = a.status
	return f
}

// lookup finds a member by its name, or by a dotted path into inner objects.
func lookup(obj object, name string) (any, bool) {
	if v, ok := obj[name]; ok {
		return v, true
	}
	head, rest, dotted := strings.Cut(name, ".")
	inner, ok := obj[head].(map[string]any)
	if !dotted || !ok {
		return nil, false
	}
	return lookup(inner, rest)
}

// tokenOf returns a member that can be a token. (RFC 6749 A.12)
func tokenOf(obj object, name string) (auth.Secret, bool) {
	v, _ := lookup(obj, name)
	s, ok := v.(string)
	if !ok || s == "" || len(s) > maxToken || strings.IndexFunc(s, func(r rune) bool { return r < 0x20 || r > 0x7e }) >= 0 {
		return auth.Secret{}, false
	}
	return auth.NewSecret(s), true
}

// scopesOf reads what was granted. An answer without a scope means: as before,
// or as asked. Some servers write an array, some commas. (RFC 6749 3.3, 5.1)
func scopesOf(v any, was []string, t auth.Target) []string {
	var raw []string
	switch v := v.(type) {
	case string:
		raw = strings.Fields(v)
		if len(raw) == 1 && !slices.Contains(t.Account.Scopes, raw[0]) {
			raw = strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' })
		}
	case []any:
		for _, e := range v {
			if s, ok := e.(string); ok {
				raw = append(raw, s)
			}
		}
	}
	scopes := []string{}
	for _, s := range raw[:min(len(raw), 200)] {
		if s = auth.Clean(s, 200); s != "" && !slices.Contains(scopes, s) {
			scopes = append(scopes, s)
		}
	}
	switch {
	case len(scopes) > 0:
		return scopes
	case len(was) > 0:
		return was
	}
	return slices.Clone(t.Account.Scopes)
}

// notices are the sentences worth saying about an answer. (requirements 29, 95)
func notices(t auth.Target, g auth.Grant) []string {
	var out []string
	if asked := t.Account.Scopes; len(asked) > 0 && t.Protocol.ScopeStyle != auth.ScopeOmit {
		missing := without(asked, g.Scopes)
		if !g.Refresh.IsZero() {
			missing = without(missing, []string{"offline_access"})
		}
		if len(missing) > 0 {
			out = append(out, "the server did not grant all that was asked for; missing: "+auth.Clean(strings.Join(missing, " "), 200))
		}
		if more := without(g.Scopes, asked); len(more) > 0 {
			out = append(out, "the server granted more than was asked for: "+auth.Clean(strings.Join(more, " "), 200))
		}
	}
	if notice := auth.SkewNotice(g.Skew); notice != "" {
		out = append(out, notice)
	}
	return out
}

func without(list, others []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(others, s) })
}
