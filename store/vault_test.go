package store

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
)

var exact = cmp.Exporter(func(t reflect.Type) bool { return t == reflect.TypeFor[auth.Secret]() })

// fill sets every field below v to something that is not zero.
func fill(v reflect.Value, n *int) {
	*n++
	switch {
	case v.Type() == reflect.TypeFor[auth.Secret]():
		v.Set(reflect.ValueOf(auth.NewSecret("secret " + strings.Repeat("x", *n))))
		return
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Unix(int64(1_700_000_000+*n), int64(*n)).UTC()))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n)
		fill(v.Index(1), n)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, n)
		fill(value, n)
		v.SetMapIndex(key, value)
	case reflect.String:
		v.SetString("text " + strings.Repeat("y", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Uint64:
		v.SetUint(uint64(*n))
	default:
		panic("fill does not know " + v.Kind().String())
	}
}

// A field that is added to the domain and forgotten in seal.go is lost at the
// next write; this notices.
func TestEveryFieldSurvives(t *testing.T) {
	_, v := newVault(t)
	var r auth.Record
	fill(reflect.ValueOf(&r).Elem(), new(int))
	r.Account.ID = auth.NewAccountID()
	r.Metadata.Grants, r.Metadata.Scopes = nil, nil // which are not kept
	if err := v.Add(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	r.Gen = 1
	got, err := v.Get(t.Context(), r.Account.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(got, r, exact); diff != "" {
		t.Error(diff)
	}
}

func TestLifeOfAnAccount(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	r := add(t, v, "Work")[0]
	id := r.Account.ID
	err := v.Update(ctx, id, func(_ context.Context, tx auth.Tx) error {
		r := tx.Record()
		r.Account.Name = "Play"
		if err := errors.Join(tx.Reserve(), tx.Save(r)); err != nil {
			return err
		}
		r.Grant.Access = auth.NewSecret("ACCESS_2")
		return tx.Save(r)
	})
	if err != nil {
		t.Fatal(err)
	}
	other := h.vault() // another process
	if got, err := other.Get(ctx, id); err != nil || got.Gen != 3 || got.Grant.Access != auth.NewSecret("ACCESS_2") {
		t.Errorf("after two saves: generation %d, error %v", got.Gen, err)
	}
	if _, err := other.Find(ctx, "Work"); !errors.Is(err, auth.ErrNotFound) {
		t.Errorf("the old name answers %v", err)
	}
	if got, err := other.Find(ctx, "pLAY"); got != id || err != nil {
		t.Errorf("the new name answers %v, %v", got, err)
	}
	var had auth.Record
	if err := other.Delete(ctx, id, func(_ context.Context, r auth.Record) { had = r }); err != nil || had.Gen != 3 {
		t.Errorf("deleting: %v, fn had generation %d", err, had.Gen)
	}
	if _, err := v.Get(ctx, id); !errors.Is(err, auth.ErrNotFound) {
		t.Errorf("the deleted account answers %v", err)
	}
	add(t, v, "Play") // its name is free
	if s := strays(t, h); len(s) > 0 {
		t.Errorf("left behind: %v", s)
	}
}

func TestNothingIsWrittenWithoutSave(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	r := add(t, v, "one")[0]
	refused := errors.New("refused")
	err := v.Update(ctx, r.Account.ID, func(_ context.Context, tx auth.Tx) error {
		return errors.Join(tx.Reserve(), tx.Reserve(), refused)
	})
	if !errors.Is(err, refused) {
		t.Errorf("Update returned %v, want fn's error", err)
	}
	got, err := v.Get(ctx, r.Account.ID)
	if diff := cmp.Diff(got, r, exact); err != nil || diff != "" {
		t.Errorf("the record changed: %v\n%s", err, diff)
	}
	if s := strays(t, h); len(s) > 0 {
		t.Errorf("left behind: %v", s)
	}
	_ = v.Update(ctx, r.Account.ID, func(_ context.Context, tx auth.Tx) error {
		if tx.Interrupted() {
			t.Error("a Reserve that fn gave up counts as an interruption")
		}
		return nil
	})
}

func TestNamesAreUnique(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	all := add(t, v, "Straße", "ΣΊΣΥΦΟΣ", "one")
	for _, name := range []string{"straße", "STRAẞE", "σίσυφος", "ONE"} {
		for _, v := range []*Vault{v, h.vault()} {
			wantReason(t, v.Add(ctx, newRecord(name)), ReasonNameTaken)
			err := v.Update(ctx, all[2].Account.ID, func(_ context.Context, tx auth.Tx) error {
				r := tx.Record()
				r.Account.Name = name
				return tx.Save(r)
			})
			if own := strings.EqualFold(name, "one"); own != (err == nil) || !own && !errors.Is(err, auth.ErrNameTaken) {
				t.Errorf("renaming one to %q: %v", name, err)
			}
		}
	}
}

func TestUnknownAccounts(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	nop := func(context.Context, auth.Tx) error { return nil }
	check := func(when string) {
		for _, id := range []auth.AccountID{auth.NewAccountID(), "", "../vault", "x"} {
			_, err := v.Get(ctx, id)
			for what, err := range map[string]error{"Get": err, "Update": v.Update(ctx, id, nop), "Delete": v.Delete(ctx, id, nil)} {
				if !errors.Is(err, auth.ErrNotFound) {
					t.Errorf("%s: %s of %q: %v", when, what, id, err)
				}
			}
		}
		if _, err := v.Find(ctx, "nobody"); !errors.Is(err, auth.ErrNotFound) {
			t.Errorf("%s: Find: %v", when, err)
		}
	}
	check("without a vault")
	if d, err := v.Describe(); err != nil || d.Exists {
		t.Errorf("reading made a vault: %+v, %v", d, err)
	}
	add(t, v, "one")
	check("with a vault")
	want := Description{Exists: true, Accounts: 1, Way: "keyfile"}
	d, err := h.vault().Describe()
	if age := time.Since(d.Since); age < 0 || age > time.Minute {
		t.Errorf("it was made %v ago", age)
	}
	if d.Since = (time.Time{}); err != nil || d != want {
		t.Errorf("described as %+v, %v; want %+v", d, err, want)
	}
}

func TestLockForgetsTheKey(t *testing.T) {
	ctx := t.Context()
	_, v := newVault(t)
	r := add(t, v, "one")[0]
	id := r.Account.ID
	key := v.key
	err := v.Update(ctx, id, func(_ context.Context, tx auth.Tx) error {
		_ = v.Lock() // while a renewal is under way
		return tx.Save(tx.Record())
	})
	if err != nil {
		t.Errorf("the renewal under way was lost: %v", err)
	}
	if key.key != ([32]byte{}) {
		t.Error("the key is still in memory")
	}
	_, err = v.Get(ctx, id)
	wantReason(t, err, ReasonLocked)
	wantReason(t, v.Add(ctx, newRecord("two")), ReasonLocked)
	list, err := v.List(ctx)
	wantReason(t, err, ReasonLocked)
	want := []auth.Account{{ID: id, Name: "one", Provider: "demo", Grant: auth.AuthorizationCode}}
	if diff := cmp.Diff(list, auth.Listing{Records: []auth.Record{}, Locked: want}); diff != "" {
		t.Error(diff)
	}
	if got, err := v.Find(ctx, "ONE"); got != id || err != nil {
		t.Errorf("Find while locked: %v, %v", got, err)
	}
	if err := v.Unlock(ctx); err != nil {
		t.Fatal(err)
	}
	if got, err := v.Get(ctx, id); err != nil || got.Gen != 2 {
		t.Errorf("unlocked: generation %d, %v", got.Gen, err)
	}
}

func TestHandedOverKey(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	if _, err := v.RootKey(ctx); !errors.Is(err, auth.ErrNotFound) {
		t.Errorf("the key of no vault: %v", err)
	}
	early, _ := Open(h.dir, NewHanded(keyText(newKey()), nil))
	wantReason(t, early.Add(ctx, newRecord("one")), ReasonNoVault)
	id := add(t, v, "one")[0].Account.ID
	key, err := v.RootKey(ctx)
	if err != nil {
		t.Fatal(err)
	}
	window, _ := Open(h.dir, NewHanded(key, nil))
	if _, err := window.Get(ctx, id); err != nil {
		t.Errorf("with the handed-over key: %v", err)
	}
	if err := errors.Join(window.Lock(), v.Unlock(ctx)); err != nil {
		t.Fatal(err)
	}
	_, err = window.Get(ctx, id)
	wantReason(t, err, ReasonKeyDamaged) // it was good for one time
	then, _ := Open(h.dir, NewHanded(keyText(newKey()), KeyFile{h.keyFile}))
	if _, err := then.Get(ctx, id); err != nil {
		t.Errorf("with another source behind the handed-over key: %v", err)
	}
	_, err = early.Get(ctx, id)
	wantReason(t, err, ReasonKeyDamaged)
}

func TestStartOver(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	resident := h.vault()
	id := add(t, v, "one")[0].Account.ID
	if _, err := resident.Get(ctx, id); err != nil {
		t.Fatal(err)
	}
	writeKeyFile(t, h.keyFile, 0o600) // the key is lost
	lost := h.vault()
	_, err := lost.Get(ctx, id)
	wantReason(t, err, ReasonBadKeyFile)
	aside, err := lost.StartOver(ctx)
	if err != nil {
		t.Fatal(err)
	}
	two := add(t, lost, "one")[0].Account.ID
	if _, err := resident.Get(ctx, two); err != nil {
		t.Errorf("a process with the old key: %v", err)
	}
	if list, err := resident.List(ctx); err != nil || len(list.Records) != 1 {
		t.Errorf("listed %d, %v", len(list.Records), err)
	}
	old, _ := Open(aside, NewHanded(keyText(newKey()), nil))
	if d, err := old.Describe(); err != nil || d.Accounts != 1 || !d.Exists {
		t.Errorf("set aside: %+v, %v", d, err)
	}
}
