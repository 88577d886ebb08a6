package words

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

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
			if word == "" && name != ".Common.Sentence" {
				t.Errorf("%s: %s is empty", l.Tag, name)
			}
			if holds := strings.Contains(word, "{"); holds != around {
				t.Errorf("%s: %s is %q: something is put in: %v, but its type says %v", l.Tag, name, word, holds, around)
			}
		})
	}
}

// No English is left over in another language: words of two words or more, but
// for names of products and forms of times.
func TestNoEnglishIsLeftOver(t *testing.T) {
	twoWords := regexp.MustCompile(`\pL{2,} \pL{2,}`)
	english := map[string]string{}
	eachWord(reflect.ValueOf(*In("en")), "", func(name, word string, _ bool) { english[name] = word })
	for _, l := range Languages() {
		if l.Tag == "en" {
			continue
		}
		eachWord(reflect.ValueOf(*l.words()), "", func(name, word string, _ bool) {
			bare := regexp.MustCompile(`\{\w+\}`).ReplaceAllString(word, "")
			if word == english[name] && twoWords.MatchString(bare) && !strings.HasPrefix(name, ".Formats.") {
				t.Errorf("%s: %s is English: %q", l.Tag, name, word)
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
	case Numbers, Sentences: // signs; internal/lint compares the sentences
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
	for _, tt := range []struct {
		language string
		n        int
		want     string
	}{
		{"en", 0, "0 accounts"},
		{"en", 1, "1 account"},
		{"en", 2, "2 accounts"},
		{"en", 10000, "10,000 accounts"},
		{"de", 0, "0 Konten"},
		{"de", 1, "1 Konto"},
		{"de", 1234567, "1.234.567 Konten"},
		{"fr", 0, "0 compte"},
		{"fr", 1, "1 compte"},
		{"fr", 2, "2 comptes"},
		{"fr", 10000, "10\u00a0000 comptes"},
		{"es", 1, "1 cuenta"},
		{"es", 1000, "1000 cuentas"},
		{"es", 10000, "10.000 cuentas"},
		{"ja", 1, "アカウント 1 件"},
		{"zh", 0, "0 个账号"},
		{"zh", 1000, "1,000 个账号"},
	} {
		if got := In(tt.language).Counts.Accounts.Of(tt.n); got != tt.want {
			t.Errorf("%s: %d reads %q, want %q", tt.language, tt.n, got, tt.want)
		}
	}
}

func TestInFindsTheLanguage(t *testing.T) {
	for tag, want := range map[string]string{
		"en": "en", "EN_us.UTF-8": "en", "en-GB": "en", "C": "en", "C.UTF-8": "en", "POSIX": "en", "": "en", "tlh-XX": "en", "pt_BR": "en",
		"de-CH": "de", "de_DE@euro": "de", "DE": "de", "fr_CA.utf8": "fr", "es-419": "es", "ja-JP-u-ca-japanese": "ja",
		"zh-TW": "zh", "zh_Hans_CN": "zh", "zh-Hant-HK": "zh",
	} {
		if In(tag) != In(want) {
			t.Errorf("%q is not taken for %s", tag, want)
		}
	}
}

// speak makes the process speak for the time of a test.
func speak(t *testing.T, l Locale) {
	t.Helper()
	t.Cleanup(func() { Speak(Locale{}) })
	Speak(l)
}

func TestSpeakChangesNow(t *testing.T) {
	before, changed := Now(), Changed()
	speak(t, Locale{Language: "de"})
	select {
	case <-changed:
	default:
		t.Error("nobody was told")
	}
	if Now() == before || Now().Common.Cancel != "Abbrechen" {
		t.Errorf("got %q", Now().Common.Cancel)
	}
	select {
	case <-Changed():
		t.Error("told of a change that did not come")
	default:
	}
}

func TestWritingTimes(t *testing.T) {
	at := time.Date(2026, 2, 3, 14, 5, 0, 0, time.UTC) // a Tuesday
	for _, tt := range []struct {
		locale                Locale
		clock, day, date, far string
	}{
		{Locale{}, "14:05", "Tue 14:05", "3 Feb 14:05", "3 Feb 2026"},
		{Locale{"en", "en_GB.UTF-8"}, "14:05", "Tue 14:05", "3 Feb 14:05", "3 Feb 2026"},
		{Locale{"en", "en_US.UTF-8"}, "2:05 PM", "Tue 2:05 PM", "Feb 3, 2:05 PM", "Feb 3, 2026"},
		{Locale{"en", "en-US-u-hc-h23"}, "14:05", "Tue 14:05", "Feb 3, 14:05", "Feb 3, 2026"},
		{Locale{"en", "de_DE"}, "14:05", "Tue 14:05", "3 Feb 14:05", "3 Feb 2026"},
		{Locale{"de", "de_CH"}, "14:05", "Di. 14:05", "3. Feb. 14:05", "3. Feb. 2026"},
		{Locale{"de", "en_US"}, "2:05 PM", "Di. 2:05 PM", "3. Feb. 2:05 PM", "3. Feb. 2026"},
		{Locale{"fr", "fr_CA"}, "14:05", "mar. 14:05", "3 févr. 14:05", "3 févr. 2026"},
		{Locale{"es", "es_ES-u-hc-h12"}, "2:05 p. m.", "mar 2:05 p. m.", "3 feb 2:05 p. m.", "3 feb 2026"},
		{Locale{"ja", "ja_JP"}, "14:05", "火曜 14:05", "2月3日 14:05", "2026年2月3日"},
		{Locale{"zh", "zh_TW"}, "下午2:05", "周二 下午2:05", "2月3日 下午2:05", "2026年2月3日"},
	} {
		speak(t, tt.locale)
		w := Now().Times
		got := []string{w.Write("{clock}", at), w.Write(w.OnDay, at), w.Write(w.OnDate, at), w.Write(w.OnYear, at)}
		if diff := cmp.Diff([]string{tt.clock, tt.day, tt.date, tt.far}, got); diff != "" {
			t.Errorf("%v: (-want +got):\n%s", tt.locale, diff)
		}
	}
}

func TestClockOfTwiceTwelve(t *testing.T) {
	speak(t, Locale{Times: "en_US"})
	for hour, want := range map[int]string{0: "12:00 AM", 1: "1:00 AM", 11: "11:00 AM", 12: "12:00 PM", 13: "1:00 PM", 23: "11:00 PM"} {
		if got := Now().Times.Write("{clock}", time.Date(2026, 1, 1, hour, 0, 0, 0, time.UTC)); got != want {
			t.Errorf("%d o’clock reads %q, want %q", hour, got, want)
		}
	}
}

// Every month and weekday has its word.
func TestCalendars(t *testing.T) {
	for _, l := range Languages() {
		w := In(l.Tag).Times
		if got := len(strings.Split(w.Months, "|")); got != 12 {
			t.Errorf("%s: %d months", l.Tag, got)
		}
		if got := len(strings.Split(w.Weekdays, "|")); got != 7 {
			t.Errorf("%s: %d weekdays", l.Tag, got)
		}
	}
}
