package cli

import (
	"strings"
	"testing"
)

// Only the command that is asked for is made, by the name it goes by.
func TestOnlyTheCommandThatIsAskedForIsMade(t *testing.T) {
	app := App{Getenv: func(string) string { return "" }}
	for _, g := range groups {
		for _, c := range g.commands {
			if made := c.make(&command{App: app}).Name(); made != c.name {
				t.Errorf("%s makes %s", c.name, made)
			}
		}
	}
	for args, want := range map[string]string{
		"token work": "token", "--home x -v token --renew work": "token", "--home=list token work": "token", "--home list": "",
		"": "", "-h token": "token", "help token": "", "tokn work list": "", "--nope token": "", "__complete token": "", "completion bash": "",
	} {
		if got := asked(app, strings.Fields(args)); got != want {
			t.Errorf("authfob %s: %q, want %q", args, got, want)
		}
	}
}
