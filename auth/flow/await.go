package flow

import (
	"context"
	"errors"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/loopback"
)

// found is what one of the ways to an answer came back with.
type found struct {
	code auth.Secret
	err  error
}

// awaitCode shows the sign-in page and waits for the answer: by the browser
// that comes back, by a person who pastes, or whichever is first. It ends with
// ctx at the latest.
func awaitCode(ctx context.Context, t auth.Target, p auth.Prompt, a attempt, receiver *loopback.Receiver, address string) (auth.Secret, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	answers := make(chan found, 3) // each way sends once at most: nobody is left waiting
	if receiver != nil {
		go func() { // ends with ctx
			code, err := receiver.Code(ctx)
			answers <- found{code, err}
		}()
	}
	show(p, address, func(err error) { answers <- found{err: asked(ctx, t, err)} })
	if p.PasteRedirect != nil && (receiver == nil || p.Paste) {
		go func() { // ends with ctx, which PasteRedirect observes
			code, err := pasted(ctx, t, p, a)
			answers <- found{code, err}
		}()
	}
	select {
	case f := <-answers:
		return f.code, f.err
	case <-ctx.Done():
		return auth.Secret{}, ctx.Err()
	}
}

// show tells the address and opens it. A browser command may take as long as
// it likes: nobody waits for it, and failed is called if it cannot be started.
func show(p auth.Prompt, address string, failed func(error)) {
	if p.ShowURL != nil {
		p.ShowURL(address)
	}
	if p.OpenURL == nil {
		return
	}
	go func() { // ends when the surface's opener returns; the sign-in may be over by then
		if err := p.OpenURL(address); err != nil {
			failed(err)
		}
	}()
}

// pasted asks for the address until it fits, the server refused, or ctx ends.
func pasted(ctx context.Context, t auth.Target, p auth.Prompt, a attempt) (auth.Secret, error) {
	var wrong error
	for {
		text, err := p.PasteRedirect(ctx, a.redirectURI, wrong)
		if err != nil {
			return auth.Secret{}, asked(ctx, t, err)
		}
		code, err := loopback.ReadPaste(text, a.redirectURI, a.expect(t))
		if _, over := errors.AsType[*auth.Failure](err); err == nil || over {
			return code, err
		}
		wrong = err
	}
}
