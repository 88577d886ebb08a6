package testenv

import (
	"context"
	"testing"

	"github.com/authfob/authfob/internal/webdriver"
)

// Chromium is a real browser for one test. Every method fails the test when the
// page does not do as it should.
type Chromium struct {
	t testing.TB
	b *webdriver.Browser
}

// NewChromium starts a headless Chromium that ends with the test. It reaches
// loopback addresses only. Debian packages: chromium, chromium-driver.
func NewChromium(t testing.TB) *Chromium {
	t.Helper()
	b, err := webdriver.Start(context.Background(), webdriver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return &Chromium{t, b}
}

// Open goes to an address.
func (c *Chromium) Open(address string) { c.t.Helper(); c.must(c.b.Open(c.t.Context(), address)) }

// Click waits for an element and clicks it.
func (c *Chromium) Click(css string) { c.t.Helper(); c.must(c.b.Click(c.t.Context(), css)) }

// Type waits for an element and types into it.
func (c *Chromium) Type(css, text string) { c.t.Helper(); c.must(c.b.Type(c.t.Context(), css, text)) }

// WaitFor waits for an element, or for an address that starts so.
func (c *Chromium) WaitFor(what string) { c.t.Helper(); c.must(c.b.WaitFor(c.t.Context(), what)) }

// URL is the address of the page at hand.
func (c *Chromium) URL() string {
	c.t.Helper()
	address, err := c.b.URL(c.t.Context())
	c.must(err)
	return address
}

// Source is the page's HTML.
func (c *Chromium) Source() string {
	c.t.Helper()
	html, err := c.b.Source(c.t.Context())
	c.must(err)
	return html
}

func (c *Chromium) must(err error) {
	if err != nil {
		c.t.Helper()
		c.t.Fatal(err)
	}
}
