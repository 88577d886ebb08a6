package words

// Tray is the menu of the icon and its tip.
type Tray struct {
	Copy        Phrase
	CopyUntil   Phrase
	CopyOffline Phrase
	More        string
	Clear       string // the clipboard, on which nothing of ours is
	ClearOf     Phrase // whose copy is there
	ClearAt     Phrase // and when it goes by itself
	Open        string
	Settings    string
	Lock        string
	Unlock      string
	Quit        string

	Tip       Phrase
	NeedYou   Plural
	AreLocked Plural
}

// Notifications are the whole of what notifications say.
type Notifications struct {
	SignInNeeded      Plural
	CannotRenew       Plural
	RenewedAfterSleep Plural
	NotSaved          Plural
	Show              string // what a click does
}
