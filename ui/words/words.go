// Package words is what the window, the tray and the notifications say, in the
// language of the person. The words themselves are in assets/languages, one
// file a language; this package reads one of them into Words, when the first
// word is asked for. The command line says its own words, in English always.
//
// It must never touch a file, the network or a toolkit.
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
	"slices"
	"strings"
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
	Row       Row
	Clipboard Clipboard
	Lock      Lock
	Protect   Protect
	Quit      Quit
	Keys      Keys

	Add     Add
	Form    Form
	Edit    Edit
	SignIn  SignIn
	SignOut SignOut
	Remove  Remove

	Details Details
	Claims  Claims

	Settings Settings

	Formats    Formats
	ClientAuth ClientAuth
	Events     Events
	Counts     Counts
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
		return w
	})}
}

// Languages lists them by their names.
func Languages() []*Language { return slices.Clone(languages) }

// spoken is nil for English.
var spoken atomic.Pointer[Language]

// Now returns the words of the language that is spoken: English until Speak is
// called.
func Now() *Words {
	if l := spoken.Load(); l != nil {
		return l.words()
	}
	return In("en")
}

// Speak changes the language of the whole process. Where there are no words in
// it, English is spoken. What is shown already must be drawn anew.
func Speak(tag string) { spoken.Store(match(tag)) }

// In returns the words of a language, whatever is spoken.
func In(tag string) *Words { return match(tag).words() }

// match finds the language for a tag as systems and people write them: "de",
// "de-CH", "de_CH.UTF-8".
func match(tag string) *Language {
	tag, _, _ = strings.Cut(strings.ToLower(tag), ".")
	tag, _, _ = strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	for _, l := range languages {
		if l.Tag == tag {
			return l
		}
	}
	return match("en")
}
