package share

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/authfob/authfob/auth"
	"github.com/google/go-cmp/cmp"
)

// good is a file that can be imported, with holes for one account's members
// and for the file's.
func good(members, rest string) string {
	return `{"format":"authfob-accounts","version":1,"accounts":[{"name":"work","grant":"client_credentials","client_id":"c",
		"protocol":{"endpoints":{"token":"https://good.example/token"}}` + members + `}]` + rest + `}`
}

// Files that are refused whole, at once. (requirement 85)
func TestHostileFiles(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"nothing", ``, "not JSON"},
		{"cut", good("", "")[:100], "not JSON"},
		{"zeros", strings.Repeat("\x00", 1000), "not JSON"},
		{"another JSON", `{"accounts":[]}`, "no export"},
		{"a list", `[]`, "not a JSON object"},
		{"another version", strings.Replace(good("", ""), `"version":1`, `"version":2`, 1), "another version"},
		{"a version as text", strings.Replace(good("", ""), `"version":1`, `"version":"1"`, 1), "another version"},
		{"something behind it", good("", "") + `{}`, "not JSON"},
		{"deep", good(`,"x":`+strings.Repeat("[", 100_000), ""), "nested too deeply"},
		{"a name twice", good(`,"client_id":"d"`, ""), "a member twice"},
		{"accounts twice", good("", `,"accounts":[]`), "a member twice"},
		{"a name in capitals", good(`,"Client_ID":"d"`, ""), "accounts[0].Client_ID: is not known"},
		{"a name that folds", good(`,"ſource":"d"`, ""), "is not known"},
		{"an unknown member", good(`,"exec":"rm -rf ~"`, ""), "accounts[0].exec: is not known"},
		{"an unknown member, further in", good(`,"metadata":{"insecure":true}`, ""), "accounts[0].metadata.insecure: is not known"},
		{"an ID of its own", good(`,"id":"00112233445566778899aabbccddeeff"`, ""), "accounts[0].id: is not known"},
		{"an escape sequence as a member", good(`,"\u001b[2J":1`, ""), "accounts[0].[2J: is not known"},
		{"a number for a text", good(`,"audience":1`, ""), "audience"},
		{"not UTF-8", good(",\"audience\":\"\xff\"", ""), "not UTF-8"},
		{"tokens in the clear", good(`,"tokens":{"access_token":"x"}`, ""), "not encrypted"},
		{"secrets in the clear", good(`,"secrets":{"client_secret":"x"}`, ""), "not encrypted"},
		{"no name", strings.Replace(good("", ""), `"work"`, `""`, 1), "needs a name"},
		{"a name like an option", strings.Replace(good("", ""), `"work"`, `"--yes"`, 1), "dash"},
		{"a name with an escape", strings.Replace(good("", ""), `"work"`, `"a\u001b[31m"`, 1), "control"},
		{"a name with a turn", strings.Replace(good("", ""), `"work"`, `"a\u202eb"`, 1), "control"},
		{"the same name, folded", `{"format":"authfob-accounts","version":1,"accounts":[{"name":"Work","grant":"x"},{"name":"worK","grant":"x"}]}`, "earlier account"},
		{"a definition as a path", good("", `,"providers":{"../../x":""}`), "no provider ID"},
		{"a definition as another path", good("", `,"providers":{"a\\b":""}`), "no provider ID"},
		{"too many", `{"format":"authfob-accounts","version":1,"accounts":[` + strings.Repeat(`{},`, MaxAccounts) + `{}]}`, "more than 10000"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			started := time.Now()
			_, err := Parse([]byte(tt.text), false)
			if err == nil || !strings.Contains(err.Error(), tt.want) || auth.Clean(err.Error(), 1000) != err.Error() {
				t.Errorf("got %v, want %q", err, tt.want)
			}
			if d := time.Since(started); d > 5*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
	if _, err := Parse([]byte(good("", "")), false); err != nil {
		t.Errorf("the good file: %v", err)
	}
}

// A file that Windows PowerShell's > wrote says so, and does not pass for another
// kind of damage.
func TestFilesOfWindowsPowerShell(t *testing.T) {
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		var wide []byte
		for _, c := range utf16.Encode([]rune("\ufeff" + good("", ""))) {
			wide = order.AppendUint16(wide, c)
		}
		if _, err := Read(bytes.NewReader(wide)); !errors.Is(err, errMarked) {
			t.Errorf("UTF-16, %v: %v", order, err)
		}
	}
	if _, err := Read(strings.NewReader("\ufeff" + good("", ""))); !errors.Is(err, errMarked) {
		t.Errorf("UTF-8: %v", err)
	}
	for _, other := range []string{good("", ""), "\xff\xfe\x00\x01"} {
		if _, err := Read(strings.NewReader(other)); err != nil {
			t.Errorf("%.9q: %v", other, err)
		}
	}
}

