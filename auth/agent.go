package auth

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// together is how close changes among hundreds of accounts are announced as one.
const together = 50 * time.Millisecond

// Agent hands out fresh tokens and looks after the grants they come from. It
// trusts the vault over its own memory: tokens are read from there each time,
// and only Statuses, which hold no secret, are kept.
//
// An Agent is safe for concurrent use.
type Agent struct {
	// Panicked is told of a panic that was caught, by the deferred function; nil
	// catches none. It is set before the Agent is used.
	Panicked func(task string, value any)
	// Nudged says that Nudge is called at once when the clock was set or the
	// computer woke up, so that Run need not wake up to look. It is set before Run.
	Nudged bool

	vault     Vault
	servers   Authorizer
	providers Providers

	nudges chan struct{} // for Run; holds one
	held   atomic.Bool   // by HoldBack

	mu       sync.Mutex // guards what follows; never held across I/O
	statuses []*Status  // by name; neither the list nor what it points to is ever changed
	loadErr  error
	read     map[AccountID]reading // what the last load read; replaced, never changed
	loads    int                   // under way
	cutOff   []AccountID           // whose renewal the last load found interrupted
	noted    map[AccountID]*Status // during loads; nil for an account that is gone
	changed  chan struct{}
	told     time.Time                   // when changed was last closed
	telling  bool                        // it will be, in a moment
	signIns  map[AccountID]bool          // under way
	unsaved  map[AccountID]*unsaved      // what servers gave and the vault could not take yet
	asking   map[AccountID]chan struct{} // renewals under way; closed when what came of one is saved
}

// NewAgent returns an Agent over the given vault, servers and catalogue.
func NewAgent(vault Vault, servers Authorizer, providers Providers) *Agent {
	return &Agent{
		vault: vault, servers: servers, providers: providers,
		changed: make(chan struct{}), noted: map[AccountID]*Status{}, signIns: map[AccountID]bool{}, unsaved: map[AccountID]*unsaved{}, asking: map[AccountID]chan struct{}{}, nudges: make(chan struct{}, 1),
	}
}

// Snapshot returns how every account stands now, what needs a person first.
// The slice is the caller's; it is empty until Load or Run has read the vault.
// The error is that of the last reading: ErrLocked comes with names only.
func (a *Agent) Snapshot() ([]Status, error) {
	a.mu.Lock()
	known, err := a.statuses, a.loadErr
	a.mu.Unlock()
	now := time.Now()
	list := make([]Status, 0, len(known))
	for _, needed := range []bool{true, false} {
		for _, s := range known {
			if state := s.StateAt(now); (state == StateSignInNeeded) == needed {
				list = append(list, *s)
				list[len(list)-1].State = state
			}
		}
	}
	return list, err
}

// Loaded reports whether the vault was read, be it in vain: until then Snapshot
// knows of nothing.
func (a *Agent) Loaded() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.read != nil
}

// Changed returns a channel that is closed at the next change. Take the
// channel, take the snapshot, render, wait.
func (a *Agent) Changed() <-chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.changed
}

// reading is a status and the version of the record that it was made of.
type reading struct {
	stamp  Stamp
	status *Status
}

// Load reads what has changed in the vault, so that Snapshot is true at this
// moment.
func (a *Agent) Load(ctx context.Context) error {
	a.mu.Lock()
	a.loads++
	before := a.read
	a.mu.Unlock()
	if before == nil {
		before = a.recall(ctx)
	}
	now, read := time.Now(), make(map[AccountID]reading, len(before))
	survey, err := a.vault.Scan(ctx,
		func(id AccountID, stamp Stamp) bool { r, ok := before[id]; return ok && r.stamp == stamp },
		func(r Record, stamp Stamp) {
			s := NewStatus(r, a.providers, now)
			read[s.ID] = reading{stamp, &s}
		})
	for _, id := range survey.Same {
		read[id] = before[id]
	}
	list := make([]*Status, 0, len(read)+len(survey.Locked)+len(survey.Damaged))
	for id, r := range read {
		s := r.status
		if newer, unsaved := a.inMemory(id); unsaved != nil {
			s = a.status(newer)
		}
		list = append(list, s)
	}
	for _, acc := range survey.Locked {
		list = append(list, a.nameOnly(acc, StateLocked))
	}
	for _, acc := range survey.Damaged {
		s := a.nameOnly(acc, StateSignInNeeded)
		s.Trouble = &Trouble{Outcome: OutcomeSignIn, Doing: "read the account", Reason: "its record in the vault is damaged"}
		list = append(list, s)
	}
	a.replace(list, read, survey.Interrupted, err)
	a.remember(ctx, read, before)
	return err
}

