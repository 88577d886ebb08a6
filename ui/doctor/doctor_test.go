package doctor

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/store/keyring"
)

// codes finds the findings' codes where they are written.
func codes(t *testing.T) (all []string) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	both := regexp.MustCompile(`(?:one\(|Area: )"([a-z]+)",(?: Code:)? "([a-z0-9_]+)"`)
	added := regexp.MustCompile(`add\((?:[^"]*, )?"([a-z0-9_]+)"`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range both.FindAllStringSubmatch(string(text), -1) {
			all = append(all, m[1]+"."+m[2])
		}
		area := map[string]string{"vault.go": "vault.", "own.go": "settings."}[file]
		for _, m := range added.FindAllStringSubmatch(string(text), -1) {
			all = append(all, area+m[1])
		}
	}
	for s := range keyringStates {
		all = append(all, "keyring."+string(s))
	}
	for _, r := range []store.Reason{
		store.ReasonNoKeyring, store.ReasonKeyringWaiting, store.ReasonKeyringLocked, store.ReasonNoCollection, store.ReasonKeyringRefuses,
		store.ReasonKeyMissing, store.ReasonKeyDamaged, store.ReasonOtherKey, store.ReasonWrongPassphrase, store.ReasonBadKeyFile,
		store.ReasonHeaderDamaged, store.ReasonNewerFormat, store.ReasonUnsafe, store.ReasonNoSpace,
	} {
		all = append(all, "vault."+string(r))
	}
	all = append(all, "vault.slow")
	slices.Sort(all)
	return slices.Compact(all)
}

// docs/doctor.md lists the codes there are, and no others.
func TestCodesAreDocumented(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "doctor.md"))
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "| `") {
			cell, _, _ := strings.Cut(line[2:], "|")
			for _, m := range regexp.MustCompile("`([a-z]+\\.[a-z0-9_]+)`").FindAllStringSubmatch(cell, -1) {
				told = append(told, m[1])
			}
		}
	}
	slices.Sort(told)
	if diff := cmp.Diff(codes(t), told); diff != "" {
		t.Errorf("(-code +docs):\n%s", diff)
	}
}

// Every state of the keyring has its words, and every state but the good ones a
// way out.
func TestKeyringStatesHaveWords(t *testing.T) {
	for _, s := range []keyring.State{
		keyring.StateOpen, keyring.StateLocked, keyring.StateStartable, keyring.StateNoBus, keyring.StateDeadBus,
		keyring.StateNoService, keyring.StateNoCollection, keyring.StateSilent, keyring.StateForeign,
	} {
		f, good := keyringStates[s], s == keyring.StateOpen || s == keyring.StateStartable
		if f.What == "" || (f.Do == "") != good {
			t.Errorf("%s: %+v", s, f)
		}
	}
}

// How bad a keyring's state is depends on who needs it.
func TestKeyringVerdict(t *testing.T) {
	under := []string{"keyring"}
	for _, c := range []struct {
		given Given
		state keyring.State
		keys  []string
		want  Verdict
	}{
		{GivenNothing, keyring.StateLocked, under, Problem},
		{GivenNothing, keyring.StateLocked, nil, Note},
		{GivenNothing, keyring.StateNoBus, []string{"passphrase"}, Note},
		{GivenKeyFile, keyring.StateNoBus, under, Note},
		{GivenNothing, keyring.StateOpen, under, OK},
		{GivenKeyFile, keyring.StateForeign, nil, Problem},
	} {
		e := &exam{Config: Config{Given: c.given}}
		if got := e.keyringVerdict(c.state, c.keys); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestSplitFindsJoinedErrors(t *testing.T) {
	one, two := &store.Error{Reason: store.ReasonUnsafe, What: "a"}, errors.New("b")
	if got := split(errors.Join(errors.Join(one, two), auth.ErrBusy)); len(got) != 3 {
		t.Errorf("got %v", got)
	}
	found := storeFindings(errors.Join(one, two))
	if len(found) != 2 || found[0].Code != "unsafe_directory" || found[1].Code != "unusable" {
		t.Errorf("got %+v", found)
	}
}

func TestTidy(t *testing.T) {
	t.Setenv("HOME", "/home/ada")
	t.Setenv("USER", "ada")
	for s, want := range map[string]string{
		"others can write in /home/ada/x": "others can write in ~/x", "/home/ada": "~", "/home/adam/x": "/home/adam/x",
		"/media/ada/x y": "/media/USER/x y", "ada is a name\n": "ada is a name ", "/run/ada": "/run/USER",
	} {
		if got := tidy(s); got != want {
			t.Errorf("%q became %q, want %q", s, got, want)
		}
	}
}
