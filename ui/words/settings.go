package words

// Settings are a person’s choices.
type Settings struct {
	Theme        string
	ThemeLight   string
	ThemeDark    string
	ThemeSystem  string
	Title        string
	Notify       string
	NotifyNeeded string
	NotifyAll    string
	NotifyNone   string
	NotifyNote   string
}
