package main

import (
	"bytes"
	"context"
	"os/exec"
	"time"

	"github.com/authfob/authfob/auth/demo"
)

const callers = 20

// burst lets many processes ask at once for a token that has expired. Each
// program's own account is made to expire first: it gets a token of one second.
func burst(ctx context.Context, l *lab) (c contest, err error) {
	o, err := l.signedIn(ctx, "burst", true)
	if err != nil {
		return c, err
	}
	kubelogin, err := l.kubelogin(ctx, l.strict, "disk")
	if err != nil {
		return c, err
	}
	oidc, err := l.oidcAgent(ctx, l.strict)
	if err != nil {
		return c, err
	}
	token := o.args(l.program("authfob-nogui"), "token", "orders")
	c.ours = l.crowded("authfob token", token, "--renew")
	c.others = []rival{
		{l.crowded("kubelogin", kubelogin, "--force-refresh"), 0.7},
		{l.crowded("oidc-token", oidc, "-f"), 0.2},
		{l.started("the same with a token that is valid: twenty starts", token, "--renew"), 1.3},
	}
	return c, nil
}

// crowded is line run by every caller at once. With force added it gets a new
// token in any case.
func (l *lab) crowded(name string, line []string, force string) work {
	return work{
		name: name,
		before: func(ctx context.Context) error {
			const life = time.Second
			l.strict.SetKnobs(demo.Knobs{AccessLife: life})
			if err := prepare(exec.CommandContext(ctx, line[0], append(line[1:len(line):len(line)], force)...)); err != nil {
				return err
			}
			l.strict.SetKnobs(demo.Knobs{Latency: 50 * time.Millisecond})
			return pause(ctx, life+100*time.Millisecond)
		},
		do: func(ctx context.Context) (sample, error) {
			defer l.strict.SetKnobs(demo.Knobs{})
			before := l.strict.requests()
			took, failed, err := together(ctx, line)
			return sample{wall: took, tally: &tally{l.strict.requests() - before, failed}}, err
		},
	}
}

// started is line run by every caller at once while the token is valid: what as
// many starts cost without a lock, a request and waiting.
func (l *lab) started(name string, line []string, force string) work {
	w := l.crowded(name, line, force)
	w.before = func(ctx context.Context) error {
		return prepare(exec.CommandContext(ctx, line[0], append(line[1:len(line):len(line)], force)...))
	}
	return w
}

// together starts line for every caller and waits for all of them.
func together(ctx context.Context, line []string) (took time.Duration, failed int, err error) {
	var all [callers]*exec.Cmd
	var out [callers]bytes.Buffer
	began := time.Now()
	for i := range all {
		all[i] = exec.CommandContext(ctx, line[0], line[1:]...)
		all[i].Stdout = &out[i]
		if err := all[i].Start(); err != nil {
			return 0, 0, err
		}
	}
	for i, cmd := range all {
		if err := cmd.Wait(); err != nil || len(bytes.TrimSpace(out[i].Bytes())) == 0 {
			failed++
		}
	}
	return time.Since(began), failed, nil
}

// pause waits for d, or until ctx ends.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
