package main

import "context"

// stroke is what is typed in one go: keys, and then text.
type stroke struct {
	keys []string // by their names in X11, with modifiers as in ctrl+f
	text string
}

func press(keys ...string) stroke { return stroke{keys: keys} }

func write(text string) stroke { return stroke{text: text} }

// next is the text of a form's next field.
func next(text string) stroke { return stroke{keys: []string{"Tab"}, text: text} }

// find selects the account that a search finds.
func find(name string) []stroke {
	return []stroke{press("Escape", "Escape", "ctrl+f"), write(name), press("Return", "Home")}
}

// choose opens the form of a new account from a provider's card.
func choose(card string) []stroke {
	return []stroke{press("Escape", "Escape", "ctrl+n"), write(card), press("Return")}
}

// strokes types into the window that has the keyboard. What it is not ready for
// waits in its queue.
func (d *demo) strokes(ctx context.Context, all []stroke) error {
	for _, s := range all {
		if len(s.keys) > 0 {
			if err := d.keys(ctx, append([]string{"key"}, s.keys...)...); err != nil {
				return err
			}
		}
		if s.text != "" {
			if err := d.keys(ctx, "type", "--", s.text); err != nil {
				return err
			}
		}
	}
	return nil
}

// keys has xdotool do what it is told.
func (d *demo) keys(ctx context.Context, args ...string) error {
	_, err := d.desk.command(ctx, "xdotool", args...).Output()
	return explain("xdotool", err)
}
