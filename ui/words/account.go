package words

// Add is the choice of a provider for a new account.
type Add struct {
	Title      string
	Choose     string
	Issuer     string
	IssuerText string
	Custom     string
	CustomText string
	Save       string
	Saving     string
	At         Phrase
	Search     string
	OwnServer  string
	None       string
}

// Form are the fields of an account.
type Form struct {
	Name            string
	Issuer          string
	Auth            string
	Token           string
	Device          string
	Grant           string
	ClientID        string
	Secret          string
	AuthStyle       string
	Scopes          string
	Username        string
	Redirect        string
	HintName        string
	HintScopes      string
	HintSecret      string
	NeedClientID    string
	NeedSecret      string
	AnyPort         string
	Register        string
	Documentation   string
	Key             string
	Audience        string
	Params          string
	Tags            string
	Source          string
	HintKey         string
	HintAudience    string
	HintParams      string
	HintTags        string
	HintSpeaksFor   string
	NeedKey         string
	NeedOpenKey     string
	NeedUsername    string
	NeedPassword    string
	NeedSource      string
	NeedPairs       string
	PasswordWarning string
	KeepPassword    string
	ImportNote      string
	ScopesNote      string
	Ahead           string
	RedirectHTTP    string
	RedirectPaste   string
	RedirectFixed   string
}

// Edit changes an account.
type Edit struct {
	Title      string
	Save       string
	Saving     string
	SecretKept string
	SecretNone string
	Moves      string
	Scopes     string
	Client     string
	Dropped    string
	DroppedWhy Phrase
	DroppedWay Phrase
	NoCA       string
	Strays     string
	NotRead    string
	MoveTitle  Phrase
	MoveText   Phrase
	MoveDo     string
}

// Discovery is what was found out about an issuer while its address is typed.
type Discovery struct {
	Looking Phrase
	Found   Phrase
	Tokens  string
	SignIn  string
	Device  string
	Offers  string
	Scopes  string
	Later   string
}

// Rehearsal is the test of an account before it is saved.
type Rehearsal struct {
	Do         string
	Stop       string
	Connecting Phrase
	Described  Phrase
	Reached    Phrase
	Asking     Phrase
	Given      Phrase
	SignedIn   string
	SignedInAs Phrase
	Valid      Phrase
	Scopes     Phrase
	Kept       string
	OnlySignIn string
	SignIn     string
	Stale      string
	Stopped    string
	Unsaved    string
}

// SignIn is the dialog of a sign-in.
type SignIn struct {
	Scan         string
	CodeOwn      string
	To           Phrase
	Preparing    Phrase
	Waiting      Phrase
	WaitingText  string
	OpenAgain    string
	LinkCopied   string
	CodeTitle    Phrase
	CodeLeft     Phrase
	CopyCode     string
	CodeCopied   string
	OpenPage     string
	PasteTitle   Phrase
	PasteField   string
	Password     string
	PasswordFor  Phrase
	RefreshToken string
	OtherTitle   string
	OtherText    Phrase
	OtherKeep    string
	OtherTake    string
	Failed       string
	Done         string
	TimedOut     string
	TimedOutTodo string
	OpenIn       string
	Elsewhere    string
}

// Browser is the page that the browser shows after a sign-in.
type Browser struct {
	Language   string // the tag of the language itself
	Done       string
	DoneMore   string
	Failed     string
	FailedMore string
	Nothing    string
	NothingFor string
}

// SignOut asks before signing out.
type SignOut struct {
	Title Phrase
	Text  Phrase
	Do    string
}

// Remove says what was removed, and what was not told.
type Remove struct {
	Done       Phrase
	DoneMany   Plural
	Undo       string
	NotRevoked Phrase
}
