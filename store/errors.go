package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/authfob/authfob/auth"
)

// Reason says what is wrong with the vault, for surfaces that react to it.
type Reason string

// The reasons. Those up to ReasonUnsafe wrap auth.ErrLocked: nothing can be
// opened or written, and nothing was changed.
const (
	ReasonNoKeyring       Reason = "no_keyring"       // no bus, no Secret Service
	ReasonKeyringWaiting  Reason = "keyring_waiting"  // no answer in time: a prompt may be open
	ReasonKeyringLocked   Reason = "keyring_locked"   // locked or dismissed
	ReasonNoCollection    Reason = "no_collection"    // a keyring service without a keyring
	ReasonKeyringRefuses  Reason = "keyring_refuses"  // full, or a session without it
	ReasonKeyMissing      Reason = "key_missing"      // the vault exists, its key does not
	ReasonKeyDamaged      Reason = "key_damaged"      // damaged or not this vault's
	ReasonOtherKey        Reason = "other_key"        // the vault has no slot of this kind
	ReasonNoVault         Reason = "no_vault"         // a handed-over key and no vault
	ReasonWrongPassphrase Reason = "wrong_passphrase" //
	ReasonBadCode         Reason = "bad_code"         // mistyped: its check does not fit
	ReasonWrongCode       Reason = "wrong_code"       // not this vault's, or replaced
	ReasonBadKeyFile      Reason = "bad_key_file"     // missing, open to others, not 32 bytes
	ReasonHeaderDamaged   Reason = "header_damaged"   // vault.json and its copy
	ReasonNewerFormat     Reason = "newer_format"     // written by a newer Authfob
	ReasonLocked          Reason = "locked"           // by Vault.Lock, in any process, or Close
	ReasonUnsafe          Reason = "unsafe_directory" // others can write there

	ReasonRecordDamaged Reason = "record_damaged" // this account alone
	ReasonNoSpace       Reason = "no_space"       // nothing was asked, nothing lost
	ReasonNotSaved      Reason = "not_saved"      // the record is as it was before
	ReasonBusy          Reason = "busy"           // wraps auth.ErrBusy
	ReasonNameTaken     Reason = "name_taken"     // wraps auth.ErrNameTaken
)

// Error is what the vault could not do, in words for a person.
type Error struct {
	Reason Reason
	What   string // what failed; no full stop
	Do     string // what to do next; sentences
	// PID and Since name the process that holds an account, for ReasonBusy; 0
	// when it is not known.
	PID   int
	Since time.Time
	cause error
}

// Error implements error.
func (e *Error) Error() string { return e.What }

// Hint says what to do next, in one or two sentences.
func (e *Error) Hint() string { return e.Do }

// Remedy is what helps, beside what Hint says.
func (e *Error) Remedy() auth.Remedy {
	switch e.Reason {
	case ReasonRecordDamaged:
		return auth.RemedyRecord
	case ReasonNoSpace, ReasonNotSaved:
		return auth.RemedyRoom
	case ReasonNameTaken:
		return auth.RemedyNone
	}
	return auth.RemedyAgain
}

// Unwrap gives the auth error that this one is a case of, and the cause.
func (e *Error) Unwrap() []error {
	var all []error
	switch e.Reason {
	case ReasonRecordDamaged, ReasonNoSpace, ReasonNotSaved:
	case ReasonBusy:
		all = append(all, auth.ErrBusy)
	case ReasonNameTaken:
		all = append(all, auth.ErrNameTaken)
	default:
		all = append(all, auth.ErrLocked)
	}
	if e.cause != nil {
		all = append(all, e.cause)
	}
	return all
}

func damaged(id auth.AccountID, why error) *Error {
	return &Error{
		Reason: ReasonRecordDamaged, cause: why,
		What: fmt.Sprintf("the record of this account cannot be read (%s in %s)", diskWord(why), recordFile(id)),
		Do:   "Other accounts are not affected. Remove this account and add it again; the damaged file is kept aside.",
	}
}

func headerDamaged(why string) *Error {
	return &Error{
		Reason: ReasonHeaderDamaged,
		What:   fmt.Sprintf("the vault's header %s cannot be read (%s)", headerName, why),
		Do:     "Nothing was changed. Put the file back from a backup, or start over: the old vault is then moved aside.",
	}
}

func headerMissing() *Error {
	return headerDamaged("it and its copy are missing, the accounts are there")
}

func newerFormat(file string) *Error {
	return &Error{
		Reason: ReasonNewerFormat,
		What:   file + " was written by a newer version of Authfob",
		Do:     "Update Authfob. Nothing was read or changed.",
	}
}

func nameTaken(name string) *Error {
	return &Error{
		Reason: ReasonNameTaken,
		What:   fmt.Sprintf("there is already an account called %q", name),
		Do:     "Choose another name. Capital and small letters count as the same.",
	}
}

// diskWord is the short cause of a failed write.
func diskWord(err error) string {
	var path *fs.PathError
	var link *os.LinkError // of a rename
	switch {
	case noSpace(err):
		return "the disk is full or the quota used up"
	case unwritable(err):
		return "the directory cannot be written"
	case errors.As(err, &path):
		return path.Err.Error()
	case errors.As(err, &link):
		return link.Err.Error()
	}
	return err.Error()
}

// unwritable reports that no room would help.
func unwritable(err error) bool { return errors.Is(err, fs.ErrPermission) || readOnly(err) }

// reasonOf returns the reason of an Error, "" for anything else.
func reasonOf(err error) Reason {
	var e *Error
	if errors.As(err, &e) {
		return e.Reason
	}
	return ""
}
