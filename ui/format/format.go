// Package format writes a token the way another program wants to read it: as
// it is, as a header, as a curl command, or as a template of one's own says. It
// decides nothing about which token, and its errors never hold one.
package format

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/authfob/authfob/auth"
)

// values are what a format is written from; Token is the secret itself.
type values struct {
	Token, Account, Type string
	ExpiresAt            string // RFC 3339, UTC; "" when unknown
	Scopes               []string

	obtained time.Time
	expires  time.Time
	source   auth.ExpirySource
}

func newValues(t auth.Token) values {
	v := values{
		Token: t.Value.Reveal(), Account: t.Account, Type: t.Type, Scopes: NonNil(t.Scopes),
		obtained: t.ObtainedAt.UTC(), expires: t.ExpiresAt, source: t.ExpirySource,
	}
	if !t.ExpiresAt.IsZero() {
		v.ExpiresAt = t.ExpiresAt.UTC().Format(time.RFC3339)
	}
	return v
}

// Formats are the built-in ones and a person's own templates. The zero value
// has no templates.
type Formats struct{ templates string }

// In returns the formats with the templates in the folder dir, which need not
// be there.
func In(dir string) Formats { return Formats{dir} }

// Names lists the built-in formats; the first is the default.
func Names() []string {
	names := make([]string, 0, len(builtIn))
	for _, f := range builtIn {
		names = append(names, f.name)
	}
	return names
}

// Names lists the formats: the built-in ones, then the templates by name.
func (f Formats) Names() []string { return append(Names(), f.templateNames()...) }

// Problems says of each template that cannot be used why.
func (f Formats) Problems() (all []error) {
	for _, t := range f.Templates() {
		if t.Err != nil {
			all = append(all, t.Err)
		}
	}
	return all
}

// Check says why there is no format called name, or nil; "" means the default.
func (f Formats) Check(name string) error {
	_, err := f.find(name)
	return err
}

// Token writes t in the format called name; "" means the default. The result is
// as secret as the token.
func (f Formats) Token(t auth.Token, name string) (auth.Secret, error) {
	write, err := f.find(name)
	if err != nil {
		return auth.Secret{}, err
	}
	s, err := write(newValues(t))
	if err != nil {
		return auth.Secret{}, &auth.InputError{Field: "format", Text: err.Error()}
	}
	return auth.NewSecret(s), nil
}

// find returns what writes the format called name.
func (f Formats) find(name string) (func(values) (string, error), error) {
	if name == "" {
		return builtIn[0].write, nil
	}
	for _, b := range builtIn {
		if b.name == name {
			return b.write, nil
		}
	}
	if slices.Contains(f.templateNames(), name) {
		tmpl, err := f.template(name)
		if err != nil {
			return nil, &auth.InputError{Field: "format", Text: err.Error()}
		}
		return func(v values) (string, error) { return execute(tmpl, v) }, nil
	}
	return nil, &auth.InputError{Field: "format", Text: fmt.Sprintf("%q is none of %s", auth.Clean(name, 40), strings.Join(f.Names(), ", "))}
}

// Instant writes an instant for JSON: UTC, nil when unknown.
func Instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// NonNil makes an absent list an empty one, so that JSON shows [] and not null.
func NonNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return slices.Clone(list)
}
