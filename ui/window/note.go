package window

import (
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/rows"
)

// note is what came of the last thing done to an account: what its row says, and
// how that came about.
type note struct {
	rows.Note
	busy  string // what is being done; its row says so where that is slow
	turn  int    // which success it is
	helps auth.Remedy
	again *func() // does once more what failed; a pointer, so that notes can be compared
}

const (
	// slowAfter is when waiting is worth a word; below, it would only flicker.
	slowAfter = 150 * time.Millisecond
	// doneFor is how long a success is shown.
	doneFor = 4 * time.Second
)
