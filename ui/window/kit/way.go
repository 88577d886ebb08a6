package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
)

// Way is a button that begins what helps against a failure; the zero value is none.
type Way struct {
	Label, Draw string
	Do          func()
}

// Button is the way out as a button of a page or a dialog, nil where there is none.
func (w Way) Button() fyne.CanvasObject {
	if w.Do == nil {
		return nil
	}
	return NewButton(w.Label, w.Do)
}

// AlarmWith is an alarm with the way out below it.
func AlarmWith(said text.Words, w Way) fyne.CanvasObject {
	alarm := Alarm(auth.Clean(said.What, 600), auth.Clean(said.Todo, 400))
	if b := w.Button(); b != nil {
		return Column(8, alarm, container.NewHBox(b))
	}
	return alarm
}
