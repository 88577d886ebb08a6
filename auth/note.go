package auth

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"time"
)

// With thousands of accounts, opening every record at the start takes longer
// than a window takes to appear. So what a load read is noted in the vault's
// notebook, sealed, each status with the stamp of its record: the next process
// opens only the records whose stamp is another by then.

const (
	// noteFormat is of the note, and of what NewStatus makes of a record: a
	// change of either gets the next number.
	noteFormat = 3
	// noteFrom is how many accounts make a note worth while.
	noteFrom = 500
)

// note is what is noted.
type note struct {
	Format      int
	Definitions map[string]digest // of providers, as they were
	Read        []noted
}

type noted struct {
	Stamp  Stamp
	Status Status
}

// recall returns what a load noted, as far as it is still to be trusted.
func (a *Agent) recall(ctx context.Context) map[AccountID]reading {
	book, ok := a.vault.(Notebook)
	if !ok {
		return nil
	}
	var n note
	c := noteCode{b: book.Recall(ctx), reading: true}
	if c.note(&n); c.broken {
		return nil
	}
	same := map[string]bool{}
	for id, was := range n.Definitions {
		same[id] = was == a.definition(id)
	}
	now, read := time.Now(), make(map[AccountID]reading, len(n.Read))
	for i := range n.Read {
		if s := &n.Read[i].Status; same[s.Provider] {
			s.State = s.StateAt(now)
			read[s.ID] = reading{n.Read[i].Stamp, s}
		}
	}
	return read
}

// remember notes what a load read, where little of that is noted already.
// A note that cannot be written is none.
func (a *Agent) remember(ctx context.Context, read, before map[AccountID]reading) {
	book, ok := a.vault.(Notebook)
	if !ok || len(read) < noteFrom {
		return
	}
	fresh := 0
	for id, r := range read {
		if before[id].stamp != r.stamp {
			fresh++
		}
	}
	if fresh < len(read)/20 {
		return
	}
	n := note{Format: noteFormat, Definitions: map[string]digest{}}
	for _, r := range read {
		p := r.status.Provider
		if _, ok := n.Definitions[p]; !ok {
			n.Definitions[p] = a.definition(p)
		}
		n.Read = append(n.Read, noted{r.stamp, *r.status})
	}
	var c noteCode
	c.note(&n)
	_ = book.Remember(ctx, c.b)
}

// unnote makes sure that nothing is noted of an account that is gone.
func (a *Agent) unnote(ctx context.Context) {
	if book, ok := a.vault.(Notebook); ok {
		_ = book.Remember(ctx, nil) // where it cannot be removed, the account could not either
	}
}

type digest = [sha256.Size]byte

// definition is a digest of a provider's definition: a Status shows parts of it.
func (a *Agent) definition(id string) digest {
	p, _ := a.providers.Provider(id)
	b, _ := json.Marshal(p) // it is data through and through
	return sha256.Sum256(b)
}
