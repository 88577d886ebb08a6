package e2e

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/internal/testenv"
)

// desktopBox is a home whose vault is under the keyring of a session.
func desktopBox(t *testing.T, s testenv.Session) *box {
	t.Helper()
	b := newBox(t)
	b.key, b.env = "", s.Env
	b.must("s3cret-value\n", "add", "work", "--token-url", "https://127.0.0.1:9/token", "--client-id", "x", "--grant", "client_credentials", "--client-secret-file", "-")
	return b
}

// Each condition of a keyring has its words, its way out and the exit code that
// says locked, within six seconds, and changes nothing; the names can be listed
// all the same. (requirements 54, 75, 79)
func TestKeyringConditions(t *testing.T) {
	const atDesktop, unlockIt, lookForIt, goBack, putBack = "keyring of your desktop session", "Unlock it", "look for its window", "switch keyrings?", "from a backup"
	for what, c := range map[string]struct {
		is       testenv.Secrets
		then     func(f *testenv.SecretService, b *box, s testenv.Session)
		says, do string
	}{
		"no bus": {
			then: func(_ *testenv.SecretService, b *box, _ testenv.Session) { b.env = testenv.NoBus(b.tmp) },
			says: "no keyring on this system", do: atDesktop,
		},
		"no service": {
			then: func(f *testenv.SecretService, _ *box, _ testenv.Session) { f.Stop() },
			says: "no keyring on this system", do: atDesktop,
		},
		"prompt dismissed":      {is: testenv.Secrets{Locked: true, Prompt: "dismissed"}, says: "your keyring is locked", do: unlockIt},
		"prompt ignored":        {is: testenv.Secrets{Locked: true, Prompt: "ignored"}, says: "your keyring does not answer", do: lookForIt},
		"it ends at its prompt": {is: testenv.Secrets{Locked: true, DiesIn: "Prompt"}, says: "no keyring on this system", do: atDesktop},
		"it ends in a call":     {is: testenv.Secrets{DiesIn: "GetSecret"}, says: "no keyring on this system", do: atDesktop},
		"an empty item":         {is: testenv.Secrets{Empty: true}, says: "damaged or another vault's", do: putBack},
		"a damaged item": {
			then: func(f *testenv.SecretService, _ *box, _ testenv.Session) { f.Spoil([]byte("afk1.cut")) },
			says: "damaged or another vault's", do: putBack,
		},
		"a lost item": {
			then: func(f *testenv.SecretService, _ *box, _ testenv.Session) { f.Spoil(nil) },
			says: "is not in this keyring", do: goBack,
		},
		"another keyring has the name": {
			then: func(f *testenv.SecretService, b *box, s testenv.Session) {
				f.Stop()
				testenv.StartSecretService(b.t, s, testenv.Secrets{})
			},
			says: "is not in this keyring", do: goBack,
		},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			s := testenv.Bus(t)
			f := testenv.StartSecretService(t, s, testenv.Secrets{})
			b := desktopBox(t, s)
			f.Behave(c.is)
			if c.then != nil {
				c.then(f, b, s)
			}
			before, began := snapshot(t, b.home), time.Now()
			r := b.run("", "token", "work", "--no-prompt")
			if r.code != locked || r.out != "" || !strings.Contains(r.err, c.says) || !strings.Contains(r.err, c.do) {
				t.Errorf("exit %d, stdout %q, said %q; want exit %d, %q and %q", r.code, r.out, r.err, locked, c.says, c.do)
			}
			if took := time.Since(began); took > 8*time.Second {
				t.Errorf("it took %v", took)
			}
			checkComplaint(t, r.err)
			f.Behave(c.is)
			if r := b.run("", "list"); c.is.DiesIn == "" && (r.code != 0 || !strings.Contains(r.out, "work") || !strings.Contains(r.err, "Only the names")) {
				t.Errorf("list: exit %d, %q, %q", r.code, r.out, r.err)
			}
			if after := snapshot(t, b.home); !maps.Equal(before, after) {
				t.Error("the home was changed")
			}
		})
	}
}

// A keyring that is locked for good, and one that has no wallet to put a key in.
func TestKeyringsThatTakeNoKey(t *testing.T) {
	real := testenv.Keyring(t, true)
	b := desktopBox(t, real)
	real.Lock(t)
	if r := b.run("", "token", "work", "--no-prompt"); r.code != locked || !strings.Contains(r.err, "your keyring is locked") {
		t.Errorf("a real one, locked: exit %d, %q", r.code, r.err)
	}
	s := testenv.Bus(t)
	testenv.StartSecretService(t, s, testenv.Secrets{NoWallet: true})
	bare := newBox(t)
	bare.key, bare.env = "", s.Env
	r := bare.run("", append(newAccount(), "--client-auth", "none")...)
	if r.code != locked || !strings.Contains(r.err, "has no default keyring") || !strings.Contains(r.err, "kdewallet") || !strings.Contains(r.err, "--passphrase-file") {
		t.Errorf("no wallet: exit %d, %q", r.code, r.err)
	}
	checkComplaint(t, r.err)
}
