package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

// lines reads what a child prints until it ends.
func lines(out *bufio.Reader) []string {
	text, _ := io.ReadAll(out)
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}

// Killed at any moment, a process loses no generation that it acknowledged.
// (requirements 25, 56)
func TestKilledWhileRenewing(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	ids := []auth.AccountID{add(t, v, "one")[0].Account.ID, add(t, v, "two")[0].Account.ID}
	acknowledged := map[auth.AccountID]uint64{}
	for round := range 80 {
		cmd, out := start(t, nil, "renew", h.dir, h.keyFile, "0", string(ids[0]), string(ids[1]))
		first, _ := out.ReadString('\n')
		kill := time.AfterFunc(rand.N(12*time.Millisecond), func() { _ = cmd.Process.Kill() })
		told := append([]string{first}, lines(out)...)
		_ = cmd.Wait()
		kill.Stop()
		for _, line := range told {
			var id auth.AccountID
			var gen uint64
			if n, _ := fmt.Sscan(line, &id, &gen); n == 2 {
				acknowledged[id] = gen
			}
		}
		list, err := h.vault().List(ctx)
		if err != nil || len(list.Records) != 2 {
			t.Fatalf("round %d: %d of 2 accounts are readable, %v", round, len(list.Records), err)
		}
		for _, r := range list.Records {
			if want := acknowledged[r.Account.ID]; r.Gen < want || r.Grant.Refresh != auth.NewSecret(fmt.Sprint(r.Gen)) && want > 0 {
				t.Fatalf("round %d: generation %d, acknowledged was %d", round, r.Gen, want)
			}
		}
	}
	for _, id := range ids { // the next answer cleans up after the dead
		if acknowledged[id] == 0 {
			t.Error("no renewal came through: the test shows nothing")
		}
		// An intent of the dead stays until another grant is in its place.
		err := v.Update(ctx, id, func(_ context.Context, tx auth.Tx) error {
			r := tx.Record()
			r.Grant.Refresh = auth.NewSecret("the last one")
			return errors.Join(tx.Reserve(), tx.Save(r))
		})
		if err != nil {
			t.Error(err)
		}
	}
	if s := strays(t, h); len(s) > 0 {
		t.Errorf("left behind: %v", s)
	}
}

// Several processes renewing the same accounts come to as many generations as
// they acknowledged. (requirements 27, 60)
func TestProcessesTakeTurns(t *testing.T) {
	h, v := newVault(t)
	ids := []string{string(add(t, v, "one")[0].Account.ID), string(add(t, v, "two")[0].Account.ID)}
	const processes, rounds = 4, 60
	var all sync.WaitGroup
	seen := make([][]string, processes)
	for p := range processes {
		cmd, out := start(t, nil, "renew", append([]string{h.dir, h.keyFile, fmt.Sprint(rounds)}, ids...)...)
		all.Go(func() { // waited for below
			seen[p] = lines(out)
			if err := cmd.Wait(); err != nil {
				t.Errorf("process %d: %v: %s", p, err, seen[p][len(seen[p])-1])
			}
		})
	}
	all.Wait()
	told := slices.Sorted(slices.Values(slices.Concat(seen...)))
	if n := len(slices.Compact(told)); n != processes*rounds {
		t.Errorf("%d different generations were acknowledged, want %d", n, processes*rounds)
	}
	for _, id := range ids {
		r, err := v.Get(t.Context(), auth.AccountID(id))
		if want := uint64(1 + processes*rounds/2); err != nil || r.Gen != want {
			t.Errorf("generation %d, %v; want %d", r.Gen, err, want)
		}
	}
}

