package words

// Recover opens the vault with its recovery code.
type Recover struct {
	Title      string
	Text       string
	Do         string
	Doing      string
	NextTitle  string
	NextText   string
	Keyring    string
	Passphrase string
	Later      string
}

// StartOver moves the vault aside.
type StartOver struct {
	Title     string
	Moves     Plural
	Then      string
	Word      string
	Type      Phrase
	Do        string
	DoneTitle string
	Done      Phrase
	None      string
}

// Vault is the page of the settings about the vault, and its dialogs.
type Vault struct {
	Opens           string
	Keyring         string
	KeyringOf       Phrase
	Passphrase      string
	KeyFile         string
	Since           Phrase
	KeyringNote     string
	PassphraseNote  string
	KeyFileNote     Phrase
	None            string
	LockedNote      string
	Change          string
	UsePassphrase   string
	UseKeyring      string
	UseKeyFile      string
	KeyringTitle    string
	KeyringText     string
	KeyringDo       string
	PassTitle       string
	PassText        string
	PassNow         string
	PassNew         string
	PassDo          string
	Weak            string
	Fair            string
	Good            string
	Strong          string
	StrengthHint    string
	Working         string
	FileTitle       string
	FileText        string
	FilePath        string
	FileNew         string
	FileDo          string
	CodeMade        Phrase
	CodeNone        string
	CodeMake        string
	CodeReplace     string
	CodeRemove      string
	CodeRemoveTitle string
	CodeRemoveText  string
	CodeRemoveDo    string
	CodeTitle       string
	CodeText        string
	CodeBefore      string
	CodeCopy        string
	CodeCopied      string
	CodePrint       string
	CodeWritten     string
	CodeDo          string
	SheetTitle      string
	SheetText       string
	SheetDo         string
	SheetSaved      Phrase
	SheetThere      string
	SheetHow        Phrase
	SheetMade       Phrase
	Key             string
	KeyNote         string
	Rotate          string
	RotateTitle     string
	RotateCode      string
	RotateDo        string
	Interrupted     string
	Finish          string
	Locking         string
	Files           string
	FilesVault      string
	FilesConfig     string
	NowKeyring      string
	NowPassphrase   string
	NowKeyFile      Phrase
	NowCode         string
	NowNoCode       string
	NowKey          string
}
