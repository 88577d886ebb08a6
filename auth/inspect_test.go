package auth_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
)

func TestUserinfoRenewsFirstAndIsCleaned(t *testing.T) {
	r := signedIn(time.Hour, 2*time.Hour)
	r.Grant.Subject = "ada"
	server := &rotatingServer{life: time.Hour}
	agent := auth.NewAgent(newMemoryVault(r), server, noProviders{})
	info, compared, err := agent.Userinfo(t.Context(), testID)
	want := map[string]any{"sub": "ada", "token": "ACCESS_1", "name": "A[31mda"}
	if diff := cmp.Diff(want, info); diff != "" || !compared || err != nil {
		t.Errorf("compared %v, %v\n%s", compared, err, diff)
	}
}

func TestIntrospectTakesTheTokenAsItIs(t *testing.T) {
	server := &rotatingServer{life: time.Hour}
	agent := auth.NewAgent(newMemoryVault(signedIn(time.Hour, 2*time.Hour)), server, noProviders{})
	info, err := agent.Introspect(t.Context(), testID)
	if err != nil || info["token"] != "ACCESS_0" || server.requests() != 0 {
		t.Errorf("got %v, %v after %d renewals", info, err, server.requests())
	}
	r := signedIn(time.Hour, 0)
	r.Grant = auth.Grant{}
	agent = auth.NewAgent(newMemoryVault(r), server, noProviders{})
	var f *auth.Failure
	if _, err := agent.Introspect(t.Context(), testID); !errors.As(err, &f) || f.Outcome != auth.OutcomeSignIn {
		t.Errorf("without a token: %v", err)
	}
}

func TestCleanMembers(t *testing.T) {
	got := auth.CleanMembers(map[string]any{
		"na\u202eme": "a\nb", "n": json.Number("1"), "deep": []any{map[string]any{"x\x00": []any{"\x1b]0;t\a", true, nil}}},
	})
	want := map[string]any{
		"name": "a b", "n": json.Number("1"), "deep": []any{map[string]any{"x": []any{"]0;t", true, nil}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestImportNeverTouchesWhatIsThere(t *testing.T) {
	there := signedIn(time.Hour, 0)
	vault := newMemoryVault(there)
	agent := auth.NewAgent(vault, &rotatingServer{}, noProviders{})
	r := signedIn(time.Hour, 0)
	r.Account.ID = auth.NewAccountID()
	r.Account.Protocol.Endpoints.Token = "https://evil.example/token"
	if err := agent.Import(t.Context(), r); !errors.Is(err, auth.ErrNameTaken) {
		t.Errorf("the same name: %v", err)
	}
	r.Account.Name, r.Credentials.ClientSecret, r.Trouble = "other", auth.NewSecret("S"), &auth.Trouble{}
	if err := agent.Import(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	got, err := vault.Get(t.Context(), r.Account.ID)
	if err != nil || got.Trouble != nil || len(got.History) != 1 || got.History[0].What != "import" || !got.History[0].OK {
		t.Errorf("got %+v, %v", got, err)
	}
	if diff := cmp.Diff([]string{"https://evil.example:443"}, got.Credentials.Origins); diff != "" {
		t.Error(diff)
	}
	r.Account.ID = "../../x"
	if agent.Import(t.Context(), r) == nil {
		t.Error("an ID from outside was taken")
	}
}