// Of processes that add the same names to a home without a vault, one wins each
// name, and all use the one key.
func TestProcessesAddAtOnce(t *testing.T) {
	h := newHome(t)
	names := strings.Fields("one two three four five six seven eight nine ten")
	var all sync.WaitGroup
	seen := make([][]string, 4)
	for p := range seen {
		cmd, out := start(t, nil, "add", append([]string{h.dir, h.keyFile}, names...)...)
		all.Go(func() { // waited for below
			seen[p] = lines(out)
			if err := cmd.Wait(); err != nil {
				t.Errorf("process %d: %v: %s", p, err, seen[p])
			}
		})
	}
	all.Wait()
	list, err := h.vault().List(t.Context())
	if err != nil || len(list.Records) != len(names) || len(list.Damaged) > 0 {
		t.Errorf("%d accounts, %d damaged, %v; want %d", len(list.Records), len(list.Damaged), err, len(names))
	}
	told := slices.DeleteFunc(slices.Concat(seen...), func(s string) bool { return s == "" })
	if len(told) != len(names) {
		t.Errorf("acknowledged %v, want each name once", told)
	}
}

// Processes that want the same new names at once never both get one.
func TestProcessesRenameAtOnce(t *testing.T) {
	h, v := newVault(t)
	accounts := add(t, v, "one", "two", "three")
	var all sync.WaitGroup
	for _, r := range accounts {
		cmd, out := start(t, nil, "rename", h.dir, h.keyFile, "40", string(r.Account.ID), "name")
		all.Go(func() { // waited for below
			told := lines(out)
			if err := cmd.Wait(); err != nil {
				t.Errorf("%v: %s", err, told)
			}
		})
	}
	all.Wait()
	list, err := v.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, r := range list.Records {
		names[r.Account.Name] = true
		if id, err := h.vault().Find(t.Context(), r.Account.Name); id != r.Account.ID || err != nil {
			t.Errorf("%q finds %v, %v", r.Account.Name, id, err)
		}
	}
	if len(names) != len(accounts) {
		t.Errorf("names %v for %d accounts", names, len(accounts))
	}
	if entries, err := os.ReadDir(h.path("name")); err != nil || len(entries) != len(accounts) {
		t.Errorf("%d entries in the index, %v", len(entries), err)
	}
}

// hold starts a process that keeps an account to itself.
func hold(t *testing.T, h home, id auth.AccountID, more ...string) *exec.Cmd {
	t.Helper()
	cmd, out := start(t, nil, "hold", append([]string{h.dir, h.keyFile, string(id)}, more...)...)
	if line, err := out.ReadString('\n'); line != "held\n" {
		t.Fatalf("the holder said %q, %v", line, err)
	}
	return cmd
}

// The lock of a dead process is free at once, and the next one knows that it
// died between question and answer. (requirement 59)
func TestHolderDies(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	id := add(t, v, "one")[0].Account.ID
	holder := hold(t, h, id, "reserve")
	_ = holder.Process.Kill()
	_ = holder.Wait()
	interrupted := func() (was bool) {
		t.Helper()
		err := v.Update(ctx, id, func(_ context.Context, tx auth.Tx) error { was = tx.Interrupted(); return nil })
		if err != nil {
			t.Fatal(err)
		}
		return was
	}
	survey, err := v.Scan(ctx, func(auth.AccountID, auth.Stamp) bool { return true }, nil)
	if err != nil || !slices.Equal(survey.Interrupted, []auth.AccountID{id}) || !v.Interrupted(id) {
		t.Errorf("interrupted: %v, %v", survey.Interrupted, err)
	}
	began := time.Now()
	if !interrupted() {
		t.Error("the interruption is not noticed")
	}
	if v.Interrupted(id) {
		t.Error("the account has had its turn, and still asks for one")
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("waited %v for the lock of a dead process", took)
	}
	_ = v.Update(ctx, id, func(_ context.Context, tx auth.Tx) error { return tx.Save(tx.Record()) })
	if !interrupted() {
		t.Error("a change that asked no server made the interruption forgotten")
	}
	_ = v.Update(ctx, id, func(_ context.Context, tx auth.Tx) error { return errors.Join(tx.Reserve(), tx.Save(tx.Record())) })
	if !interrupted() {
		t.Error("a renewal that brought nothing made the interruption forgotten")
	}
	_ = v.Update(ctx, id, func(_ context.Context, tx auth.Tx) error { // a sign-in, say
		r := tx.Record()
		r.Grant.Access = auth.NewSecret("ACCESS_2")
		return tx.Save(r)
	})
	if interrupted() {
		t.Error("a grant that took the place of what there was still counts as interrupted")
	}
}

