// Bench measures authfob beside its peers and writes docs/performance.md. What
// is compared is run in turn, round by round, and a result is the median of the
// ratios of single rounds: a machine that is busy slows both sides of a ratio.
//
// usage: bench [-programs DIR] [-rounds N] [-only WORD] [-out FILE]
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
)

func main() {
	rounds := flag.Int("rounds", 41, "how often each pair is run; what takes seconds is run less often")
	only := flag.String("only", "", "run the cases whose title has this `WORD`, and write no file")
	out := flag.String("out", "docs/performance.md", "where the result goes; \"\" for nowhere, without the measurements of the scripts")
	programs := flag.String("programs", "bin/bench", "where make bench put the programs")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if address := flag.Arg(0); address != "" { // a peer started us as its browser
		exitOn(visit(ctx, address))
		return
	}
	exitOn(run(ctx, *programs, *rounds, *only, *out))
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// runScripts runs the measurements that have a script of their own.
func runScripts(ctx context.Context, env []string, quick bool) (all []script, err error) {
	names, err := filepath.Glob("bench/*.sh")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		s, err := runScript(ctx, name, env, quick)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

// run sets everything up, measures, and writes what came of it.
func run(ctx context.Context, programs string, rounds int, only, out string) error {
	env := os.Environ() // before the lab takes its place
	l, err := newLab(ctx, programs)
	if err != nil {
		return err
	}
	defer l.close()
	var all []result
	for _, c := range cases {
		if !strings.Contains(c.title, only) {
			continue
		}
		fmt.Fprintf(os.Stderr, "%s\n", c.title)
		r, err := c.measure(ctx, l, rounds)
		if err != nil {
			return fmt.Errorf("%s: %v", c.title, err)
		}
		all = append(all, r...)
		fmt.Fprint(os.Stderr, table(r))
	}
	if only != "" || out == "" {
		return nil
	}
	scripts, err := runScripts(ctx, env, rounds < 20)
	if err != nil {
		return err
	}
	return writeReport(out, all, scripts, rounds)
}
