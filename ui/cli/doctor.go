package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/doctor"
	"github.com/authfob/authfob/ui/text"
	"github.com/spf13/cobra"
)

// doctorJSON is what doctor --json writes: a contract with scripts, described
// in docs/doctor.md. It can be shown to others.
type doctorJSON struct {
	Format   int              `json:"format"` // 1
	Version  Version          `json:"version"`
	Desktop  string           `json:"desktop"`      // GNOME, KDE, …; "" when the session does not say
	Session  string           `json:"session_type"` // x11, wayland, tty, …
	Problems int              `json:"problems"`
	Notes    int              `json:"notes"`
	Findings []doctor.Finding `json:"findings"`
}

func (c *command) doctorCommand() *cobra.Command {
	var asJSON, online bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Say what works here and what does not, and the way out",
		Long: `Say what works here and what does not, and the way out.

It changes nothing, opens no prompt and takes a few seconds at most. It asks no server; with --online
it asks those of your accounts for nothing but an answer, and compares their clocks with this one.
The exit code is 1 where something is a problem. What --json writes holds no secret, no user name
and no account's name, and can go into a bug report (docs/doctor.md).`,
		Example: `  authfob doctor
  authfob doctor --online --json > report.json`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			o, err := c.options(true)
			if err != nil {
				return err
			}
			found, err := c.Doctor(cmd.Context(), o, online)
			if err != nil {
				return err
			}
			if cmd.Context().Err() != nil {
				return cmd.Context().Err()
			}
			if asJSON {
				err = printJSON(c.Stdout, c.doctorJSON(found))
			} else {
				err = c.printFindings(found, online)
			}
			if n := doctor.Problems(found); n > 0 && err == nil {
				return &problemsError{n}
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON, for scripts and bug reports")
	cmd.Flags().BoolVar(&online, "online", false, "ask the servers of your accounts too; nothing secret is sent")
	return cmd
}

func (c *command) doctorJSON(found []doctor.Finding) doctorJSON {
	return doctorJSON{
		Format: 1, Version: c.Version,
		Desktop: auth.Clean(c.Getenv("XDG_CURRENT_DESKTOP"), 80), Session: auth.Clean(c.Getenv("XDG_SESSION_TYPE"), 80),
		Problems: doctor.Problems(found), Notes: doctor.Notes(found), Findings: found,
	}
}

// printFindings writes a finding in a line, and under it the way out.
func (c *command) printFindings(found []doctor.Finding, online bool) error {
	var b strings.Builder
	v := c.Version
	fmt.Fprintf(&b, "Authfob %s on %s/%s\n\n", v.Version, v.OS, v.Arch)
	for _, f := range found {
		what := f.What
		if len(f.Names) > 0 {
			what += " (" + quoteNames(f.Names) + ")"
		}
		verdict, area := string(f.Verdict), f.Area
		lines := wrap(what)
		if f.Do != "" {
			lines = append(lines, wrap("→ "+f.Do)...)
		}
		for _, line := range lines {
			fmt.Fprintf(&b, "%-8s %-10s %s\n", verdict, area, line)
			verdict, area = "", ""
		}
	}
	fmt.Fprintf(&b, "\n%s, %s. Nothing was changed", text.Count(doctor.Problems(found), "problem", "problems"), text.Count(doctor.Notes(found), "note", "notes"))
	if online {
		b.WriteString(".\n")
	} else {
		b.WriteString(", and no server was asked: --online asks those of your accounts.\n")
	}
	_, err := io.WriteString(c.Stdout, b.String())
	return err
}

// problemsError is an examination that found some.
type problemsError struct{ n int }

// Error implements error.
func (e *problemsError) Error() string {
	return text.Count(e.n, "problem was", "problems were") + " found"
}

// Hint says what to do next.
func (e *problemsError) Hint() string {
	if e.n == 1 {
		return "What to do stands with it"
	}
	return "What to do stands with each"
}

// lineWidth is how long a line of a finding is, in bytes; a word may be longer.
const lineWidth = 78

// wrap breaks a text into lines between words.
func wrap(s string) (lines []string) {
	for _, word := range strings.Fields(s) {
		if n := len(lines); n > 0 && len(lines[n-1])+1+len(word) <= lineWidth {
			lines[n-1] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}
