package demo

import (
	"errors"
	"net/http"
	"time"
)

const pushedLife = time.Minute

// par takes a pushed authorization request. (RFC 9126 2)
func (s *Server) par(x *exchange, r *http.Request) {
	f, c, ok := s.authenticated(x, r)
	if !ok {
		return
	}
	if f.has("request_uri") || !registered(c.Redirects, f.get("redirect_uri")) {
		x.fail(http.StatusBadRequest, "invalid_request", "the redirect address is not registered for this client")
		return
	}
	f.values["client_id"] = c.ID
	delete(f.values, "client_secret")
	uri := "urn:ietf:params:oauth:request_uri:" + draw()
	s.mu.Lock()
	s.pushed[uri] = pushed{fields: f, expires: time.Now().Add(pushedLife)}
	s.mu.Unlock()
	x.json(http.StatusCreated, map[string]any{"request_uri": uri, "expires_in": int(pushedLife.Seconds())})
}

// takePushed redeems a request_uri, once. (RFC 9126 4)
func (s *Server) takePushed(uri, clientID string) (fields, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.pushed[uri]
	if !ok || time.Now().After(p.expires) || p.fields.get("client_id") != clientID {
		return fields{}, errors.New("the pushed request is not known, was used before or is too old")
	}
	delete(s.pushed, uri)
	return p.fields, nil
}
