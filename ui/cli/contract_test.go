package cli

import (
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// contract is what scripts may rely on: commands, and their flags. A line may be
// added; one that is changed or taken away breaks somebody's script.
var contract = map[string]string{
	"":       "hidden",
	"window": "", "demo": "", "lock": "", "unlock": "", "quit": "", "doctor": "json",
	"add": `provider issuer auth-url token-url device-url revoke-url refresh-url userinfo-url grant client-id client-secret-file
		client-auth key-file body scope scope-style audience resource param header bearer redirect-uri username password-file
		keep-password ca-file cert-file cert-key-file proxy renew-ahead`,
	"edit": `provider issuer auth-url token-url device-url revoke-url refresh-url userinfo-url grant client-id client-secret-file
		client-auth key-file body scope scope-style audience resource param header bearer redirect-uri username password-file
		keep-password ca-file cert-file cert-key-file proxy renew-ahead`,
	"signin": "browser print-url paste timeout password-file",
	"token":  "min-valid renew cached bearer format no-prompt",
	"copy":   "format", "list": "json", "show": "json", "signout": "", "remove": "yes", "providers": "json",
	"export": "with-secrets", "import": "yes", "version": "json",
	"completion bash": "", "completion zsh": "", "completion fish": "", "completion powershell": "",
}

func allCommands() *cobra.Command {
	return Commands(App{Getenv: func(string) string { return "" }})
}

func TestContractOfNamesAndFlags(t *testing.T) {
	root := allCommands()
	has := func(cmd *cobra.Command, flags string) {
		for _, name := range strings.Fields(flags) {
			if cmd.Flag(name) == nil {
				t.Errorf("%s has no --%s", cmd.CommandPath(), name)
			}
		}
	}
	for path, flags := range contract {
		cmd, rest, err := root.Find(strings.Fields(path))
		if err != nil || len(rest) > 0 {
			t.Errorf("there is no command %q: %v", path, err)
			continue
		}
		has(cmd, flags)
		has(cmd, "home passphrase-file vault-key-file verbose")
	}
	if v := root.PersistentFlags().ShorthandLookup("v"); v == nil || v.Name != "verbose" {
		t.Error("-v is not --verbose")
	}
	for path, want := range map[string]map[string]string{
		"signin": {"timeout": "5m0s"},
		"token":  {"min-valid": "1m0s", "format": "raw"},
	} {
		cmd, _, _ := root.Find([]string{path})
		for name, value := range want {
			if f := cmd.Flags().Lookup(name); f == nil || f.DefValue != value {
				t.Errorf("%s --%s is %q by itself, want %q", path, name, f.DefValue, value)
			}
		}
	}
}

// Help is grouped by what commands are for, what a person does every day first,
// and each says what it does in a line of a terminal.
func TestHelpIsGrouped(t *testing.T) {
	root := allCommands()
	var shown []string
	for _, cmd := range root.Commands() {
		if cmd.Name() == "window" {
			if !cmd.Hidden {
				t.Error("the window's process is shown as if a person called it")
			}
			continue
		}
		if cmd.GroupID == "" || cmd.Short == "" {
			t.Errorf("%s has group %q and says %q", cmd.Name(), cmd.GroupID, cmd.Short)
		}
		shown = append(shown, cmd.Name())
	}
	if !slices.Equal(shown[:4], []string{"token", "copy", "list", "show"}) {
		t.Errorf("the order is %q", shown)
	}
	each(root, func(cmd *cobra.Command) {
		if strings.HasSuffix(cmd.Short, ".") || len("authfob list "+cmd.Short) > 120 {
			t.Errorf("%s says %q", cmd.CommandPath(), cmd.Short)
		}
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			value, usage := pflag.UnquoteUsage(f)
			if usage == "" || f.Value.Type() != "bool" && value != strings.ToUpper(value) {
				t.Errorf("%s --%s %s: %q", cmd.CommandPath(), f.Name, value, usage)
			}
		})
	})
}

func each(cmd *cobra.Command, do func(*cobra.Command)) {
	do(cmd)
	for _, sub := range cmd.Commands() {
		each(sub, do)
	}
}
