package window

import (
	"time"

	"github.com/authfob/authfob/auth"
)

// note is what came of the last thing done to an account, shown in its row.
type note struct {
	busy       string // what is being done; "" when nothing is
	slow       bool   // it takes long enough to say so
	done       string // "Copied": shown for a moment
	until      time.Time
	turn       int    // which success it is
	what, todo string // a failure: shown until dismissed or tried again
	mild       bool   // what is a warning beside a success
	helps      auth.Remedy
	way, draw  string  // the button that begins what helps; "" is none
	again      *func() // does once more what failed; a pointer, so that notes can be compared
}

func (n note) failed() bool { return n.what != "" }

const (
	// slowAfter is when waiting is worth a word; below, it would only flicker.
	slowAfter = 150 * time.Millisecond
	// doneFor is how long a success is shown.
	doneFor = 4 * time.Second
)
