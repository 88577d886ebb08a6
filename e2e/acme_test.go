package e2e

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
)

// What the made-up API knows of its one client.
const (
	acmeClient   = "acme client"
	acmeSecret   = "acme+secret/1" //nolint:gosec // a test's
	acmeRedirect = "http://127.0.0.1:8400/callback"
)

// acme is the odd API of docs/providers.md, made from what is written there: it
// takes the requests that are shown, and nothing else.
type acme struct {
	login, api *httptest.Server

	mu         sync.Mutex        // guards what follows
	codes      map[string]string // code_challenge by code
	renewals   map[string]bool   // those that are good for one prolongation
	keys       []string          // all that were given
	asked      map[string]int    // by grant_type
	complaints []string
}

func startAcme(t *testing.T) *acme {
	t.Helper()
	a := &acme{codes: map[string]string{}, renewals: map[string]bool{}, asked: map[string]int{}}
	serve := func(routes map[string]func(*http.Request) (map[string]any, string)) *httptest.Server {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { a.serve(w, r, routes) }))
		t.Cleanup(s.Close)
		return s
	}
	a.login = serve(map[string]func(*http.Request) (map[string]any, string){"GET /authorize": a.authorize})
	a.api = serve(map[string]func(*http.Request) (map[string]any, string){
		"POST /v2/session": a.session, "POST /v2/session/prolong": a.prolong,
	})
	t.Cleanup(func() {
		for _, c := range a.complaints {
			t.Error("acme refused:", c)
		}
	})
	return a
}

// serve answers with what a route gives, or refuses with what it says is wrong.
func (a *acme) serve(w http.ResponseWriter, r *http.Request, routes map[string]func(*http.Request) (map[string]any, string)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	route, ok := routes[r.Method+" "+r.URL.EscapedPath()]
	answer, wrong := map[string]any(nil), "there is no such address"
	if ok {
		answer, wrong = route(r)
	}
	switch location, redirect := answer["location"].(string); {
	case wrong != "":
		a.complaints = append(a.complaints, fmt.Sprintf("%s %s: %s", r.Method, r.URL.Path, wrong))
		w.WriteHeader(http.StatusBadRequest)
		answer = map[string]any{"error": "invalid_request", "error_description": wrong}
	case redirect:
		w.Header().Set("Location", location)
		w.WriteHeader(http.StatusFound)
		return
	}
	_ = json.NewEncoder(w).Encode(answer) // a reader that left is its own affair
}

// authorize is a person who agrees at once.
func (a *acme) authorize(r *http.Request) (map[string]any, string) {
	q := r.URL.Query()
	switch {
	case q.Get("response_type") != "code" || q.Get("client_id") != acmeClient || q.Get("redirect_uri") != acmeRedirect:
		return nil, "not a code for the client that was created in Settings"
	case q.Get("code_challenge_method") != "S256" || q.Get("code_challenge") == "" || q.Get("state") == "":
		return nil, "PKCE with S256 and a state are always used"
	case q.Get("scope") != "read":
		return nil, "the scope is not the definition's"
	}
	code := rand.Text()
	a.codes[code] = q.Get("code_challenge")
	return map[string]any{"location": acmeRedirect + "?" + url.Values{"code": {code}, "state": {q.Get("state")}}.Encode()}, ""
}

// session is a sign-in.
func (a *acme) session(r *http.Request) (map[string]any, string) {
	var body map[string]string
	switch {
	case r.Header.Get("Acme-Version") != "2026-01":
		return nil, "no Acme-Version"
	case r.Header.Get("Content-Type") != "application/json" || json.NewDecoder(r.Body).Decode(&body) != nil:
		return nil, "not a flat JSON object"
	case r.Header.Get("Authorization") != "" || body["client_id"] != acmeClient || body["client_secret"] != acmeSecret:
		return nil, "the client proves itself in the body"
	}
	members := slices.Sorted(maps.Keys(body))
	a.asked[body["grant_type"]]++
	switch body["grant_type"] {
	case "client_credentials":
		if !slices.Equal(members, []string{"client_id", "client_secret", "grant_type"}) {
			return nil, fmt.Sprint("a robot sent ", members)
		}
		return map[string]any{"session": map[string]any{"key": a.key()}}, ""
	case "authorization_code":
		sum := sha256.Sum256([]byte(body["code_verifier"]))
		good := a.codes[body["code"]] == base64.RawURLEncoding.EncodeToString(sum[:])
		delete(a.codes, body["code"])
		if !good || body["redirect_uri"] != acmeRedirect ||
			!slices.Equal(members, []string{"client_id", "client_secret", "code", "code_verifier", "grant_type", "redirect_uri"}) {
			return nil, fmt.Sprint("a code with ", members)
		}
		return a.open(), ""
	}
	return nil, "no grant_type of this address"
}

// prolong renews a session; what renewed it is used up.
func (a *acme) prolong(r *http.Request) (map[string]any, string) {
	id, secret, ok := r.BasicAuth()
	if !ok || id != url.QueryEscape(acmeClient) || secret != url.QueryEscape(acmeSecret) {
		return nil, "the client proves itself with Basic"
	}
	if r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" || r.ParseForm() != nil || r.URL.RawQuery != "" {
		return nil, "not a form"
	}
	members := slices.Sorted(maps.Keys(r.PostForm))
	a.asked[r.PostForm.Get("grant_type")]++
	renewal := r.PostForm.Get("renewal")
	if r.PostForm.Get("grant_type") != "urn:acme:prolong" || !slices.Equal(members, []string{"grant_type", "renewal"}) || !a.renewals[renewal] {
		return nil, fmt.Sprint("a prolongation with ", members)
	}
	delete(a.renewals, renewal)
	return a.open(), ""
}

// open is a session's answer. The caller holds the mutex, as for key.
func (a *acme) open() map[string]any {
	renewal := rand.Text()
	a.renewals[renewal] = true
	return map[string]any{"session": map[string]any{"key": a.key(), "renewal": renewal}}
}

func (a *acme) key() string {
	a.keys = append(a.keys, rand.Text())
	return a.keys[len(a.keys)-1]
}

// latest reports whether a token is the key that was given last.
func (a *acme) latest(token string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.keys) > 0 && a.keys[len(a.keys)-1] == token
}

// requests counts the good ones with a grant_type.
func (a *acme) requests(grantType string) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.asked[grantType]
}

// secrets are all that must not be seen.
func (a *acme) secrets() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append(slices.Clone(a.keys), acmeSecret)
}

// staging are the flags that lead an account here, as the document says.
func (a *acme) staging() []string {
	return []string{
		"--auth-url", a.login.URL + "/authorize", "--token-url", a.api.URL + "/v2/session", "--refresh-url", a.api.URL + "/v2/session/prolong",
	}
}

// person follows the browser's way, to the program's own page at its end.
func (a *acme) person(t *testing.T) func(address string) {
	return func(address string) {
		t.Helper()
		if !strings.HasPrefix(address, a.login.URL) {
			t.Errorf("the browser was sent to %s", address)
		}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
	}
}
