package auth

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// What can be wrong before any server is asked. Packages wrap them; surfaces
// test with errors.Is.
var (
	// ErrNotFound: there is no such account.
	ErrNotFound = errors.New("no such account")
	// ErrNameTaken: another account has that name.
	ErrNameTaken = errors.New("the name is taken")
	// ErrLocked: the vault cannot be opened now: its key is locked away, missing or damaged.
	ErrLocked = errors.New("the vault is locked")
	// ErrPassphrase, a case of ErrLocked: a person must type the vault's passphrase.
	ErrPassphrase = fmt.Errorf("%w: it needs its passphrase", ErrLocked)
	// ErrBusy: another process holds the account's lock too long.
	ErrBusy = errors.New("another process is working on this account")
	// ErrOtherIdentity: a new sign-in came back as somebody else, and nobody agreed.
	ErrOtherIdentity = errors.New("signed in as somebody else")
)

// Outcome sorts failures of an exchange by what they mean for the account.
type Outcome string

// The outcomes. (requirement 26, RFC 6749 5.2)
const (
	// OutcomeSignIn: the grant is dead, a person must sign in.
	OutcomeSignIn Outcome = "sign_in_needed"
	// OutcomeRefused: the server said no; everything is kept.
	OutcomeRefused Outcome = "refused"
	// OutcomeUnreachable: nobody answered sensibly; everything is kept.
	OutcomeUnreachable Outcome = "unreachable"
	// OutcomeUnsaved: there is a new token, which the vault could not take yet.
	OutcomeUnsaved Outcome = "unsaved"
	// OutcomeInvalid: the account or the server's own description is unusable as it stands.
	OutcomeInvalid Outcome = "invalid"
)

// Failure is an exchange with a server that did not give what was asked. Its
// texts are cleaned and hold no secret, no URL with a query and no body.
type Failure struct {
	Outcome     Outcome
	Doing       string // "renew the token", "sign in", "read the server's description"
	Host        string
	Status      int    // HTTP status, 0 when there was none
	Code        string // the server's error code, cleaned
	Description string // the server's own words, cleaned and cut
	Reason      string // our words: "timed out after 30 s", "answered with a web page"
	RetryAt     time.Time
	Helps       Remedy // what was found out to help; see Remedy
	// Cause is for errors.Is only and never printed: a context error, say.
	Cause error
}

// Error implements error: what failed, at which host, and why.
func (f *Failure) Error() string {
	var b strings.Builder
	b.WriteString("could not ")
	b.WriteString(or(f.Doing, "ask the server"))
	if f.Host != "" {
		b.WriteString(" at " + f.Host)
	}
	var why []string
	if f.Reason != "" {
		why = append(why, f.Reason)
	}
	if f.Code != "" {
		why = append(why, "the server says "+f.Code)
	} else if f.Status != 0 && f.Reason == "" {
		why = append(why, fmt.Sprintf("the server answered %d", f.Status))
	}
	if f.Description != "" {
		why = append(why, fmt.Sprintf("%q", f.Description))
	}
	if len(why) > 0 {
		b.WriteString(": " + strings.Join(why, ", "))
	}
	return b.String()
}

// Unwrap gives the cause to errors.Is.
func (f *Failure) Unwrap() error { return f.Cause }

// signInNeeded is the failure of an account that has no grant to renew.
func signInNeeded(reason string) *Failure {
	return &Failure{Outcome: OutcomeSignIn, Doing: "get a token", Reason: reason}
}
