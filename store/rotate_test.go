package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

func init() { children["rotate"] = childRotate }

func (v *Vault) rotateAll(ctx context.Context, to KeySource, code auth.Secret) error {
	if err := v.Rotate(ctx, to, code); err != nil {
		return err
	}
	return v.Reseal(ctx)
}

// childRotate gives the vault a new root key, and its recovery code with it, as
// often as told or for ever (0).
func childRotate(args []string) error {
	v, args := childVault(args)
	rounds, err := strconv.Atoi(args[0])
	for i := 0; err == nil && (rounds == 0 || i < rounds); i++ {
		err = v.rotateAll(context.Background(), v.source, NewRecoveryCode())
		fmt.Println("rotated")
	}
	return err
}

// While the root key is replaced again and again, other processes renew and add
// accounts, and lose nothing. (requirements 51, 60)
func TestProcessesWhileTheKeyRotates(t *testing.T) {
	h, v := newVault(t)
	var ids []string
	for i := range 5 {
		ids = append(ids, string(add(t, v, fmt.Sprint("account ", i))[0].Account.ID))
	}
	if err := v.SetRecoveryCode(t.Context(), NewRecoveryCode()); err != nil {
		t.Fatal(err)
	}
	const rounds = 40
	var all sync.WaitGroup
	wait := func(name string, args ...string) {
		cmd, out := start(t, nil, name, append([]string{h.dir, h.keyFile}, args...)...)
		all.Go(func() { // waited for below
			told := lines(out)
			if err := cmd.Wait(); err != nil {
				t.Errorf("%s: %v: %s", name, err, told[len(told)-1])
			}
		})
	}
	var names []string
	for p := range 5 {
		wait("renew", append([]string{fmt.Sprint(rounds)}, ids...)...)
		names = append(names, fmt.Sprint("added ", p))
	}
	wait("add", names...)
	wait("rotate", "8")
	wait("rotate", "8")
	all.Wait()
	list, err := h.vault().List(t.Context())
	if err != nil || len(list.Records) != len(ids)+len(names) || len(list.Damaged) > 0 {
		t.Fatalf("%d accounts, %d damaged, %v", len(list.Records), len(list.Damaged), err)
	}
	renewed := uint64(0)
	for _, r := range list.Records {
		renewed += r.Gen - 1
	}
	if renewed != 5*rounds {
		t.Errorf("%d renewals are in the vault, want %d", renewed, 5*rounds)
	}
	if d, err := v.Describe(); err != nil || d.Resealing {
		t.Errorf("described as %+v, %v", d, err)
	}
	if s := strays(t, h); len(s) > 0 {
		t.Errorf("left behind: %v", s)
	}
}

// Killed at any moment of a rotation, a process leaves a vault that opens, and
// whose rotation the next one finishes.
func TestKilledWhileRotating(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	for i := range 5 {
		add(t, v, fmt.Sprint("account ", i))
	}
	unfinished := 0
	for round := range 60 {
		cmd, out := start(t, nil, "rotate", h.dir, h.keyFile, "0")
		_, _ = out.ReadString('\n')
		kill := time.AfterFunc(rand.N(25*time.Millisecond), func() { _ = cmd.Process.Kill() })
		_ = lines(out)
		_ = cmd.Wait()
		kill.Stop()
		fresh := h.vault()
		list, err := fresh.List(ctx)
		if err != nil || len(list.Records) != 5 {
			t.Fatalf("round %d: %d of 5 accounts are readable, %v", round, len(list.Records), err)
		}
		if d, err := fresh.Describe(); err != nil {
			t.Fatal(err)
		} else if d.Resealing {
			unfinished++
		}
	}
	if unfinished == 0 {
		t.Error("no kill hit a rotation: the test shows nothing")
	}
	if err := v.Reseal(ctx); err != nil {
		t.Error(err)
	}
	for _, r := range must(v.List(ctx)).Records {
		if err := v.Update(ctx, r.Account.ID, func(_ context.Context, tx auth.Tx) error { return tx.Save(tx.Record()) }); err != nil {
			t.Error(err)
		}
	}
	for _, s := range strays(t, h) {
		if !strings.Contains(s, tempName("")) { // of the header; the next change replaces it
			t.Errorf("left behind: %v", s)
		}
	}
}

// A rotation that died between the header and its copy is finished by who has
// the new key, so that no record is ever under a key that is then forgotten.
func TestRotationCutOffBetweenHeaderAndCopy(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	one := add(t, v, "one")[0].Account.ID
	old, shown := NewRecoveryCode(), NewRecoveryCode()
	if err := v.SetRecoveryCode(ctx, old); err != nil {
		t.Fatal(err)
	}
	before := read(t, h.path(headerName))
	if err := v.Rotate(ctx, v.source, shown); err != nil {
		t.Fatal(err)
	}
	write(t, h.path(headerName), before)
	byKey := h.vault()
	if _, err := byKey.Get(ctx, one); err != nil {
		t.Fatal(err)
	}
	byCode, err := Open(h.dir, Recovery{shown})
	if err != nil {
		t.Fatal(err)
	}
	add(t, byCode, "two")
	if err := byKey.Rotate(ctx, byKey.source, NewRecoveryCode()); err != nil {
		t.Error(err)
	}
	if list, err := h.vault().List(ctx); err != nil || len(list.Records) != 2 {
		t.Errorf("%d of 2 accounts open, damaged %v, %v", len(list.Records), list.Damaged, err)
	}
	if aside, _ := filepath.Glob(h.path(headerName + corruptMark + "*")); len(aside) > 0 {
		t.Errorf("an old header was set aside as if it were damaged: %v", aside)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
