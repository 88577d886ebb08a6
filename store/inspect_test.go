//go:build unix

package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func init() { children["inspect-full"] = childInspectFull }

// childInspectFull has room for a small file only, as on a full disk.
func childInspectFull(args []string) error {
	limit := syscall.Rlimit{Cur: 1 << 10, Max: 1 << 10}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	v, _ := childVault(args)
	fmt.Println(v.Inspect().Space)
	return nil
}

// inspected is what an inspection says, without what depends on the machine.
func inspected(t *testing.T, v *Vault, want Inspection) Inspection {
	t.Helper()
	got := v.Inspect()
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Inspection{}, "Err", "Space", "Remote"), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	return got
}

func TestInspect(t *testing.T) {
	h, v := newVault(t)
	if got := inspected(t, v, Inspection{}); got.Space != nil || got.Err != nil {
		t.Errorf("where there is no vault: %+v", got)
	}
	if _, err := os.Stat(h.dir); !errors.Is(err, os.ErrNotExist) {
		t.Error("the inspection made the vault's directory")
	}
	all := add(t, v, "one", "two", "three", "four")
	good := Inspection{Exists: true, Keys: []string{"keyfile"}, Format: headerFormat, Records: 4}
	if got := inspected(t, v, good); got.Space != nil || got.Err != nil {
		t.Errorf("a vault in order: %+v", got)
	}
	record := func(i int) string { return filepath.Join("acct", recordFile(all[i].Account.ID)) }
	file, err := os.ReadFile(h.path(record(1)))
	if err != nil {
		t.Fatal(err)
	}
	newer := bytes.Replace(file, []byte(magic), []byte("AFV2"), 1)
	if err := errors.Join(
		os.Remove(h.path(headerName)), os.Truncate(h.path(record(0)), 30), os.WriteFile(h.path(record(1)), newer, 0o600),
		os.Chmod(h.path(record(2)), 0o644), os.Remove(h.path(record(3))), os.Symlink("elsewhere", h.path(record(3))),
		os.WriteFile(h.path("acct", tempName(recordFile(all[0].Account.ID))), nil, 0o600),
		os.WriteFile(h.path("acct", "x.sec.corrupt-1"), nil, 0o600),
	); err != nil {
		t.Fatal(err)
	}
	inspected(t, v, Inspection{
		Exists: true, Keys: []string{"keyfile"}, Format: headerFormat, FromCopy: true, Records: 3, Damaged: []string{record(0)}, Newer: []string{record(1)},
		Foreign: []string{record(3)}, Exposed: []string{record(2)}, Aside: []string{"acct/x.sec.corrupt-1"},
		Leftover: []string{filepath.Join("acct", tempName(recordFile(all[0].Account.ID)))},
	})
	if names := strays(t, h); len(names) != 2 {
		t.Errorf("the inspection left something behind, or took something away: %v", names)
	}
}

// Who holds a lock is named, and a renewal under way is nothing left over; one
// that was cut off is.
func TestInspectSeesOtherProcesses(t *testing.T) {
	h, v := newVault(t)
	r := add(t, v, "one")[0]
	want := Inspection{Exists: true, Keys: []string{"keyfile"}, Format: headerFormat, Records: 1}
	renewing := hold(t, h, r.Account.ID, "reserve")
	want.Held = []Held{{lockFile(r.Account.ID), renewing.Process.Pid}}
	inspected(t, v, want)
	_ = renewing.Process.Kill()
	_ = renewing.Wait()
	want.Held, want.Interrupted = nil, 1
	want.Leftover = []string{filepath.Join("acct", tempName(recordFile(r.Account.ID)))}
	inspected(t, v, want)
}

func TestInspectWhatCannotBeUsed(t *testing.T) {
	for name, spoil := range map[string]func(h home) error{
		"open to others": func(h home) error { return os.Chmod(h.dir, 0o777) },
		"a room that is": func(h home) error { return os.Chmod(h.path("acct"), 0o777) },
		"no header": func(h home) error {
			return errors.Join(os.Remove(h.path(headerName)), os.Remove(h.path(headerName+".bak")))
		},
		"a link": func(h home) error {
			return errors.Join(os.Rename(h.dir, h.dir+"2"), os.Symlink(h.dir+"2", h.dir))
		},
		"another's": func(h home) error {
			if os.Geteuid() != 0 { // who alone can give files away
				return os.Chmod(h.dir, 0o777)
			}
			return os.Chown(h.path("lock"), nobody, nobody)
		},
	} {
		h, v := newVault(t)
		add(t, v, "one")
		if err := spoil(h); err != nil {
			t.Fatal(err)
		}
		got := v.Inspect()
		var e *Error
		if !errors.As(got.Err, &e) || e.Do == "" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestInspectFindsThatNothingCanBeWritten(t *testing.T) {
	h, v := newVault(t)
	add(t, v, "one")
	if out := run(t, nil, "inspect-full", h.dir, h.keyFile); out != "could not write in "+h.dir+": the disk is full or the quota used up" {
		t.Errorf("with files of at most 1 KiB: %s", out)
	}
	if names := strays(t, h); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
}
