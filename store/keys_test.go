package store

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

// under opens the home's vault with a passphrase.
func (h home) under(passphrase string) *Vault {
	v, err := Open(h.dir, saying(passphrase))
	if err != nil {
		panic(err)
	}
	return v
}

func saying(passphrase string) Passphrase {
	return Passphrase{cost: cheap, Ask: func(context.Context, bool) (auth.Secret, error) { return auth.NewSecret(passphrase), nil }}
}

// opens checks that v can read the account, or why it cannot.
func opens(t testing.TB, v *Vault, id auth.AccountID, want Reason) {
	t.Helper()
	r, err := v.Get(t.Context(), id)
	if reasonOf(err) != want || want == "" && err != nil {
		t.Errorf("it opens with %v, want reason %q", err, want)
	} else if err == nil && r.Account.ID != id {
		t.Error("it opens as another account")
	}
}

// A vault that the first format wrote opens, and is of the newer one after its
// first change.
func TestFirstFormat(t *testing.T) {
	ctx := t.Context()
	h := newHome(t)
	if err := os.CopyFS(h.dir, os.DirFS("testdata/format1")); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Chmod(h.dir, 0o700), os.Chmod(h.path("acct"), 0o700)); err != nil {
		t.Fatal(err)
	}
	v := h.under("correct horse")
	list, err := v.List(ctx)
	if err != nil || len(list.Records) != 1 || !list.Records[0].Credentials.ClientSecret.Equal(auth.NewSecret("SECRET_1")) {
		t.Fatalf("listed %d, %v", len(list.Records), err)
	}
	if !bytes.Contains(read(t, h.path(headerName)), []byte(`"format": 1`)) {
		t.Error("reading changed the header")
	}
	id := list.Records[0].Account.ID
	if err := v.rotateAll(ctx, saying("battery staple"), auth.Secret{}); err != nil {
		t.Fatal(err)
	}
	opens(t, h.under("battery staple"), id, "")
	opens(t, h.under("correct horse"), id, ReasonWrongPassphrase)
	if !bytes.Contains(read(t, h.path(headerName)), []byte(`"format": 2`)) {
		t.Error("a changed header kept its format")
	}
}

