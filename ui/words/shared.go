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
	Imported                                 string
}

// Counts are numbers of things.
type Counts struct {
	Accounts  Plural
	Attention Plural
	Shown     Phrase
	Hours     Plural
	Minutes   Plural
	Seconds   Plural
}

// Keycaps are what is printed on the keys of the language's keyboard.
type Keycaps struct {
	Ctrl, Enter, Escape, Delete, Menu, PageUp, PageDown, Home, End, Space, Shift string
}

// Toolkit is what the window's toolkit says by itself.
type Toolkit struct {
	Undo, Redo, Cut, Copy, Paste, SelectAll string
}

// States are the states of an account.
type States struct {
	Fresh, Expiring, Expired, SignInAgain, Offline, Locked string
	SignIn, NoToken                                        string // of an account that never had a token
}

// Grants are the ways to a token.
type Grants struct {
	Browser, Device, ClientCredentials, Password, RefreshToken, Assertion, Exchange string
}

// Expiry is where the end of a token's life is known from.
type Expiry struct {
	Reply, JWT, Documented, Unknown string
}
