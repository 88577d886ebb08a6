package share

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/catalog"
)

// check says why an account of a file cannot be taken, or nil. t is the account
// resolved against the catalogue it would live in.
func (f File) check(a account, t auth.Target) error {
	if err := checkTexts(a); err != nil {
		return err
	}
	if a.Metadata.Issuer != "" {
		if err := auth.CheckEndpoint(a.Metadata.Issuer); err != nil {
			return fmt.Errorf("metadata.issuer: %v", err)
		}
	}
	for _, u := range a.Metadata.Endpoints.All() { // also where they do not count now
		if err := auth.CheckEndpoint(u); err != nil {
			return fmt.Errorf("metadata.endpoints: %v", err)
		}
	}
	if err := t.CheckSettings(); err != nil {
		return err
	}
	if err := catalog.CheckProtocol(t.Protocol); err != nil {
		return err
	}
	if err := f.checkTrust(a); err != nil {
		return err
	}
	return checkSecrets(a)
}

// checkTexts wants every setting to be one line of visible text.
func checkTexts(a account) error {
	a.CA, a.Certificate, a.Secrets = "", "", nil // not lines
	a.Name = ""                                  // checked already, and shorter
	if where := unclean(reflect.ValueOf(a)); where != "" {
		return fmt.Errorf("%s has control or invisible characters, is too long, or is in no sensible year", where)
	}
	return nil
}

// unclean names the first member with a text that cannot be shown as it is, or
// an instant that cannot be.
func unclean(v reflect.Value) string {
	switch v.Kind() {
	case reflect.String:
		if v.Len() > maxToken || auth.Clean(v.String(), maxToken) != v.String() {
			return "a text"
		}
	case reflect.Pointer:
		if !v.IsNil() {
			return unclean(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			if where := unclean(v.Index(i)); where != "" {
				return where
			}
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			if unclean(k) != "" || unclean(v.MapIndex(k)) != "" {
				return "a text"
			}
		}
	case reflect.Struct:
		if at, ok := v.Interface().(time.Time); ok {
			return insane(at)
		}
		for i := range v.NumField() {
			if unclean(v.Field(i)) != "" {
				name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
				return name
			}
		}
	}
	return ""
}

// insane names an instant that no clock shows.
func insane(at time.Time) string {
	if y := at.UTC().Year(); !at.IsZero() && (y < 1970 || y > 9998) {
		return "an instant"
	}
	return ""
}

// checkTrust checks certificates, where a private key may hide.
func (f File) checkTrust(a account) error {
	for _, c := range []struct{ name, text string }{{"ca", a.CA}, {"certificate", a.Certificate}} {
		if c.text == "" {
			continue
		}
		if _, err := certificates(c.text); err != nil {
			return fmt.Errorf("%s: %v", c.name, err)
		}
		if _, secret := certificatesOnly(c.text); secret && !f.encrypted {
			return fmt.Errorf("%s: there is a private key in it, and the file is not encrypted", c.name)
		}
	}
	return nil
}

// certificates reads a PEM text.
func certificates(text string) ([]*x509.Certificate, error) {
	if len(text) > maxPEM {
		return nil, errors.New("it is larger than 1 MiB")
	}
	var certs []*x509.Certificate
	rest := []byte(text)
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		if block.Type != "CERTIFICATE" {
			continue
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, errors.New("a certificate in it cannot be read")
		}
		certs = append(certs, c)
	}
	if len(certs) == 0 {
		return nil, errors.New("there is no certificate in it")
	}
	return certs, nil
}

// checkSecrets checks what came out of an encrypted file.
func checkSecrets(a account) error {
	if a.Secrets != nil {
		for _, o := range a.Secrets.Origins {
			if auth.CheckEndpoint(o) != nil || auth.Origin(o) != o {
				return errors.New("secrets.origins: one of them is no origin like https://host:443")
			}
		}
	}
	t := a.Tokens
	if t == nil {
		return nil
	}
	values := []string{t.Access, t.Refresh, t.ID}
	for _, v := range t.Fields {
		values = append(values, v)
	}
	for _, v := range values {
		if strings.IndexFunc(v, func(r rune) bool { return r < 0x20 || r > 0x7e }) >= 0 {
			return errors.New("tokens: one of them is not printable ASCII")
		}
	}
	sources := []auth.ExpirySource{"", auth.ExpiryReply, auth.ExpiryJWT, auth.ExpiryDocumented, auth.ExpiryUnknown}
	if !slices.Contains(sources, t.ExpirySource) {
		return fmt.Errorf("tokens.expiry_source must be one of %v", sources[1:])
	}
	return nil
}
