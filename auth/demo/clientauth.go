package demo

import (
	"net/http"
	"net/url"
)

// basicCredentials reads the Authorization header as RFC 6749 2.3.1 wants it:
// both halves form-encoded.
func basicCredentials(r *http.Request) (id, secret string, ok bool) {
	id, secret, ok = r.BasicAuth()
	if !ok {
		return "", "", false
	}
	id, err1 := url.QueryUnescape(id)
	secret, err2 := url.QueryUnescape(secret)
	return id, secret, err1 == nil && err2 == nil
}

// authenticate finds the client of a request to the authorization server:
// Basic, or in the body, or a public one by its ID alone; never two at once.
// It answers the error itself. (RFC 6749 2.3)
func (s *Server) authenticate(x *exchange, r *http.Request, f fields) (Client, bool) {
	id, secret := f.get("client_id"), f.get("client_secret")
	header := r.Header.Get("Authorization") != ""
	if header {
		basicID, basicSecret, ok := basicCredentials(r)
		if !ok || f.has("client_secret") || id != "" && id != basicID {
			x.fail(http.StatusBadRequest, "invalid_request", "one client authentication at a time")
			return Client{}, false
		}
		id, secret = basicID, basicSecret
	}
	c, ok := s.client("", id)
	if !ok || c.Secret != secret {
		if header {
			x.Header().Set("WWW-Authenticate", `Basic realm="demo"`)
		}
		x.fail(http.StatusUnauthorized, "invalid_client", "the client or its secret is wrong")
		return Client{}, false
	}
	x.line.Client = c.ID
	return c, true
}
