package keyring

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// patience bounds a call whose context has no deadline. (requirement 53)
const patience = 5 * time.Second

// turn is taken by the one call that is under way in this process. It is global
// as is the bus connection below it.
var turn = make(chan struct{}, 1)

func bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	if _, ok := ctx.Deadline(); ok {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, patience)
}

// call runs do, which may block for ever and may panic, within ctx.
func call(ctx context.Context, do func() (string, error)) (string, error) {
	ctx, cancel := bounded(ctx)
	defer cancel()
	if err := reachable(ctx); err != nil {
		return "", err
	}
	select {
	case turn <- struct{}{}:
	case <-ctx.Done():
		return "", ended(ctx)
	}
	if err := unlock(ctx); err != nil {
		<-turn
		return "", err
	}
	type answer struct {
		text string
		err  error
	}
	answers := make(chan answer, 1)
	// The keyring cannot be interrupted: where ctx ends first, the goroutine
	// keeps the turn until the keyring answers, so there is never more than one.
	go func() {
		defer func() { <-turn }()
		defer func() {
			if p := recover(); p != nil {
				answers <- answer{err: fmt.Errorf("%w: its connection broke", ErrUnavailable)}
			}
		}()
		introduce(ctx)
		text, err := do()
		answers <- answer{text, err}
	}()
	select {
	case a := <-answers:
		return a.text, classify(ctx, a.err)
	case <-ctx.Done():
		return "", ended(ctx)
	}
}

// ended tells a deadline, which is the keyring's fault, from a caller who gave up.
func ended(ctx context.Context) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return ErrTimeout
	}
	return ctx.Err()
}
