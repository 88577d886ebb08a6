package cli

import "context"

// Await runs read, which may wait for a person or another program as long as
// it likes, and gives up waiting when ctx ends. A read that was given up goes
// on until the process ends: nothing can take it back from a terminal.
func Await[T any](ctx context.Context, read func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	answers := make(chan answer, 1)
	go func() { // ends with read
		v, err := read()
		answers <- answer{v, err}
	}()
	select {
	case a := <-answers:
		return a.value, a.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
