package auth

import (
	"context"
	"time"
)

// Vault keeps records; package store implements it. Errors are ErrNotFound,
// ErrNameTaken, ErrLocked, ErrBusy, or wrap them with words for a person.
type Vault interface {
	// List reads every account's record. Readable ones come even when others
	// are damaged or locked: see Listing.
	List(ctx context.Context) (Listing, error)
	// Scan is List for a reader that knows most records already: have says
	// whether it has the one with that stamp, to several goroutines at once. Each
	// other one goes to seen, one at a time, in no order; a record may come twice.
	Scan(ctx context.Context, have func(AccountID, Stamp) bool, seen func(Record, Stamp)) (Survey, error)
	// Find returns the ID of the account called name, compared without regard to case.
	Find(ctx context.Context, name string) (AccountID, error)
	Get(ctx context.Context, id AccountID) (Record, error)
	// Add stores a new account durably. ErrNameTaken when the name is in use.
	Add(ctx context.Context, r Record) error
	// Update holds the account's inter-process lock while fn runs. Nothing is
	// written unless fn calls Tx.Save. fn's error is returned as it is.
	Update(ctx context.Context, id AccountID, fn func(context.Context, Tx) error) error
	// Delete removes the account under its lock, after fn (which may be nil)
	// had its record.
	Delete(ctx context.Context, id AccountID, fn func(context.Context, Record)) error
	// Interrupted reports that a process died while it was asking a server on the
	// account's behalf, and that nobody has tried again yet. It costs next to nothing.
	Interrupted(id AccountID) bool
	// Watch signals after each change by any process, coalesced, until ctx ends.
	Watch(ctx context.Context) (<-chan struct{}, error)
}

// Notebook is what a Vault may be besides: a place where the Agent notes what it
// knows of many accounts, so that it need not open each record the next time.
// What is in it is sealed like a record, and may be old or gone.
type Notebook interface {
	// Recall returns the last note, or nil.
	Recall(ctx context.Context) []byte
	// Remember replaces the note; nil removes it.
	Remember(ctx context.Context, note []byte) error
}

// Listing is the answer of Vault.List.
type Listing struct {
	Records []Record
	// Locked are the accounts whose record could not be opened for want of the
	// key: names only.
	Locked []Account
	// Damaged are accounts whose record does not open although the key is right.
	Damaged []Account
}

// Stamp tells one version of a record from the next without opening it. What it
// is made of is the vault's.
type Stamp struct {
	Size, Time int64
	File       uint64
}

// Survey is the answer of Vault.Scan: Locked and Damaged are as in a Listing,
// Same are the accounts whose record the reader has, Interrupted those of which
// Vault.Interrupted is true.
type Survey struct {
	Same, Interrupted []AccountID
	Locked, Damaged   []Account
}

// Tx is an account under its lock.
type Tx interface {
	// Record is the account as it was re-read under the lock.
	Record() Record
	// Interrupted reports that an earlier Reserve was never followed by a Save:
	// a process died while it was asking the server.
	Interrupted() bool
	// Reserve makes sure that the next Save has its space on disk. It is called
	// before a request that spends what cannot be unspent.
	Reserve() error
	// Save writes the record durably: when it returns nil, the record survives
	// a crash. It sets the record's Gen. One that failed may be tried again.
	Save(r Record) error
	// Keep keeps the account's lock beyond the end of fn, until release is
	// called: for a Save that is to be tried again. The Tx is the caller's then.
	Keep() (release func())
}

// Authorizer talks to servers; package auth/flow implements it. Its errors are
// *Failure, or context errors when the caller gave up.
type Authorizer interface {
	// CheckKeys says which private key of an account cannot be used, an *InputError,
	// or nil. No server is asked.
	CheckKeys(t Target) error
	// Discover reads the server's description; only for targets with an issuer.
	Discover(ctx context.Context, t Target) (Metadata, error)
	// Reach asks whether the server that gives tokens answers at all, by the
	// account's own way and without a secret. skew is how far this computer's
	// clock is ahead of the server's.
	Reach(ctx context.Context, t Target) (skew time.Duration, err error)
	// Authorize runs the flow that the account's grant needs.
	Authorize(ctx context.Context, t Target, p Prompt) (Grant, error)
	// Renew gets a new token without a person. The returned grant is complete:
	// what the answer left out is taken over from g.
	Renew(ctx context.Context, t Target, g Grant) (Grant, error)
	// Revoke tells the server to forget the grant. Revoked is false with a nil
	// error where the server has no such endpoint.
	Revoke(ctx context.Context, t Target, g Grant) (revoked bool, err error)
	// Userinfo reads who the grant's access token is for. It fails where the
	// profile is another's than the ID token's. (OIDC Core 5.3)
	Userinfo(ctx context.Context, t Target, g Grant) (map[string]any, error)
	// Call sends one GET or HEAD with a bearer token to an API of the person's
	// choice. What it returns is cleaned.
	Call(ctx context.Context, t Target, bearer Secret, c Call) (Answer, error)
	// Introspect asks what the server knows of the access token. (RFC 7662)
	Introspect(ctx context.Context, t Target, g Grant) (map[string]any, error)
}

// UserCode is what a person types at the device verification page (RFC 8628 3.2).
type UserCode struct {
	Code        string // cleaned
	URI         string // checked
	CompleteURI string // checked; "" when the server gave none
	ExpiresAt   time.Time
}

// Prompt is the person at the other end of a sign-in: functions that a surface
// fills in. A nil function means that this surface cannot do it.
type Prompt struct {
	// OpenURL shows an address in a browser.
	OpenURL func(url string) error
	// ShowURL is told the address in any case, so that it can be copied.
	ShowURL func(url string)
	// ShowCode shows a device code.
	ShowCode func(UserCode)
	// PasteRedirect asks for the address the browser landed on. It is asked
	// again, with what was wrong, until the answer fits or ctx ends.
	PasteRedirect func(ctx context.Context, redirectURI string, wrong error) (string, error)
	// Paste asks for that address also where a loopback receiver is listening:
	// for a browser on another computer. The first of both answers counts.
	Paste bool
	// Password asks for the password of a password grant.
	Password func(ctx context.Context, username string) (Secret, error)
	// RefreshToken asks for a refresh token that the person already has.
	RefreshToken func(ctx context.Context) (Secret, error)
	// OtherIdentity asks whether the sign-in as somebody else is meant.
	OtherIdentity func(ctx context.Context, was, is string) bool
}
