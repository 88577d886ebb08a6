package doctor

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/authfob/authfob/auth"
)

// muchSkew is how far a clock may be off before tokens are judged wrongly. (requirement 95)
const muchSkew = 5 * time.Minute

func (e *exam) lookAtClock(context.Context) []Finding {
	const set = "Set this computer's clock, best by the network (timedatectl set-ntp true)."
	now := time.Now()
	if built := buildTime(); now.Before(built) {
		return one("clock", "past", Problem, "This computer's clock stands at "+now.Format(time.DateOnly)+", before this program was made.", set)
	}
	skew, host, asked := e.skew()
	switch {
	case skew.Abs() > muchSkew:
		return one("clock", "off", Problem, fmt.Sprintf("This computer's clock is %s %s that of %s.", skew.Abs().Round(time.Second), aheadOf(skew), host), set)
	case asked:
		return one("clock", "right", OK, "This computer's clock agrees with those of the servers.", "")
	case unsynchronised():
		return one("clock", "unsynchronised", Note, "Nothing keeps this computer's clock right, as far as the system says.", set+" authfob doctor --online compares it with your accounts' servers.")
	}
	return one("clock", "unknown", OK, "Nothing speaks against this computer's clock.", "")
}

// skew is the largest one that servers showed: now, with --online, or when a
// token was last obtained.
func (e *exam) skew() (most time.Duration, host string, asked bool) {
	if e.Online {
		for _, r := range e.reached() {
			if r.err == nil && (!asked || r.skew.Abs() > most.Abs()) {
				most, host, asked = r.skew, r.host, true
			}
		}
		return most, host, asked
	}
	for _, r := range e.accounts().records {
		if s := r.Grant.Skew; s.Abs() > most.Abs() {
			most, host = s, auth.NewTarget(r, e.Providers).Host()+", as it was at the last renewal there"
		}
	}
	return most, host, false
}

func aheadOf(skew time.Duration) string {
	if skew < 0 {
		return "behind"
	}
	return "ahead of"
}

// buildTime is when what this program was built from was committed, or zero.
func buildTime() (t time.Time) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return t
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.time" {
			t, _ = time.Parse(time.RFC3339, s.Value)
		}
	}
	return t
}

func (e *exam) lookAtLocale(context.Context) []Finding {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return one("locale", "utf8", OK, "Text is UTF-8 on this system.", "")
	}
	name := ""
	for _, v := range []string{"LC_ALL", "LC_CTYPE", "LANG"} { // POSIX 8.2: the first that is set counts
		if name = os.Getenv(v); name != "" {
			break
		}
	}
	if folded := strings.ReplaceAll(strings.ToUpper(name), "-", ""); !strings.HasSuffix(folded, "UTF8") && !strings.Contains(folded, "UTF8@") {
		return one("locale", "not_utf8", Note, fmt.Sprintf("The locale (%q) is not UTF-8: names with other letters may look wrong in the terminal.", auth.Clean(name, 40)), "Set LANG to one that ends in UTF-8, such as C.UTF-8. Nothing that is stored depends on it.")
	}
	return one("locale", "utf8", OK, "The locale is UTF-8.", "")
}
