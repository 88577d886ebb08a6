package cli

import (
	"io"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// maker makes the command called name.
type maker struct {
	name string
	make func(*command) *cobra.Command
}

// groups are all commands by what they are for, as --help shows them: what a
// person does every day comes first. Only the command that is asked for is made:
// a script that wants a token does not wait for the flags of the others.
var groups = []struct {
	title    string
	commands []maker
}{
	{"Tokens, every day:", []maker{
		{"token", (*command).tokenCommand},
		{"copy", (*command).copyCommand},
		{"list", (*command).listCommand},
		{"show", (*command).showCommand},
		{"signin", (*command).signinCommand},
		{"signout", (*command).signoutCommand},
	}},
	{"Accounts:", []maker{
		{"add", (*command).addCommand},
		{"edit", (*command).editCommand},
		{"remove", (*command).removeCommand},
		{"providers", (*command).providersCommand},
		{"export", (*command).exportCommand},
		{"import", (*command).importCommand},
	}},
	{"Tray and vault:", []maker{
		{"lock", (*command).lockCommand},
		{"unlock", (*command).unlockCommand},
		{"quit", (*command).quitCommand},
		{"autostart", (*command).autostartCommand},
		{"vault", (*command).vaultCommand},
		{"window", (*command).windowCommand},
	}},
	{lastGroup, []maker{
		{"demo", (*command).demoCommand},
		{"doctor", (*command).doctorCommand},
		{"version", (*command).versionCommand},
	}},
}

// lastGroup has cobra's own commands, too.
const lastGroup = "To begin, and when something is wrong:"

func init() { cobra.EnableCommandSorting = false } // the order is that of groups

// asked is the command that args name, "" where that is none of ours: help,
// say, or a mistake, which are about all of them.
func asked(app App, args []string) string {
	fs := pflag.NewFlagSet("", pflag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.SetInterspersed(false)
	fs.BoolP("help", "h", false, "")
	(&command{App: app}).global(fs)
	if fs.Parse(args) != nil {
		return ""
	}
	for _, g := range groups {
		for _, c := range g.commands {
			if c.name == fs.Arg(0) {
				return c.name
			}
		}
	}
	return ""
}

// Commands are the commands of app, for pages about them.
func Commands(app App) *cobra.Command { return (&command{App: app}).root("") }

// root is the program with one of its commands, or with all for "".
func (c *command) root(only string) *cobra.Command {
	var hidden bool
	root := &cobra.Command{
		Use:   "authfob",
		Short: "A fresh bearer token for every API you work with",
		Long:  "Authfob keeps your linked accounts in the tray and always has a fresh bearer token.\n\nWithout a command it starts the tray, or shows the running one's window.",
		Example: `  authfob add work --issuer https://login.example.com --client-id abc --scope "openid offline_access"
  authfob signin work
  authfob token work --format header | curl -H @- https://api.example.com/orders`,
		Args:          usageArgs(cobra.NoArgs),
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o, err := c.options(false)
			if err != nil {
				return err
			}
			return c.RunResident(cmd.Context(), ResidentOptions{o, hidden})
		},
	}
	root.PersistentPreRunE = oneStdin
	root.SuggestionsMinimumDistance = 2
	root.SetIn(c.Stdin)
	root.SetOut(c.Stdout)
	root.SetErr(c.Stderr)
	root.SetFlagErrorFunc(flagError)
	root.SetUsageFunc(usage)
	root.Flags().BoolVar(&hidden, "hidden", false, "start the tray without a window")
	c.persistent = root.PersistentFlags()
	c.global(c.persistent)
	for _, g := range groups {
		root.AddGroup(&cobra.Group{ID: g.title, Title: g.title})
		for _, one := range g.commands {
			if only == "" || only == one.name {
				made := one.make(c)
				made.GroupID = g.title
				root.AddCommand(made)
			}
		}
	}
	root.SetHelpCommandGroupID(lastGroup)
	root.SetCompletionCommandGroupID(lastGroup)
	root.CompletionOptions.HiddenDefaultCmd = false
	root.CompletionOptions.DisableDefaultCmd = only != ""
	root.InitDefaultCompletionCmd()
	root.InitDefaultHelpCmd()
	for _, group := range root.Commands() {
		if group.HasSubCommands() { // cobra would show the help, and call that a success
			group.Args, group.RunE = usageArgs(cobra.NoArgs), groupAlone
		}
		if group.Name() == "help" { // the same of a command that there is not
			group.Args = helpTopic
		}
	}
	return root
}

// global adds the flags of every command.
func (c *command) global(fs *pflag.FlagSet) {
	fs.StringVar(&c.home, "home", c.Getenv("AUTHFOB_HOME"), "keep configuration, data, state and socket in `DIR`")
	fs.StringVar(&c.passphraseFile, "passphrase-file", "", "the vault's passphrase is in `FILE` (- for standard input)")
	fs.StringVar(&c.keyFile, "vault-key-file", "", "the vault's key is in `FILE` (32 bytes in base64, mode 0600)")
	fs.BoolVarP(&c.verbose, "verbose", "v", false, "log each step on stderr, without secrets")
}

// usage writes how a command is used, as cobra does but with Flags. Nothing of
// that is made before it is wanted.
func usage(cmd *cobra.Command) error {
	teachFlags()
	root := cmd.Root()
	root.SetUsageFunc(nil)
	root.SetUsageTemplate(flagUsages().Replace(root.UsageTemplate()))
	return root.UsageFunc()(cmd)
}

// teachFlags makes Flags known to templates of usage, once for the process.
var teachFlags = sync.OnceFunc(func() { cobra.AddTemplateFunc("flags", Flags) })

var flagUsages = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer(".LocalFlags.FlagUsages", "flags .LocalFlags", ".InheritedFlags.FlagUsages", "flags .InheritedFlags")
})

// Flags lists flags, a line each. That a switch can be given as =false too needs
// no saying.
func Flags(f *pflag.FlagSet) string {
	const said = "[=true|false]"
	return strings.ReplaceAll(f.FlagUsages(), said, strings.Repeat(" ", len(said)))
}
