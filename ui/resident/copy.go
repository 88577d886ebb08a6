package resident

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/format"
	"github.com/authfob/authfob/ui/local"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/text"
)

// copyAccount puts a fresh token on the clipboard. The clipboard stays as it
// was when that fails. (requirement 66)
func (r *resident) copyAccount(ctx context.Context, req local.Request) local.Reply {
	defer r.rest()
	if err := r.Formats.Check(req.Format); err != nil {
		return r.refuse(err)
	}
	r.Clipboard.Prepare()
	locks := r.locks.Load()
	chosen := r.Settings()
	id, t, err := r.token(ctx, req.Account, chosen.LeastValid.Or(0))
	if err != nil {
		return r.refuse(err)
	}
	value, err := r.Formats.Token(t, req.Format)
	if err != nil {
		return r.refuse(err)
	}
	how := Copying{
		Account: t.Account, Keep: chosen.ClearAfter.Or(settings.UsualClearAfter),
		Unmarked: slices.Contains(chosen.Unmarked, cmp.Or(req.Format, format.Names()[0])),
	}
	if t.KeepFresh > 0 {
		how.Keep = t.KeepFresh
	}
	copied, err := r.Clipboard.Copy(ctx, value, how)
	if err != nil {
		return r.refuse(err)
	}
	if r.locks.Load() != locks { // locked while the token was on its way
		r.Clipboard.Clear()
		return r.refuse(auth.ErrLocked)
	}
	reply := local.Reply{OK: true, Account: t.Account, ValidUntil: t.ExpiresAt, ClearsAt: copied.ClearsAt, Warning: text.Warning(t, time.Now())}
	if t.KeepFresh > 0 {
		reply.KeptFresh = true
		k := keeper{r.Agent, id, r.Formats, req.Format, copied}
		r.background(func(ctx context.Context) { k.keep(ctx, t.ExpiresAt) }) // ends with the copy
	}
	return reply
}

// token is a fresh one of the account with that ID, which is how a window calls
// it, or name.
func (r *resident) token(ctx context.Context, account string, least time.Duration) (auth.AccountID, auth.Token, error) {
	id, err := r.Agent.Find(ctx, account)
	if err != nil {
		return "", auth.Token{}, err
	}
	t, err := r.Agent.Token(ctx, id, auth.TokenOptions{MinValid: least})
	return id, t, err
}
