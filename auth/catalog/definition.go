package catalog

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"github.com/authfob/authfob/auth"
)

// Format is the version of the definition format that this program reads.
const Format = 1

// definition is a file as it is written.
type definition struct {
	Format        int                              `toml:"format"`
	Name          string                           `toml:"name"`
	Documentation string                           `toml:"documentation"`
	Mark          string                           `toml:"mark"`
	Color         string                           `toml:"color"`
	Register      string                           `toml:"register"`
	Grants        []auth.GrantType                 `toml:"grants"`
	Scopes        []string                         `toml:"scopes"`
	Protocol      auth.Protocol                    `toml:"protocol"`
	PerGrant      map[auth.GrantType]auth.Protocol `toml:"per_grant"`
}

// Error is what is wrong with a definition, and how to put it right.
type Error struct {
	Line int // from 1; 0 when it is about the whole file
	Text string
}

// Error implements error.
func (e *Error) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("line %d: %s", e.Line, e.Text)
	}
	return e.Text
}

// Parse reads the definition with the given ID. Its errors are *Error.
func Parse(id, text string) (auth.Provider, error) {
	var d definition
	meta, err := toml.Decode(text, &d)
	if err != nil {
		return auth.Provider{}, syntaxError(err)
	}
	if d.Format != Format { // first: the rest may be new words of a newer format
		return auth.Provider{}, formatError(text, d.Format)
	}
	if wrong := append(meta.Undecoded(), misspelt(meta.Keys())...); len(wrong) > 0 {
		return auth.Provider{}, unknownKey(text, wrong[0])
	}
	if key, problem := d.check(); problem != nil {
		return auth.Provider{}, &Error{lineOf(text, strings.Split(key, "/")), fmt.Sprintf("%s: %v", strings.ReplaceAll(key, "/", "."), problem)}
	}
	return auth.Provider{
		ID: id, Name: d.Name, Documentation: d.Documentation, Mark: d.Mark, Color: d.Color, Register: strings.TrimSpace(d.Register),
		Grants: d.Grants, Scopes: d.Scopes, Protocol: d.Protocol, PerGrant: d.PerGrant,
	}, nil
}

// typeForm is how the TOML library writes that a value does not fit its key.
var typeForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^toml: (?:line (\d+) )?\(last key "(.*)"\): (.*)$`)
})

func syntaxError(err error) *Error {
	if p, ok := errors.AsType[toml.ParseError](err); ok {
		return &Error{p.Position.Line, strings.ReplaceAll(auth.Clean(p.Message, 300), "unexpected EOF", "it ends too early")}
	}
	if m := typeForm().FindStringSubmatch(err.Error()); m != nil {
		line, _ := strconv.Atoi(m[1]) // "" means unknown, which is 0
		text := strings.NewReplacer(
			"incompatible types: TOML value has type", "the value is", "destination has type", "it must be",
			"int64", "a whole number", "float64", "a number", "string", "text", "bool", "true or false", "[]interface {}", "a list", "slice", "a list",
			"map[string]interface {}", "a table", "struct", "a table",
		).Replace(m[3])
		return &Error{line, auth.Clean(m[2]+": "+text, 300)}
	}
	return &Error{Text: auth.Clean(strings.TrimPrefix(err.Error(), "toml: "), 300)}
}

func formatError(text string, format int) *Error {
	if format == 0 {
		return &Error{Text: fmt.Sprintf("the format is not said; begin the file with: format = %d", Format)}
	}
	return &Error{lineOf(text, []string{"format"}), fmt.Sprintf("this is format %d, and this version reads format %d; a newer Authfob may read it", format, Format)}
}

// misspelt finds known keys with capitals in them, which the TOML library
// takes for their small twins. Names of parameters and headers are free.
func misspelt(keys []toml.Key) []toml.Key {
	return slices.DeleteFunc(slices.Clone(keys), func(k toml.Key) bool {
		for i, part := range k {
			if i > 0 && (k[i-1] == "params" || k[i-1] == "headers" || k[i-1] == "per_grant") {
				continue
			}
			if part != strings.ToLower(part) {
				return false
			}
		}
		return true
	})
}

// maxLife bounds a documented life, in seconds: ten years.
const maxLife = 10 * 366 * 24 * 60 * 60

var colorForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^#[0-9a-fA-F]{6}$`) })

