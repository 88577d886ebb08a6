package words

import "testing"

func TestSay(t *testing.T) {
	for _, tt := range []struct{ language, english, want string }{
		{"en", "The connection was refused.", "The connection was refused."},
		{"de", "the connection was refused", "die Verbindung wurde abgelehnt"},
		{"de", "The connection was refused.", "Die Verbindung wurde abgelehnt."},
		{"de", "Could not renew the token at a.example: no answer within 30s.", "Token erneuern bei a.example fehlgeschlagen: keine Antwort innerhalb von 30 Sekunden."},
		{"de", `Could not sign in at a.example: answered 503 with nothing, the server says busy, "Come back later".`, `Anmelden bei a.example fehlgeschlagen: antwortete 503 ohne Inhalt, der Server meldet busy, "Come back later".`},
		{"fr", "Everything was kept. Try again in 1m0s.", "Tout a été conservé. Réessayez dans 1 minute."},
		{"fr", "Everything was kept. Try again; if it stays so, the server's owner has to act.", "Tout a été conservé. Réessayez ; si cela persiste, c’est à l’exploitant du serveur d’agir."},
		{"ja", "Everything was kept. Try again when it can be reached.", "何も失われていません。接続できるようになったら再試行してください。"},
		{"zh", "Could not renew the token at a.example: the connection was refused.", "a.example：续期令牌失败，连接被拒绝。"},
		{"es", `There is already an account called "a, b: c".`, `Ya hay una cuenta llamada "a, b: c".`},
		{"de", "Issuer: the address is empty.", "Issuer: die Adresse ist leer."},
		{"de", "/home/ada/a b.toml cannot be read: permission denied", "/home/ada/a b.toml ist nicht lesbar: keine Berechtigung"},
		{"de", "the settings cannot be read: permission denied", "die Einstellungen sind nicht lesbar: keine Berechtigung"},
		{"de", "Nobody reads it: the address is empty.", "Nobody reads it: the address is empty."},
		{"fr", "accounts[2].name: an account needs a name", "accounts[2].name : un compte doit avoir un nom"},
		{"de", "Only the server’s own words.", "Only the server’s own words."},
		{"de", "", ""},
		{"de", ". : , ", ". : , "},
		{"de", "{reason}", "{reason}"},
	} {
		speak(t, Locale{Language: tt.language})
		if got := Say(tt.english); got != tt.want {
			t.Errorf("%s: %q reads\n     %q\nwant %q", tt.language, tt.english, got, tt.want)
		}
	}
}

// Every sentence is found again by itself, in each language.
func TestEverySentenceIsFound(t *testing.T) {
	for _, l := range Languages() {
		speak(t, Locale{Language: l.Tag})
		for key, english := range In("en").Sentences {
			if said, ok := Now().whole(english); !ok || l.Tag != "en" && said == english {
				t.Errorf("%s: %s reads %q", l.Tag, key, said)
			}
		}
	}
}

// Whatever a server says, nothing panics.
func FuzzSay(f *testing.F) {
	for _, s := range []string{"", "a: b. c, d", "Could not  at : ", "could not x at y", "answered ", "É. é: É"} {
		f.Add(s)
	}
	w := In("de")
	f.Fuzz(func(t *testing.T, s string) { _ = w.Say(s) })
}
