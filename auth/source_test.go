package auth_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

// exchangeServer answers as its parent does, and notes the source token.
type exchangeServer struct {
	rotatingServer
	source auth.Secret
}

func (s *exchangeServer) Renew(ctx context.Context, t auth.Target, g auth.Grant) (auth.Grant, error) {
	if t.Account.Grant == auth.TokenExchange {
		s.source = t.SourceToken
	}
	return s.rotatingServer.Renew(ctx, t, g)
}

func exchange(id, source auth.AccountID) auth.Record {
	r := auth.Record{Account: signedIn(time.Hour, 0).Account}
	r.Account.ID, r.Account.Name, r.Account.Grant, r.Account.Source = id, string(id), auth.TokenExchange, source
	return r
}

func TestExchangeStartsFromAFreshToken(t *testing.T) {
	const id = auth.AccountID("ffeeddccbbaa99887766554433221100")
	server := &exchangeServer{rotatingServer: rotatingServer{life: time.Hour}}
	agent := auth.NewAgent(newMemoryVault(signedIn(time.Hour, 2*time.Hour), exchange(id, testID)), server, noProviders{})
	token, err := agent.Token(t.Context(), id, auth.TokenOptions{})
	if err != nil || token.Value.Reveal() != "ACCESS_2" || server.source.Reveal() != "ACCESS_1" {
		t.Errorf("token %q out of %q, error %v", token.Value.Reveal(), server.source.Reveal(), err)
	}
}

func TestExchangesThatLeadNowhere(t *testing.T) {
	const a, b = auth.AccountID("ffeeddccbbaa99887766554433221100"), auth.AccountID("ffeeddccbbaa99887766554433221101")
	tests := []struct {
		name    string
		records []auth.Record
		says    string
	}{
		{"itself", []auth.Record{exchange(a, a)}, "in a circle"},
		{"each other", []auth.Record{exchange(a, b), exchange(b, a)}, "in a circle"},
		{"nobody", []auth.Record{exchange(a, "")}, "does not say whose token"},
		{"gone", []auth.Record{exchange(a, b)}, "is not there"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := &exchangeServer{}
			_, err := auth.NewAgent(newMemoryVault(tt.records...), server, noProviders{}).Token(t.Context(), a, auth.TokenOptions{})
			f, ok := errors.AsType[*auth.Failure](err)
			if !ok || f.Outcome != auth.OutcomeInvalid || !strings.Contains(f.Reason, tt.says) {
				t.Errorf("error %v, want …%s…", err, tt.says)
			}
			if server.requests() != 0 {
				t.Errorf("%d requests, want none", server.requests())
			}
		})
	}
}
