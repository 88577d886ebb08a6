package flow

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/catalog"
)

// recorder answers every request as a generous server would, and writes down
// what it was asked.
type recorder struct{ log bytes.Buffer }

func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	body, _ := io.ReadAll(req.Body)
	fmt.Fprintf(&r.log, "%s %s\n", req.Method, req.URL)
	for _, name := range slices.Sorted(maps.Keys(req.Header)) {
		if name != "User-Agent" {
			fmt.Fprintf(&r.log, "%s: %s\n", name, readable(req.Header.Get(name)))
		}
	}
	fmt.Fprintf(&r.log, "\n%s\n\n", spread(string(body), req.Header.Get("Content-Type")))
	answer := `{"access_token":"ACCESS_2","refresh_token":"REFRESH_2","id_token":"ID_2","token_type":"bearer",
		"device_code":"DEVICE","user_code":"USER-CODE","verification_uri":"https://verify.example/","interval":1}`
	return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(answer)), Request: req}, nil
}

// readable takes the base64 off Basic credentials.
func readable(header string) string {
	if pair, ok := strings.CutPrefix(header, "Basic "); ok {
		plain, _ := base64.StdEncoding.DecodeString(pair)
		return "Basic base64(" + string(plain) + ")"
	}
	return header
}

// spread puts each field of a form on a line of its own.
func spread(body, kind string) string {
	if strings.Contains(kind, "json") {
		return body
	}
	return strings.ReplaceAll(body, "&", "\n&")
}

// varying are the values that are drawn afresh each time.
var varying = regexp.MustCompile(`(state|nonce|code_challenge|code_verifier)(=|":")[A-Za-z0-9_-]{43}`)

// TestWire writes down every request of every catalogue entry and grant.
// UPDATE=1 rewrites the files: read the difference before you commit it.
func TestWire(t *testing.T) {
	definitions := catalog.New("")
	all, err := definitions.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		t.Run(p.ID, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { // a device flow waits between its requests
				var out strings.Builder
				for _, g := range p.Grants {
					fmt.Fprintf(&out, "=== %s\n\n%s", g, wire(t, definitions, p, g))
				}
				golden(t, filepath.Join("testdata", "wire", p.ID+".txt"), out.String())
			})
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// wire runs sign-in, renewal and sign-out of one grant.
func wire(t *testing.T, definitions *catalog.Catalog, p auth.Provider, g auth.GrantType) string {
	t.Helper()
	target := wireTarget(t, definitions, p, g)
	rec := &recorder{}
	c := New(Config{})
	c.transports[transportKey{clientKey: sha256.Sum256(nil)}] = rec
	old := auth.Grant{Access: auth.NewSecret("ACCESS_1"), Refresh: auth.NewSecret("REFRESH_1"), ID: auth.NewSecret("ID_1")}
	rec.log.WriteString("--- sign in\n")
	if _, err := c.Authorize(t.Context(), target, wirePrompt(rec)); err != nil {
		t.Fatalf("%s: %v", g, err)
	}
	rec.log.WriteString("--- renew\n")
	if _, err := c.Renew(t.Context(), target, old); err != nil {
		t.Fatalf("%s: %v", g, err)
	}
	rec.log.WriteString("--- sign out\n")
	if revoked, err := c.Revoke(t.Context(), target, old); err != nil {
		t.Fatalf("%s: %v", g, err)
	} else if !revoked {
		rec.log.WriteString("(nothing to ask)\n\n")
	}
	return varying.ReplaceAllString(jwtForm.ReplaceAllString(rec.log.String(), "(signed JWT)"), "$1$2($1)")
}

var jwtForm = regexp.MustCompile(`eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+`)

func wireTarget(t *testing.T, definitions *catalog.Catalog, p auth.Provider, g auth.GrantType) auth.Target {
	t.Helper()
	r := auth.Record{
		Account: auth.Account{Name: "test", Provider: p.ID, Grant: g, ClientID: "client-id", Username: "ada@example.com", Scopes: p.Scopes},
	}
	r.Account.Protocol.Redirect.URI = "https://redirect.configured.for.client"
	if g == auth.JWTBearer {
		r.Credentials.PrivateKey = auth.NewSecret(testRSAKey)
	} else if p.PerGrant[g].ClientAuth != auth.AuthNone && p.Protocol.ClientAuth != auth.AuthNone {
		r.Credentials.ClientSecret = auth.NewSecret("s3cr&t/+")
	}
	target := auth.NewTarget(r, definitions)
	if target.Protocol.Endpoints.Token == "" {
		issuer := or(target.Protocol.Issuer, "https://issuer.example")
		target.Protocol.Issuer, target.Metadata.Issuer = issuer, issuer
		target.Protocol.Endpoints = target.Protocol.Endpoints.Or(auth.Endpoints{
			Authorize: issuer + "/DISCOVERED/authorize", Token: issuer + "/DISCOVERED/token",
			Device: issuer + "/DISCOVERED/device", Revoke: issuer + "/DISCOVERED/revoke",
		})
	}
	target.SourceToken = auth.NewSecret("SOURCE_ACCESS")
	if err := target.Check(); err != nil {
		t.Fatal(err)
	}
	return target
}

func wirePrompt(rec *recorder) auth.Prompt {
	var state string
	return auth.Prompt{
		ShowURL: func(address string) {
			u, _ := url.Parse(address)
			state = u.Query().Get("state")
			base, query, _ := strings.Cut(address, "?")
			fmt.Fprintf(&rec.log, "browser to %s\n?%s\n\n", base, spread(query, ""))
		},
		PasteRedirect: func(_ context.Context, redirectURI string, _ error) (string, error) {
			return redirectURI + "?code=CODE_1&state=" + state, nil
		},
		ShowCode:     func(auth.UserCode) {},
		Password:     func(context.Context, string) (auth.Secret, error) { return auth.NewSecret("pass word"), nil },
		RefreshToken: func(context.Context) (auth.Secret, error) { return auth.NewSecret("REFRESH_0"), nil },
	}
}
