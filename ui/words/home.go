package words

// App is the program itself.
type App struct {
	Title      string
	TitleDemo  string
	DemoBanner string
	Lost       string
	StartAgain string
}

// Common are words that several screens share.
type Common struct {
	Colon, Sentence, Stop string // after the first part, between sentences, at the end of one
	Comma                 string // between the parts of a list
	More                  string
	Dismiss               string
	At                    Phrase
	Cancel                string
	Close                 string
	Back                  string
	Retry                 string
	Next                  string
	Default               string
	Optional              string
	NotOpened             string
	CopyLink              string
	Continue              string
}

// List is the home: header, search, groups and what is shown in place of rows.
type List struct {
	Title         string
	Search        string
	All           string
	Add           string
	GroupNone     string
	GroupProvider string
	GroupTag      string
	Group         string
	NoTag         string
	View          string
	EmptyTitle    string
	EmptyText     string
	TryDemo       string
	NothingTitle  string
	NothingText   string
	ShowAll       string
	Loading       string
	Settings      string
	Older         Plural
}

// Welcome is what a person sees first.
type Welcome struct {
	Title  string
	Text   string
	Once   string
	Sealed string
	Copied string
	Later  string
}

// Row is an account in the list and its menu.
type Row struct {
	Copy       string
	CopyToken  string
	CopyAs     string
	Copied     string
	Rename     string
	Renamed    string
	Alike      string
	Copying    string
	Renewing   string
	Renewed    string
	SigningOut string
	Renew      string
	SignIn     string
	SignInDots string
	Details    string
	SignOut    string
	Remove     string
	Saving     string
	KeepFresh  string
	KeepOff    string
	KeepFor    Plural
	KeptSet    string
	KeptUnset  string
	NoExpiry   string
	Until      Phrase
	Edit       string
	Picked     string
	PickedMany Plural
	RemoveMany Plural
}

// Clipboard is the bar below the list.
type Clipboard struct {
	Idle, IdleBrief string
	Tray, TrayBrief string
	Fresh           string
	Keeps           Phrase
	In              string
	Gone            string
	Stays           string
}

// Lock is shown in place of the list while the vault is locked.
type Lock struct {
	Title      string
	Text       string
	Passphrase string
	Unlock     string
	Unlocking  string
	Sealed     string
	NotLocked  string
	Now        string
	Asks       string
	AsksText   string
	Trying     string
	Still      string
	UseCode    string
	StartOver  string
}

// Protect asks for a passphrase where there is no keyring.
type Protect struct {
	Title   string
	Text    string
	Again   string
	Differs string
	Do      string
}

// Quit asks before a sign-in under way is lost.
type Quit struct {
	Title string
	Text  string
	Do    string
	Stay  string
}

// Keys are what the keys of the window do, and the title of that list.
type Keys struct {
	Title    string
	Move     string
	Ends     string
	Copy     string
	Header   string
	Renew    string
	Details  string
	Unfold   string
	Menu     string
	Rename   string
	Edit     string
	Remove   string
	Undo     string
	Search   string
	Add      string
	Settings string
	Lock     string
	Escape   string
	Keys     string
	Pick     string
	PickMore string
	PickAll  string
	Import   string
	Export   string
}
