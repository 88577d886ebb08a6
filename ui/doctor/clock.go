package doctor

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
)

// setClock is how a clock is put right here.
var setClock = map[string]string{
	"linux":   "Set this computer's clock, best by the network: timedatectl set-ntp true, or your desktop's settings for date and time.",
	"darwin":  "Set this computer's clock, best by the network: System Settings, General, Date & Time.",
	"windows": "Set this computer's clock, best by the network: Settings, Time & language, Date & time, Sync now.",
}

func howToSetClock() string {
	return cmp.Or(setClock[runtime.GOOS], "Set this computer's clock, best by the network (NTP).")
}

// seenClock is how far this computer's clock was ahead of a server's.
type seenClock struct {
	host string
	skew time.Duration
}

func (c seenClock) wrong() bool { return c.skew.Abs() > auth.MuchSkew }

// lookAtClock shows the time too: whose clock is wrong can see it by that.
func (e *exam) lookAtClock(context.Context) []Finding {
	now := time.Now()
	if now.Before(e.built) {
		return one("clock", "past", Problem, "This computer's clock shows "+shown(now)+", before this program was made.", howToSetClock())
	}
	seen := e.clocks(now)
	wrong := slices.DeleteFunc(slices.Clone(seen), func(c seenClock) bool { return !c.wrong() })
	if 2*len(wrong) > len(seen) {
		c := wrong[len(wrong)/2]
		what := fmt.Sprintf("This computer's clock shows %s, %s that of %s.", shown(now), apart(c.skew), c.host)
		if !e.Online {
			what = fmt.Sprintf("At the last renewal at %s, this computer's clock was %s that server's. It shows %s now.", c.host, apart(c.skew), shown(now))
		}
		return one("clock", "off", Problem, what, howToSetClock())
	}
	if at := e.latest(); ahead(at, now) {
		return one("clock", "set_back", Note, fmt.Sprintf("This computer's clock shows %s, and a token here was obtained at %s: the clock was set back since.", shown(now), shown(at)), howToSetClock()+" Where it is right, there is nothing to do.")
	}
	if len(wrong) > 0 {
		c := wrong[0]
		return one("clock", "server_off", Note, fmt.Sprintf("The clock of %s is wrong: this computer's is %s it, and agrees with the other servers'.", c.host, apart(c.skew)), "The server's owner has to put that right. Sign-ins there may fail meanwhile.")
	}
	switch {
	case e.certificatesOutOfTime():
		return one("clock", "certificates", Note, "No server has a certificate that is valid at the time that this computer's clock shows, "+shown(now)+".", howToSetClock()+" Where it is right, the servers' owners have to act.")
	case e.Online && len(seen) > 0:
		return one("clock", "right", OK, "This computer's clock agrees with those of the servers.", "")
	case unsynchronised():
		return one("clock", "unsynchronised", Note, "Nothing keeps this computer's clock right, as far as the system says.", howToSetClock()+" authfob doctor --online compares it with your accounts' servers.")
	}
	return one("clock", "unknown", OK, "Nothing speaks against this computer's clock.", "")
}

// clocks are those that servers showed, a server each, the furthest behind first:
// now, with --online, or when a token was last obtained there. What was noted in
// the future says nothing any more: the clock was another.
func (e *exam) clocks(now time.Time) (list []seenClock) {
	if e.Online {
		for _, r := range e.reached() {
			if r.err == nil {
				list = append(list, seenClock{r.host, r.skew})
			}
		}
	} else {
		last := map[string]auth.Grant{}
		for _, r := range e.accounts().records {
			host := auth.NewTarget(r, e.Providers).Host()
			if g := r.Grant; g.ObtainedAt.After(last[host].ObtainedAt) && !ahead(g.ObtainedAt, now) {
				last[host] = g
			}
		}
		for host, g := range last {
			list = append(list, seenClock{host, g.Skew})
		}
	}
	slices.SortFunc(list, func(a, b seenClock) int { return cmp.Or(cmp.Compare(a.skew, b.skew), strings.Compare(a.host, b.host)) })
	return list
}

// ahead reports an instant that this computer's clock noted and has yet to reach.
func ahead(t, now time.Time) bool { return t.After(now.Add(time.Minute)) }

// certificatesOutOfTime reports that servers were asked, none answered, and the
// certificate of one is too old or too young.
func (e *exam) certificatesOutOfTime() (some bool) {
	if !e.Online {
		return false
	}
	for _, r := range e.reached() {
		if r.err == nil {
			return false
		}
		f, failed := errors.AsType[*auth.Failure](r.err)
		some = some || failed && f.Helps == auth.RemedyClock
	}
	return some
}

// latest is when a token was last obtained; zero for never.
func (e *exam) latest() (at time.Time) {
	for _, r := range e.accounts().records {
		if r.Grant.ObtainedAt.After(at) {
			at = r.Grant.ObtainedAt
		}
	}
	return at
}

// shown is an instant as a clock with a calendar shows it.
func shown(t time.Time) string { return t.Local().Format("15:04 on 2 January 2006") }

// apart says how far a clock is from another: "3 hours 2 minutes behind".
func apart(skew time.Duration) string {
	way := "ahead of"
	if skew < 0 {
		way = "behind"
	}
	minutes := int(skew.Abs().Round(time.Minute) / time.Minute)
	var parts []string
	for _, unit := range []struct {
		minutes   int
		one, many string
	}{{24 * 60, "day", "days"}, {60, "hour", "hours"}, {1, "minute", "minutes"}} {
		if n := minutes / unit.minutes; n > 0 && len(parts) < 2 {
			parts = append(parts, text.Count(n, unit.one, unit.many))
			minutes -= n * unit.minutes
		}
	}
	return strings.Join(parts, " ") + " " + way
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
