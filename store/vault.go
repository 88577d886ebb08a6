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
	// Waiting is told once of each lock that was not free within Wait and is waited
	// for still, until the given instant: the holder shows signs of life. Nil tells nobody.
	Waiting func(held *Error, until time.Time)
	// Marks is a folder outside the vault's own where the generation of each
	// record is noted, so that an older file put back is noticed; "" for none. It
	// is made when it is needed, and set before the first use.
	Marks string
	// Log gets what was put right in silence. It never gets a name or a secret.
	Log *slog.Logger

	dir     string
	source  KeySource
	queues  queues
	opening chan struct{} // taken while the key is fetched

	mu          sync.Mutex // guards the rest
	rooms       *rooms
	key         *rootKey
	refusal     error // by the keyring, the last time it was asked; see dismissed
	refused     time.Time
	asking      context.CancelFunc      // ends the fetching under way; nil where there is none
	header      fs.FileInfo             // of the header that key belongs to; nil where it is the copy
	headerOlder bool                    // see HeaderOlder
	locked      bool                    // in this process; see lockedName for all of them
	indexed     map[auth.AccountID]bool // accounts that were seen to be in the name index
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
	if err := v.dismissed(); err != nil {
		return nil, nil, err
	}
	asking, done := v.ask(ctx)
	defer done()
	k, stamp, err := v.fetchKey(asking, r)
	if err != nil {
		if k, _ := v.held(r); k != nil { // it came from elsewhere meanwhile
			return r, k, nil
		}
		return nil, nil, err
	}
	return r, k, v.keep(r, k, stamp)
}

// ask is the context of a fetching, which ends when the key comes from
// elsewhere: a person types the recovery code while the keyring waits for them.
func (v *Vault) ask(ctx context.Context) (asking context.Context, done func()) {
	asking, cancel := context.WithCancel(ctx)
	v.mu.Lock()
	defer v.mu.Unlock()
	v.asking = cancel
	return asking, func() {
		v.mu.Lock()
		defer v.mu.Unlock()
		v.asking = nil
		cancel()
	}
}

// dismissedFor is how long who dismissed a keyring's prompt is left alone. One
// reading of the vault needs the key more than once.
const dismissedFor = 3 * time.Second

// dismissed is the keyring's refusal of a moment ago, nil where there is none.
// Unlock, which a person asked for, asks all the same.
func (v *Vault) dismissed() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.refusal != nil && time.Since(v.refused) < dismissedFor {
		return v.refusal
	}
	return nil
}

// noteRefusal remembers that a prompt was dismissed or left alone.
func (v *Vault) noteRefusal(err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.refusal = nil
	if r := reasonOf(err); r == ReasonKeyringLocked || r == ReasonKeyringWaiting {
		v.refusal, v.refused = err, time.Now()
	}
}

// held returns the key in use, nil when it must be fetched first.
func (v *Vault) held(r *rooms) (*rootKey, error) {
	stamp, locked := headerStamp(r), r.isLocked()
	v.mu.Lock()
	defer v.mu.Unlock()
	switch {
	case v.locked || locked:
		v.forget()
		return nil, r.errLocked()
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

// current reports whether k is still the key of the vault in r.
func (v *Vault) current(r *rooms, k *rootKey) bool {
	stamp := headerStamp(r)
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.rooms == r && v.key == k && unchanged(v.header, stamp)
}

// keep remembers the key of the header with that stamp, and takes it for the
// caller.
func (v *Vault) keep(r *rooms, k *rootKey, stamp fs.FileInfo) error {
	locked, older := r.isLocked(), k.seq < r.marked(k, headerMark)
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.locked || locked {
		k.drop()
		return r.errLocked()
	}
	if v.key != nil && v.key != k {
		v.key.drop()
	}
	k.use()
	v.key, v.header, v.headerOlder = k, stamp, older
	if v.asking != nil {
		v.asking()
	}
	return nil
}

// fetchKey returns the key of the vault in r: the one in use where the header
// is still its own, or else what the source gives.
func (v *Vault) fetchKey(ctx context.Context, r *rooms) (*rootKey, fs.FileInfo, error) {
	stamp := headerStamp(r)
	found, err := r.written()
	if err != nil {
		return nil, nil, err
	}
	v.mu.Lock()
	inUse := v.key
	v.mu.Unlock()
	if inUse != nil && inUse.use() {
		k, same := found[0].open(inUse.key)
		inUse.release()
		if same {
			return k, stamp, nil
		}
	}
	k, err := v.askKey(ctx, r, v.source, found)
	return k, stamp, err
}

// askKey asks source for the key of one of the headers found.
func (v *Vault) askKey(ctx context.Context, r *rooms, source KeySource, found []header) (*rootKey, error) {
	k, err := openHeader(ctx, source, found[0], guesses{r})
	v.noteRefusal(err)
	if err == nil && found[0].copied {
		v.Log.Warn("the vault's header cannot be read, its copy is used", "file", headerName)
		_ = v.promote(ctx, r, k, found[0], found[0]) // it can be used as it is
	}
	// A copy that differs is asked for when the key does not fit the first;
	// an unreachable keyring is no reason.
	if len(found) > 1 && slices.Contains(unfitting, reasonOf(err)) && !found[0].equal(found[1]) {
		v.Log.Warn("the vault's header does not open, its copy is tried", "file", headerName)
		if k, e := openHeader(ctx, source, found[1], guesses{r}); e == nil {
			if err := v.promote(ctx, r, k, found[0], found[1]); err != nil {
				k.drop()
				return nil, err
			}
			return k, nil
		}
	}
	return k, err
}

// unfitting are the reasons that a damaged header can be behind.
var unfitting = []Reason{
	ReasonHeaderDamaged, ReasonKeyDamaged, ReasonKeyMissing, ReasonOtherKey, ReasonBadKeyFile, ReasonWrongPassphrase,
	ReasonWrongCode,
}

func openHeader(ctx context.Context, source KeySource, h header, g guesses) (*rootKey, error) {
	root, err := source.open(ctx, h, g)
	if err != nil {
		return nil, err
	}
	defer clear(root[:])
	k, ok := h.open(root)
	if !ok {
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
