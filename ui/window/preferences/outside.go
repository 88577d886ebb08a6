package preferences

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/lock"
	"github.com/authfob/authfob/ui/words"
)

// Outside is what a person can see and change in the settings that is kept
// elsewhere. Its functions are called off the UI goroutine; one that is nil
// hides what it is for.
type Outside struct {
	AtLogin    func() (on bool, err error) // whether Authfob starts with the desktop
	SetAtLogin func(on bool) error
	Own        func(OwnKind) []OwnFile
	OpenFolder func(OwnKind) error // shows the folder that Own lists
	// Diagnose says what somebody who helps needs to know, without a secret.
	Diagnose func(ctx context.Context) string
}

// OwnKind is a kind of file that a person writes for Authfob.
type OwnKind string

// The kinds.
const (
	OwnProviders OwnKind = "providers"
	OwnTemplates OwnKind = "templates"
)

// OwnFile is one of them.
type OwnFile struct {
	Name    string // of what it defines
	File    string // of the file
	Problem string // why it is of no use, with its line; "" where it is
}

// outside is what the settings show that is not in their file.
type outside struct {
	login     bool
	loginErr  error
	providers []OwnFile
	templates []OwnFile
	diagnosis string
	diagnosed bool
	vault     lock.Standing
}

// readOutside reads it, off the UI goroutine.
func (v *view) readOutside() {
	out := v.Outside
	// Each showing has its own copy: reading goes on while it waits its turn.
	show := func(is outside) { v.UI.Do(func() { v.show(is) }) }
	v.Tasks.Start(func(ctx context.Context) {
		var is outside
		if out.AtLogin != nil {
			is.login, is.loginErr = out.AtLogin()
		}
		if v.Lock.Vault != nil {
			is.vault = v.vault.Stand()
		}
		if out.Own != nil {
			is.providers, is.templates = out.Own(OwnProviders), out.Own(OwnTemplates)
		}
		show(is)
		if c := v.Lock.Vault; c != nil && c.Keyring != nil {
			is.vault.Keyring = c.Keyring(ctx)
			show(is)
		}
		if out.Diagnose == nil {
			return
		}
		is.diagnosis, is.diagnosed = out.Diagnose(ctx), true
		show(is)
	})
}

// show takes in what was read, where the dialog is still there.
func (v *view) show(is outside) {
	v.out, v.vault.Standing = is, is.vault
	if slices.Contains(v.Sheets, v.sheet) {
		v.render()
	}
}

// change changes what is outside, and reads what came of it.
func (v *view) change(do func() error) {
	v.Tasks.Start(func(context.Context) {
		err := do()
		v.UI.Do(func() {
			if err != nil {
				v.Tell(words.Now().Settings.NotChanged, text.Tell(err).String())
			}
			v.readOutside()
		})
	})
}

// own is the person's own definitions and templates.
func (v *view) own() []fyne.CanvasObject {
	return slices.Concat(
		v.ownList(OwnProviders, words.Now().Settings.OwnProviders, words.Now().Settings.OwnProvidersNote, words.Now().Settings.OwnProvidersNone, v.out.providers),
		v.ownList(OwnTemplates, words.Now().Settings.OwnTemplates, words.Now().Settings.OwnTemplatesNote, words.Now().Settings.OwnTemplatesNone, v.out.templates),
	)
}

func (v *view) ownList(kind OwnKind, title, note, none string, files []OwnFile) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, f := range files {
		if f.Problem != "" {
			rows = append(rows, container.New(layout.NewCustomPaddedVBoxLayout(3), kit.Sentence(auth.Clean(f.Name, 100)), kit.Alarm(words.SayEnd(auth.Clean(f.Problem, 600)), "")))
			continue
		}
		rows = append(rows, container.NewBorder(nil, nil, nil, kit.StateMark(auth.StateFresh), kit.SettingWords(auth.Clean(f.Name, 100), auth.Clean(f.File, 300))))
	}
	if len(rows) == 0 {
		rows = append(rows, kit.Hushed(none))
	}
	buttons := container.New(layout.NewCustomPaddedHBoxLayout(8), kit.NewButton(words.Now().Settings.ReadAgain, v.readOutside))
	if v.Outside.OpenFolder != nil {
		folder := kit.NewButton(words.Now().Settings.OpenFolder, func() { v.change(func() error { return v.Outside.OpenFolder(kind) }) })
		buttons.Objects = append([]fyne.CanvasObject{folder}, buttons.Objects...)
	}
	return []fyne.CanvasObject{kit.Heading(title), kit.Hushed(note), kit.Card(rows...), buttons}
}

// diagnose is what somebody who helps needs to know, without secrets.
func (v *view) diagnose() []fyne.CanvasObject {
	if !v.out.diagnosed {
		return []fyne.CanvasObject{kit.Quiet(words.Now().Settings.Diagnosing)}
	}
	report := kit.Wrapped(auth.CleanLines(v.out.diagnosis, 20000))
	report.TextStyle, report.SizeName = kit.Mono, theme.SizeNameCaptionText
	var again *kit.Button
	again = kit.NewButton(words.Now().Settings.CopyAll, func() {
		v.ClipText(report.Text)
		again.SetText(words.Now().Row.Copied)
	})
	return []fyne.CanvasObject{
		kit.Hushed(words.Now().Settings.DiagnosticsNote), kit.Card(kit.Flush(report)),
		container.New(layout.NewCustomPaddedHBoxLayout(8), again, kit.NewButton(words.Now().Settings.LookAgain, func() { v.out.diagnosed = false; v.render(); v.readOutside() })),
	}
}

// checkLine says why something is no line of plain text, or nil.
func checkLine(s string) error {
	if auth.Clean(s, len(s)) != s {
		return errors.New(words.Now().Settings.NeedPlain)
	}
	return nil
}

func has(list []string, s string) bool { return slices.Contains(list, s) }

func without(list []string, s string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(o string) bool { return o == s })
}