// Accounts that are refused by name, and nothing else with them.
func TestHostileAccounts(t *testing.T) {
	certificate, key := pemPair(t, "x")
	for _, tt := range []struct{ name, members, want string }{
		{"as it is", ``, ""},
		{"a path is a name", `,"tags":["../../x"]`, ""},
		{"http", `,"metadata":{"endpoints":{"token":"http://evil.example/t"}}`, "http is only possible"},
		{"file", `,"metadata":{"endpoints":{"jwks":"file:///etc/passwd"}}`, "has no host"},
		{"user part", `,"metadata":{"endpoints":{"userinfo":"https://good.example@evil.example/"}}`, "user name"},
		{"fragment", `,"metadata":{"endpoints":{"revoke":"https://good.example/#x"}}`, "fragment"},
		{"shell characters", `,"metadata":{"endpoints":{"par":"https://good.example/` + "`id`" + `"}}`, "characters"},
		{"an issuer that is no URL", `,"metadata":{"issuer":"javascript:alert(1)"}`, "metadata.issuer"},
		{"control characters", `,"audience":"a\u0007b"`, "audience has control"},
		{"control characters in a list", `,"metadata":{"client_auths":["\u001b]0;x"]}`, "metadata has control"},
		{"a scope that hides", `,"scopes":["a\u200bb"]`, "scopes has control"},
		{"a provider nobody knows", `,"provider":"nope"`, "no provider called"},
		{"a proxy that is none", `,"proxy":"exec:///bin/sh"`, "proxy"},
		{"a proxy with a password", `,"proxy":"http://u:p@proxy.example:1"`, "user name or password"},
		{"an authority that is none", `,"ca":"-----BEGIN NONSENSE-----"`, "no PEM certificate"},
		{"a private key", fmt.Sprintf(`,"certificate":%q`, certificate+key), "private key"},
		{"a source outside", `,"source":"other"`, `"other", which is not in the file`},
		{"a circle of sources", `,"source":"work"`, "circle"},
		{"an instant out of time", `,"created_at":"9999-12-31T23:59:59-05:00"`, "sensible year"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, err := Parse([]byte(good(tt.members, "")), false)
			if err != nil {
				t.Fatal(err)
			}
			problem := NewPlan(f, nil, shelf{}).Items[0].Problem
			if (problem == nil) != (tt.want == "") || problem != nil && !strings.Contains(problem.Error(), tt.want) {
				t.Errorf("got %v, want %q", problem, tt.want)
			}
		})
	}
}

// Every host that is sent something is listed: where the code goes too, and that
// more may follow. (requirement 84)
func TestHostsThatWillReceive(t *testing.T) {
	for protocol, want := range map[string]string{
		`{"issuer":"https://i.example"}`: "i.example and more",
		`{"endpoints":{"authorize":"https://a.example/a","token":"https://t.example/t"}}`:                                                              "a.example, t.example",
		`{"endpoints":{"authorize":"https://a.example/a","token":"https://t.example/t"},"redirect":{"uri":"https://r.example/cb"}}`:                    "a.example, r.example, t.example",
		`{"endpoints":{"authorize":"https://a.example/a","token":"https://t.example/t"},"redirect":{"uri":"http://127.0.0.1:4000/cb"}}`:                "a.example, t.example",
		`{"endpoints":{"authorize":"https://a.example/a","token":"https://t.example/t","revoke":"https://v.example/r","renew":"https://n.example/n"}}`: "a.example, n.example, t.example, v.example",
	} {
		text := strings.Replace(good("", ""), `{"endpoints":{"token":"https://good.example/token"}}`, protocol, 1)
		f, err := Parse([]byte(strings.Replace(text, "client_credentials", "authorization_code", 1)), false)
		if err != nil {
			t.Fatal(err)
		}
		p := NewPlan(f, nil, shelf{})
		var got []string
		for _, h := range p.Hosts() {
			if h.Names {
				h.Name += " and more"
			}
			got = append(got, h.Name)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %q, not %q; %v", protocol, got, want, p.Items[0].Problem)
		}
	}
}

// An account whose extra request fields cannot be shown as they are is refused.
func TestHostileFields(t *testing.T) {
	for _, params := range []string{`{"a":"\u202eb"}`, `{"\u202eb":"a"}`} {
		f, err := Parse([]byte(strings.Replace(good("", ""), `"protocol":{`, `"protocol":{"steps":{"token":{"params":`+params+`}},`, 1)), false)
		if err != nil {
			t.Fatal(err)
		}
		problem := NewPlan(f, nil, shelf{}).Items[0].Problem
		if problem == nil || !strings.Contains(problem.Error(), "protocol has control") {
			t.Errorf("%s: got %v", params, problem)
		}
	}
}

// What only an encrypted file can hold is judged as strictly.
func TestHostileSecrets(t *testing.T) {
	for members, want := range map[string]string{
		`,"tokens":{"access_token":"a\nb"}`:                                    "tokens has control",
		`,"tokens":{"fields":{"x":"é"}}`:                                       "printable ASCII",
		`,"tokens":{"access_token":"` + strings.Repeat("a", maxToken+1) + `"}`: "too long",
		`,"tokens":{"access_token":"a","expiry_source":"me"}`:                  "expiry_source",
		`,"tokens":{"expires_at":"0001-06-01T00:00:00Z"}`:                      "sensible year",
		`,"secrets":{"origins":["https://good.example"]}`:                      "origins",
		`,"secrets":{"origins":["http://evil.example:80"]}`:                    "origins",
	} {
		f, err := Parse([]byte(good(members, "")), true)
		if err != nil {
			t.Fatal(err)
		}
		if p := NewPlan(f, nil, shelf{}).Items[0].Problem; p == nil || !strings.Contains(p.Error(), want) {
			t.Errorf("%.60s: got %v, want %q", members, p, want)
		}
	}
}

