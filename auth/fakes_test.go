package auth_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/authfob/authfob/auth"
)

// memoryVault is a strict vault in memory: one lock per account, generations,
// and faults to switch on.
type memoryVault struct {
	mu       sync.Mutex
	records  map[auth.AccountID]auth.Record
	locks    map[auth.AccountID]chan struct{}
	watchers []chan struct{}
	telling  bool
	full     bool // Reserve fails, as on a full disk
	reserves int
	stuck    bool // Save fails
	died     bool // while somebody was asking a server for the accounts
}

func newMemoryVault(records ...auth.Record) *memoryVault {
	v := &memoryVault{records: map[auth.AccountID]auth.Record{}, locks: map[auth.AccountID]chan struct{}{}}
	for _, r := range records {
		v.records[r.Account.ID] = r
	}
	return v
}

func (v *memoryVault) List(context.Context) (auth.Listing, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	l := auth.Listing{Records: make([]auth.Record, 0, len(v.records))}
	for _, r := range v.records {
		l.Records = append(l.Records, r)
	}
	return l, nil
}

func (v *memoryVault) Scan(_ context.Context, have func(auth.AccountID, auth.Stamp) bool, seen func(auth.Record, auth.Stamp)) (s auth.Survey, _ error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for id, r := range v.records {
		stamp := auth.Stamp{Time: int64(r.Gen)}
		if have(id, stamp) {
			s.Same = append(s.Same, id)
		} else {
			seen(r, stamp)
		}
		if v.died {
			s.Interrupted = append(s.Interrupted, id)
		}
	}
	return s, nil
}

func (v *memoryVault) Interrupted(auth.AccountID) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.died
}

func (v *memoryVault) Find(_ context.Context, name string) (auth.AccountID, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for id, r := range v.records {
		if strings.EqualFold(r.Account.Name, name) {
			return id, nil
		}
	}
	return "", auth.ErrNotFound
}

func (v *memoryVault) Get(_ context.Context, id auth.AccountID) (auth.Record, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	r, ok := v.records[id]
	if !ok {
		return auth.Record{}, auth.ErrNotFound
	}
	return r, nil
}

func (v *memoryVault) Add(ctx context.Context, r auth.Record) error {
	if _, err := v.Find(ctx, r.Account.Name); err == nil {
		return auth.ErrNameTaken
	}
	v.put(r)
	return nil
}

func (v *memoryVault) put(r auth.Record) {
	v.mu.Lock()
	defer v.mu.Unlock()
	r.Gen = v.records[r.Account.ID].Gen + 1
	v.records[r.Account.ID] = r
	if !v.telling {
		v.telling = true
		time.AfterFunc(time.Second, v.tell)
	}
}

// tell tells of the changes so far.
func (v *memoryVault) tell() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.telling = false
	for _, w := range v.watchers {
		select {
		case w <- struct{}{}:
		default:
		}
	}
}

func (v *memoryVault) lock(id auth.AccountID) chan struct{} {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.locks[id] == nil {
		v.locks[id] = make(chan struct{}, 1)
	}
	return v.locks[id]
}

func (v *memoryVault) Update(ctx context.Context, id auth.AccountID, fn func(context.Context, auth.Tx) error) error {
	l := v.lock(id)
	select {
	case l <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	r, err := v.Get(ctx, id)
	if err != nil {
		<-l
		return err
	}
	tx := &memoryTx{v: v, r: r, release: func() { <-l }}
	defer func() {
		if !tx.kept {
			tx.release()
		}
	}()
	return fn(ctx, tx)
}

func (v *memoryVault) Delete(ctx context.Context, id auth.AccountID, fn func(context.Context, auth.Record)) error {
	return v.Update(ctx, id, func(ctx context.Context, tx auth.Tx) error {
		if fn != nil {
			fn(ctx, tx.Record())
		}
		v.mu.Lock()
		defer v.mu.Unlock()
		delete(v.records, id)
		return nil
	})
}

func (v *memoryVault) Watch(ctx context.Context) (<-chan struct{}, error) {
	w := make(chan struct{}, 1)
	v.mu.Lock()
	v.watchers = append(v.watchers, w)
	v.mu.Unlock()
	return w, nil
}

type memoryTx struct {
	v       *memoryVault
	r       auth.Record
	release func()
	kept    bool
}

func (tx *memoryTx) Keep() func() {
	tx.kept = true
	return tx.release
}

func (tx *memoryTx) Record() auth.Record { return tx.r }
func (tx *memoryTx) Interrupted() bool   { return tx.v.Interrupted(tx.r.Account.ID) }
func (v *memoryVault) setStuck(stuck bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.stuck = stuck
}

func (v *memoryVault) survive() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.died = false
}

func (v *memoryVault) isStuck() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.stuck
}

func (tx *memoryTx) Reserve() error {
	tx.v.mu.Lock()
	defer tx.v.mu.Unlock()
	tx.v.reserves++
	if tx.v.full {
		return fmt.Errorf("the disk is full")
	}
	return nil
}

func (tx *memoryTx) Save(r auth.Record) error {
	if tx.v.isStuck() {
		return fmt.Errorf("the disk is gone")
	}
	tx.v.put(r)
	tx.r = r
	tx.v.survive()
	return nil
}

// noProviders is an empty catalogue.
type noProviders struct{}

func (noProviders) Provider(string) (auth.Provider, bool) { return auth.Provider{}, false }

const testID = auth.AccountID("00112233445566778899aabbccddeeff")

// signedIn is a record with a grant that was given age ago and lives for life.
func signedIn(life, age time.Duration) auth.Record {
	now := time.Now().UTC().Round(0)
	return auth.Record{
		Account: auth.Account{
			ID: testID, Name: "work", Grant: auth.AuthorizationCode, ClientID: "client",
			Protocol: auth.Protocol{Endpoints: auth.Endpoints{Authorize: "https://server.example/authorize", Token: "https://server.example/token"}},
		},
		Grant: auth.Grant{
			Access: auth.NewSecret("ACCESS_0"), Refresh: auth.NewSecret("REFRESH_0"),
			ObtainedAt: now.Add(-age), ExpiresAt: now.Add(life - age), ExpirySource: auth.ExpiryReply,
		},
	}
}
