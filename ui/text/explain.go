package text

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/words"
)

// Words tell a person what went wrong and what to do about it. Both are plain
// text, one sentence or two, cleaned.
type Words struct {
	What string
	Todo string
}

// String joins both.
func (w Words) String() string {
	if w.Todo == "" {
		return w.What
	}
	return w.What + " " + w.Todo
}

// maxWords bounds a sentence that holds words of a server.
const maxWords = 600

// Explain turns an error into words: what failed, at which host, whether
// anything was lost, and what to do next. It is English: command line, socket and log show errors through it, the
// window through Tell.
func Explain(err error) Words {
	var f *auth.Failure
	var in *auth.InputError
	var hinted interface{ Hint() string }
	switch {
	case err == nil:
		return Words{}
	case errors.Is(err, context.Canceled):
		return Words{"Cancelled.", "Nothing was changed."}
	case errors.As(err, &f):
		return explainFailure(f)
	case errors.As(err, &in):
		return Words{What: sentence(in.Error())}
	case errors.As(err, &hinted):
		return Words{sentence(err.Error()), capital(auth.Clean(hinted.Hint(), maxWords))}
	case errors.Is(err, auth.ErrNotFound):
		return Words{"There is no account of that name.", "List the accounts with: authfob list"}
	case errors.Is(err, auth.ErrNameTaken):
		return Words{"Another account has that name already.", "Choose another name."}
	case errors.Is(err, auth.ErrLocked):
		return Words{"The vault is locked.", "Unlock your keyring and try again. Nothing was lost."}
	case errors.Is(err, auth.ErrBusy):
		return Words{"Another process is working on this account.", "Try again in a moment. Nothing was lost."}
	case errors.Is(err, auth.ErrOtherIdentity):
		return Words{"The sign-in came back as somebody else than before.", "The account was left as it was. Sign in as the same person, or link a second account."}
	case errors.Is(err, auth.ErrSigningIn):
		return Words{"A sign-in of this account is already under way.", "Finish or cancel it first."}
	case errors.Is(err, context.DeadlineExceeded):
		return Words{"It took too long.", "Nothing was changed. Try again."}
	case errors.Is(err, fs.ErrPermission):
		return Words{sentence(err.Error()), "Check who owns the file and who may write it."}
	}
	return Words{What: sentence(err.Error())}
}

// Warning says what is not as it should be with a token that is handed out all
// the same, in English; "" when all is well.
func Warning(t auth.Token, now time.Time) string {
	switch {
	case t.Warning == nil:
		return ""
	case t.Old():
		return "This is the old token, still valid until " + until(words.In("en").Times, t.ExpiresAt, now) + ": " + Explain(t.Warning).What
	}
	return Explain(t.Warning).String()
}

// Tell is Explain in the language that is spoken, for people at a window.
func Tell(err error) Words {
	w := Explain(err)
	return Words{words.Say(w.What), words.Say(w.Todo)}
}

// TellPlain says one English sentence of the rooms below, with its capital and its
// full stop, in the language that is spoken: a server's notice, or why a pasted
// address is not the one.
func TellPlain(english string) string { return words.Say(sentence(english)) }

func explainFailure(f *auth.Failure) Words {
	what := sentence(f.Error())
	switch f.Outcome {
	case auth.OutcomeSignIn:
		return Words{what, helps[auth.RemedySignIn]}
	case auth.OutcomeUnsaved:
		return Words{what, (&auth.UnsavedError{}).Hint() + "."}
	}
	todo := helps[f.Remedy()]
	if f.Remedy() == auth.RemedyAgain && f.Outcome == auth.OutcomeUnreachable {
		todo = retry(f)
	}
	return Words{what, strings.TrimSpace("Everything was kept. " + todo)}
}

func retry(f *auth.Failure) string {
	wait := time.Until(f.RetryAt).Round(time.Second)
	switch {
	case wait > time.Second:
		return fmt.Sprintf("Try again in %s.", wait) // as the server asks, or as Authfob does by itself
	case f.Status >= 200 && f.Status < 500 && f.Status != http.StatusTooManyRequests && f.Status != http.StatusRequestTimeout:
		return "Try again; if it stays so, the server's owner has to act." // it was reached, and its answer is of no use
	}
	return "Try again when it can be reached."
}

// sentence makes err's text a sentence: capital first, full stop last.
func sentence(s string) string {
	s = capital(auth.Clean(s, maxWords))
	if s == "" || strings.HasSuffix(s, "…") || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}

// capital makes the first letter a capital. A hint may end in a command, and
// so gets no full stop.
func capital(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
