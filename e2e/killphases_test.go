package e2e

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/internal/testenv"
	"github.com/authfob/authfob/store"
)

// phase is something that is done to a vault. ready makes what it is done to,
// and returns one round of it: a command that is struck, and what must be true
// afterwards.
type phase struct {
	name  string
	ready func(*siege) (round func())
}

var phases = []phase{
	{"renewal", renewing},
	{"sign-in", signingIn},
	{"add", adding},
	{"edit", editing},
	{"import", importing},
	{"first account, key file", creating},
	{"first account, keyring", creatingUnderKeyring},
	{"key rotation", rotatingKeys},
}

func renewing(s *siege) func() {
	s.addDemo(s.server, "Demo")
	return func() {
		out, told := s.strike(nil, "token", "Demo", "--renew")
		s.accounts()
		if token := strings.TrimSuffix(out, "\n"); told && s.token("Demo", "--cached") != token {
			s.lose("a token that was printed is not in the vault")
		}
		if !s.renews("Demo") && told {
			s.lose("the sign-in was lost although its token had been printed")
		}
	}
}

// signingIn signs in again: what was there stays good until what comes is.
func signingIn(s *siege) func() {
	s.addDemo(s.server, "Demo")
	return func() {
		before := s.token("Demo", "--cached")
		_, told := s.strike(s.visit, "signin", "Demo", "--print-url")
		s.accounts()
		now := s.token("Demo", "--cached")
		if told && now == before {
			s.lose("a sign-in that was reported is not in the vault")
		}
		if !s.server.Live(now) || !s.renews("Demo") {
			s.lose("a sign-in that was cut off cost the one before it")
		}
	}
}

// visit is a person who goes to the address of a sign-in. Whoever asked for it
// may be dead already.
func (s *siege) visit(line string) {
	if !strings.HasPrefix(line, s.server.URL()) {
		return
	}
	landed, err := demo.Visit(s.t.Context(), line, "ada")
	if err != nil {
		s.t.Error(err)
		return
	}
	req, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, landed, nil)
	if err != nil {
		s.t.Error(err)
		return
	}
	if resp, err := http.DefaultClient.Do(req); err == nil {
		_ = resp.Body.Close()
	}
}

