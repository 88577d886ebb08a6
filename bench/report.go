package main

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"text/template"
	"time"
)

// table writes results as Markdown, a line each.
func table(all []result) string {
	var b strings.Builder
	title := ""
	for _, r := range all {
		if r.title != title {
			title = r.title
			fmt.Fprintf(&b, "| **%s** | | | | | |\n", title)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | ≤ %.2f | %s |\n", r.ours, r.rival, times(r.ratio), times(r.cpu), r.goal, r.verdict())
		if r.note != "" {
			fmt.Fprintf(&b, "| | *%s* | | | | |\n", r.note)
		}
	}
	return b.String()
}

// times writes a ratio and its quartiles.
func times(s spread) string {
	switch {
	case s.median == 0:
		return ""
	case s.low == s.high:
		return fmt.Sprintf("%.2f", s.median)
	}
	return fmt.Sprintf("%.2f (%.2f–%.2f)", s.median, s.low, s.high)
}

// verdict says whether the goal is met, and whether the noise leaves it open.
func (r result) verdict() string {
	open := r.ratio.low <= r.goal && r.goal < r.ratio.high
	switch {
	case r.met() && open:
		return "met, the goal is within the noise"
	case r.met():
		return "met"
	case open:
		return "**not met**, the goal is within the noise"
	}
	return "**not met**"
}

// scale tells what is large and what is small: medians, in this one run.
func scale(all []result) string {
	var b strings.Builder
	seen := map[string]bool{}
	line := func(title, name string, took time.Duration) {
		if took > 0 && !seen[title+name] {
			seen[title+name] = true
			fmt.Fprintf(&b, "| %s | %s | %.3g |\n", title, name, float64(took)/float64(time.Millisecond))
		}
	}
	for _, r := range all {
		line(r.title, r.ours, r.oursTook)
		line(r.title, r.rival, r.took)
	}
	return b.String()
}

//go:embed performance.md.tmpl
var performance string

// writeReport writes docs/performance.md: what is known from profiles stands in
// the template, what was measured is put in.
func writeReport(out string, all []result, scripts []script, rounds int) error {
	t, err := template.New("performance.md").Parse(performance)
	if err != nil {
		return err
	}
	load, _ := os.ReadFile("/proc/loadavg") // "" where there is none
	var b bytes.Buffer
	err = t.Execute(&b, map[string]any{
		"Date": time.Now().Format(time.DateOnly), "CPUs": runtime.NumCPU(), "System": systemName(), "Go": runtime.Version(),
		"Load": firstField(load), "Busy": busy(load), "Rounds": rounds, "Table": strings.TrimSpace(table(all)), "Scale": strings.TrimSpace(scale(all)), "Scripts": scripts,
	})
	if err != nil {
		return err
	}
	return os.WriteFile(out, b.Bytes(), 0o644)
}

// systemName is what the system calls itself, and the kernel's name where it
// does not.
func systemName() string {
	text, _ := os.ReadFile("/etc/os-release") // "" where there is none
	for line := range strings.Lines(string(text)) {
		if name, ok := strings.CutPrefix(line, "PRETTY_NAME="); ok {
			return strings.Trim(strings.TrimSpace(name), `"`)
		}
	}
	return runtime.GOOS
}

// busy reports whether more wants to run than there are CPUs; the measured
// programs alone, one at a time, do not.
func busy(load []byte) bool {
	n, err := strconv.ParseFloat(firstField(load), 64)
	return err == nil && n > float64(runtime.NumCPU())
}

func firstField(text []byte) string {
	first, _, _ := strings.Cut(string(text), " ")
	return first
}

// script is a measurement of its own: it prints a table, and fails where its
// limits are not met.
type script struct {
	Name, Output string
	Met          bool
}

// runScript runs one in the environment env, with quick shorter.
func runScript(ctx context.Context, name string, env []string, quick bool) (script, error) {
	cmd := exec.CommandContext(ctx, "sh", name)
	cmd.Stderr, cmd.Env = os.Stderr, env
	if quick {
		cmd.Env = append(env[:len(env):len(env)], "ACCOUNTS=200", "PERIOD=20")
	}
	out, err := cmd.Output()
	s := script{Name: name, Output: strings.TrimSpace(string(out)), Met: err == nil}
	if s.Output == "" {
		return s, fmt.Errorf("%s: %v", name, err)
	}
	return s, nil
}
