// Package webdriver drives Debian's Chromium through chromedriver by the W3C
// WebDriver protocol, for tests and for the tour that takes screenshots. The
// browser reaches loopback addresses only, and leaves nothing behind.
//
// It is never part of the program itself.
package webdriver

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"time"
)

// Browser is a running Chromium with one window. It is not safe for concurrent use.
type Browser struct {
	driver  *exec.Cmd
	profile string
	session string // address of the session, without a slash at its end
	http    http.Client
}

// Options say what the browser looks like. The zero value works.
type Options struct {
	Width, Height int  // of the window in pixels; 1000 by 760 when 0
	Dark          bool // prefers-color-scheme: dark
}

// flags keep Chromium from talking to anybody but loopback addresses.
func flags(profile string, o Options) []string {
	f := []string{
		"--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions", "--disable-dev-shm-usage",
		"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
		"--user-data-dir=" + profile, fmt.Sprintf("--window-size=%d,%d", o.Width, o.Height),
	}
	if o.Dark {
		f = append(f, "--force-dark-mode", "--blink-settings=preferredColorScheme=0")
	}
	if os.Geteuid() == 0 { // Chromium's sandbox refuses root
		f = append(f, "--no-sandbox")
	}
	return f
}

// Start starts chromedriver and Chromium (Debian packages chromium-driver and
// chromium). They run until Close or until ctx ends.
func Start(ctx context.Context, o Options) (_ *Browser, err error) {
	if o.Width == 0 || o.Height == 0 {
		o.Width, o.Height = 1000, 760
	}
	b := &Browser{http: http.Client{Timeout: time.Minute}}
	if b.profile, err = os.MkdirTemp("", "authfob-chromium-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = b.Close()
		}
	}()
	address, err := b.startDriver(ctx)
	if err != nil {
		return nil, err
	}
	var created struct{ SessionID string }
	b.session = address
	capabilities := map[string]any{
		"browserName": "chrome", "pageLoadStrategy": "normal",
		"goog:chromeOptions": map[string]any{"binary": "/usr/bin/chromium", "args": flags(b.profile, o)},
	}
	if err = b.call(ctx, http.MethodPost, "/session", map[string]any{"capabilities": map[string]any{"alwaysMatch": capabilities}}, &created); err != nil {
		return nil, err
	}
	b.session = address + "/session/" + created.SessionID
	return b, nil
}

var startedOn = regexp.MustCompile(`started successfully on port ([0-9]+)`)

func (b *Browser) startDriver(ctx context.Context) (address string, err error) {
	cmd := exec.CommandContext(ctx, "/usr/bin/chromedriver", "--port=0")
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", fmt.Errorf("chromedriver does not start (Debian packages chromium and chromium-driver): %v", err)
	}
	b.driver = cmd
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if m := startedOn.FindStringSubmatch(lines.Text()); m != nil {
			return "http://127.0.0.1:" + m[1], nil
		}
	}
	return "", errors.New("chromedriver ended before it was ready")
}

// Close ends the browser and removes its profile.
func (b *Browser) Close() error {
	if strings.Contains(b.session, "/session/") {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second) // also after the caller's has ended
		defer cancel()
		_ = b.call(ctx, http.MethodDelete, "", nil, nil) // chromedriver's end takes the browser along
	}
	if b.driver != nil {
		_ = b.driver.Process.Kill()
		_ = b.driver.Wait()
	}
	return removeAll(b.profile)
}

// removeAll tries for a moment: Chromium's helpers write into the profile until
// they are gone.
func removeAll(dir string) error {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	var err error
	for range 40 {
		if err = os.RemoveAll(dir); err == nil {
			return nil
		}
		<-tick.C
	}
	return err
}

// Failure is an error that the WebDriver protocol reports.
type Failure struct {
	Code    string `json:"error"` // "no such element", …
	Message string `json:"message"`
}

// Error implements error.
func (f *Failure) Error() string {
	first, _, _ := strings.Cut(f.Message, "\n")
	return f.Code + ": " + first
}

// call is one command; out takes its value and may be nil.
func (b *Browser) call(ctx context.Context, method, path string, in, out any) error {
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return err
		}
	}
	req, err := http.NewRequestWithContext(ctx, method, b.session+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	resp, err := b.http.Do(req)
	if err != nil {
		return fmt.Errorf("chromedriver does not answer: %w", err)
	}
	defer resp.Body.Close()
	var reply struct{ Value json.RawMessage }
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return fmt.Errorf("chromedriver's answer is not understood: %v", err)
	}
	if resp.StatusCode != http.StatusOK {
		f := &Failure{Code: resp.Status}
		_ = json.Unmarshal(reply.Value, f) // else the status is all there is
		return f
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(reply.Value, out)
}

// PNG takes a picture of the window.
func (b *Browser) PNG(ctx context.Context) ([]byte, error) {
	var text string
	if err := b.call(ctx, http.MethodGet, "/screenshot", nil, &text); err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(text)
}
