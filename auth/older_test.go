package auth_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

// An older copy is told beside its token, explains a refusal, and ends with a
// new grant.
func TestOlderCopy(t *testing.T) {
	older := signedIn(time.Hour, time.Minute)
	older.Older = true
	tells := func(notices []string) bool {
		return slices.ContainsFunc(notices, func(n string) bool { return strings.Contains(n, "an older copy") })
	}
	server := &rotatingServer{current: "REFRESH_0", life: time.Hour}
	vault := newMemoryVault(older)
	agent := auth.NewAgent(vault, server, noProviders{})
	token, err := agent.Token(t.Context(), testID, auth.TokenOptions{})
	if s, e := agent.Status(t.Context(), testID); err != nil || e != nil || !tells(token.Notices) || !s.Older {
		t.Errorf("notices %q, older %v; %v, %v", token.Notices, s.Older, err, e)
	}
	token, err = agent.Token(t.Context(), testID, auth.TokenOptions{After: time.Now()})
	if err != nil || tells(token.Notices) || vault.records[testID].Older {
		t.Errorf("after a renewal: notices %q, %v", token.Notices, err)
	}

	vault = newMemoryVault(older)
	server.current = "ANOTHER"
	agent = auth.NewAgent(vault, server, noProviders{})
	_, err = agent.Token(t.Context(), testID, auth.TokenOptions{After: time.Now()})
	var f *auth.Failure
	if !errors.As(err, &f) || f.Outcome != auth.OutcomeSignIn || !strings.Contains(f.Reason, "put back") || !vault.records[testID].Older {
		t.Errorf("a spent refresh token: %v", err)
	}
}
