package auth

import "context"

// maxSources bounds a chain of accounts that each exchange another's token.
const maxSources = 5

// withSource puts the source account's token into the target of a token
// exchange, renewing that token first where needed. (RFC 8693)
func (a *Agent) withSource(ctx context.Context, t Target) (Target, error) {
	if t.Account.Grant != TokenExchange {
		return t, nil
	}
	if err := a.checkSources(ctx, t); err != nil {
		return t, err
	}
	token, err := a.Token(ctx, t.Account.Source, TokenOptions{})
	t.SourceToken = token.Value
	return t, err
}

// checkSources refuses a chain that leads back to an account whose lock is
// held already, or nowhere.
func (a *Agent) checkSources(ctx context.Context, t Target) error {
	seen := map[AccountID]bool{t.Account.ID: true}
	for acc := t.Account; acc.Grant == TokenExchange; {
		if acc.Source == "" {
			return sourceFailure(t, "the account does not say whose token it exchanges (--source)")
		}
		if seen[acc.Source] || len(seen) > maxSources {
			return sourceFailure(t, "the accounts that it exchanges tokens of lead round in a circle")
		}
		seen[acc.Source] = true
		r, err := a.vault.Get(ctx, acc.Source)
		if err != nil {
			return sourceFailure(t, "the account whose token it exchanges is not there")
		}
		acc = r.Account
	}
	return nil
}

func sourceFailure(t Target, reason string) *Failure {
	return &Failure{Outcome: OutcomeInvalid, Doing: "get a token", Host: t.Host(), Reason: reason}
}
