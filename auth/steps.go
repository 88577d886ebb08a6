package auth

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// reservedParams are what a request says for itself; nobody else sets them.
// (RFC 6749, 7636, 8628, 9101, 9126; requirement 12)
var reservedParams = []string{
	"client_id", "client_secret", "client_assertion", "client_assertion_type",
	"redirect_uri", "response_type", "response_mode", "state", "nonce", "scope",
	"code", "code_verifier", "grant_type", "refresh_token", "device_code",
	"request", "request_uri", "username", "password", "assertion", "subject_token",
}

// reservedHeaders are the transport's own, or would carry a session.
var reservedHeaders = []string{
	"Host", "Connection", "Content-Length", "Content-Type", "Transfer-Encoding",
	"Accept-Encoding", "Cookie", "Referer", "Expect", "Upgrade", "Trailer", "Te",
}

// CheckSteps says which added field or header cannot be sent: an *InputError,
// or nil.
func CheckSteps(steps map[Step]StepFields) error {
	for _, step := range slices.Sorted(maps.Keys(steps)) {
		if !slices.Contains(Steps(), step) {
			return &InputError{"param", fmt.Sprintf("%q is no step: use one of %s", Clean(string(step), 40), list(Steps()))}
		}
		f := steps[step]
		for _, name := range slices.Sorted(maps.Keys(f.Params)) {
			if err := checkParam(name, f.Params[name]); err != nil {
				return &InputError{"param", fmt.Sprintf("%s: %v", step, err)}
			}
		}
		for _, name := range slices.Sorted(maps.Keys(f.Headers)) {
			if err := checkHeader(name, f.Headers[name]); err != nil {
				return &InputError{"header", fmt.Sprintf("%s: %v", step, err)}
			}
		}
	}
	return nil
}

func checkParam(name, value string) error {
	switch {
	case name == "" || Clean(name, len(name)) != name:
		return fmt.Errorf("a parameter needs a plain name, not %q", Clean(name, 60))
	case slices.Contains(reservedParams, name) || strings.HasPrefix(name, "code_challenge"):
		return fmt.Errorf("the parameter %s belongs to the protocol and cannot be set by hand", name)
	case Clean(value, len(value)) != value:
		return fmt.Errorf("the value of parameter %s has control or invisible characters", name)
	}
	return nil
}

func checkHeader(name, value string) error {
	switch {
	case name == "" || strings.IndexFunc(name, notHeaderChar) >= 0:
		return fmt.Errorf("%q is no header name", Clean(name, 60))
	case slices.ContainsFunc(reservedHeaders, func(r string) bool { return strings.EqualFold(r, name) }):
		return fmt.Errorf("the header %s cannot be set by hand", name)
	case strings.IndexFunc(value, func(r rune) bool { return r < 0x20 || r > 0x7e }) >= 0:
		return fmt.Errorf("the value of header %s is not printable ASCII", name)
	}
	return nil
}

// notHeaderChar reports what is no token character. (RFC 9110 5.6.2)
func notHeaderChar(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
		return false
	}
	return !strings.ContainsRune("!#$%&'*+-.^_`|~", r)
}
