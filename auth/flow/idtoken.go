package flow

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/authfob/authfob/auth"
)

// maxSubject bounds a subject, in bytes. (OIDC Core 2)
const maxSubject = 255

// idCheck is what a login expects of its ID token.
type idCheck struct {
	nonce auth.Secret // zero: none was sent
}

// identify verifies the ID token of an answer, where the issuer and its keys
// are known, and puts who signed in into the grant. Without a known issuer an
// ID token is kept but says nothing. (OIDC Core 3.1.3.7, 12.2)
func (c *Client) identify(ctx context.Context, t auth.Target, r *request, g, was auth.Grant, check idCheck) (auth.Grant, error) {
	issuer := t.Protocol.Issuer
	fresh := !g.ID.IsZero() && (was.ID.IsZero() || !g.ID.Equal(was.ID))
	if !fresh || issuer == "" || t.Protocol.Endpoints.JWKS == "" {
		if !fresh && !check.nonce.IsZero() && issuer != "" {
			g.Notices = append(g.Notices, "the server sent no ID token although openid was asked for")
		}
		return g, nil
	}
	j, err := parseJWT(g.ID)
	if err != nil {
		return auth.Grant{}, r.badID("%v", err)
	}
	if err := j.checkHeader(); err != nil {
		return auth.Grant{}, r.badID("%v", err)
	}
	ok, err := c.verify(ctx, t, j)
	switch {
	case err != nil && r.step == auth.StepRenew && ctx.Err() == nil && g.Bearer != "id_token":
		g.ID = was.ID // a rotated refresh token must not be lost over the keys
		g.Notices = append(g.Notices, "the new ID token could not be verified and was left out: the server's keys are not readable now")
		return g, nil
	case err != nil:
		return auth.Grant{}, err
	case !ok:
		return auth.Grant{}, r.badID("its signature is not by the server's keys")
	}
	if err := j.checkClaims(issuer, t.Account.ClientID, check.nonce, g.Access); err != nil {
		f := r.badID("%v", err)
		if errors.As(err, new(untimely)) {
			f.Helps = auth.RemedyClock
		}
		return auth.Grant{}, f
	}
	subject := j.claims.text("sub")
	if r.step == auth.StepRenew && was.Subject != "" && (subject != was.Subject || issuer != was.Issuer) {
		return auth.Grant{}, r.badID("it is for somebody else than the sign-in was")
	}
	g.Issuer, g.Subject = issuer, subject
	return g, nil
}

func (r *request) badID(reason string, args ...any) *auth.Failure {
	return helped(invalid(r.doing, r.url, "the server's ID token is refused: "+reason, args...), auth.RemedyServer)
}

// checkHeader refuses algorithms out of the list and extensions we do not know;
// jku, x5u and jwk are not looked at; and tokens that say themselves that they are of
// another kind. (RFC 8725 3.1, 3.11, RFC 7515 4.1.11)
func (j jwt) checkHeader() error {
	if alg, _ := j.header["alg"].(string); !slices.Contains(algorithms, alg) {
		return fmt.Errorf("it is signed with %q, and only RS256, PS256, ES256 and EdDSA are believed", auth.Clean(alg, 20))
	}
	if _, ok := j.header["crit"]; ok {
		return fmt.Errorf("it has critical extensions")
	}
	if typ := strings.ToLower(j.header.text("typ")); strings.HasSuffix(typ, "+jwt") { // at+jwt, logout+jwt, …
		return fmt.Errorf("it is another kind of token (typ %q)", auth.Clean(typ, 40))
	}
	return nil
}

func (j jwt) checkClaims(issuer, client string, nonce, access auth.Secret) error {
	c := j.claims
	sub := c.text("sub")
	switch {
	case c["iss"] != issuer:
		return fmt.Errorf("its issuer is %q, not %q", auth.Clean(c.text("iss"), 200), issuer)
	case !onlyAudience(c["aud"], client):
		return fmt.Errorf("it is for another client (aud)")
	case c["azp"] != nil && c["azp"] != client:
		return fmt.Errorf("it is for another client (azp)")
	case sub == "" || len(sub) > maxSubject || auth.Clean(sub, maxSubject) != sub:
		return fmt.Errorf("its subject (sub) is missing or unusable")
	}
	if err := j.checkTimes(); err != nil {
		return err
	}
	if !nonce.IsZero() && subtle.ConstantTimeCompare([]byte(c.text("nonce")), []byte(nonce.Reveal())) != 1 {
		return fmt.Errorf("it is not the answer to this sign-in (nonce)")
	}
	if h, ok := c["at_hash"]; ok && !access.IsZero() && h != halfHash(j.header.text("alg"), access.Reveal()) {
		return fmt.Errorf("it does not belong to the access token (at_hash)")
	}
	return nil
}

// untimely is what is wrong with a token by this computer's clock.
type untimely string

// Error implements error.
func (e untimely) Error() string { return string(e) }

func (j jwt) checkTimes() error {
	at := now()
	exp, hasExp := j.instant("exp")
	iat, hasIat := j.instant("iat")
	nbf, hasNbf := j.instant("nbf")
	switch {
	case !hasExp || !hasIat || j.claims["nbf"] != nil && !hasNbf:
		return fmt.Errorf("it does not say when it was issued and expires")
	case !at.Before(exp.Add(auth.MuchSkew)):
		return untimely("it expired at " + exp.Format("15:04:05 MST"))
	case iat.After(at.Add(auth.MuchSkew)):
		return untimely("it was issued in the future")
	case hasNbf && nbf.After(at.Add(auth.MuchSkew)):
		return untimely("it is not valid yet")
	}
	return nil
}

// onlyAudience accepts this client alone, as a string or an array of one.
func onlyAudience(aud any, client string) bool {
	if list, ok := aud.([]any); ok && len(list) == 1 {
		aud = list[0]
	}
	return client != "" && aud == client
}
