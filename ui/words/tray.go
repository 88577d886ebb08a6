package words

// Tray is the menu of the icon and its tip.
type Tray struct {
	Copy        Phrase
	CopyUntil   Phrase
	CopyOffline Phrase
	More        string
	Open        string
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
	Show              string // what a click does
}
