//go:build unix

package store

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

func init() {
	children["umask"] = childUmask
}

const nobody = 65534

// childUmask makes a vault and changes it with nothing masked.
func childUmask(args []string) error {
	syscall.Umask(0)
	v, _ := childVault(args)
	ctx := context.Background()
	r := newRecord("one")
	if err := v.Add(ctx, r); err != nil {
		return err
	}
	return v.Update(ctx, r.Account.ID, func(_ context.Context, tx auth.Tx) error {
		return errors.Join(tx.Reserve(), modes(args[0]))
	})
}

// modes fails for what others could read or write.
func modes(dir string) error {
	return filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			err = fmt.Errorf("%s has mode %v", path, info.Mode())
		}
		return err
	})
}

// A process that stands still is waited for as long as it may be renewing, and
// then named. (requirement 59)
func TestHolderStopped(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	all := add(t, v, "one", "two")
	v.Wait, v.RenewWait = 50*time.Millisecond, 900*time.Millisecond
	nop := func(context.Context, auth.Tx) error { return errors.New("ran although the account is held") }

	silent := hold(t, h, all[0].Account.ID)
	_ = silent.Process.Signal(syscall.SIGSTOP)
	began := time.Now()
	err := v.Update(ctx, all[0].Account.ID, nop)
	wantReason(t, err, ReasonBusy)
	if took := time.Since(began); !errors.Is(err, auth.ErrBusy) || took < v.Wait {
		t.Errorf("%v after %v", err, took)
	}
	if want := fmt.Sprintf("another process (%d) is working", silent.Process.Pid); runtime.GOOS == "linux" && !strings.Contains(err.Error(), want) {
		t.Errorf("it says %q, want %q", err, want)
	}

	renewing := hold(t, h, all[1].Account.ID, "reserve")
	asked := time.Now()
	_ = renewing.Process.Signal(syscall.SIGSTOP)
	var told []*Error
	v.Waiting = func(held *Error, _ time.Time) { told = append(told, held) }
	err = v.Update(ctx, all[1].Account.ID, nop)
	if len(told) != 1 || told[0].PID != renewing.Process.Pid {
		t.Errorf("while it waits it says %v", told)
	}
	var e *Error
	if !errors.As(err, &e) || e.PID != renewing.Process.Pid || e.Since.IsZero() {
		t.Errorf("got %v, want the name of process %d", err, renewing.Process.Pid)
	}
	if waited := time.Since(asked); waited < v.RenewWait/2 {
		t.Errorf("gave up on a renewal after %v", waited)
	}
	short, cancel := context.WithTimeout(ctx, 30*time.Millisecond)
	defer cancel()
	if err := v.Update(short, all[1].Account.ID, nop); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("with an ended context: %v", err)
	}
	if _, err := v.Get(ctx, all[1].Account.ID); err != nil {
		t.Errorf("a reader was kept out: %v", err)
	}
}

func TestModesWhateverTheUmask(t *testing.T) {
	h := newHome(t)
	if got := run(t, nil, "umask", h.dir, h.keyFile); got != "" {
		t.Error(got)
	}
}

// Nothing is written through a symbolic link or where others can write.
// (requirement 55)
func TestUnsafePlaces(t *testing.T) {
	ctx := t.Context()
	for _, name := range []string{"", headerName, vaultLock, "acct", "lock", "name"} {
		for _, dangling := range []bool{false, true} {
			h, v := newVault(t)
			id := add(t, v, "one")[0].Account.ID
			target := t.TempDir() + "/target"
			if !dangling {
				if err := os.Rename(h.path(name), target); err != nil {
					t.Fatal(err)
				}
			} else if err := os.RemoveAll(h.path(name)); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(target, h.path(name)); err != nil {
				t.Fatal(err)
			}
			fresh := h.vault()
			wantReason(t, fresh.Add(ctx, newRecord("two")), ReasonUnsafe)
			if name != vaultLock {
				_, err := fresh.Get(ctx, id)
				wantReason(t, err, ReasonUnsafe)
			}
			if _, err := os.Lstat(target); dangling && err == nil {
				t.Errorf("%q: the link was followed", name)
			}
		}
	}
	for _, name := range []string{"", "acct"} {
		h, v := newVault(t)
		add(t, v, "one")
		if err := os.Chmod(h.path(name), 0o777); err != nil {
			t.Fatal(err)
		}
		_, err := h.vault().List(ctx)
		wantReason(t, err, ReasonUnsafe)
		var e *Error
		if errors.As(err, &e); !strings.Contains(e.Hint(), "chmod 700 "+h.dir) {
			t.Errorf("the advice is %q", e.Hint())
		}
	}
}

// The links of single accounts: lock, temp file, record.
func TestUnsafeAccountFiles(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	for _, name := range []string{"lock/%.lock", "acct/.tmp-%.sec", "acct/%.sec"} {
		r := add(t, v, "account at "+name)[0]
		path := h.path(strings.ReplaceAll(name, "%", string(r.Account.ID)))
		target := t.TempDir() + "/target"
		write(t, target, []byte("untouched"))
		_ = os.Remove(path)
		if err := os.Symlink(target, path); err != nil {
			t.Fatal(err)
		}
		err := v.Update(ctx, r.Account.ID, func(_ context.Context, tx auth.Tx) error {
			return errors.Join(tx.Reserve(), tx.Save(tx.Record()))
		})
		if temp := strings.Contains(name, ".tmp-"); temp != (err == nil) { // a stray temp file is removed
			t.Errorf("%s: %v", name, err)
		}
		if got := read(t, target); string(got) != "untouched" {
			t.Errorf("%s: written through the link: %q", name, got)
		}
	}
}

func TestKeyFileIsChecked(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	id := add(t, v, "one")[0].Account.ID
	good := read(t, h.keyFile)
	short := base64.StdEncoding.EncodeToString(make([]byte, 31))
	for what, c := range map[string]struct {
		content string
		mode    os.FileMode
	}{
		"another":          {base64.StdEncoding.EncodeToString(make([]byte, 32)), 0o600},
		"readable by all":  {string(good), 0o644},
		"readable by some": {string(good), 0o640},
		"short":            {short, 0o600},
		"two":              {string(good) + string(good), 0o600},
		"hexadecimal":      {strings.Repeat("ab", 32), 0o600},
		"empty":            {"", 0o600},
	} {
		if err := errors.Join(os.WriteFile(h.keyFile, []byte(c.content), 0o600), os.Chmod(h.keyFile, c.mode)); err != nil {
			t.Fatal(err)
		}
		_, err := h.vault().Get(ctx, id)
		wantReason(t, err, ReasonBadKeyFile)
		noNewKey(t, err)
		if what != "another" {
			fresh := home{t.TempDir() + "/vault", h.keyFile}
			wantReason(t, fresh.vault().Add(ctx, newRecord("one")), ReasonBadKeyFile)
		}
	}
	for _, path := range []string{t.TempDir(), "/nonexistent/key", os.DevNull} {
		_, err := home{h.dir, path}.vault().Get(ctx, id)
		wantReason(t, err, ReasonBadKeyFile)
		noNewKey(t, err)
	}
}

// noNewKey checks that nobody is told to make a new key for a vault that is
// there: it would not open it, and might be written over the right one.
func noNewKey(t *testing.T, err error) {
	t.Helper()
	var e *Error
	if errors.As(err, &e) && strings.Contains(e.Do, "openssl") {
		t.Errorf("%s is answered with %q", e.What, e.Do)
	}
}
