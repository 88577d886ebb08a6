package format

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// TestRealProgramsSendTheToken lets each program ask a server with the line as
// it is pasted. Debian packages: curl, httpie, python3-requests, nodejs.
func TestRealProgramsSendTheToken(t *testing.T) {
	got := make(chan string, 1)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got <- r.Header.Get("Authorization") }))
	defer server.Close()
	const value = nasty + "." // no header ends in a space
	for format, run := range map[string]func(line string) []string{
		"curl":   func(line string) []string { return []string{"bash", "-c", line + " -sS " + server.URL} },
		"httpie": func(line string) []string { return []string{"bash", "-c", line + " --ignore-stdin " + server.URL} },
		"python": func(line string) []string {
			return []string{"/usr/bin/python3", "-c", "import requests\nurl = '" + server.URL + "'\n" + line}
		},
		"fetch": func(line string) []string {
			return []string{"node", "-e", "const url = '" + server.URL + "';\n" + line}
		},
	} {
		line, err := Formats{}.Token(token(value), format)
		if err != nil {
			t.Fatal(err)
		}
		command := run(line.Reveal())
		outOf(t, command[0], command[1:]...)
		select {
		case sent := <-got:
			if sent != "Bearer "+value {
				t.Errorf("%s sent %q, want %q", format, sent, "Bearer "+value)
			}
		default:
			t.Errorf("%s asked nothing with %s", format, line.Reveal())
		}
	}
}
