package rows

import (
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// Note is what a row says of the last thing done to its account.
type Note struct {
	Busy       string    // what is being done, where it takes long enough to say so
	Done       string    // "Copied": said for a moment
	Until      time.Time // then: when the token expires that was copied or renewed
	What, Todo string    // what failed, below the row's two lines, and what to do
	Mild       bool      // What is a warning beside a success
	Way, Draw  string    // the button that begins what helps; "" is none
}

// Failed reports whether anything is said below the row's two lines.
func (n Note) Failed() bool { return n.What != "" }

// progress is what is being done, or until when the token is valid that was
// copied or renewed a moment ago; "" at any other time.
func (n Note) progress(now time.Time) string {
	switch {
	case n.Busy != "":
		return n.Busy
	case n.Done != "" && !n.Until.IsZero():
		return words.Now().Row.Until.With("time", text.Until(n.Until, now))
	}
	return ""
}

// lines breaks a failure for a row of the given width.
func (n Note) lines(width float32) (what, todo []string) {
	if !n.Failed() {
		return nil, nil
	}
	width -= textLeft(width) + kit.IconButtonSize + 16
	return kit.Wrap(auth.Clean(n.What, 600), kit.SmallSize, width, failWhat), kit.Wrap(auth.Clean(n.Todo, 400), kit.SmallSize, width, failTodo)
}

// height is how high a row with this note is.
func (n Note) height(width float32) float32 {
	what, todo := n.lines(width)
	if len(what)+len(todo) == 0 {
		return rowHeight
	}
	high := failTop + float32(len(what)+len(todo))*failLine + 12
	if n.Way != "" {
		high += kit.IconButtonSize - 4
	}
	return high
}
