package flow

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/authfob/authfob/auth"
)

// request is a POST in the making: what is sent to whom, and which of it is
// secret.
type request struct {
	step    auth.Step
	doing   string
	url     string // used byte for byte
	body    auth.Body
	fields  []field
	header  http.Header
	secrets []auth.Secret
}

// field is a parameter. A list is a JSON array, or the parameter repeated in a form.
type field struct {
	name   string
	values []string
	list   bool
}

func plain(name, value string) field { return field{name: name, values: []string{value}} }

// newRequest begins a request to an address that may have this account's
// secrets. (requirements 6, 83)
func newRequest(t auth.Target, step auth.Step, doing, address string, body auth.Body) (*request, error) {
	if err := checkDestination(t, doing, address); err != nil {
		return nil, err
	}
	if err := auth.CheckSteps(t.Protocol.Steps); err != nil {
		return nil, invalid(doing, address, "%v", err)
	}
	return &request{step: step, doing: doing, url: address, body: or(body, auth.BodyForm), header: http.Header{"Accept": {"application/json"}}}, nil
}

// checkDestination refuses an address that must not have the account's secrets
// or tokens.
func checkDestination(t auth.Target, doing, address string) error {
	if address == "" {
		return invalid(doing, t.Protocol.Issuer, "the server's address for this is not known")
	}
	if err := auth.CheckEndpoint(address); err != nil {
		return invalid(doing, address, "%v", err)
	}
	if own := t.Credentials.Origins; len(own) > 0 && !slices.Contains(own, auth.Origin(address)) {
		return helped(invalid(doing, address, "the account's secrets were entered for %s and were not sent here",
			auth.Clean(strings.Join(own, ", "), 200)), auth.RemedyClient)
	}
	return nil
}

// add puts in a field that has a value.
func (r *request) add(name, value string) {
	if value != "" {
		r.fields = append(r.fields, plain(name, value))
	}
}

// addSecret puts in a field whose value is struck out of what the server says.
func (r *request) addSecret(name string, value auth.Secret) {
	if !value.IsZero() {
		r.secrets = append(r.secrets, value)
		r.fields = append(r.fields, plain(name, value.Reveal()))
	}
}

// addScope writes the scopes in the way the server wants them.
func (r *request) addScope(scopes []string, style auth.ScopeStyle) {
	switch {
	case len(scopes) == 0 || style == auth.ScopeOmit:
	case style == auth.ScopeArray && r.body == auth.BodyJSON:
		r.fields = append(r.fields, field{name: "scope", values: scopes, list: true})
	default:
		r.add("scope", strings.Join(scopes, " "))
	}
}

// addResources names the resources the token is for. (RFC 8707)
func (r *request) addResources(resources []string) {
	if len(resources) > 0 {
		r.fields = append(r.fields, field{name: "resource", values: resources, list: len(resources) > 1})
	}
}

// addStep puts in the definition's own fields and headers of this step.
func (r *request) addStep(t auth.Target) {
	own := t.Protocol.Steps[r.step]
	for _, name := range slices.Sorted(maps.Keys(own.Params)) {
		r.fields = append(r.fields, plain(name, own.Params[name]))
	}
	for name, value := range own.Headers {
		if !strings.EqualFold(name, "Authorization") || r.header.Get(name) == "" {
			r.header.Set(name, value)
		}
	}
}

// encode writes the body. A field that is there twice, or is in the address's
// own query too, is refused. (requirement 12; RFC 6749 3.2)
func (r *request) encode() ([]byte, string, error) {
	seen := map[string]bool{}
	if u, err := url.Parse(r.url); err == nil {
		for name := range u.Query() {
			seen[name] = true
		}
	}
	for _, f := range r.fields {
		if seen[f.name] {
			return nil, "", invalid(r.doing, r.url, "the parameter %s would be sent twice", auth.Clean(f.name, 60))
		}
		seen[f.name] = true
	}
	if r.body == auth.BodyJSON {
		body, err := r.encodeJSON()
		return body, "application/json", err
	}
	return r.encodeForm(), "application/x-www-form-urlencoded", nil
}

func (r *request) encodeForm() []byte {
	var b bytes.Buffer
	for _, f := range r.fields {
		for _, v := range f.values {
			if b.Len() > 0 {
				b.WriteByte('&')
			}
			b.WriteString(url.QueryEscape(f.name) + "=" + url.QueryEscape(v))
		}
	}
	return b.Bytes()
}

func (r *request) encodeJSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	b.WriteByte('{')
	for i, f := range r.fields {
		if i > 0 {
			b.WriteByte(',')
		}
		var v any = f.values[0]
		if f.list {
			v = f.values
		}
		for j, part := range []any{f.name, v} {
			if j > 0 {
				b.WriteByte(':')
			}
			if err := enc.Encode(part); err != nil {
				return nil, invalid(r.doing, r.url, "the parameter %s cannot be written as JSON", auth.Clean(f.name, 60))
			}
			b.Truncate(b.Len() - 1) // the encoder's line end
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
