package auth

import "context"

// rescue renews at once the accounts whose renewal a process began and did not
// live to finish: a server that forgives an answer which got lost does so for a
// short time. Those under way are finished before Run ends.
func (ls *lanes) rescue(ctx context.Context) {
	for _, id := range ls.agent.takeCutOff() {
		if !ls.startRescue(id) {
			continue
		}
		ls.all.Go(func() { // waited for by Run
			_ = ls.agent.rescue(ctx, id) // what a server says is in the record
			ls.endRescue(id)
		})
	}
}

func (ls *lanes) startRescue(id AccountID) bool {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	if ls.rescues[id] {
		return false
	}
	ls.rescues[id] = true
	return true
}

func (ls *lanes) endRescue(id AccountID) {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	delete(ls.rescues, id)
}

func (a *Agent) takeCutOff() []AccountID {
	a.mu.Lock()
	defer a.mu.Unlock()
	ids := a.cutOff
	a.cutOff = nil
	return ids
}

func (a *Agent) rescue(ctx context.Context, id AccountID) (err error) {
	defer a.catch("renew the token", &err)
	return a.update(ctx, id, func(ctx context.Context, tx Tx) error {
		if !toRescue(tx) {
			return nil
		}
		_, err := a.renew(ctx, tx, nil)
		return ours(err)
	})
}

// toRescue reports that the account's last renewal was cut off, and that the
// server has not refused the refresh token since.
func toRescue(tx Tx) bool {
	t := tx.Record().Trouble
	return tx.Interrupted() && (t == nil || t.Outcome != OutcomeSignIn)
}
