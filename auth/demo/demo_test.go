package demo_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth/demo"
)

func start(t *testing.T, cfg demo.Config) *demo.Server {
	t.Helper()
	s, err := demo.Start(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// ask is one request as a table writes it.
type ask struct {
	method  string // POST when empty
	url     string
	form    string // url-encoded
	json    string
	body    string // with neither form nor json
	basic   string // user:password as they stand
	headers map[string]string
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   map[string]any
	text   string
}

func (a answer) str(name string) string {
	s, _ := a.body[name].(string)
	return s
}

func (a answer) num(name string) float64 {
	n, _ := a.body[name].(float64)
	return n
}

func do(t *testing.T, q ask) answer {
	t.Helper()
	if q.method == "" {
		q.method = http.MethodPost
	}
	req, err := http.NewRequestWithContext(t.Context(), q.method, q.url, strings.NewReader(q.form+q.json+q.body))
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case q.form != "":
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	case q.json != "":
		req.Header.Set("Content-Type", "application/json")
	}
	if user, password, ok := strings.Cut(q.basic, ":"); ok {
		req.SetBasicAuth(user, password)
	}
	for name, value := range q.headers {
		req.Header.Set(name, value)
		if name == "Host" {
			req.Host = value
		}
	}
	client := &http.Client{
		Timeout:       20 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	a := answer{status: resp.StatusCode, header: resp.Header, text: string(text)}
	if strings.HasPrefix(resp.Header.Get("Content-Type"), "application/json") {
		if err := json.Unmarshal(text, &a.body); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
	return a
}

// form writes fields in order: name, value, name, value …
func form(pairs ...string) string {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v.Encode()
}

// wrong is a request that must be refused in a certain way.
type wrong struct {
	name   string
	ask    ask
	status int
	code   string // the error code; "" is not looked at
}

func refuses(t *testing.T, list []wrong) {
	t.Helper()
	for _, w := range list {
		t.Run(w.name, func(t *testing.T) {
			a := do(t, w.ask)
			if a.status != w.status || w.code != "" && a.str("error") != w.code {
				t.Errorf("got %d %s, want %d %s", a.status, a.text, w.status, w.code)
			}
		})
	}
}

// visit signs a person in and returns the query that came back.
func visit(t *testing.T, address, person string) url.Values {
	t.Helper()
	landed, err := demo.Visit(t.Context(), address, person)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(landed)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query()
}

const (
	verifier  = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" // RFC 7636 appendix B
	challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
	redirect  = "http://127.0.0.1:49152/callback"
	state     = "a-state-of-16-ch"
)

// signIn runs the code flow of demo-desktop and returns the token reply.
func signIn(t *testing.T, s *demo.Server, client string) answer {
	t.Helper()
	back := visit(t, s.URL()+"/authorize?"+authorizeQuery(client), "ada")
	return do(t, ask{url: s.URL() + "/token", form: form("grant_type", "authorization_code", "client_id", client,
		"code", back.Get("code"), "redirect_uri", redirect, "code_verifier", verifier)})
}

func authorizeQuery(client string, more ...string) string {
	v, _ := url.ParseQuery(form("response_type", "code", "client_id", client, "redirect_uri", redirect,
		"scope", "openid profile email offline_access", "state", state, "nonce", "a-nonce", "code_challenge", challenge, "code_challenge_method", "S256"))
	for i := 0; i < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return v.Encode()
}
