package window

import (
	"time"

	"github.com/authfob/authfob/ui/words"
)

// keepWord says how long a copy is kept fresh.
func keepWord(d time.Duration) string {
	if d == 0 {
		return words.Now().Row.KeepOff
	}
	return words.Now().Row.KeepFor.Of(int(d.Hours()))
}

// eventWord says what a line of history is about; "" for what has no words.
func eventWord(what string, failed bool) string {
	w := words.Now().Events
	good, bad := "", ""
	switch what {
	case "sign_in":
		good, bad = w.SignedIn, w.SignInFailed
	case "renew":
		good, bad = w.Renewed, w.RenewFailed
	case "sign_out":
		good, bad = w.SignedOut, w.SignedOutHere
	case "import":
		good, bad = w.Imported, w.Imported
	}
	if failed {
		return bad
	}
	return good
}

// summary is the line below the title.
func summary(shown, total, attention int) string {
	w := words.Now().Counts
	if shown < total {
		return w.Shown.With("n", number(shown), "all", w.Accounts.Of(total))
	}
	said := w.Accounts.Of(total)
	if attention > 0 {
		said += " · " + w.Attention.Of(attention)
	}
	return said
}

// number is n as the language writes it.
func number(n int) string { return words.Now().Numbers.Write(n) }
