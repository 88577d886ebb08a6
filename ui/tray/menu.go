package tray

import (
	"runtime"
	"slices"
	"strings"

	"fyne.io/systray"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/crash"
)

// kind is what a menu entry does.
type kind int

const (
	account kind = iota // copies
	line                // separates
	more                // opens the window: there are more accounts
	clearing
	open
	choices // opens the settings
	lock    // or unlocks
	quit
)

// entry is one line of the menu: what it is, apart from how it looks.
type entry struct {
	kind kind
	id   auth.AccountID // of an account
}

// face is how an entry looks.
type face struct {
	title string
	dead  bool // it cannot be chosen now
}

// menu is what the tray offers at present.
type menu struct {
	click   func(entry)
	entries []entry
	faces   []face
	items   []*systray.MenuItem // nil for separators
	stop    chan struct{}       // closed when the items are gone; nil before there are any
}

// show brings the menu up to date. Items live as long as the set of accounts
// stays the same; then only what changed is set, in place, so that an open menu
// stays and no click is lost.
func (m *menu) show(model Model) {
	entries, faces := model.entries()
	if !slices.Equal(entries, m.entries) {
		m.rebuild(entries, faces)
		return
	}
	for i, f := range faces {
		before := m.faces[i]
		if f.title != before.title {
			m.items[i].SetTitle(escape(runtime.GOOS, f.title))
		}
		switch {
		case f.dead && !before.dead:
			m.items[i].Disable()
		case before.dead && !f.dead:
			m.items[i].Enable()
		}
	}
	m.faces = faces
}

// close ends the waiting for clicks.
func (m *menu) close() {
	if m.stop != nil {
		close(m.stop)
		m.stop = nil
	}
}

func (m *menu) rebuild(entries []entry, faces []face) {
	m.close()
	for _, item := range m.items {
		if item != nil {
			// systray would close the channel, on which it may be sending a
			// click at this moment. Without one it leaves that be.
			item.ClickedCh = nil
		}
	}
	if len(m.items) > 0 {
		systray.ResetMenu()
	}
	m.entries, m.faces, m.items, m.stop = entries, faces, make([]*systray.MenuItem, len(entries)), make(chan struct{})
	for i, e := range entries {
		if e.kind == line {
			systray.AddSeparator()
			continue
		}
		item := systray.AddMenuItem(escape(runtime.GOOS, faces[i].title), "")
		if faces[i].dead {
			item.Disable()
		}
		m.items[i] = item
		// Ends when the item is gone, and with Run.
		stop := m.stop
		go crash.Guard("menu", func() { m.listen(e, item.ClickedCh, stop) })()
	}
}

func (m *menu) listen(e entry, clicks, stop <-chan struct{}) {
	for {
		select {
		case <-clicks:
			m.click(e)
		case <-stop:
			return
		}
	}
}

// escape keeps characters that would mark an access key: in titles of menus,
// _ on Linux and & on Windows.
func escape(goos, title string) string {
	switch goos {
	case "windows":
		return strings.ReplaceAll(title, "&", "&&")
	case "darwin":
		return title
	}
	return strings.ReplaceAll(title, "_", "__")
}