func (a *Agent) nameOnly(acc Account, state State) *Status {
	s := &Status{ID: acc.ID, Name: acc.Name, Provider: acc.Provider, Grant: acc.Grant, State: state}
	if p, ok := a.providers.Provider(acc.Provider); ok {
		s.ProviderName, s.Mark, s.Color = p.Name, p.Mark, p.Color
	}
	return s
}

// replace puts a list that was loaded in place, and tells. What was noted while
// it was being read is newer.
func (a *Agent) replace(list []*Status, read map[AccountID]reading, cutOff []AccountID, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	list = slices.DeleteFunc(list, func(s *Status) bool {
		newer, ok := a.noted[s.ID]
		return ok && newer == nil
	})
	for i := range list {
		if newer := a.noted[list[i].ID]; newer != nil {
			list[i] = newer
		}
	}
	if a.loads--; a.loads == 0 {
		clear(a.noted)
	}
	slices.SortFunc(list, byName)
	a.statuses, a.read, a.cutOff, a.loadErr = list, read, cutOff, err
	a.tell()
}

// revise puts one status in its place, or with nil takes it out, and tells.
func (a *Agent) revise(id AccountID, s *Status) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.loads > 0 {
		a.noted[id] = s
	}
	if i := slices.IndexFunc(a.statuses, func(o *Status) bool { return o.ID == id }); i >= 0 {
		was := a.statuses[i]
		a.statuses = slices.Clone(a.statuses)
		if s != nil {
			a.statuses[i] = s
			if s.Name != was.Name {
				slices.SortFunc(a.statuses, byName)
			}
		} else {
			a.statuses = slices.Delete(a.statuses, i, i+1)
		}
	}
	a.tell()
}

// known returns the statuses as they were last noted, not to be changed.
func (a *Agent) known() []*Status {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.statuses
}

// retell announces that time alone has changed something.
func (a *Agent) retell() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.tell()
}

// tell announces a change. Where hundreds of accounts change one after the
// other, those of a moment are announced together, as who hears of one reads them
// all. The caller holds the mutex.
func (a *Agent) tell() {
	pause := time.Until(a.told.Add(together))
	switch {
	case a.telling:
	case len(a.statuses) < noteFrom || pause <= 0:
		a.announce()
	default:
		a.telling = true
		time.AfterFunc(pause, func() {
			a.mu.Lock()
			defer a.mu.Unlock()
			a.telling = false
			a.announce()
		})
	}
}

func (a *Agent) announce() {
	close(a.changed)
	a.changed, a.told = make(chan struct{}), time.Now()
}

// Locked reports whether the vault was found locked when it was last read.
func (a *Agent) Locked() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return errors.Is(a.loadErr, ErrLocked)
}

// note puts the status of one record in place, where a list was loaded.
func (a *Agent) note(r Record) { a.revise(r.Account.ID, a.status(r)) }

// status is the account's status as of now, with the trouble of what the vault
// could not take.
func (a *Agent) status(r Record) *Status {
	known, unsaved := a.inMemory(r.Account.ID)
	if unsaved != nil {
		r = known
		r.Trouble = &Trouble{Outcome: OutcomeUnsaved, Doing: "save the new token", Reason: unsaved.Err.Error(), At: r.Grant.ObtainedAt}
	}
	s := NewStatus(r, a.providers, time.Now())
	return &s
}

// forget takes an account that is gone out of the list.
func (a *Agent) forget(id AccountID) { a.revise(id, nil) }

// Find returns the account called name, or the one whose ID that is.
func (a *Agent) Find(ctx context.Context, name string) (AccountID, error) {
	if id := AccountID(name); id.Valid() && a.has(ctx, id) { // looked for among the names, it would be missed in each of them
		return id, nil
	}
	return a.vault.Find(ctx, name)
}

// has reports whether the account may be there: its record need not open, be it
// that it is locked or that it is damaged.
func (a *Agent) has(ctx context.Context, id AccountID) bool {
	a.mu.Lock()
	_, known := a.read[id]
	a.mu.Unlock()
	if known {
		return true
	}
	_, err := a.vault.Get(ctx, id)
	return !errors.Is(err, ErrNotFound)
}

// Record reads one account from the vault, or from memory where the vault could
// not be written.
func (a *Agent) Record(ctx context.Context, id AccountID) (Record, error) {
	if r, unsaved := a.inMemory(id); unsaved != nil {
		return r, nil
	}
	return a.vault.Get(ctx, id)
}

// Target resolves a record against the catalogue.
func (a *Agent) Target(r Record) Target { return NewTarget(r, a.providers) }

// Status says how the account stands, read from the vault at this moment.
func (a *Agent) Status(ctx context.Context, id AccountID) (Status, error) {
	r, err := a.Record(ctx, id)
	if err != nil {
		return Status{}, err
	}
	return *a.status(r), nil
}
