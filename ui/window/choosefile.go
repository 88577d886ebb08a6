package window

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/words"
)

// choosing is how a path is chosen in the desktop's own dialog, off the UI
// goroutine, from the one that is typed; "" is none.
type choosing func(ctx context.Context, typed string) (path string, err error)

// pathField is a path to type, with a button to choose it where that can be done.
func (h *home) pathField(label string, choose choosing, chosen func(path string)) *field {
	f := newField(label, pathHint(), checkPath)
	f.entry.onEscape = h.pop
	if choose == nil {
		return f
	}
	busy := false
	pick := newFocusButton(words.Now().Transfer.Choose, drawFolder, h.typedKey, func() {
		if busy {
			return
		}
		busy = true
		typed := f.text()
		h.tasks.start(func(ctx context.Context) {
			path, err := choose(ctx, typed)
			h.ui.Do(func() {
				busy = false
				switch {
				case err != nil:
					f.say(text.Tell(err).String())
				case path != "":
					chosen(path)
				}
			})
		})
	})
	pick.tips = h.tips
	f.box.Objects[1] = container.NewBorder(nil, nil, nil, pick, f.entry)
	return f
}

// pathHint is what a path looks like on this system.
func pathHint() string {
	if filepath.Separator == '\\' {
		return `C:\Users\me\accounts.age`
	}
	return "/home/me/accounts.age"
}
