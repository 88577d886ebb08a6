package webdriver

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Open goes to an address and waits until the page is loaded.
func (b *Browser) Open(ctx context.Context, address string) error {
	return b.call(ctx, http.MethodPost, "/url", map[string]string{"url": address}, nil)
}

// URL is the address of the page at hand.
func (b *Browser) URL(ctx context.Context) (string, error) {
	var address string
	err := b.call(ctx, http.MethodGet, "/url", nil, &address)
	return address, err
}

// Source is the page's HTML as it stands.
func (b *Browser) Source(ctx context.Context) (string, error) {
	var html string
	err := b.call(ctx, http.MethodGet, "/source", nil, &html)
	return html, err
}

// Click waits for the element that the CSS selector names and clicks it.
func (b *Browser) Click(ctx context.Context, css string) error {
	return b.with(ctx, css, func(element string) error {
		return b.call(ctx, http.MethodPost, element+"/click", map[string]string{}, nil)
	})
}

// Type waits for the element and types text into it.
func (b *Browser) Type(ctx context.Context, css, text string) error {
	return b.with(ctx, css, func(element string) error {
		return b.call(ctx, http.MethodPost, element+"/value", map[string]string{"text": text}, nil)
	})
}

// WaitFor waits until the page has an element that the CSS selector names, or,
// where what starts with http, until the address starts with it.
func (b *Browser) WaitFor(ctx context.Context, what string) error {
	if !strings.HasPrefix(what, "http://") && !strings.HasPrefix(what, "https://") {
		return b.with(ctx, what, func(string) error { return nil })
	}
	return b.poll(ctx, what, func() (bool, error) {
		address, err := b.URL(ctx)
		return strings.HasPrefix(address, what), err
	})
}

// with finds an element and hands fn its path. A page that changes at that
// moment is looked at again.
func (b *Browser) with(ctx context.Context, css string, fn func(element string) error) error {
	return b.poll(ctx, css, func() (bool, error) {
		var found map[string]string
		err := b.call(ctx, http.MethodPost, "/element", map[string]string{"using": "css selector", "value": css}, &found)
		for _, id := range found { // the one member's name is fixed by the protocol
			err = fn("/element/" + id)
		}
		var f *Failure
		if errors.As(err, &f) && passing[f.Code] {
			return false, nil
		}
		return err == nil, err
	})
}

// passing are the failures of a page that is not there yet.
var passing = map[string]bool{
	"no such element": true, "stale element reference": true, "element not interactable": true, "element click intercepted": true,
}

const (
	patience = 20 * time.Second
	pause    = 25 * time.Millisecond
)

func (b *Browser) poll(ctx context.Context, what string, done func() (bool, error)) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		ok, err := done()
		if ok || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			at, _ := b.URL(context.WithoutCancel(ctx)) // "" says enough
			at, _, _ = strings.Cut(at, "?")
			return fmt.Errorf("%s does not come; the browser is at %s", what, at)
		case <-tick.C:
		}
	}
}
