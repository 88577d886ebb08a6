//go:build unix

package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/authfob/authfob/auth"
)

func init() {
	children["reserve-full"], children["read-only"], children["lose"] = childReserveFull, childReadOnly, childLose
}

// childLose asks a server, cannot save what it gave, and ends.
func childLose(args []string) error {
	v, args := childVault(args)
	return v.Update(context.Background(), auth.AccountID(args[0]), func(_ context.Context, tx auth.Tx) error {
		if err := tx.Reserve(); err != nil {
			return err
		}
		r, limit := tx.Record(), syscall.Rlimit{Cur: 16, Max: 16}
		r.Grant.Refresh = auth.NewSecret("REFRESH_2")
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			return err
		}
		fmt.Println(reasonOf(tx.Save(r)))
		return nil
	})
}

// childReserveFull has room for a small file only, as on a full disk.
func childReserveFull(args []string) error {
	v, args := childVault(args)
	id := auth.AccountID(args[0])
	if _, err := v.Get(context.Background(), id); err != nil {
		return err
	}
	limit := syscall.Rlimit{Cur: 16 << 10, Max: 16 << 10}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	asked := false
	err := v.Update(context.Background(), id, func(_ context.Context, tx auth.Tx) error {
		if err := tx.Reserve(); err != nil {
			return err
		}
		asked = true
		return nil
	})
	fmt.Println(reasonOf(err), asked)
	err = v.Update(context.Background(), id, func(_ context.Context, tx auth.Tx) error {
		r := tx.Record()
		r.Grant.Access = auth.NewSecret(strings.Repeat("x", 64<<10))
		return tx.Save(r)
	})
	fmt.Println(reasonOf(err))
	return nil
}

// childReadOnly meets a vault that it may read and not write.
func childReadOnly(args []string) error {
	if os.Geteuid() == 0 { // whom no mode keeps out
		if err := syscall.Setuid(nobody); err != nil {
			return err
		}
	}
	v, args := childVault(args)
	id := auth.AccountID(args[0])
	if _, err := v.Get(context.Background(), id); err != nil {
		return err
	}
	asked := false
	err := v.Update(context.Background(), id, func(_ context.Context, tx auth.Tx) error {
		if err := tx.Reserve(); err != nil {
			return err
		}
		asked = true
		return nil
	})
	fmt.Println(reasonOf(err), asked)
	var e *Error
	errors.As(v.Add(context.Background(), newRecord("new")), &e)
	fmt.Println(reasonOf(e), e.Do)
	return nil
}

// A full disk is met before the server is asked. (requirement 56)
func TestFullDisk(t *testing.T) {
	h, v := newVault(t)
	r := add(t, v, "one")[0]
	want := "no_space false\nnot_saved"
	if got := run(t, nil, "reserve-full", h.dir, h.keyFile, string(r.Account.ID)); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, err := v.Get(t.Context(), r.Account.ID); err != nil || got.Gen != 1 {
		t.Errorf("generation %d, %v", got.Gen, err)
	}
	if s := strays(t, h); len(s) > 0 {
		t.Errorf("left behind: %v", s)
	}
}

// What could not be saved in spite of all is lost, and the next process knows
// that it may still be forgiven.
func TestLostAnswerIsKnownToTheNextProcess(t *testing.T) {
	h, v := newVault(t)
	id := add(t, v, "one")[0].Account.ID
	if got := run(t, nil, "lose", h.dir, h.keyFile, string(id)); got != "not_saved" {
		t.Errorf("it said %q", got)
	}
	if !v.Interrupted(id) {
		t.Error("nobody would try again")
	}
	err := v.Update(t.Context(), id, func(_ context.Context, tx auth.Tx) error {
		if !tx.Interrupted() || tx.Record().Gen != 1 {
			t.Errorf("interrupted %v, generation %d", tx.Interrupted(), tx.Record().Gen)
		}
		return nil
	})
	if err != nil || v.Interrupted(id) {
		t.Errorf("after its turn: %v, %v", err, v.Interrupted(id))
	}
}

func TestReadOnly(t *testing.T) {
	h, v := newVault(t)
	id := add(t, v, "one")[0].Account.ID
	for _, path := range []string{h.path("acct"), h.path("name"), h.path("lock"), h.dir} {
		if err := os.Chmod(path, 0o500); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		for _, path := range []string{h.dir, h.path("acct"), h.path("name"), h.path("lock")} {
			_ = os.Chmod(path, 0o700)
		}
	})
	if os.Geteuid() == 0 {
		giveAway(t, filepath.Dir(filepath.Dir(h.dir)))
	}
	want := "no_space false\nno_space Make it writable, or name another place with --home DIR. Nothing was lost."
	if got := run(t, nil, "read-only", h.dir, h.keyFile, string(id)); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// giveAway makes a test's directories another user's.
func giveAway(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		return errors.Join(err, os.Lchown(path, nobody, nobody))
	})
	if err != nil {
		t.Fatal(err)
	}
}
