package store

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/authfob/authfob/auth"
)

// Vault is the accounts in one directory. It implements auth.Vault, keeps no
// account in memory, and may be used by any number of goroutines.
type Vault struct {
	// Wait is how long to wait for another process that shows no sign of life
	// on an account, and RenewWait for one that said it is asking a server.
	// Both may be changed before the first use.
	Wait, RenewWait time.Duration
	// Log gets what was put right in silence. It never gets a name or a secret.
	Log *slog.Logger

	dir     string
	source  KeySource
	queues  queues
	opening chan struct{} // taken while the key is fetched

	mu      sync.Mutex // guards the rest
	rooms   *rooms
	key     *rootKey
	header  fs.FileInfo // of the header that key belongs to; nil where it is the copy
	locked  bool
	indexed map[auth.AccountID]bool // accounts that were seen to be in the name index
}

var _ auth.Vault = (*Vault)(nil)

// Open prepares the vault in dir. It touches neither the disk nor the key: both
// happen when they are needed. Where there is no vault yet, the first Add
// makes one, with a key for source. The vault is the caller's to Close.
func Open(dir string, source KeySource) (*Vault, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	return &Vault{
		Wait: 10 * time.Second, RenewWait: 45 * time.Second,
		Log: slog.New(slog.DiscardHandler),
		dir: dir, source: source, opening: make(chan struct{}, 1), indexed: map[auth.AccountID]bool{},
	}, nil
}

// Close forgets the key. Changes under way are still saved; later calls
// answer auth.ErrLocked.
func (v *Vault) Close() error {
	v.Lock()
	return nil
}

// Lock forgets the key until Unlock. Changes under way are still saved.
func (v *Vault) Lock() {
	v.mu.Lock()
	k := v.key
	v.key, v.locked = nil, true
	v.mu.Unlock()
	if k != nil {
		k.drop()
	}
}

// Unlock ends Lock and, where there is a vault, fetches its key now. Nil says
// that the vault can be opened.
func (v *Vault) Unlock(ctx context.Context) error {
	v.mu.Lock()
	v.locked = false
	v.mu.Unlock()
	_, k, err := v.hold(ctx)
	if errors.Is(err, errNoHeader) {
		return nil
	}
	if err == nil {
		k.release()
	}
	return err
}

// RootKey returns the key as the RootKey source of another process takes it.
// It goes through an inherited pipe and nowhere else.
func (v *Vault) RootKey(ctx context.Context) (auth.Secret, error) {
	_, k, err := v.hold(ctx)
	if errors.Is(err, errNoHeader) {
		return auth.Secret{}, auth.ErrNotFound
	}
	if err != nil {
		return auth.Secret{}, err
	}
	defer k.release()
	return keyText(k.key), nil
}

// hold returns the directories and the key, which the caller must release.
// The error is errNoHeader where there is no vault yet.
func (v *Vault) hold(ctx context.Context) (*rooms, *rootKey, error) {
	r, err := v.enter(false)
	if err != nil {
		return nil, nil, err
	}
	if k, err := v.held(r); k != nil || err != nil {
		return r, k, err
	}
	select {
	case v.opening <- struct{}{}:
		defer func() { <-v.opening }()
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	}
	if k, err := v.held(r); k != nil || err != nil {
		return r, k, err
	}
	k, stamp, err := v.fetchKey(ctx, r)
	if err != nil {
		return nil, nil, err
	}
	return r, k, v.keep(k, stamp)
}

// held returns the key in use, nil when it must be fetched first.
func (v *Vault) held(r *rooms) (*rootKey, error) {
	stamp := headerStamp(r)
	v.mu.Lock()
	defer v.mu.Unlock()
	switch {
	case v.locked:
		return nil, errLocked()
	case v.key != nil && unchanged(v.header, stamp) && v.key.use():
		return v.key, nil
	}
	return nil, nil
}

// headerStamp tells one version of the header from the next; nil is none.
func headerStamp(r *rooms) fs.FileInfo {
	info, err := r.root.Lstat(headerName)
	if err != nil {
		return nil
	}
	return info
}

func unchanged(a, b fs.FileInfo) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return os.SameFile(a, b) && a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size()
}

// keep remembers the key of the header with that stamp, and takes it for the
// caller.
func (v *Vault) keep(k *rootKey, stamp fs.FileInfo) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.locked {
		k.drop()
		return errLocked()
	}
	if v.key != nil && v.key != k {
		v.key.drop()
	}
	k.use()
	v.key, v.header = k, stamp
	return nil
}

func errLocked() *Error {
	return &Error{Reason: ReasonLocked, What: "Authfob is locked", Do: "Unlock it and try again."}
}

// fetchKey returns the key of the vault in r: the one in use where the header
// is still its own, or else what the source gives.
func (v *Vault) fetchKey(ctx context.Context, r *rooms) (*rootKey, fs.FileInfo, error) {
	stamp := headerStamp(r)
	found, err := headers(r.root)
	if errors.Is(err, errNoHeader) && r.hasRecords() {
		return nil, nil, headerMissing()
	}
	if err != nil {
		return nil, nil, err
	}
	v.mu.Lock()
	inUse := v.key
	v.mu.Unlock()
	if inUse != nil && inUse.use() {
		same := inUse.signed(found[0])
		inUse.release()
		if same {
			return inUse, stamp, nil
		}
	}
	k, err := v.openHeader(ctx, found[0])
	// A copy that differs is asked for when the key does not fit the first;
	// an unreachable keyring is no reason.
	if len(found) > 1 && !found[0].equal(found[1]) && slices.Contains(unfitting, reasonOf(err)) {
		v.Log.Warn("the vault's header does not open, its copy is tried", "file", headerName)
		if k, e := v.openHeader(ctx, found[1]); e == nil {
			return k, stamp, nil
		}
	}
	return k, stamp, err
}

// unfitting are the reasons that a damaged header can be behind.
var unfitting = []Reason{
	ReasonHeaderDamaged, ReasonKeyDamaged, ReasonKeyMissing, ReasonOtherKey, ReasonBadKeyFile, ReasonWrongPassphrase,
}

func (v *Vault) openHeader(ctx context.Context, h header) (*rootKey, error) {
	root, err := v.source.open(ctx, h)
	if err != nil {
		return nil, err
	}
	k := newRootKey(h.id(), root)
	if !k.signed(h) {
		k.drop()
		return nil, headerDamaged("it was changed by somebody without the key")
	}
	return k, nil
}

// absent turns "no vault here" into what it means for a single account.
func absent(err error) error {
	if errors.Is(err, errNoHeader) {
		return auth.ErrNotFound
	}
	return err
}

// Unlocked reports whether the key is at hand, so that nobody needs asking.
func (v *Vault) Unlocked() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.key != nil
}
