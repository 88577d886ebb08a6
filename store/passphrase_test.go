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

// Guessing gets slow, whichever processes guess: ten wrong passphrases take
// half a minute and more. (requirement 62)
func TestWrongPassphrasesAreDelayed(t *testing.T) {
	h, v := newVault(t)
	add(t, v, "one")
	r, err := v.enter(false)
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		no := errors.New("wrong")
		try := func(err error) time.Duration {
			began := time.Now()
			_, got := guesses{r}.try(t.Context(), func() ([32]byte, error) { return [32]byte{}, err })
			if !errors.Is(got, err) {
				t.Errorf("got %v, want %v", got, err)
			}
			return time.Since(began)
		}
		var took time.Duration
		for range 10 {
			took += try(no)
		}
		if took < 30*time.Second {
			t.Errorf("ten wrong passphrases took %v", took)
		}
		if took := try(no); took != maxGuessWait {
			t.Errorf("the longest wait is %v, want %v", took, maxGuessWait)
		}
		_ = try(nil)
		if took := try(nil); took != 0 {
			t.Errorf("after the right one there is a wait of %v", took)
		}
		for what, left := range map[string]wrong{
			"a clock set back": {3, time.Now().Add(24 * time.Hour)}, "a count without end": {1 << 40, time.Now()},
		} {
			if wait := left.wait(time.Now()); wait <= 0 || wait > maxGuessWait {
				t.Errorf("%s: a wait of %v", what, wait)
			}
		}
	})
	write(t, h.path(guessesName), []byte("{"))
	if w := (guesses{r}).read(); w != (wrong{}) {
		t.Errorf("a torn count is read as %v", w)
	}
}

// cheap is a passphrase that takes no time to try.
var cheap = &argon{Time: 1, Memory: 8 << 10, Threads: 1}

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
	source := Passphrase{cost: cheap, Ask: func(_ context.Context, create bool) (auth.Secret, error) {
		asked = append(asked, create)
		return auth.NewSecret(say), nil
	}}
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
