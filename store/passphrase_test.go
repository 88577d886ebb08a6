package store

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/authfob/authfob/auth"
)

// Guessing gets slow: ten wrong passphrases take half a minute and more.
// (requirement 62)
func TestWrongPassphrasesAreDelayed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wrongAttempts{}
		began := time.Now()
		for range 10 {
			if err := w.pass(t.Context()); err != nil {
				t.Fatal(err)
			}
			w.wrong()
		}
		if took := time.Since(began); took < 30*time.Second {
			t.Errorf("ten wrong passphrases took %v", took)
		}
		before := time.Now()
		_ = w.pass(t.Context())
		if took := time.Since(before); took != maxWrongWait {
			t.Errorf("the longest wait is %v, want %v", took, maxWrongWait)
		}
		w.right()
		before = time.Now()
		_ = w.pass(t.Context())
		if took := time.Since(before); took != 0 {
			t.Errorf("after the right one there is a wait of %v", took)
		}
	})
}

// A header cannot make the program spend gigabytes.
func TestArgonBounds(t *testing.T) {
	good := newArgon()
	if !good.sane() {
		t.Error("its own parameters are refused")
	}
	for what, change := range map[string]func(*argon){
		"memory": func(a *argon) { a.Memory = 1 << 31 }, "time": func(a *argon) { a.Time = 1 << 20 },
		"no time": func(a *argon) { a.Time = 0 }, "no threads": func(a *argon) { a.Threads = 0 },
		"weak": func(a *argon) { a.Memory = 8 }, "no salt": func(a *argon) { a.Salt = nil },
	} {
		a := *good
		if change(&a); a.sane() {
			t.Errorf("%s is accepted: %+v", what, a)
		}
	}
}

func TestPassphrase(t *testing.T) {
	ctx := t.Context()
	h := newHome(t)
	var asked []bool
	say := ""
	source := NewPassphrase(func(_ context.Context, create bool) (auth.Secret, error) {
		asked = append(asked, create)
		return auth.NewSecret(say), nil
	})
	v, _ := Open(h.dir, source)
	wantReason(t, v.Add(ctx, newRecord("one")), ReasonWrongPassphrase) // empty
	say = "correct horse"
	id := add(t, v, "one")[0].Account.ID
	again, _ := Open(h.dir, source)
	say = "correct house"
	for range 2 {
		_, err := again.Get(ctx, id)
		wantReason(t, err, ReasonWrongPassphrase)
	}
	short, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := again.Get(short, id); !errors.Is(err, context.Canceled) {
		t.Errorf("with an ended context: %v", err)
	}
	say = "correct horse"
	if _, err := again.Get(ctx, id); err != nil {
		t.Error(err)
	}
	if want := []bool{true, true, false, false, false}; !slices.Equal(asked, want) {
		t.Errorf("asked %v, want %v (create)", asked, want)
	}
	keyring, _ := Open(h.dir, Keyring{})
	_, err := keyring.Get(ctx, id)
	wantReason(t, err, ReasonOtherKey)
	_, err = h.vault().Get(ctx, id)
	wantReason(t, err, ReasonOtherKey)
	for _, file := range []string{headerName, "acct/" + recordFile(id)} {
		if text := string(read(t, h.path(file))); strings.Contains(text, "horse") || strings.Contains(text, "ACCESS_1") {
			t.Errorf("%s holds a secret in clear", file)
		}
	}
}