// A vault moves from one way of protection to another and back. The old way
// opens nothing any more; processes that have it open go on.
func TestProtect(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	wantReason(t, v.Protect(ctx, saying("x")), ReasonNoVault)
	id := add(t, v, "one")[0].Account.ID
	other := h.vault()
	opens(t, other, id, "")

	if err := v.Protect(ctx, saying("correct horse")); err != nil {
		t.Fatal(err)
	}
	opens(t, h.under("correct horse"), id, "")
	opens(t, h.vault(), id, ReasonOtherKey)

	if err := h.under("correct horse").Protect(ctx, saying("battery staple")); err != nil {
		t.Fatal(err)
	}
	opens(t, h.under("battery staple"), id, "")
	opens(t, h.under("correct horse"), id, ReasonWrongPassphrase)

	for name, v := range map[string]*Vault{"who changed it": v, "another": other} {
		if err := v.Update(ctx, id, func(_ context.Context, tx auth.Tx) error { return tx.Save(tx.Record()) }); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	wantReason(t, v.Protect(ctx, KeyFile{filepath.Join(t.TempDir(), "none")}), ReasonBadKeyFile)
	opens(t, h.under("battery staple"), id, "")
	if err := v.Protect(ctx, KeyFile{h.keyFile}); err != nil {
		t.Fatal(err)
	}
	opens(t, h.vault(), id, "")
	if s := strays(t, h); len(s) > 0 && s[0] != guessesName {
		t.Errorf("left behind: %v", s)
	}
}

func TestRecoveryCode(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	id := add(t, v, "one")[0].Account.ID
	with := func(code auth.Secret, want Reason) {
		t.Helper()
		lost, _ := Open(h.dir, KeyFile{filepath.Join(t.TempDir(), "lost")})
		err := lost.UnlockWith(ctx, Recovery{code})
		if reasonOf(err) != want || want == "" && err != nil {
			t.Errorf("unlocked with %v, want reason %q", err, want)
		}
		if err == nil {
			opens(t, lost, id, "")
		}
	}
	first, second := NewRecoveryCode(), NewRecoveryCode()
	with(first, ReasonWrongCode) // there is none
	if err := v.SetRecoveryCode(ctx, first); err != nil {
		t.Fatal(err)
	}
	with(first, "")
	with(auth.NewSecret(" "+strings.ToLower(strings.ReplaceAll(codeText(first), "-", " "))+"\n"), "")
	with(second, ReasonWrongCode)
	opens(t, h.vault(), id, "")
	if err := v.Protect(ctx, saying("correct horse")); err != nil {
		t.Fatal(err)
	}
	with(first, "") // it outlives a change of the other way
	if err := v.SetRecoveryCode(ctx, second); err != nil {
		t.Fatal(err)
	}
	with(first, ReasonWrongCode)
	with(second, "")
	if d, err := v.Describe(); err != nil || !d.Code || d.CodeSince.IsZero() || d.Way != "passphrase" {
		t.Errorf("described as %+v, %v", d, err)
	}
	if err := v.RemoveRecoveryCode(ctx); err != nil {
		t.Fatal(err)
	}
	with(second, ReasonWrongCode)
	wantReason(t, v.Protect(ctx, Recovery{second}), ReasonOtherKey)
	if text := string(read(t, h.path(headerName))); strings.Contains(text, codeText(second)[:5]) {
		t.Error("the header holds the code")
	}
}

// Every mistyped letter and every two letters exchanged are noticed, before
// anything is tried.
func TestCodeIsChecked(t *testing.T) {
	const good = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	code := grouped(good + codeCheck(good))
	if err := CheckRecoveryCode(auth.NewSecret(code)); err != nil {
		t.Fatalf("%s: %v", code, err)
	}
	if err := CheckRecoveryCode(auth.NewSecret(strings.NewReplacer("0", "o", "1", "l").Replace(code))); err != nil {
		t.Errorf("look-alikes are not read: %v", err)
	}
	bad := []string{"", code[:len(code)-1], code + "0", "correct horse", strings.Repeat("U", 35)}
	for i := range code {
		for _, c := range "0123456789ABCDEFGHJKMNPQRSTVWXYZ" {
			if code[i] != '-' && code[i] != byte(c) {
				bad = append(bad, code[:i]+string(c)+code[i+1:])
			}
		}
		if i > 0 && code[i] != '-' && code[i-1] != '-' && code[i] != code[i-1] {
			bad = append(bad, code[:i-1]+code[i:i+1]+code[i-1:i]+code[i+1:])
		}
	}
	for _, text := range bad {
		if err := CheckRecoveryCode(auth.NewSecret(text)); reasonOf(err) != ReasonBadCode {
			t.Errorf("%q: %v", text, err)
		}
	}
	seen := map[string]bool{}
	for range 1000 {
		code := codeText(NewRecoveryCode())
		if len(code) != 41 || strings.ContainsAny(code, "ILOU") || seen[code] {
			t.Fatalf("a code reads %q", code)
		}
		seen[code] = true
	}
}

// A new root key: every record is sealed anew, the old key opens nothing, and
// processes that had it find the new one.
func TestRotate(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	ids := []auth.AccountID{add(t, v, "one")[0].Account.ID, add(t, v, "two")[0].Account.ID}
	old, err := v.RootKey(ctx)
	if err != nil {
		t.Fatal(err)
	}
	other, code := h.vault(), NewRecoveryCode()
	opens(t, other, ids[0], "")
	if err := v.SetRecoveryCode(ctx, NewRecoveryCode()); err != nil {
		t.Fatal(err)
	}
	if err := v.rotateAll(ctx, KeyFile{h.keyFile}, code); err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		for _, v := range []*Vault{v, other, h.vault()} {
			opens(t, v, id, "")
		}
	}
	add(t, other, "three")
	opens(t, v, ids[1], "")
	thief, _ := Open(h.dir, NewHanded(old, nil))
	opens(t, thief, ids[0], ReasonKeyDamaged)
	if text := read(t, h.path(headerName)); bytes.Contains(text, []byte("earlier")) {
		t.Errorf("the old key is still there: %s", text)
	}
	lost, _ := Open(h.dir, KeyFile{filepath.Join(t.TempDir(), "lost")})
	if err := lost.UnlockWith(ctx, Recovery{code}); err != nil {
		t.Errorf("the new recovery code: %v", err)
	}
}

