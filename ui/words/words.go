// Package words is what the window, the tray and the notifications say, in the
// language of the person. The words themselves are in assets/languages, one
// file a language; this package reads one of them into Words, when the first
// word is asked for. The command line says its own words, in English always.
//
// It must never touch a file, the network or a toolkit. Beside what System asks
// of the person's system, it is data.
//
// To add a word: a field in the section of its screen (string; Phrase where
// something is put in; Plural where it depends on a number), the key of the
// same name in each file of assets/languages, and words.Now().Section.Field
// where it is shown. Never keep a word in a package variable: that would read
// it before the language is known. A word that is missing, empty or of other
// placeholders in one of the languages fails a test.
package words

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/BurntSushi/toml"

	"github.com/authfob/authfob/assets"
)

// Words are all words in one language, a section a screen.
type Words struct {
	App       App
	Common    Common
	List      List
	Welcome   Welcome
	Row       Row
	Clipboard Clipboard
	Lock      Lock
	Protect   Protect
	Quit      Quit
	Keys      Keys

	Add       Add
	Form      Form
	Discovery Discovery
	Rehearsal Rehearsal
	Edit      Edit
	Transfer  Transfer
	SignIn    SignIn
	Browser   Browser
	SignOut   SignOut
	Remove    Remove

	Details Details
	Try     Try
	Claims  Claims

	Settings  Settings
	Vault     Vault
	Recover   Recover
	StartOver StartOver

	Formats    Formats
	ClientAuth ClientAuth
	Events     Events
	Counts     Counts
	States     States
	Grants     Grants
	Expiry     Expiry
	Times      Times
	Numbers    Numbers

	Keycaps       Keycaps
	Toolkit       Toolkit
	Sentences     Sentences
	Window        Sentences // said in place of those in a window
	Tray          Tray
	Notifications Notifications
}

// Language is one that there are words in.
type Language struct {
	Tag  string // BCP 47
	Name string // in its own words

	words func() *Words // reads them once
}

var languages = []*Language{
	language("de", "Deutsch"), language("en", "English"), language("es", "Español"), language("fr", "Français"),
	language("ja", "日本語"), language("zh", "简体中文"),
}

func language(tag, name string) *Language {
	return &Language{tag, name, sync.OnceValue(func() *Words {
		w := &Words{}
		if _, err := toml.Decode(string(assets.Language(tag)), w); err != nil {
			panic(fmt.Sprintf("words: %s: %v", tag, err)) // not possible: the files were fixed, and read by a test, when we were built
		}
		join(reflect.ValueOf(w).Elem(), &w.Numbers)
		return w
	})}
}

// Languages lists them by their names.
func Languages() []*Language { return slices.Clone(languages) }

// tongue is what is spoken in a locale.
type tongue struct {
	words   func() *Words // reads them once
	changed chan struct{} // closed when something else is spoken
}

// spoken is English, and times as the command line writes them, until somebody
// speaks.
var spoken atomic.Pointer[tongue]

func init() { spoken.Store(newTongue(Locale{})) }

func newTongue(l Locale) *tongue {
	return &tongue{changed: make(chan struct{}), words: sync.OnceValue(func() *Words {
		w := *In(l.Language)
		w.Times = w.Times.in(l)
		return &w
	})}
}

// Now returns the words that are spoken.
func Now() *Words { return spoken.Load().words() }

// Changed returns a channel that is closed when something else is spoken: take
// the channel, take the words, show them, wait.
func Changed() <-chan struct{} { return spoken.Load().changed }

// Speak changes what the whole process speaks. What is shown already must be
// drawn anew. Where there are no words in the language, English is spoken.
func Speak(l Locale) { close(spoken.Swap(newTongue(l)).changed) }

// In returns the words of a language, with times as they are usual there,
// whatever is spoken.
func In(tag string) *Words {
	l := match(tag)
	if l == nil {
		l = match("en")
	}
	return l.words()
}

// match finds the language for a tag, or nil.
func match(tag string) *Language {
	name, _ := split(tag)
	for _, l := range languages {
		if l.Tag == name {
			return l
		}
	}
	return nil
}

// speaks reports whether there are words in the language of a tag.
func speaks(tag string) bool { return match(tag) != nil }
