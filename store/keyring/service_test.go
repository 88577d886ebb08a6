//go:build !darwin && !windows

package keyring

import (
	"testing"
	"time"

	"github.com/authfob/authfob/internal/testenv"
)

// Whatever a Secret Service does, the answer is one of this package's, in time,
// and the true one. (requirements 53, 54)
func TestConditions(t *testing.T) {
	for what, c := range map[string]struct {
		is       testenv.Secrets
		get, set string
	}{
		"well":                                    {testenv.Secrets{}, "ok", "ok"},
		"a prompt, answered":                      {testenv.Secrets{Locked: true}, "ok", "ok"},
		"a prompt, dismissed":                     {testenv.Secrets{Locked: true, Prompt: "dismissed"}, "locked", "locked"},
		"a prompt, among signals":                 {testenv.Secrets{Locked: true, Prompt: "noise"}, "ok", "ok"},
		"it ends at its prompt":                   {testenv.Secrets{Locked: true, DiesIn: "Prompt"}, "unavailable", ""},
		"a new item is refused":                   {testenv.Secrets{Creating: "dismissed"}, "ok", "locked"},
		"items read as nothing":                   {testenv.Secrets{Empty: true}, "damaged", "damaged"},
		"no default keyring":                      {testenv.Secrets{NoWallet: true}, "ok", "no collection"},
		"properties of another kind":              {testenv.Secrets{Odd: true}, "ok", "unavailable"},
		"it ends in OpenSession":                  {testenv.Secrets{DiesIn: "OpenSession"}, "unavailable", ""},
		"it ends in SearchItems":                  {testenv.Secrets{DiesIn: "SearchItems"}, "unavailable", ""},
		"it ends in Unlock":                       {testenv.Secrets{Locked: true, DiesIn: "Unlock"}, "unavailable", ""},
		"it ends in GetSecret":                    {testenv.Secrets{DiesIn: "GetSecret"}, "unavailable", ""},
		"it ends in CreateItem":                   {testenv.Secrets{DiesIn: "CreateItem"}, "ok", "unavailable"},
		"it ends as it is looked at":              {testenv.Secrets{Locked: true, DiesIn: "Get"}, "unavailable", ""},
		"items are gone at once":                  {testenv.Secrets{Forgets: time.Nanosecond}, "ok", "locked"},
		"items are gone, and Set is not believed": {testenv.Secrets{Forgets: time.Nanosecond, Empty: true}, "damaged", ""},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			s := testenv.Bus(t)
			f := testenv.StartSecretService(t, s, testenv.Secrets{})
			want(t, s.Env, "set", "ok")
			f.Behave(c.is)
			want(t, s.Env, "get", c.get)
			if c.set != "" {
				f.Behave(c.is)
				f.Spoil(nil)
				want(t, s.Env, "set", c.set)
			}
		})
	}
}

// A prompt that nobody answers costs the deadline, and one that takes its time
// is waited for.
func TestPromptThatTakesItsTime(t *testing.T) {
	s := testenv.Bus(t)
	f := testenv.StartSecretService(t, s, testenv.Secrets{})
	want(t, s.Env, "set", "ok")
	f.Behave(testenv.Secrets{Locked: true, Prompt: "ignored"})
	want(t, s.Env, "get soon", "timeout")
	f.Behave(testenv.Secrets{Locked: true, Prompt: "late"})
	want(t, s.Env, "get", "ok")
}

// An item that is lost, damaged, or of a keyring that took the name over.
func TestLostAndDamaged(t *testing.T) {
	s := testenv.Bus(t)
	f := testenv.StartSecretService(t, s, testenv.Secrets{})
	want(t, s.Env, "set", "ok")
	f.Spoil([]byte("afk1.cut"))
	want(t, s.Env, "get", "damaged")
	f.Spoil([]byte{})
	want(t, s.Env, "get", "damaged")
	f.Spoil(nil)
	want(t, s.Env, "get", "not found")
	want(t, s.Env, "set", "ok")
	f.Stop()
	want(t, s.Env, "get", "unavailable")
	testenv.StartSecretService(t, s, testenv.Secrets{})
	want(t, s.Env, "get", "not found")
}
