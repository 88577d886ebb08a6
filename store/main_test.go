package store

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

// The test binary is also the other processes of a test: with childVar set, it
// runs one of children with its arguments instead of the tests.
const childVar = "AUTHFOB_STORE_TEST_CHILD"

var children = map[string]func(args []string) error{
	"renew": childRenew, "rename": childRename, "add": childAdd, "hold": childHold,
}

func TestMain(m *testing.M) {
	child, ok := children[os.Getenv(childVar)]
	if !ok {
		os.Exit(m.Run())
	}
	if err := child(os.Args[1:]); err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
}

// start runs a child until the test ends at the latest.
func start(t testing.TB, env []string, name string, args ...string) (*exec.Cmd, *bufio.Reader) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	// The race detector sleeps for a second before each exit.
	cmd.Env = append(append(os.Environ(), env...), childVar+"="+name, "GORACE=atexit_sleep_ms=0")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewReader(out)
}

// run runs a child to its end and returns what it printed.
func run(t testing.TB, env []string, name string, args ...string) string {
	t.Helper()
	cmd, out := start(t, env, name, args...)
	text, _ := io.ReadAll(out)
	if err := cmd.Wait(); err != nil {
		t.Fatalf("child %s %v: %v: %s", name, args, err, text)
	}
	return strings.TrimSpace(string(text))
}

// home is a directory with a key file and room for a vault.
type home struct{ dir, keyFile string }

func newHome(t testing.TB) home {
	t.Helper()
	h := home{filepath.Join(t.TempDir(), "vault"), filepath.Join(t.TempDir(), "key")}
	writeKeyFile(t, h.keyFile, 0o600)
	return h
}

func writeKeyFile(t testing.TB, path string, mode os.FileMode) {
	t.Helper()
	key := newKey()
	if err := os.WriteFile(path, []byte(base64.StdEncoding.EncodeToString(key[:])+"\n"), mode); err != nil {
		t.Fatal(err)
	}
}

// vault opens the home's vault as another process would.
func (h home) vault() *Vault {
	v, err := Open(h.dir, KeyFile{h.keyFile})
	if err != nil {
		panic(err)
	}
	return v
}

func (h home) path(elem ...string) string { return filepath.Join(append([]string{h.dir}, elem...)...) }

func newVault(t testing.TB) (home, *Vault) {
	t.Helper()
	h := newHome(t)
	return h, h.vault()
}

func newRecord(name string) auth.Record {
	return auth.Record{
		Account: auth.Account{ID: auth.NewAccountID(), Name: name, Provider: "demo", Grant: auth.AuthorizationCode},
		Grant: auth.Grant{
			Access: auth.NewSecret("ACCESS_1 of " + name), Refresh: auth.NewSecret("REFRESH_1 of " + name),
			ObtainedAt: time.Unix(1_800_000_000, 0).UTC(), ExpiresAt: time.Unix(1_800_003_600, 0).UTC(),
		},
	}
}

func add(t testing.TB, v *Vault, names ...string) []auth.Record {
	t.Helper()
	var all []auth.Record
	for _, name := range names {
		r := newRecord(name)
		if err := v.Add(t.Context(), r); err != nil {
			t.Fatalf("adding %q: %v", name, err)
		}
		r.Gen = 1
		all = append(all, r)
	}
	return all
}

func wantReason(t testing.TB, err error, want Reason) {
	t.Helper()
	var e *Error
	switch {
	case !errors.As(err, &e) || e.Reason != want:
		t.Errorf("got error %v (reason %q), want reason %q", err, reasonOf(err), want)
	case e.What == "" || e.Hint() == "":
		t.Errorf("reason %q says %q and advises %q: both are wanted", e.Reason, e.What, e.Hint())
	}
}

// strays lists the files of a vault that nothing should have left there.
func strays(t testing.TB, h home) []string {
	t.Helper()
	var found []string
	for room, wanted := range map[string]*regexp.Regexp{
		"": regexp.MustCompile(`^(vault\.json(\.bak)?|vault\.lock|acct|lock|name)$`), "acct": regexp.MustCompile(`^[0-9a-f]{32}\.sec$`),
		"lock": regexp.MustCompile(`^[0-9a-f]{32}\.lock$`), "name": regexp.MustCompile(`^[0-9a-f]{64}$`),
	} {
		entries, err := os.ReadDir(h.path(room))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if !wanted.MatchString(e.Name()) {
				found = append(found, filepath.Join(room, e.Name()))
			}
		}
	}
	return found
}

// The children. Their first arguments are the vault's directory and key file.

func childVault(args []string) (*Vault, []string) {
	h := home{args[0], args[1]}
	return h.vault(), args[2:]
}

// childRenew renews accounts in turn, as often as told or for ever (0), and
// acknowledges each: ID GENERATION.
func childRenew(args []string) error {
	v, args := childVault(args)
	rounds, err := strconv.Atoi(args[0])
	for i := 0; err == nil && (rounds == 0 || i < rounds); i++ {
		id := auth.AccountID(args[1+i%(len(args)-1)])
		err = v.Update(context.Background(), id, func(_ context.Context, tx auth.Tx) error {
			if err := tx.Reserve(); err != nil {
				return err
			}
			r := tx.Record()
			r.Grant.Refresh = auth.NewSecret(strconv.FormatUint(r.Gen+1, 10))
			if err := tx.Save(r); err != nil {
				return err
			}
			fmt.Println(id, tx.Record().Gen)
			return nil
		})
	}
	return err
}

// childRename tries to call an account by a name; a taken one is fine.
func childRename(args []string) error {
	v, args := childVault(args)
	rounds, err := strconv.Atoi(args[0])
	for i := 0; err == nil && i < rounds; i++ {
		name := fmt.Sprintf("%s %d", args[2], i)
		err = v.Update(context.Background(), auth.AccountID(args[1]), func(_ context.Context, tx auth.Tx) error {
			r := tx.Record()
			r.Account.Name = name
			return tx.Save(r)
		})
		if err == nil {
			fmt.Println(name)
		} else if errors.Is(err, auth.ErrNameTaken) {
			err = nil
		}
	}
	return err
}

// childAdd adds accounts; a taken name is fine and not acknowledged.
func childAdd(args []string) error {
	v, names := childVault(args)
	for _, name := range names {
		err := v.Add(context.Background(), newRecord(name))
		if errors.Is(err, auth.ErrNameTaken) {
			continue
		}
		if err != nil {
			return err
		}
		fmt.Println(name)
	}
	return nil
}

// childHold reserves, says so, and keeps the account until it is killed.
func childHold(args []string) error {
	v, args := childVault(args)
	return v.Update(context.Background(), auth.AccountID(args[0]), func(_ context.Context, tx auth.Tx) error {
		if len(args) > 1 && args[1] == "reserve" {
			if err := tx.Reserve(); err != nil {
				return err
			}
		}
		fmt.Println("held")
		select {} // until killed
	})
}
