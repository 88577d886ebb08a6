package format

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/google/go-cmp/cmp"
)

// folder makes a templates folder.
func folder(t *testing.T, files map[string]string) Formats {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return In(dir)
}

func TestTemplates(t *testing.T) {
	full := auth.Token{
		Account: "it's work", Value: auth.NewSecret(`A"C'E<`), Type: "Bearer",
		ExpiresAt: time.Date(2030, 1, 2, 3, 4, 5, 0, time.FixedZone("", 3600)), Scopes: []string{"read", "write all"},
	}
	for text, want := range map[string]string{
		"{{.Token}}\n":                       `A"C'E<`,
		"{{.Token}}\n\n":                     `A"C'E<` + "\n",
		"export T={{sh .Token}}":             `export T='A"C'\''E<'`,
		"$T = {{.Token | powershell}}":       `$T = 'A"C''E<'`,
		"t = {{python .Token}}":              `t = "A\"C'E\u003c"`,
		"{{js .Account}} {{json .Type}}":     `"it's work" "Bearer"`,
		"https://x/?a={{url .Account}}":      `https://x/?a=it%27s%20work`,
		"{{.ExpiresAt}}":                     "2030-01-02T02:04:05Z",
		"{{range .Scopes}}[{{.}}]{{end}}":    "[read][write all]",
		`{{sh (printf "%s:%s" .Type "x")}}`:  `'Bearer:x'`,
		"{{if eq .Type \"Bearer\"}}y{{end}}": "y",
	} {
		got, err := folder(t, map[string]string{"mine.tmpl": text}).Token(full, "mine")
		if err != nil || got.Reveal() != want {
			t.Errorf("%q: %q, %v, want %q", text, got.Reveal(), err, want)
		}
	}
}

func TestTemplatesSayWhatIsWrong(t *testing.T) {
	f := folder(t, map[string]string{"good.tmpl": "{{.Token}}", "curl.tmpl": "", "two words.tmpl": "", "bad.tmpl": "\n{{.Token", "notes.txt": ""})
	got := map[string]string{}
	for _, l := range f.Templates() {
		got[l.Name] = ""
		if l.Err != nil {
			got[l.Name] = l.Err.Error()
		}
	}
	for name, want := range map[string]string{"good": "", "curl": "built-in", "two words": "letters", "bad": "line 2: "} {
		if is, ok := got[name]; !ok || !strings.Contains(is, want) || is != "" && want == "" {
			t.Errorf("%s: %q, want %q", name, is, want)
		}
	}
	if len(got) != 4 {
		t.Errorf("got %q", got)
	}
}

func TestTemplateErrorsHoldNoToken(t *testing.T) {
	for text, want := range map[string]string{
		"\n{{.Nothing}}":                                        "line 2: there is no .Nothing",
		"{{.Token.Field}}":                                      "line 1: there is no .Token.Field",
		"{{index .Scopes .Token}}":                              "cannot be written",
		"{{slice .Token 9999}}":                                 "cannot be written",
		"{{call .Token}}":                                       "cannot be written",
		"{{sh .obtained}}":                                      "cannot be written",
		"{{lt .Token 1}}":                                       "cannot be written",
		"{{range .Token}}{{end}}":                               "range over .Scopes",
		"{{range 1000000000}}{{end}}":                           "range over .Scopes",
		"{{range .Scopes}}{{range $.Scopes}}{{end}}{{end}}":     "a range inside another",
		`{{define "x"}}{{template "x"}}{{end}}{{template "x"}}`: "not define",
		"{{.Token":                                              "is not right",
		"{{shell .Token}}":                                      "line 1: there is no function shell",
		`{{printf "%999999d" 1}}`:                               "cannot be written",
		`{{printf "%*d" 999999 1}}`:                             "cannot be written",
		`{{printf "%[1]s%[1]s" "x"}}`:                           "cannot be written",
		"{{$x := \"0123456789abcdef\"}}{{range .Scopes}}{{$x = print $x $x}}{{end}}{{$x}}": "gives more than 1 MiB",
		"":                            "",
		strings.Repeat("x", 64<<10+1): "at most 64 KiB",
	} {
		secret := token("SECRET_TOKEN")
		secret.Scopes = strings.Split(strings.Repeat("s ", 40), " ")
		got, err := folder(t, map[string]string{"mine.tmpl": text}).Token(secret, "mine")
		switch {
		case want == "" && err == nil && got.IsZero():
		case err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "SECRET"):
			t.Errorf("%.60q: %q, %v", text, got.Reveal(), err)
		}
	}
}

func TestTemplatesAreOfferedByName(t *testing.T) {
	f := folder(t, map[string]string{
		"mine.tmpl": "x", "also_2.tmpl": "{{", "curl.tmpl": "mine", "no name.tmpl": "x", "-x.tmpl": "x", ".tmpl": "x", "other.txt": "x",
	})
	want := append(Names(), "also_2", "mine")
	if d := cmp.Diff(want, f.Names()); d != "" {
		t.Error(d)
	}
	if got, err := f.Token(token("ACCESS"), "curl"); err != nil || !strings.HasPrefix(got.Reveal(), "curl -H") {
		t.Errorf("a template took the place of curl: %q, %v", got.Reveal(), err)
	}
	if f.Check("mine") != nil || f.Check("also_2") == nil || f.Check("../mine") == nil {
		t.Error("Check does not tell good from bad")
	}
	if In(filepath.Join(t.TempDir(), "none")).Check("mine") == nil {
		t.Error("a template without a folder")
	}
}

func TestTemplateThatIsNoFile(t *testing.T) {
	f := folder(t, nil)
	if err := os.Mkdir(filepath.Join(f.templates, "mine.tmpl"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := f.Check("mine"); err == nil || !strings.Contains(err.Error(), "not a file") {
		t.Errorf("got %v", err)
	}
}

func TestProblemsNameTheTemplate(t *testing.T) {
	f := folder(t, map[string]string{"good.tmpl": "{{.Token}}", "bad.tmpl": "{{.Token", "worse.tmpl": "{{define \"x\"}}{{end}}", "note.txt": "{{"})
	got := f.Problems()
	if len(got) != 2 || !strings.Contains(got[0].Error(), "template bad") || !strings.Contains(got[1].Error(), "template worse") {
		t.Errorf("got %v", got)
	}
	if got := (Formats{}).Problems(); got != nil {
		t.Errorf("without a folder: %v", got)
	}
}
