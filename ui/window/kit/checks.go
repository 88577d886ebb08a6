package kit

import (
	"errors"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/authfob/authfob/ui/words"
)

// CheckProxy says why an address is no proxy, or nil.
func CheckProxy(s string) error {
	if s == "" {
		return nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || !slices.Contains([]string{"http", "https", "socks5"}, u.Scheme) {
		return errors.New(words.Now().Settings.NeedProxy)
	}
	return nil
}

// CheckPath says why something is no path that a file can be found by, or nil.
func CheckPath(s string) error {
	if s != "" && !filepath.IsAbs(s) {
		return errors.New(words.Now().Settings.NeedPath)
	}
	return nil
}

// Required is a check of what may not be empty; words say so.
func Required(words string) func(string) error {
	return func(s string) error {
		if strings.TrimSpace(s) == "" {
			return errors.New(words)
		}
		return nil
	}
}

// Optional is a check of what may be empty.
func Optional(check func(string) error) func(string) error {
	return func(s string) error {
		if strings.TrimSpace(s) == "" {
			return nil
		}
		return check(s)
	}
}
