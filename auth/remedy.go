package auth

// Remedy is what helps against a failure, where that is known. Surfaces say it
// in words, and the window has a button that begins it.
type Remedy string

// The remedies. The zero value is none.
const (
	RemedyNone      Remedy = ""
	RemedyAgain     Remedy = "again"     // the same once more, by and by
	RemedySignIn    Remedy = "sign_in"   // a person signs in
	RemedyAgree     Remedy = "agree"     // the same once more, and a yes this time
	RemedyNetwork   Remedy = "network"   // the network itself wants to be signed in to
	RemedyServer    Remedy = "server"    // its owner has to put it right
	RemedyClock     Remedy = "clock"     // this computer's clock is set
	RemedyAuthority Remedy = "authority" // the account trusts who vouches for the server
	RemedyProxy     Remedy = "proxy"
	RemedyAddress   Remedy = "address"  // of the server
	RemedyClient    Remedy = "client"   // who the client is, and its secret
	RemedyAllow     Remedy = "allow"    // the provider allows the client what it asks for
	RemedyScopes    Remedy = "scopes"   // others are asked for
	RemedyPort      Remedy = "port"     // another one that the browser comes back to
	RemedyRedirect  Remedy = "redirect" // another address that it comes back to, or this one registered
	RemedyKey       Remedy = "key"      // the client's private key
	RemedyUsername  Remedy = "username"
	RemedySettings  Remedy = "settings" // something else about the account
	RemedyDefined   Remedy = "defined"  // the provider's definition is put back
	RemedyRoom      Remedy = "room"     // the disk takes no more, or nothing there
	RemedyRecord    Remedy = "record"   // the account's record is given up
	RemedyBrowser   Remedy = "browser"  // one that can be started
)

// Remedy is what helps against f: what was found out about it, else what its
// outcome means.
func (f *Failure) Remedy() Remedy {
	if f.Helps != RemedyNone {
		return f.Helps
	}
	switch f.Outcome {
	case OutcomeSignIn:
		return RemedySignIn
	case OutcomeUnreachable:
		return RemedyAgain
	case OutcomeRefused, OutcomeInvalid:
		return RemedySettings
	case OutcomeUnsaved:
		return RemedyRoom
	}
	return RemedyNone
}
