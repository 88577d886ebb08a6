package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// man writes a page a command, compressed as systems keep them. A page names no
// day, so that the same source makes the same bytes.
func man(root *cobra.Command, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	pages := map[string][]byte{"authfob-window": []byte(".so man1/authfob.1\n")} // the same program, with its window
	for _, c := range documented(root) {
		pages[dashed(c)] = manPage(c)
	}
	for name, text := range pages {
		var b bytes.Buffer
		z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err != nil {
			return err
		}
		if _, err := z.Write(text); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name+".1.gz"), b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// dashed is the name that a command's page has.
func dashed(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

func manPage(c *cobra.Command) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, ".TH %s 1 \"\" \"Authfob %s\" \"Authfob\"\n", strings.ToUpper(roff(dashed(c))), c.Root().Version)
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", roff(dashed(c)), roff(c.Short))
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n", roff(c.UseLine()))
	b.WriteString(".SH DESCRIPTION\n")
	for i, p := range strings.Split(about(c), "\n\n") {
		if i > 0 {
			b.WriteString(".PP\n")
		}
		b.WriteString(roff(p) + "\n")
	}
	manCommands(&b, c)
	manFlags(&b, "OPTIONS", c.NonInheritedFlags())
	manFlags(&b, "OPTIONS OF EVERY COMMAND", c.InheritedFlags())
	if c.Example != "" {
		fmt.Fprintf(&b, ".SH EXAMPLES\n.nf\n%s\n.fi\n", roff(c.Example))
	}
	if !c.HasParent() {
		b.WriteString(environment)
	}
	b.WriteString(exitStatus)
	b.WriteString(".SH SEE ALSO\n")
	var see []string
	if c.HasParent() {
		see = append(see, dashed(c.Parent()))
	}
	for _, sub := range documented(c)[1:] {
		if sub.Parent() == c {
			see = append(see, dashed(sub))
		}
	}
	for i, name := range see {
		see[i] = ".BR " + roff(name) + " (1)"
	}
	b.WriteString(strings.Join(see, ",\n") + "\n")
	return b.Bytes()
}

// manCommands lists what can follow c, by what it is for.
func manCommands(b *bytes.Buffer, c *cobra.Command) {
	if !c.HasAvailableSubCommands() {
		return
	}
	b.WriteString(".SH COMMANDS\n")
	groups := c.Groups()
	if len(groups) == 0 {
		groups = []*cobra.Group{{}}
	}
	for _, g := range groups {
		if g.Title != "" {
			fmt.Fprintf(b, ".SS %s\n", roff(strings.TrimSuffix(g.Title, ":")))
		}
		for _, sub := range c.Commands() {
			if sub.GroupID == g.ID && sub.IsAvailableCommand() {
				fmt.Fprintf(b, ".TP\n.B %s\n%s\n", roff(sub.Name()), roff(sub.Short))
			}
		}
	}
}

func manFlags(b *bytes.Buffer, title string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	fmt.Fprintf(b, ".SH %s\n", title)
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		b.WriteString(".TP\n")
		if f.Shorthand != "" {
			fmt.Fprintf(b, "\\fB\\-%s\\fR, ", f.Shorthand)
		}
		fmt.Fprintf(b, "\\fB\\-\\-%s\\fR", roff(f.Name))
		if f.Value.Type() != "bool" {
			fmt.Fprintf(b, " \\fI%s\\fR", roff(value))
			if d := f.DefValue; d != "" && d != "[]" && d != "0s" {
				usage += " (" + d + " unless said)"
			}
		}
		fmt.Fprintf(b, "\n%s\n", roff(usage))
	})
}

// roff makes text stand for itself in a page.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, ".") || strings.HasPrefix(l, "'") {
			lines[i] = `\&` + l
		}
	}
	return strings.Join(lines, "\n")
}

const environment = `.SH ENVIRONMENT
.TP
.B AUTHFOB_HOME
what \-\-home is where that is not given
.SH FILES
.TP
.I ~/.config/authfob
settings, your own provider definitions and templates
.TP
.I ~/.local/share/authfob/vault
the accounts, sealed
.TP
.I ~/.local/state/authfob
crash files, and what tells that an older file of the vault was put back
`

const exitStatus = `.SH EXIT STATUS
0 done, 1 failed, 2 wrong usage, 3 sign\-in needed, 4 refused by the provider, 5 not reachable now and everything kept, 6 vault or keyring
locked or missing, 75 another process holds the account too long, 130 interrupted.
`
