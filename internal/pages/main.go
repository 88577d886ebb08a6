// Command pages writes what is told about the command line from the commands
// themselves: docs/cli.md, the man pages, the completions of four shells. It is
// for builds only; nothing that ships may import it.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/wire"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: pages markdown FILE | man DIR | completion DIR")
		os.Exit(2)
	}
	if err := write(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "pages:", err)
		os.Exit(1)
	}
}

func write(what, where string) error {
	root := commands()
	switch what {
	case "markdown":
		return os.WriteFile(where, markdown(root), 0o644)
	case "man":
		return man(root, where)
	case "completion":
		return completion(root, where)
	}
	return fmt.Errorf("%q is neither markdown, man nor completion", what)
}

// commands are the commands of a program that does nothing.
func commands() *cobra.Command {
	root := cli.Commands(cli.App{Getenv: func(string) string { return "" }})
	root.Version = wire.Release
	root.InitDefaultCompletionCmd()
	return root
}

// documented are root and what is below it, as far as a person calls it.
func documented(root *cobra.Command) []*cobra.Command {
	list := []*cobra.Command{root}
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() && !c.IsAdditionalHelpTopicCommand() && c.Parent().Name() != "completion" {
			list = append(list, documented(c)...)
		}
	}
	return list
}

// about is what a command says of itself.
func about(c *cobra.Command) string {
	if c.Long != "" {
		return strings.TrimSpace(c.Long)
	}
	return c.Short
}

const preface = `# The command line

Made from the program's own help (` + "`make docs`" + `). Exit codes: 0 done, 1 failed, 2 wrong usage, 3 sign-in needed, 4 refused by the provider, 5 not
reachable now (everything is kept), 6 vault or keyring locked or missing, 75 another process holds the account too long, 130 interrupted.
`

func markdown(root *cobra.Command) []byte {
	var b bytes.Buffer
	b.WriteString(preface)
	contents(&b, root)
	for _, c := range documented(root) {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n```text\n%s\n", c.CommandPath(), about(c), c.UseLine())
		if flags := cli.Flags(c.LocalNonPersistentFlags()); flags != "" {
			fmt.Fprintf(&b, "\n%s", flags)
		}
		b.WriteString("```\n")
		if c.Example != "" {
			fmt.Fprintf(&b, "\n```sh\n%s\n```\n", strings.ReplaceAll("\n"+c.Example, "\n  ", "\n")[1:])
		}
	}
	fmt.Fprintf(&b, "\n## Flags of every command\n\n```text\n%s```\n", cli.Flags(root.PersistentFlags()))
	return b.Bytes()
}

// contents leads to each command from what it is for.
func contents(b *bytes.Buffer, root *cobra.Command) {
	b.WriteString("\n| for | commands |\n|---|---|\n")
	for _, g := range root.Groups() {
		var names []string
		for _, c := range documented(root)[1:] {
			if c.GroupID == g.ID {
				names = append(names, fmt.Sprintf("[%s](#%s)", c.Name(), strings.ReplaceAll(c.CommandPath(), " ", "-")))
			}
		}
		fmt.Fprintf(b, "| %s | %s |\n", strings.TrimSuffix(g.Title, ":"), strings.Join(names, ", "))
	}
}

func completion(root *cobra.Command, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for ending, gen := range map[string]func(string) error{
		"bash": func(f string) error { return root.GenBashCompletionFileV2(f, true) },
		"zsh":  root.GenZshCompletionFile,
		"fish": func(f string) error { return root.GenFishCompletionFile(f, true) },
		"ps1":  root.GenPowerShellCompletionFileWithDesc,
	} {
		if err := gen(filepath.Join(dir, "authfob."+ending)); err != nil {
			return err
		}
	}
	return nil
}
