package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/home"
	"github.com/authfob/authfob/ui/local"
)

// startTray starts the resident on a home and waits until it answers.
func (l *lab) startTray(ctx context.Context, o ours) (socket string, err error) {
	_, socket, err = l.tray(ctx, o)
	if err != nil {
		return "", err
	}
	return socket, await(ctx, "the tray", func() bool {
		reply, err := local.Call(ctx, socket, local.Request{Do: local.DoStatus})
		return err == nil && reply.OK
	})
}

// tray starts the resident on a home.
func (l *lab) tray(ctx context.Context, o ours) (*exec.Cmd, string, error) {
	line := o.args(l.program("authfob-nogui"), "--hidden")
	cmd := exec.CommandContext(context.WithoutCancel(ctx), line[0], line[1:]...)
	dirs, err := home.In(o.dir)
	if err != nil {
		return nil, "", err
	}
	return cmd, dirs.Socket, l.start(cmd)
}

// askCopy asks the tray for a copy, as the window and the command line do.
func askCopy(ctx context.Context, socket, account string) (sample, error) {
	began := time.Now()
	reply, err := local.Call(ctx, socket, local.Request{Do: local.DoCopy, Account: account})
	if err == nil && !reply.OK {
		err = errors.New(reply.Error)
	}
	return sample{wall: time.Since(began)}, err
}

// renewAll starts the tray on a copy of template, where every account is due,
// and times it until the last one is renewed.
func (l *lab) renewAll(ctx context.Context, template ours, accounts int, latency time.Duration) (sample, error) {
	round := template
	var err error
	if round.dir, err = os.MkdirTemp(l.dir, "due-"); err != nil {
		return sample{}, err
	}
	if err := os.CopyFS(round.dir, os.DirFS(template.dir)); err != nil {
		return sample{}, err
	}
	l.keeping.SetKnobs(demo.Knobs{Latency: latency, Rotation: demo.RotateNever})
	defer l.keeping.SetKnobs(demo.Knobs{Rotation: demo.RotateNever})
	before := l.keeping.requests()
	began := time.Now()
	cmd, _, err := l.tray(ctx, round)
	if err != nil {
		return sample{}, err
	}
	defer l.stop(cmd)
	asked := func() int { return l.keeping.requests() - before }
	for asked() < accounts {
		if err := pause(ctx, 5*time.Millisecond); err != nil {
			return sample{}, err
		}
		if time.Since(began) > 2*time.Minute {
			return sample{}, fmt.Errorf("after two minutes %d of %d were renewed", asked(), accounts)
		}
	}
	return sample{wall: time.Since(began) + latency, tally: &tally{requests: asked()}}, nil
}