// addRobot are the arguments that add an account with a secret, in a file.
func (s *siege) addRobot(name string) []string {
	s.t.Helper()
	secret := filepath.Join(s.tmp, "secret")
	if err := os.WriteFile(secret, []byte(demo.Secret("demo-robot")), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return []string{"add", name, "--issuer", s.server.URL(), "--grant", "client_credentials", "--client-id", "demo-robot", "--client-auth", "basic", "--client-secret-file", secret}
}

// adding saves new accounts beside one that is signed in.
func adding(s *siege) func() {
	s.addDemo(s.server, "Demo")
	n := 0
	return func() {
		n++
		name := fmt.Sprint("Robot ", n)
		_, told := s.strike(nil, s.addRobot(name)...)
		s.added(name, told)
		s.renews("Demo")
	}
}

// added checks an account whose adding was struck, and makes up for it.
func (s *siege) added(name string, told bool) {
	s.t.Helper()
	_, there := s.accounts()[name]
	if told && !there {
		s.lose("%q was reported as linked and is gone", name)
	}
	if again := s.run("", s.addRobot(name)...); (again.code == 0) == there {
		s.t.Errorf("%q is there: %v; adding it again: exit %d\n%s", name, there, again.code, again.err)
	}
	if token := s.token(name); !s.server.Live(token) {
		s.t.Errorf("%q has a dead token: its secret is not whole", name)
	}
}

// editing changes name and tag of a signed-in account in one command.
func editing(s *siege) func() {
	s.addDemo(s.server, "Demo 0")
	n := 0
	return func() {
		was, is := fmt.Sprint("Demo ", n), fmt.Sprint("Demo ", n+1)
		token := s.token(was, "--cached")
		_, told := s.strike(nil, "edit", was, "--name", is, "--tag", is)
		all := s.accounts()
		_, old := all[was]
		_, edited := all[is]
		if old == edited || len(all) != 1 {
			s.lose("there are %v", all)
		}
		if told && !edited {
			s.lose("an edit that was reported is gone")
		}
		name := was
		if edited {
			name, n = is, n+1
		}
		if s.token(name, "--cached") != token || !s.renews(name) {
			s.lose("an edit cost the sign-in")
		}
		if tagged := strings.Contains(s.must("", "show", name, "--json"), `"`+name+`"`+"\n"); edited && !tagged {
			s.t.Errorf("%q has its name and not its tag", name)
		}
	}
}

// importing brings ten accounts into a vault where one is.
func importing(s *siege) func() {
	const many = 10
	from := newBox(s.t)
	for n := range many {
		from.must("", "add", fmt.Sprint("Account ", n), "--issuer", s.server.URL(), "--client-id", "demo-desktop", "--client-auth", "none")
	}
	file := filepath.Join(s.tmp, "export.json")
	if err := os.WriteFile(file, []byte(from.must("", "export")), 0o600); err != nil {
		s.t.Fatal(err)
	}
	s.addDemo(s.server, "Demo")
	before, token := s.home, s.token("Demo")
	return func() {
		s.home = filepath.Join(s.t.TempDir(), "home")
		if err := os.CopyFS(s.home, os.DirFS(before)); err != nil {
			s.t.Fatal(err)
		}
		_, told := s.strike(nil, "import", file, "--yes")
		if n := len(s.accounts()); told && n != 1+many {
			s.lose("%d of %d accounts are there, which were reported as imported", n-1, many)
		}
		s.run("", "import", file, "--yes") // the rest; what is there is refused
		if n := len(s.accounts()); n != 1+many {
			s.t.Errorf("after a second import %d of %d accounts are there", n-1, many)
		}
		if s.token("Demo", "--cached") != token {
			s.lose("an import cost a token that was there")
		}
	}
}

// creating adds the first account, which makes the vault.
func creating(s *siege) func() {
	return func() {
		s.home = filepath.Join(s.t.TempDir(), "home")
		_, told := s.strike(nil, s.addRobot("First")...)
		s.added("First", told)
		s.must("", s.addRobot("Second")...)
		if n := len(s.accounts()); n != 2 {
			s.lose("%d of 2 accounts are there", n)
		}
	}
}

func creatingUnderKeyring(s *siege) func() {
	s.key, s.env = "", testenv.Keyring(s.t, true).Env
	return creating(s)
}

// rotatingKeys gives the vault a new key and a new recovery code. Of the codes
// that were shown, one opens the vault.
func rotatingKeys(s *siege) func() {
	s.addDemo(s.server, "Demo")
	for n := range 4 {
		s.must("", s.addRobot(fmt.Sprint("Robot ", n))...)
	}
	code := s.must("", "vault", "recovery-code")
	return func() {
		shown, _ := s.strike(nil, "vault", "rotate")
		if n := len(s.accounts()); n != 5 {
			s.lose("%d of 5 accounts are there", n)
		}
		switch {
		case s.opens(shown):
			code = shown
		case s.ended || !s.opens(code): // it is shown before it is in force
			s.lose("neither the old recovery code nor the one that was shown opens the vault")
		}
		s.must("", "vault", "rotate", "--resume")
		for n := range 4 {
			if token := s.token(fmt.Sprint("Robot ", n), "--renew"); !s.server.Live(token) {
				s.t.Error("a robot's secret is not whole")
			}
		}
		if !s.renews("Demo") {
			s.lose("a key rotation cost a sign-in")
		}
	}
}

// opens reports whether a recovery code, as it was printed, opens the vault.
func (s *siege) opens(code string) bool {
	s.t.Helper()
	vault, err := store.Open(filepath.Join(s.home, "vault"), store.Recovery{Code: auth.NewSecret(strings.TrimSpace(code))})
	if err != nil {
		s.t.Fatal(err)
	}
	defer vault.Close()
	_, err = vault.List(s.t.Context())
	return err == nil
}
