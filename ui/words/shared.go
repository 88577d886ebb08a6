package words

// Formats are the ways to copy that are built in.
type Formats struct {
	Raw, Header, Curl, JSON, Env, HTTPie, PowerShell, Python, Fetch, Postman string
}

// ClientAuth are the ways in which a client proves itself.
type ClientAuth struct {
	Basic, Post, JSON, None, PrivateKeyJWT string
}

// Events are what a line of history is about.
type Events struct {
	SignedIn, Renewed, SignedOut             string
	SignInFailed, RenewFailed, SignedOutHere string
}

// Counts are numbers of things.
type Counts struct {
	Accounts  Plural
	Attention Plural
	Shown     Phrase
}
