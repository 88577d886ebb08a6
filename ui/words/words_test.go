package words

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/authfob/authfob/assets"
)

// TestFilesAndFieldsAgree: internal/lint compares the languages with English.
func TestFilesAndFieldsAgree(t *testing.T) {
	for _, l := range Languages() {
		var w Words
		meta, err := toml.Decode(string(assets.Language(l.Tag)), &w)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range meta.Undecoded() {
			t.Errorf("%s: no field is called %s", l.Tag, key)
		}
		eachWord(reflect.ValueOf(w), "", func(name, word string, around bool) {
			if word == "" {
				t.Errorf("%s: %s is empty", l.Tag, name)
			}
			if holds := strings.Contains(word, "{"); holds != around {
				t.Errorf("%s: %s is %q: something is put in: %v, but its type says %v", l.Tag, name, word, holds, around)
			}
		})
	}
}

// eachWord visits the words; around says that something is put in.
func eachWord(v reflect.Value, name string, visit func(name, word string, around bool)) {
	switch w := v.Interface().(type) {
	case string:
		visit(name, w, false)
	case Phrase:
		visit(name, string(w), true)
	case Plural:
		visit(name, w.Other, true)
	default:
		for i := range v.NumField() {
			eachWord(v.Field(i), fmt.Sprintf("%s.%s", name, v.Type().Field(i).Name), visit)
		}
	}
}

func TestPhrase(t *testing.T) {
	if got := Phrase("{a} and {b}, {a}").With("a", "{b}", "b", "two"); got != "{b} and two, {b}" {
		t.Errorf("got %q", got)
	}
}

func TestPlural(t *testing.T) {
	p := Plural{One: "{n} account", Other: "{n} accounts"}
	for n, want := range map[int]string{0: "0 accounts", 1: "1 account", 2: "2 accounts"} {
		if got := p.Of(n); got != want {
			t.Errorf("Of(%d) = %q, want %q", n, got, want)
		}
	}
	if got := (Plural{Other: "{n} 个"}).Of(1); got != "1 个" {
		t.Errorf("got %q", got)
	}
}

func TestSpeak(t *testing.T) {
	t.Cleanup(func() { Speak("en") })
	for _, tag := range []string{"en", "EN_us.UTF-8", "tlh-XX", "C", "", "en-GB"} {
		Speak(tag)
		if got := Now(); got != In("en") {
			t.Errorf("%q speaks something else than English", tag)
		}
	}
}
