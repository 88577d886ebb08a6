package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// work is one side of a comparison: something that is done once a round.
type work struct {
	name string
	// before makes it ready, outside the measured time. It may be nil.
	before func(context.Context) error
	do     func(context.Context) (sample, error)
}

// sample is what one run took.
type sample struct {
	wall, cpu time.Duration // cpu of the process itself, 0 where there is none of its own
	size      int64         // bytes, where that is what counts
	tally     *tally        // what else was counted, or nil
}

// tally counts what reached the server, and who got no token.
type tally struct{ requests, failed int }

func (t tally) String() string { return fmt.Sprintf("%d requests, %d failed", t.requests, t.failed) }

// contest is our work beside that of others.
type contest struct {
	ours   work
	others []rival
}

// rival is what ours is held against: done is the ratio that we want to reach.
type rival struct {
	work
	goal float64
}

// bench is a case of the table: set up, then run round by round.
type bench struct {
	title string
	most  int // rounds, where one takes long; there is no warming up then. 0 for no bound
	setUp func(context.Context, *lab) (contest, error)
}

// result is one line of the table.
type result struct {
	title, ours, rival string
	ratio, cpu         spread // of the rounds' ratios; cpu is zero where it says nothing
	goal               float64
	oursTook, took     time.Duration // medians, to show what is large and what is small
	note               string
}

func (r result) met() bool { return r.ratio.median <= r.goal }

// spread is a median and its noise: the quartiles.
type spread struct{ low, median, high float64 }

func spreadOf(values []float64) spread {
	if len(values) == 0 {
		return spread{}
	}
	slices.Sort(values)
	at := func(q float64) float64 { return values[int(q*float64(len(values)-1)+0.5)] }
	return spread{at(0.25), at(0.5), at(0.75)}
}

// patience is how long a case may take: a peer that waits for a person is ended.
const patience = 10 * time.Minute

// measure sets the case up and runs its rounds: ours, a rival, the next rival;
// every other round the other way round.
func (b bench) measure(ctx context.Context, l *lab, rounds int) ([]result, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	c, err := b.setUp(ctx, l)
	if err != nil {
		return nil, err
	}
	first := 0 // is not counted: it warms up
	if b.most > 0 {
		rounds, first = min(rounds, b.most), 1
	}
	works := []work{c.ours}
	for _, r := range c.others {
		works = append(works, r.work)
	}
	took := make([][]sample, len(works))
	for round := first; round <= rounds; round++ {
		for i := range works {
			if round%2 == 1 {
				i = len(works) - 1 - i
			}
			s, err := works[i].once(ctx)
			if err != nil {
				return nil, fmt.Errorf("%s: %v", works[i].name, err)
			}
			if round > 0 {
				took[i] = append(took[i], s)
			}
		}
	}
	return results(b.title, c, took), nil
}

func (w work) once(ctx context.Context) (sample, error) {
	if w.before != nil {
		if err := w.before(ctx); err != nil {
			return sample{}, err
		}
	}
	return w.do(ctx)
}

func results(title string, c contest, took [][]sample) []result {
	var lines []result
	ours := took[0]
	for i, r := range c.others {
		var wall, cpu []float64
		for round, theirs := range took[i+1] {
			if theirs.size > 0 {
				wall = append(wall, float64(ours[round].size)/float64(theirs.size))
				continue
			}
			wall = append(wall, float64(ours[round].wall)/float64(theirs.wall))
			if ours[round].cpu > 0 && theirs.cpu > 0 {
				cpu = append(cpu, float64(ours[round].cpu)/float64(theirs.cpu))
			}
		}
		lines = append(lines, result{
			title: title, ours: c.ours.name, rival: r.name, ratio: spreadOf(wall), cpu: spreadOf(cpu), goal: r.goal,
			oursTook: median(ours), took: median(took[i+1]), note: notes(c.ours.name, ours, r.name, took[i+1]),
		})
	}
	return lines
}

func median(all []sample) time.Duration {
	var wall []float64
	for _, s := range all {
		wall = append(wall, float64(s.wall))
	}
	return time.Duration(spreadOf(wall).median)
}

// notes puts together what was counted on both sides.
func notes(ours string, a []sample, theirs string, b []sample) string {
	x, y := most(a), most(b)
	if x == "" || y == "" {
		return x + y
	}
	return fmt.Sprintf("%s: %s; %s: %s", ours, x, theirs, y)
}

// most is the highest of each count in any round, "" where nothing was counted.
func most(all []sample) string {
	var worst *tally
	for _, s := range all {
		if s.tally == nil {
			continue
		}
		if worst == nil {
			worst = &tally{}
		}
		worst.requests, worst.failed = max(worst.requests, s.tally.requests), max(worst.failed, s.tally.failed)
	}
	if worst == nil {
		return ""
	}
	return worst.String()
}

// command is a program that is run once and must print something, a token.
func command(name string, argv ...string) work {
	return work{name: name, do: func(ctx context.Context) (sample, error) {
		cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		s, err := timed(cmd)
		if err != nil || strings.TrimSpace(out.String()) == "" {
			return s, fmt.Errorf("%v, printed %d bytes, said %q", err, out.Len(), errs.String())
		}
		return s, nil
	}}
}

// printing is a program that prints much, which nobody keeps.
func printing(name, dir string, argv ...string) work {
	return work{name: name, do: func(ctx context.Context) (sample, error) {
		cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
		cmd.Dir, cmd.Stdout = dir, io.Discard
		return timed(cmd)
	}}
}

// timed runs cmd and returns what it took.
func timed(cmd *exec.Cmd) (sample, error) {
	began := time.Now()
	err := cmd.Run()
	s := sample{wall: time.Since(began)}
	if p := cmd.ProcessState; p != nil {
		s.cpu = p.UserTime() + p.SystemTime()
	}
	return s, err
}