// What cannot be sealed anew keeps its key, and everything else goes on.
func TestRotateBesideDamage(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	all := add(t, v, "one", "two")
	file := h.path("acct", recordFile(all[0].Account.ID))
	good := read(t, file)
	bad := bytes.Clone(good)
	bad[len(bad)-1] ^= 1
	write(t, file, bad)
	wantReason(t, v.rotateAll(ctx, KeyFile{h.keyFile}, auth.Secret{}), ReasonRecordDamaged)
	opens(t, h.vault(), all[1].Account.ID, "")
	if d, err := v.Describe(); err != nil || !d.Resealing {
		t.Errorf("described as %+v, %v", d, err)
	}
	wantReason(t, v.rotateAll(ctx, KeyFile{h.keyFile}, auth.Secret{}), ReasonRecordDamaged) // once more on top
	write(t, file, good)                                                                    // out of a backup
	opens(t, h.vault(), all[0].Account.ID, "")
	if err := h.vault().Reseal(ctx); err != nil {
		t.Error(err)
	}
	if d, err := v.Describe(); err != nil || d.Resealing {
		t.Errorf("described as %+v, %v", d, err)
	}
	opens(t, v, all[0].Account.ID, "")
}

// Locked is locked in every process, until one of them has the key again.
func TestLockedInEveryProcess(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	id := add(t, v, "one")[0].Account.ID
	other := h.vault()
	opens(t, other, id, "")
	key := other.key
	if err := v.Lock(); err != nil {
		t.Fatal(err)
	}
	for _, v := range []*Vault{v, other, h.vault()} {
		opens(t, v, id, ReasonLocked)
		wantReason(t, v.Add(ctx, newRecord("two")), ReasonLocked)
		wantReason(t, v.Protect(ctx, saying("x")), ReasonLocked)
		if list, err := v.List(ctx); reasonOf(err) != ReasonLocked || len(list.Locked) != 1 {
			t.Errorf("listed %+v, %v", list, err)
		}
	}
	if key.key != ([32]byte{}) {
		t.Error("another process still has the key")
	}
	if d, err := other.Describe(); err != nil || time.Since(d.LockedSince) > time.Minute {
		t.Errorf("described as %+v, %v", d, err)
	}
	stranger, _ := Open(h.dir, KeyFile{filepath.Join(t.TempDir(), "none")})
	wantReason(t, stranger.Unlock(ctx), ReasonBadKeyFile)
	opens(t, other, id, ReasonLocked)
	if err := other.Unlock(ctx); err != nil {
		t.Fatal(err)
	}
	for _, v := range []*Vault{v, other, h.vault()} {
		opens(t, v, id, "")
	}
	if s := strays(t, h); len(s) > 0 {
		t.Errorf("left behind: %v", s)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	opens(t, v, id, ReasonLocked)
	opens(t, other, id, "")
}

// An empty home can be locked as well.
func TestLockWithoutAVault(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	if err := v.Lock(); err != nil {
		t.Fatal(err)
	}
	_, err := h.vault().List(ctx)
	wantReason(t, err, ReasonLocked)
	wantReason(t, h.vault().Add(ctx, newRecord("one")), ReasonLocked)
	if err := v.Unlock(ctx); err != nil {
		t.Fatal(err)
	}
	add(t, h.vault(), "one")
}
