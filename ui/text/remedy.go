package text

import (
	"context"
	"errors"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/words"
)

// helps say what a person can do.
var helps = map[auth.Remedy]string{
	auth.RemedySignIn:    "Sign in again; the account itself is kept.",
	auth.RemedyAgain:     "Try again.",
	auth.RemedyAgree:     "Try again, and agree to what the account asks for; if you did, ask the provider who may.",
	auth.RemedyNetwork:   "Open any web page, sign in to this network there, and try again.",
	auth.RemedyServer:    "The server's owner has to put that right.",
	auth.RemedyClock:     "Check this computer's clock, and try again; if it is right, the server's owner has to act.",
	auth.RemedyAuthority: "If it is your company's own, have the account trust it (--ca-file); if not, somebody may be listening in on this network.",
	auth.RemedyProxy:     "Check the account's proxy (--proxy), or the system's.",
	auth.RemedyAddress:   "Check the account's address of the server: each character counts, a slash at its end too.",
	auth.RemedyClient:    "Check the client ID, and type the secret in again.",
	auth.RemedyAllow:     "The provider has to allow this client that: ask there, or change how the account gets its tokens.",
	auth.RemedyScopes:    "Ask for scopes that the provider knows and allows (--scope).",
	auth.RemedyPort:      "Close that program, or give the account another redirect URI (--redirect-uri) and register it with the provider.",
	auth.RemedyRedirect:  "Register the account's redirect URI with the provider just as it is, or give the account the one that is registered (--redirect-uri).",
	auth.RemedyKey:       "Give the account a private key that can be read (--key-file).",
	auth.RemedyUsername:  "Give the account its user name (--username).",
	auth.RemedyDefined:   "Put it back or mend it; authfob doctor says what is wrong in it.",
	auth.RemedySettings:  "Check the account's settings, try again, or sign in again.",
}

// TellHelp says what a person can do, in the language that is spoken; "" where the
// failure itself says all there is.
func TellHelp(err error) string { return words.Say(helps[Remedy(err)]) }

// Remedy is what helps against err, for surfaces that have a button for it; none
// where the words are all there is.
func Remedy(err error) auth.Remedy {
	var own interface{ Remedy() auth.Remedy }
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return auth.RemedyNone
	case errors.As(err, &own):
		return own.Remedy()
	case errors.Is(err, auth.ErrBusy), errors.Is(err, auth.ErrLocked), errors.Is(err, context.DeadlineExceeded):
		return auth.RemedyAgain
	case errors.Is(err, auth.ErrOtherIdentity):
		return auth.RemedySignIn
	}
	return auth.RemedyNone
}
