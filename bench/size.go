package main

import (
	"context"
	"os"
)

// size compares the full binary with the smallest Fyne program; both stripped.
// It is the same in every round.
func size(_ context.Context, l *lab) (c contest, err error) {
	c.ours, err = weighed("authfob, full build", l.program("authfob"))
	if err != nil {
		return c, err
	}
	bare, err := weighed("the smallest Fyne program", l.program("barewindow"))
	c.others = []rival{{bare, 1.35}}
	return c, err
}

// weighed is a program whose size counts, not its time.
func weighed(name, program string) (work, error) {
	info, err := os.Stat(program)
	if err != nil {
		return work{}, err
	}
	return work{name: name, do: func(context.Context) (sample, error) { return sample{size: info.Size()}, nil }}, nil
}
