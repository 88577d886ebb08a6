package share

import (
	"encoding/pem"
	"maps"
	"slices"
	"strings"

	"github.com/authfob/authfob/auth"
)

// withoutSecrets takes out of settings what can hold a secret although it is
// not kept as one: a private key beside a certificate, request fields and headers that are named like one. It says what it took.
// The maps of a are copied before they change.
func withoutSecrets(a *account) (left []string) {
	for _, s := range []*string{&a.CA, &a.Certificate} {
		if certs, had := certificatesOnly(*s); had {
			*s = certs
			left = append(left, "what stands beside the certificates in its certificate file")
		}
	}
	if len(a.Protocol.Steps) > 0 {
		a.Protocol.Steps = maps.Clone(a.Protocol.Steps)
	}
	for _, step := range slices.Sorted(maps.Keys(a.Protocol.Steps)) {
		f := a.Protocol.Steps[step]
		f.Params, left = withoutNames(f.Params, "the field ", left)
		f.Headers, left = withoutNames(f.Headers, "the header ", left)
		a.Protocol.Steps[step] = f
	}
	for _, e := range []*auth.Endpoints{&a.Protocol.Endpoints, &a.Metadata.Endpoints} {
		for _, address := range addressesOf(e) {
			if plain, had := withoutQuery(*address); had {
				*address = plain
				left = append(left, "a key in the address of "+auth.Host(plain))
			}
		}
	}
	return left
}

// certificatesOnly leaves out whatever is no certificate, where there is such.
func certificatesOnly(text string) (string, bool) {
	if !strings.Contains(text, "KEY-----") {
		return text, false
	}
	var certs strings.Builder
	rest := []byte(text)
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			return certs.String(), true
		}
		if block.Type == "CERTIFICATE" {
			certs.Write(pem.EncodeToMemory(&pem.Block{Type: block.Type, Bytes: block.Bytes}))
		}
	}
}

// secretNames are the ends of names that secrets go by.
var secretNames = []string{"authorization", "cookie", "key", "password", "pwd", "secret", "signature", "token"}

func namesSecret(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(secretNames, func(end string) bool { return strings.HasSuffix(name, end) })
}

func withoutNames(fields map[string]string, kind string, left []string) (map[string]string, []string) {
	kept := maps.Clone(fields)
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if namesSecret(name) {
			delete(kept, name)
			left = append(left, kind+name)
		}
	}
	return kept, left
}

// withoutQuery takes parameters named like a secret out of an address, and
// leaves every other byte as it is.
func withoutQuery(address string) (string, bool) {
	base, query, _ := strings.Cut(address, "?")
	parts := strings.Split(query, "&")
	kept := slices.DeleteFunc(slices.Clone(parts), func(part string) bool {
		name, _, _ := strings.Cut(part, "=")
		return namesSecret(name)
	})
	switch {
	case len(kept) == len(parts):
		return address, false
	case len(kept) == 0:
		return base, true
	}
	return base + "?" + strings.Join(kept, "&"), true
}

func addressesOf(e *auth.Endpoints) []*string {
	return []*string{&e.Authorize, &e.Token, &e.Renew, &e.Revoke, &e.Device, &e.Userinfo, &e.Introspect, &e.PAR, &e.JWKS}
}
