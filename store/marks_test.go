package store

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/authfob/authfob/auth"
)

// marked is a home whose vault keeps marks beside it.
type marked struct {
	home
	marks string
}

func newMarked(t *testing.T) marked {
	return marked{newHome(t), filepath.Join(t.TempDir(), "state", "marks")}
}

func (m marked) vault() *Vault {
	v := m.home.vault()
	v.Marks = m.marks
	return v
}

// older says whether another process finds the account older than it was.
func (m marked) older(t *testing.T, id auth.AccountID) bool {
	t.Helper()
	r, err := m.vault().Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	list, err := m.vault().List(t.Context())
	i := slices.IndexFunc(list.Records, func(r auth.Record) bool { return r.Account.ID == id })
	if err != nil || i < 0 || list.Records[i].Older != r.Older {
		t.Errorf("listed %+v, %v; read with older = %v", list.Records, err, r.Older)
	}
	return r.Older
}

// save writes the account as fn leaves it.
func (m marked) save(t *testing.T, id auth.AccountID, fn func(*auth.Record)) {
	t.Helper()
	err := m.vault().Update(t.Context(), id, func(_ context.Context, tx auth.Tx) error {
		r := tx.Record()
		fn(&r)
		return tx.Save(r)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// An older file put back is noticed by every process, and stays so until there
// is a new grant or somebody says that it was meant. (requirement 58)
func TestOlderRecordPutBack(t *testing.T) {
	m := newMarked(t)
	id := add(t, m.vault(), "one")[0].Account.ID
	file := m.path("acct", recordFile(id))
	yesterday := read(t, file)
	renew := func(r *auth.Record) { r.Grant.Refresh, r.Older = auth.NewSecret("REFRESH_2"), false }
	m.save(t, id, renew)
	m.save(t, id, renew)
	if m.older(t, id) {
		t.Fatal("older before anything was put back")
	}
	write(t, file, yesterday)
	if !m.older(t, id) {
		t.Fatal("not noticed")
	}
	m.save(t, id, func(r *auth.Record) { r.Account.Tags = []string{"prod"} })
	if !m.older(t, id) {
		t.Error("forgotten with a small change")
	}
	m.save(t, id, renew)
	if m.older(t, id) {
		t.Error("told after a new grant")
	}
	write(t, file, yesterday)
	if !m.older(t, id) {
		t.Error("not noticed the second time")
	}
	if err := m.vault().Delete(t.Context(), id, nil); err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(m.marks); len(left) > 0 {
		t.Errorf("left behind by a removed account: %v", left)
	}
}

// Whatever becomes of a mark, there is no false alarm.
func TestMarksRaiseNoFalseAlarm(t *testing.T) {
	m := newMarked(t)
	all := add(t, m.vault(), "one", "two")
	one, two := all[0].Account.ID, all[1].Account.ID
	mark := filepath.Join(m.marks, string(one))
	tag := func(r *auth.Record) { r.Account.Tags = append(r.Account.Tags, "x") }
	m.save(t, one, tag)
	before := read(t, mark)
	for range 3 {
		m.save(t, two, tag)
	}
	m.save(t, one, tag)
	forged := slices.Clone(before)
	forged[11] = 200
	for what, is := range map[string][]byte{
		"written before a crash": before, "empty": nil, "torn": before[:20], "forged": forged,
		"another account's": read(t, filepath.Join(m.marks, string(two))), "longer": append(slices.Clone(before), 0),
	} {
		write(t, mark, is)
		if m.older(t, one) {
			t.Errorf("false alarm with a mark that is %s", what)
		}
	}
	if err := os.RemoveAll(m.marks); err != nil || m.older(t, one) {
		t.Errorf("false alarm without marks, %v", err)
	}
	write(t, m.marks, []byte("no folder"))
	m.save(t, one, tag) // nothing can be marked, and nothing fails
}

// A reader that is overtaken by writers sees nothing older.
func TestMarksWhileRecordsChange(t *testing.T) {
	m := newMarked(t)
	id := add(t, m.vault(), "one")[0].Account.ID
	done := make(chan struct{})
	go func() { // waited for below
		defer close(done)
		for range 60 {
			m.save(t, id, func(r *auth.Record) { r.Grant.TokenType = "x" })
		}
	}()
	v := m.vault()
	for reads := 0; ; reads++ {
		if r, err := v.Get(t.Context(), id); err != nil || r.Older {
			t.Fatalf("read %d: older = %v, %v", reads, r.Older, err)
		}
		select {
		case <-done:
			return
		default:
		}
	}
}

// A new root key takes the marks along.
func TestMarksFollowTheKey(t *testing.T) {
	m := newMarked(t)
	all := add(t, m.vault(), "one", "two")
	one, two := all[0].Account.ID, all[1].Account.ID
	tag := func(r *auth.Record) { r.Account.Tags = append(r.Account.Tags, "x") }
	file := m.path("acct", recordFile(one))
	first := read(t, file)
	m.save(t, one, tag)
	m.save(t, two, tag)
	write(t, file, first)
	if err := m.vault().rotateAll(t.Context(), KeyFile{m.keyFile}, auth.Secret{}); err != nil {
		t.Fatal(err)
	}
	if !m.older(t, one) || m.older(t, two) {
		t.Error("a rotation made the one forgotten, or the other older")
	}
	file = m.path("acct", recordFile(two))
	sealedAnew := read(t, file)
	m.save(t, two, tag)
	write(t, file, sealedAnew)
	if !m.older(t, two) {
		t.Error("not noticed after a rotation")
	}
}

// An older vault.json brings back what opened the vault then.
func TestOlderHeaderPutBack(t *testing.T) {
	ctx := t.Context()
	m := newMarked(t)
	id := add(t, m.vault(), "one")[0].Account.ID
	head := m.path(headerName)
	before := read(t, head)
	next := filepath.Join(t.TempDir(), "next")
	writeKeyFile(t, next, 0o600)
	if err := m.vault().Protect(ctx, KeyFile{next}); err != nil {
		t.Fatal(err)
	}
	write(t, head, before)
	v := m.vault()
	if _, err := v.Get(ctx, id); err != nil || !v.HeaderOlder() {
		t.Fatalf("an older header: noticed %v, %v", v.HeaderOlder(), err)
	}
	if err := v.Protect(ctx, KeyFile{next}); err != nil || v.HeaderOlder() {
		t.Errorf("protected anew: older %v, %v", v.HeaderOlder(), err)
	}
	later := marked{home{m.dir, next}, m.marks}.vault()
	if _, err := later.Get(ctx, id); err != nil || later.HeaderOlder() {
		t.Errorf("another process: older %v, %v", later.HeaderOlder(), err)
	}
}
