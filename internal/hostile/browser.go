package hostile

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Browser is what a sign-in opens: it asks the sign-in page and goes where that
// sends it, or does what a row's visits say instead.
type Browser struct {
	// Done is closed when all visits have been made.
	Done chan struct{}
	// Opened counts the addresses that were opened.
	Opened atomic.Int32
	// Callback is where the browser was sent back to, once it was.
	Callback *url.URL

	server *Server
	client *http.Client
	visits []Visit
	once   sync.Once
	hung   []net.Conn
}

// NewBrowser returns a browser for one sign-in. client must trust the server.
func NewBrowser(s *Server, visits []Visit, transport *http.Transport) *Browser {
	return &Browser{
		Done: make(chan struct{}), server: s, visits: visits,
		client: &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
	}
}

// Close ends what still hangs.
func (b *Browser) Close() {
	for _, c := range b.hung {
		_ = c.Close()
	}
	b.client.CloseIdleConnections()
}

// Open does what a browser does, until all pages have been shown or ctx ends.
func (b *Browser) Open(ctx context.Context, address string) error {
	b.Opened.Add(1)
	defer b.once.Do(func() { close(b.Done) })
	if strings.ContainsAny(address, " \"<>\\^`{|}") {
		b.server.violate("the browser is handed an address that is not encoded")
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	resp, err := b.client.Do(req)
	if err != nil {
		return err
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	_ = resp.Body.Close()
	back, err := resp.Location()
	if err != nil {
		return nil // an error page; nothing comes back
	}
	b.Callback = back
	b.visit(ctx)
	return nil
}

func (b *Browser) visit(ctx context.Context) {
	visits := b.visits
	if visits == nil {
		visits = []Visit{{Status: http.StatusOK}}
	}
	var together sync.WaitGroup
	defer together.Wait()
	for _, v := range visits {
		for range max(v.Times, 1) {
			if v.Together {
				together.Go(func() { b.make(ctx, v) })
			} else {
				b.make(ctx, v)
			}
		}
	}
}

func (b *Browser) make(ctx context.Context, v Visit) {
	q := b.Callback.Query()
	fill := strings.NewReplacer("{code}", url.QueryEscape(q.Get("code")), "{state}", q.Get("state"), "{iss}", url.QueryEscape(q.Get("iss")),
		"{half}", q.Get("state")[:20], "{evil}", b.server.Evil, "{host}", b.Callback.Host, "{path}", b.Callback.Path)
	if v.Hang != "" {
		b.hang(ctx, fill.Replace(v.Hang))
		return
	}
	target := *b.Callback
	if v.Query != "" {
		target.RawQuery = fill.Replace(v.Query)
	}
	if v.Query == "-" {
		target.RawQuery = ""
	}
	if v.Path != "" {
		target.Path, target.RawPath = v.Path, ""
	}
	method := v.Method
	if method == "" {
		method = http.MethodGet
	}
	req, err := http.NewRequestWithContext(ctx, method, target.String(), strings.NewReader(fill.Replace(v.Body)))
	if err != nil {
		b.server.violate("the visit %+v cannot be made: %v", v, err)
		return
	}
	for _, line := range v.Headers {
		name, value, _ := strings.Cut(line, ": ")
		req.Header.Set(name, value)
	}
	if v.Host != "" {
		req.Host = fill.Replace(v.Host)
	}
	b.look(req, v)
}

// look checks the page: constant, inert, and its status. (requirement 48)
func (b *Browser) look(req *http.Request, v Visit) {
	resp, err := b.client.Do(req)
	if err != nil {
		if v.Status != 0 {
			b.server.violate("a visit of the callback got no answer, not %d", v.Status)
		}
		return
	}
	defer resp.Body.Close()
	page, _ := io.ReadAll(resp.Body)
	if v.Status != 0 && resp.StatusCode != v.Status {
		b.server.violate("the callback answered %d to %s, not %d", resp.StatusCode, fmt.Sprint(v), v.Status)
	}
	if resp.StatusCode == http.StatusRequestHeaderFieldsTooLarge || resp.StatusCode == 400 && resp.Header.Get("Content-Type") == "text/plain; charset=utf-8" {
		return // net/http's own answer to what is no request
	}
	for name, want := range map[string]string{
		"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
	} {
		if !strings.HasPrefix(resp.Header.Get(name), want) {
			b.server.violate("the callback's page has %s %q", name, resp.Header.Get(name))
		}
	}
	for name := range resp.Header {
		if strings.HasPrefix(name, "Access-Control") || name == "Location" || name == "Set-Cookie" {
			b.server.violate("the callback's answer has a %s", name)
		}
	}
	for _, secret := range append(b.server.Secrets(), "PROBE", "<script") {
		if strings.Contains(string(page), secret) {
			b.server.violate("the callback's page shows what it received")
		}
	}
}

// hang leaves a connection open.
func (b *Browser) hang(ctx context.Context, text string) {
	d := net.Dialer{Timeout: 5 * time.Second}
	conn, err := d.DialContext(ctx, "tcp", b.Callback.Host)
	if err != nil {
		return
	}
	_, _ = io.WriteString(conn, text)
	b.hung = append(b.hung, conn)
}