func TestDefinitions(t *testing.T) {
	const acme = "format = 1\nname = \"Acme\"\ngrants = [\"client_credentials\"]\n[protocol.endpoints]\ntoken = \"https://acme.example/t\"\n"
	text := fmt.Sprintf(`{"format":"authfob-accounts","version":1,"providers":{"acme":%q,"bad":"format = 9","unused":%q},"accounts":[
		{"name":"a","grant":"client_credentials","client_id":"c","provider":"acme"},
		{"name":"b","grant":"client_credentials","client_id":"c","provider":"bad"}]}`, acme, acme)
	f, err := Parse([]byte(text), false)
	if err != nil {
		t.Fatal(err)
	}
	p := NewPlan(f, nil, shelf{})
	if diff := cmp.Diff(map[string]string{"acme": acme}, p.Definitions()); diff != "" || p.Items[1].Problem == nil {
		t.Errorf("new: %v\n%s", p.Items[1].Problem, diff)
	}
	if got := p.Hosts(); len(got) != 1 || got[0].Name != "acme.example" {
		t.Errorf("hosts %v", got)
	}
	ticks, _ := p.Ticks()
	if len(ticks) != 1 || ticks[0].Kind != KindProvider {
		t.Errorf("ticks %v", ticks)
	}
	p.Refuse(map[Tick]string{ticks[0]: "no"})
	if len(p.Definitions()) != 0 || len(p.Ready()) != 0 {
		t.Error("a refused definition is still needed")
	}
	if p := NewPlan(f, nil, shelf{"acme": "another"}); p.Items[0].Problem == nil || len(p.Definitions()) != 0 {
		t.Error("a definition that is here already was to be replaced")
	}
	if p := NewPlan(f, nil, shelf{"acme": acme}); len(p.Definitions()) != 0 || len(p.Items[0].Ticks) != 0 {
		t.Error("the same definition was to be asked about")
	}
}

func TestSaveDefinition(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "config", "providers")
	for _, id := range []string{"../x", "", "a/b", ".hidden", "UPPER"} {
		if SaveDefinition(dir, id, "x") == nil {
			t.Errorf("%q was saved", id)
		}
	}
	if err := SaveDefinition(dir, "acme", "one"); err != nil {
		t.Fatal(err)
	}
	if SaveDefinition(dir, "acme", "two") == nil {
		t.Error("a definition was replaced")
	}
	got, err := os.ReadFile(filepath.Join(dir, "acme.toml"))
	left, _ := os.ReadDir(dir)
	if string(got) != "one" || err != nil || len(left) != 1 {
		t.Errorf("got %q, %v and %v", got, err, left)
	}
}

func TestPlanKeepsClashesAndTheirDependants(t *testing.T) {
	text := `{"format":"authfob-accounts","version":1,"accounts":[
		{"name":"base","grant":"client_credentials","client_id":"c","protocol":{"endpoints":{"token":"https://a.example/t"}}},
		{"name":"on","grant":"token_exchange","source":"base","protocol":{"endpoints":{"token":"https://evil.example/t"}}}]}`
	f, err := Parse([]byte(text), false)
	if err != nil {
		t.Fatal(err)
	}
	if p := NewPlan(f, nil, shelf{}); len(p.Ready()) != 2 || p.Items[1].Record.Account.Source != p.Items[0].Record.Account.ID {
		t.Errorf("got %v", p.Items[1].Problem)
	}
	// The account "base" that is here must not feed one from a file.
	p := NewPlan(f, map[string]bool{auth.FoldName("BASE"): true}, shelf{})
	if !errors.Is(p.Items[0].Problem, ErrClash) || p.Items[1].Problem == nil || len(p.Hosts()) != 0 {
		t.Errorf("got %v and %v", p.Items[0].Problem, p.Items[1].Problem)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(good("", "")), true)
	f.Add([]byte(good(`,"tokens":{"access_token":"x","fields":{"a":"b"}},"proxy":"http://p:1"`, `,"providers":{"acme":"format = 1"}`)), true)
	f.Add([]byte(good(`,"source":"work","ca":"x"`, "")), false)
	f.Fuzz(func(t *testing.T, data []byte, encrypted bool) {
		file, err := Parse(data, encrypted)
		if err != nil {
			return
		}
		for _, it := range NewPlan(file, nil, shelf{}).Ready() {
			again, err := Encrypted(Contents{Records: []auth.Record{withoutSource(it.Record)}}, auth.NewSecret("p"))
			if err != nil || len(again) == 0 {
				t.Errorf("what was taken cannot be exported: %v", err)
			}
		}
	})
}

func withoutSource(r auth.Record) auth.Record {
	r.Account.Source = ""
	return r
}
