package flow

import (
	"context"
	"errors"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/loopback"
	"github.com/authfob/authfob/crash"
)

// found is what one of the ways to an answer came back with.
type found struct {
	code auth.Secret
	err  error
}

// errSurface is a way to an answer that failed in a manner nobody thought of.
var errSurface = errors.New("the program itself failed at it, and wrote a crash file")

// awaitCode shows the sign-in page and waits for the answer: by the browser
// that comes back, by a person who pastes, or whichever is first. It ends with
// ctx at the latest.
func awaitCode(ctx context.Context, t auth.Target, p auth.Prompt, a attempt, receiver *loopback.Receiver, address string) (auth.Secret, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	answers := make(chan found, 3)                 // each way sends once at most: nobody is left waiting
	ask := func(way func() (auth.Secret, error)) { // a panic of a surface's function is its way's failure
		f := found{err: errSurface}
		defer func() { answers <- f }()
		crash.Task("sign in", func() { f.code, f.err = way() })
	}
	if receiver != nil {
		go ask(func() (auth.Secret, error) { return receiver.Code(ctx) }) // ends with ctx
	}
	show(p, address, func(err error) { answers <- found{err: unopened(asked(ctx, t, err))} })
	if p.PasteRedirect != nil && (receiver == nil || p.Paste) {
		go ask(func() (auth.Secret, error) { return pasted(ctx, t, p, a) }) // ends with ctx, which PasteRedirect observes
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
		err := errSurface
		crash.Task("open the browser", func() { err = p.OpenURL(address) })
		if err != nil {
			failed(err)
		}
	}()
}

// unopened says that what helps is another browser: the account is as it should be.
func unopened(err error) error {
	if f, ok := errors.AsType[*auth.Failure](err); ok {
		return helped(f, auth.RemedyBrowser)
	}
	return err
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
