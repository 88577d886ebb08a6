package cli_test

import (
	"bytes"
	"context"
	"io"
	"testing"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/wire"
)

// silent is a standard input that nobody types into. It tells when somebody
// waits for it.
type silent struct{ asked func() }

func (s silent) Read([]byte) (int, error) {
	s.asked()
	select {}
}

// Ctrl-C ends every wait for a person.
func TestInterruptEndsEveryQuestion(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.link("work")
	add := []string{"add", "new", "--token-url", d.server.URL() + "/token", "--client-id", "a", "--client-auth", "post"}
	for name, args := range map[string][]string{
		"a secret at the terminal": add,
		"a secret on stdin":        append(add, "--client-secret-file", "-"),
		"a yes or no":              {"remove", "work"},
		"a pasted address":         {"signin", "work", "--paste", "--print-url"},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, interrupt := context.WithCancel(t.Context())
			app := wire.App()
			var out bytes.Buffer
			app.Stdin, app.Stdout, app.Stderr, app.Terminal = silent{interrupt}, &out, io.Discard, true
			app.Getenv = func(string) string { return "" }
			app.ReadPassword = func(ctx context.Context, _ string) (auth.Secret, error) {
				interrupt()
				<-ctx.Done()
				return auth.Secret{}, ctx.Err()
			}
			code := cli.Run(ctx, app, append([]string{"--home", d.home, "--vault-key-file", d.key}, args...))
			if code != 130 || out.Len() != 0 {
				t.Errorf("exit %d, stdout %q; want exit 130 and nothing", code, &out)
			}
		})
	}
}
