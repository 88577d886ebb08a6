package store

import (
	"testing"
	"testing/synctest"
	"time"
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