// A renaming that was cut off is not completed: nobody was told of it, and the
// name is another's meanwhile.
func TestUnfinishedRenameIsForgotten(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	id := add(t, v, "one")[0].Account.ID
	file := h.path("acct", recordFile(id))
	old := read(t, file)
	rename := func(_ context.Context, tx auth.Tx) error {
		r := tx.Record()
		r.Account.Name = "two"
		return tx.Save(r)
	}
	if err := v.Update(ctx, id, rename); err != nil {
		t.Fatal(err)
	}
	write(t, h.path("acct", tempName(recordFile(id))), read(t, file))
	write(t, file, old)
	fresh := h.vault()
	add(t, fresh, "two")
	wantReason(t, fresh.Update(ctx, id, rename), ReasonNameTaken)
	list := must(fresh.List(ctx))
	slices.SortFunc(list.Records, func(a, b auth.Record) int { return strings.Compare(a.Account.Name, b.Account.Name) })
	if len(list.Records) != 2 || list.Records[0].Account.Name != "one" || list.Records[1].Account.Name != "two" {
		t.Errorf("there are %v", list.Records)
	}
}

// What a newer version was writing when it died is left to it.
func TestUnfinishedWriteOfANewerVersion(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	id := add(t, v, "one")[0].Account.ID
	temp := h.path("acct", tempName(recordFile(id)))
	newer := append([]byte("AFV2"), make([]byte, 100)...)
	write(t, temp, newer)
	wantReason(t, v.Update(ctx, id, func(context.Context, auth.Tx) error { return nil }), ReasonNewerFormat)
	if got := read(t, temp); string(got) != string(newer) {
		t.Error("it was changed")
	}
}

// What a process had written, but not yet renamed when it died, counts.
func TestUnfinishedWriteIsCompleted(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	id := add(t, v, "one")[0].Account.ID
	old, err := os.ReadFile(h.path("acct", recordFile(id)))
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Update(ctx, id, func(_ context.Context, tx auth.Tx) error { return tx.Save(tx.Record()) }); err != nil {
		t.Fatal(err)
	}
	file, temp := h.path("acct", recordFile(id)), h.path("acct", tempName(recordFile(id)))
	sealed, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	padded := append(slices.Clone(sealed), make([]byte, reserveSlack)...)
	torn := append(slices.Clone(sealed[:len(sealed)-9]), make([]byte, 9)...)
	for _, c := range []struct {
		what       string
		file, temp []byte
		want       uint64
	}{
		{"written in full", old, sealed, 2},
		{"written into the reserve", old, padded, 2},
		{"written in part", old, torn, 1},
		{"reserved", old, make([]byte, 5000), 1},
		{"empty", old, nil, 1},
		{"older than the record", sealed, old, 2},
	} {
		write(t, file, c.file)
		write(t, temp, c.temp)
		got := uint64(0)
		err := v.Update(ctx, id, func(_ context.Context, tx auth.Tx) error { got = tx.Record().Gen; return nil })
		if err != nil || got != c.want {
			t.Errorf("%s: generation %d, %v; want %d", c.what, got, err, c.want)
		}
		if s := strays(t, h); len(s) > 0 {
			t.Errorf("%s: left behind: %v", c.what, s)
		}
	}
}

func write(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestDeadAddIsSweptAway(t *testing.T) {
	h, v := newVault(t)
	add(t, v, "one")
	write(t, h.path("acct", tempName(recordFile(auth.NewAccountID()))), make([]byte, 10))
	add(t, h.vault(), "two")
	if s := strays(t, h); len(s) > 0 {
		t.Errorf("left behind: %v", s)
	}
}
