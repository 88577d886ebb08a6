package open

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/authfob/authfob/auth"
)

// Check returns raw as it may be given to a browser, or says why it may not.
// It holds to the rules of auth.CheckEndpoint, except that an authorization
// address may have a fragment. In path, query and fragment every character
// that means something to a shell or a script is percent-encoded.
func Check(raw string) (string, error) {
	if err := check(raw); err != nil {
		return "", fmt.Errorf("the address was not opened: %v", err)
	}
	u, err := url.Parse(raw)
	if err != nil {
		return "", errors.New("the address was not opened: it is not a URL")
	}
	path, query, fragment := encode(u.EscapedPath()), encode(u.RawQuery), encode(u.EscapedFragment())
	clean := u.Scheme + "://" + u.Host + path
	if u.RawQuery != "" || u.ForceQuery {
		clean += "?" + query
	}
	if fragment != "" {
		clean += "#" + fragment
	}
	if len(clean) > maxLen {
		return "", errors.New("the address was not opened: it is longer than 8 KiB")
	}
	return clean, nil
}

// maxLen bounds what a browser is given, in bytes.
const maxLen = 8 << 10

func check(raw string) error {
	bare, fragment, _ := strings.Cut(raw, "#")
	if err := auth.CheckEndpoint(bare); err != nil {
		return err
	}
	if strings.Contains(fragment, "#") || auth.CheckEndpoint("https://a/?"+fragment) != nil {
		return errors.New("its fragment (#…) has characters that a URL cannot have")
	}
	for i := strings.IndexByte(raw, '%'); i >= 0; i = next(raw, i) {
		if i+2 >= len(raw) || !isHex(raw[i+1]) || !isHex(raw[i+2]) {
			return errors.New("it has a % that encodes nothing")
		}
	}
	return checkHost(bare)
}

// checkHost keeps to host names and IP literals: RFC 3986 allows more.
func checkHost(raw string) error {
	u, err := url.Parse(raw)
	if err != nil {
		return errors.New("it is not a URL")
	}
	if strings.HasPrefix(u.Host, "-") || strings.IndexFunc(u.Host, notHostChar) >= 0 {
		return errors.New("its host has characters that a host name cannot have")
	}
	return nil
}

func notHostChar(r rune) bool {
	return !isAlnum(r) && !strings.ContainsRune("-._:[]", r)
}

// next is the index of the next % after i, or -1.
func next(s string, i int) int {
	j := strings.IndexByte(s[i+1:], '%')
	if j < 0 {
		return -1
	}
	return i + 1 + j
}

// encode percent-encodes what is not plain. Servers decode it to the same.
func encode(s string) string {
	var b strings.Builder
	for _, r := range []byte(s) {
		if isAlnum(rune(r)) || strings.IndexByte("-._~%/:@&=+,?", r) >= 0 {
			b.WriteByte(r)
		} else {
			fmt.Fprintf(&b, "%%%02X", r)
		}
	}
	return b.String()
}

func isAlnum(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
