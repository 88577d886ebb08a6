package words

import "testing"

func TestFromEnvironment(t *testing.T) {
	for _, tt := range []struct {
		env  map[string]string
		want Locale
	}{
		{nil, Locale{}},
		{map[string]string{"LANG": "de_AT.UTF-8"}, Locale{"de_AT.UTF-8", "de_AT.UTF-8"}},
		{map[string]string{"LANG": "de_AT.UTF-8", "LC_MESSAGES": "fr_FR", "LC_TIME": "en_GB"}, Locale{"fr_FR", "en_GB"}},
		{map[string]string{"LANG": "de_AT.UTF-8", "LC_TIME": "en_GB", "LC_ALL": "ja_JP"}, Locale{"ja_JP", "ja_JP"}},
		{map[string]string{"LANG": "pl_PL.UTF-8", "LANGUAGE": "pl:es:en"}, Locale{"es", "pl_PL.UTF-8"}},
		{map[string]string{"LANG": "de_DE.UTF-8", "LANGUAGE": "pl"}, Locale{"de_DE.UTF-8", "de_DE.UTF-8"}},
		{map[string]string{"LANG": "C.UTF-8", "LANGUAGE": "es"}, Locale{"C.UTF-8", "C.UTF-8"}},
	} {
		if got := fromEnvironment(func(name string) string { return tt.env[name] }); got != tt.want {
			t.Errorf("%v speaks %v, want %v", tt.env, got, tt.want)
		}
	}
}

func TestFromPreferences(t *testing.T) {
	for _, tt := range []struct {
		read map[string]string
		want Locale
	}{
		{nil, Locale{}},
		{map[string]string{"AppleLocale": "de_DE", "AppleLanguages": "(\n    \"pl-PL\",\n    \"de-DE\",\n    en\n)"}, Locale{"de-DE", "de_DE"}},
		{map[string]string{"AppleLocale": "en_US", "AppleLanguages": "(\n    en\n)", "AppleICUForce24HourTime": "1"}, Locale{"en", "en_US-u-hc-h23"}},
		{map[string]string{"AppleLocale": "de_DE", "AppleICUForce12HourTime": "1"}, Locale{"", "de_DE-u-hc-h12"}},
	} {
		if got := fromPreferences(func(key string) string { return tt.read[key] }); got != tt.want {
			t.Errorf("%v speaks %v, want %v", tt.read, got, tt.want)
		}
	}
}

func TestChosen(t *testing.T) {
	system := Locale{"de_DE", "de_DE"}
	if got := system.Chosen(""); got != system {
		t.Errorf("got %v", got)
	}
	if got := system.Chosen("ja"); got != (Locale{"ja", "de_DE"}) {
		t.Errorf("got %v", got)
	}
}