// check returns the key of the first unusable value, and what is wrong with it.
func (d *definition) check() (string, error) {
	switch {
	case auth.CheckName(d.Name) != nil:
		return "name", auth.CheckName(d.Name)
	case d.Documentation != "" && !strings.HasPrefix(d.Documentation, "https://"):
		return "documentation", errors.New("must be an https address")
	case len([]rune(d.Mark)) > 3 || auth.Clean(d.Mark, 12) != d.Mark:
		return "mark", errors.New("must be one to three letters")
	case d.Color != "" && !colorForm().MatchString(d.Color):
		return "color", errors.New("must be written like #1f7a4d")
	case len(d.Grants) == 0:
		return "grants", errors.New(`is missing; write for instance: grants = ["authorization_code"]`)
	}
	for _, g := range d.Grants {
		if g == "" || auth.Clean(string(g), 200) != string(g) || strings.ContainsAny(string(g), " \t") {
			return "grants", fmt.Errorf("%q is no grant", auth.Clean(string(g), 60))
		}
	}
	if key, err := checkProtocol(d.Protocol); err != nil {
		return "protocol" + key, err
	}
	for g, p := range d.PerGrant {
		if !slices.Contains(d.Grants, g) {
			return "per_grant/" + string(g), fmt.Errorf("is not among the grants; add it there or remove this table")
		}
		if key, err := checkProtocol(d.Protocol.With(p)); err != nil {
			return "per_grant/" + string(g) + key, err
		}
	}
	return "", nil
}

// CheckProtocol says what a server's protocol cannot be, or nil: the rules for a
// definition's own, for one that was put together from several sources.
func CheckProtocol(p auth.Protocol) error {
	key, err := checkProtocol(p)
	if err != nil && key != "" {
		err = fmt.Errorf("%s: %v", strings.ReplaceAll(strings.TrimPrefix(key, "/"), "/", "."), err)
	}
	return err
}

func checkProtocol(p auth.Protocol) (string, error) {
	e := p.Endpoints
	for _, f := range []struct{ key, url string }{
		{"/issuer", p.Issuer},
		{"/endpoints/authorize", e.Authorize},
		{"/endpoints/token", e.Token},
		{"/endpoints/renew", e.Renew},
		{"/endpoints/revoke", e.Revoke},
		{"/endpoints/device", e.Device},
		{"/endpoints/userinfo", e.Userinfo},
		{"/endpoints/introspect", e.Introspect},
		{"/endpoints/par", e.PAR},
		{"/endpoints/jwks", e.JWKS},
	} {
		if f.url == "" {
			continue
		}
		if err := auth.CheckEndpoint(f.url); err != nil {
			return f.key, err
		}
	}
	if err := auth.CheckSteps(p.Steps); err != nil {
		return "/steps", err
	}
	if err := checkWords(p); err != nil {
		return "", err
	}
	if r := p.Redirect; r.Port < 0 || r.Port > 65535 {
		return "/redirect/port", errors.New("must be from 1 to 65535, or 0 for any free one")
	}
	for _, seconds := range []int{p.Lifetimes.Token, p.Lifetimes.Refresh, p.MinValid} {
		if seconds < 0 || seconds > maxLife {
			return "/lifetimes", errors.New("are seconds, from 0 to ten years")
		}
	}
	return "", nil
}

// checkWords checks the values that come from a fixed list.
func checkWords(p auth.Protocol) error {
	auths := []auth.ClientAuth{"", auth.AuthBasic, auth.AuthPost, auth.AuthJSON, auth.AuthNone, auth.AuthPrivateKeyJWT}
	bodies := []auth.Body{"", auth.BodyForm, auth.BodyJSON}
	styles := []auth.ScopeStyle{"", auth.ScopeSpace, auth.ScopeArray, auth.ScopeOmit}
	body := p.Body
	switch r := p.Renewal; {
	case !slices.Contains(auths, p.ClientAuth) || !slices.Contains(auths, r.ClientAuth):
		return fmt.Errorf("client_auth must be one of %v", auths[1:])
	case !slices.Contains(bodies, p.Body) || !slices.Contains(bodies, r.Body):
		return fmt.Errorf("body must be one of %v", bodies[1:])
	case !slices.Contains(styles, p.ScopeStyle) || !slices.Contains(styles, r.ScopeStyle):
		return fmt.Errorf("scope_style must be one of %v", styles[1:])
	case p.ScopeStyle == auth.ScopeArray && body != auth.BodyJSON && p.ClientAuth != auth.AuthJSON:
		return errors.New(`scope_style = "array" needs body = "json"`)
	case p.ClientAuth == auth.AuthJSON && body == auth.BodyForm:
		return errors.New(`client_auth = "json" needs body = "json"`)
	}
	return nil
}
