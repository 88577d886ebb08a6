package window

import (
	"encoding/json"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/authfob/authfob/ui/words"
)

// speak makes every part anew in another language. What was searched, chosen
// and copied stays.
func (h *home) speak(tag string) {
	words.Speak(h.config.System.Chosen(tag))
	teachToolkit()
	bar, query, details := h.clipbar, h.m.Query, h.details.id
	h.furnish()
	h.clipbar.take(bar)
	h.search.entry.SetText(query)
	h.setTitle(h.title())
	if details != "" {
		h.details.show(details)
	}
	h.refresh()
}

// title is what the window is called.
func (h *home) title() string {
	if h.config.Demo {
		return words.Now().App.TitleDemo
	}
	return words.Now().App.Title
}

// teachToolkit gives Fyne the few words that it shows by itself, in the menu of
// a text field. It looks them up under the system's language, whatever the
// person chose here.
func teachToolkit() {
	w := words.Now().Toolkit
	table, err := json.Marshal(map[string]string{
		"Undo": w.Undo, "Redo": w.Redo, "Cut": w.Cut, "Copy": w.Copy, "Paste": w.Paste, "Select all": w.SelectAll,
	})
	if err == nil {
		err = lang.AddTranslationsForLocale(table, lang.SystemLocale())
	}
	if err != nil {
		fyne.LogError("the toolkit keeps its own words", err)
	}
}
