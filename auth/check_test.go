package auth_test

import (
	"encoding/pem"
	"errors"
	"net/http/httptest"
	"testing"

	"github.com/authfob/authfob/auth"
)

// What cannot work is said when it is entered, by the name of its field.
func TestCheckNamesTheField(t *testing.T) {
	for _, tt := range []struct {
		name, field string
		change      func(*auth.Record)
	}{
		{"as it is", "", func(*auth.Record) {}},
		{"a control character", "client-id", func(r *auth.Record) { r.Account.ClientID = "a\nb" }},
		{"a loopback redirect", "", func(r *auth.Record) { r.Account.Protocol.Redirect.URI = "http://localhost:8400/cb" }},
		{"a redirect to paste", "", func(r *auth.Record) { r.Account.Protocol.Redirect.URI = "https://app.example.com/cb?a=b" }},
		{"an application's own scheme", "", func(r *auth.Record) { r.Account.Protocol.Redirect.URI = "com.example.app:/cb" }},
		{"a redirect that is a word", "redirect-uri", func(r *auth.Record) { r.Account.Protocol.Redirect.URI = "callback" }},
		{"a redirect in the clear", "redirect-uri", func(r *auth.Record) { r.Account.Protocol.Redirect.URI = "http://app.example.com/cb" }},
		{"a redirect with a fragment", "redirect-uri", func(r *auth.Record) { r.Account.Protocol.Redirect.URI = "https://app.example.com/cb#x" }},
		{"a proxy", "", func(r *auth.Record) { r.Account.Proxy = "socks5://127.0.0.1:1080" }},
		{"a proxy with a password", "proxy", func(r *auth.Record) { r.Account.Proxy = "http://user:password@127.0.0.1:8080" }},
		{"a proxy that is a word", "proxy", func(r *auth.Record) { r.Account.Proxy = "proxy" }},
		{"an authority that is none", "ca-file", func(r *auth.Record) { r.Account.CA = "junk" }},
		{"a certificate that is none", "cert-file", func(r *auth.Record) { r.Account.Certificate = "junk" }},
		{"a certificate without a key", "cert-key-file", func(r *auth.Record) { r.Account.Certificate = certificate(t) }},
		{"a header", "header", func(r *auth.Record) {
			r.Account.Protocol.Steps = map[auth.Step]auth.StepFields{auth.StepToken: {Headers: map[string]string{"Host": "a"}}}
		}},
		{"a parameter", "param", func(r *auth.Record) {
			r.Account.Protocol.Steps = map[auth.Step]auth.StepFields{auth.StepToken: {Params: map[string]string{"state": "a"}}}
		}},
	} {
		r := auth.Record{Account: auth.Account{
			Name: "work", Grant: auth.AuthorizationCode, ClientID: "a", Protocol: auth.Protocol{Issuer: "https://login.example.com"},
		}}
		tt.change(&r)
		err := auth.NewTarget(r, noProviders{}).Check()
		var in *auth.InputError
		if errors.As(err, &in) != (tt.field != "") || in != nil && in.Field != tt.field {
			t.Errorf("%s: got %v, want field %q", tt.name, err, tt.field)
		}
	}
}

// certificate is some certificate, PEM.
func certificate(t *testing.T) string {
	t.Helper()
	s := httptest.NewTLSServer(nil)
	defer s.Close()
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}))
}
