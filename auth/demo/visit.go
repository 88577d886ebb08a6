package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"
)

var loginKey = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`name=request value="([A-Za-z0-9_-]+)"`) })

// Visit does what a person with a browser does: it opens an address of a demo
// server (an authorization request, or a device's complete verification
// address), clicks on the person, "" for Refuse, and returns the address that
// the browser is sent to, without going there; "" where the page is the end.
func Visit(ctx context.Context, address, person string) (landed string, err error) {
	browser := &http.Client{
		Timeout:       30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	page, landed, err := open(ctx, browser, http.MethodGet, address, "")
	if err != nil || landed != "" {
		return landed, err
	}
	key := loginKey().FindStringSubmatch(page)
	if key == nil {
		return "", errors.New("the demo server showed no sign-in page")
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", errors.New("the address is not a URL")
	}
	form := url.Values{"request": {key[1]}, "person": {person}}.Encode()
	_, landed, err = open(ctx, browser, http.MethodPost, u.Scheme+"://"+u.Host+"/decide", form)
	return landed, err
}

func open(ctx context.Context, browser *http.Client, method, address, form string) (page, landed string, err error) {
	req, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(form))
	if err != nil {
		return "", "", errors.New("the address is not a URL")
	}
	if form != "" {
		req.Header.Set("Content-Type", typeForm)
	}
	resp, err := browser.Do(req)
	if err != nil {
		return "", "", errors.New("the demo server did not answer")
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBody))
	switch {
	case err != nil:
		return "", "", errors.New("the demo server's page broke off")
	case resp.StatusCode/100 == 3:
		return "", resp.Header.Get("Location"), nil
	case resp.StatusCode != http.StatusOK:
		return "", "", fmt.Errorf("the demo server answered %d", resp.StatusCode)
	}
	return string(body), "", nil
}
