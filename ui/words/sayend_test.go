package words

import "testing"

func TestSayEnd(t *testing.T) {
	Speak(Locale{Language: "de"})
	defer Speak(Locale{})
	for is, want := range map[string]string{
		"acme.toml: line 3: color: must be written like #1f7a4d": "acme.toml: Zeile 3: color: muss wie #1f7a4d geschrieben sein",
		"metadata.issuer: the address is empty":                  "metadata.issuer: die Adresse ist leer",
		"a: b: c":                                                "a: b: c",
		"":                                                       "",
	} {
		if got := SayEnd(is); got != want {
			t.Errorf("%q reads %q, want %q", is, got, want)
		}
	}
}
