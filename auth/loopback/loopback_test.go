package loopback

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

const state = "STATE_THAT_NOBODY_KNOWS_0123456789ABCDEFGHI"

var want = Expect{State: auth.NewSecret(state), Issuer: "https://as.example"}

func listen(t *testing.T, r auth.Redirect, e Expect) *Receiver {
	t.Helper()
	rc, err := Listen(r, e, English)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { rc.Close(false) })
	return rc
}

// ask sends one request as it is written and returns status and page.
func ask(t *testing.T, method, address, host string) (int, http.Header, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if host != "" {
		req.Host = host
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, resp.Header, string(body)
}

func TestStrayRequestsChangeNothing(t *testing.T) {
	rc := listen(t, auth.Redirect{}, want)
	uri := rc.RedirectURI()
	good := "code=CODE&state=" + state
	tests := []struct {
		name, method, address, host string
		status                      int
	}{
		{"no parameters", "GET", uri, "", 400},
		{"error without state", "GET", uri + "?error=access_denied", "", 400},
		{"wrong state", "GET", uri + "?code=CODE&state=x", "", 400},
		{"empty state", "GET", uri + "?code=CODE&state=", "", 400},
		{"state twice", "GET", uri + "?" + good + "&state=" + state, "", 400},
		{"state twice, one wrong", "GET", uri + "?state=x&" + good, "", 400},
		{"semicolon", "GET", uri + "?code=CODE;state=" + state, "", 400},
		{"bad encoding", "GET", uri + "?" + good + "&x=%zz", "", 400},
		{"HEAD", "HEAD", uri + "?" + good, "", 405},
		{"POST", "POST", uri + "?" + good, "", 405},
		{"OPTIONS", "OPTIONS", uri + "?" + good, "", 405},
		{"root", "GET", strings.TrimSuffix(uri, "/callback") + "/?" + good, "", 404},
		{"path below", "GET", strings.Replace(uri, "/callback", "/callback/x", 1) + "?" + good, "", 404},
		{"path in other case", "GET", strings.Replace(uri, "/callback", "/Callback", 1) + "?" + good, "", 404},
		{"favicon", "GET", strings.Replace(uri, "/callback", "/favicon.ico", 1), "", 404},
		{"rebound host", "GET", uri + "?" + good, "evil.example", 421},
		{"localhost", "GET", uri + "?" + good, strings.Replace(rc.host, "127.0.0.1", "localhost", 1), 421},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			status, header, page := ask(t, tt.method, tt.address, tt.host)
			if status != tt.status {
				t.Errorf("status %d, want %d", status, tt.status)
			}
			if strings.Contains(page, "CODE") || strings.Contains(page, "evil") {
				t.Errorf("the page shows what was sent: %s", page)
			}
			wantHeaders(t, header)
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := rc.Code(ctx); err != context.Canceled {
		t.Errorf("error %v: one of them ended the sign-in", err)
	}
}

func wantHeaders(t *testing.T, h http.Header) {
	t.Helper()
	if csp := h.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'; frame-ancestors 'none'; ") || strings.Contains(csp, "unsafe") || strings.Contains(csp, "script") {
		t.Errorf("Content-Security-Policy %q", csp)
	}
	for name, value := range map[string]string{
		"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
		"Access-Control-Allow-Origin": "", "Access-Control-Allow-Private-Network": "",
	} {
		if got := h.Get(name); got != value {
			t.Errorf("%s: %q, want %q", name, got, value)
		}
	}
}

func TestAnswers(t *testing.T) {
	promised := want
	promised.IssRequired = true
	tests := []struct {
		name, query string
		want        Expect
		code        string
		outcome     auth.Outcome
		says        string
	}{
		{"code", "code=CODE", want, "CODE", "", ""},
		{"odd code", "code=" + url.QueryEscape("4/0 A+b=%&?#~"), want, "4/0 A+b=%&?#~", "", ""},
		{"long code", "code=" + strings.Repeat("c", 8<<10), want, strings.Repeat("c", 8<<10), "", ""},
		{"right issuer", "code=CODE&iss=https%3A%2F%2Fas.example", promised, "CODE", "", ""},
		{"wrong issuer", "code=CODE&iss=https%3A%2F%2Fevil.example", want, "", auth.OutcomeInvalid, "another server (iss): \"https://evil.example\""},
		{"issuer with a slash", "code=CODE&iss=https%3A%2F%2Fas.example%2F", want, "", auth.OutcomeInvalid, "another server"},
		{"issuer missing", "code=CODE", promised, "", auth.OutcomeInvalid, "although that was promised"},
		{"wrong issuer on an error", "error=access_denied&iss=x", want, "", auth.OutcomeInvalid, "another server"},
		{"issuer twice", "code=CODE&iss=https%3A%2F%2Fas.example&iss=https%3A%2F%2Fas.example", want, "", auth.OutcomeInvalid, "iss more than once"},
		{"code twice", "code=CODE&code=CODE", want, "", auth.OutcomeInvalid, "code more than once"},
		{"denied", "error=access_denied&error_description=" + url.QueryEscape("No <b>way</b>\x1b[31m"), want, "", auth.OutcomeRefused, `access_denied, "No <b>way</b>[31m"`},
		{"error beats code", "error=access_denied&code=CODE", want, "", auth.OutcomeRefused, "access_denied"},
		{"neither", "x=y", want, "", auth.OutcomeInvalid, "neither a code nor an error"},
		{"control character", "code=CO%0ADE", want, "", auth.OutcomeInvalid, "characters that a code cannot have"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rc := listen(t, auth.Redirect{}, tt.want)
			page := make(chan string, 1)
			go func() { // ends with the request
				status, _, body := ask(t, "GET", rc.RedirectURI()+"?"+tt.query+"&state="+state, "")
				page <- fmt.Sprint(status, body)
			}()
			code, err := rc.Code(t.Context())
			rc.Close(err == nil)
			shown := <-page
			if tt.outcome == "" {
				if err != nil || code.Reveal() != tt.code || !strings.HasPrefix(shown, "200") || !strings.Contains(shown, "You are signed in. You can close this page.") {
					t.Errorf("code %q, error %v, page %s", code.Reveal(), err, shown)
				}
				return
			}
			f, ok := errors.AsType[*auth.Failure](err)
			if !ok || f.Outcome != tt.outcome || !strings.Contains(f.Error(), tt.says) {
				t.Errorf("error %v, want %s with %q", err, tt.outcome, tt.says)
			}
			if !strings.HasPrefix(shown, "400") || !strings.Contains(shown, "did not succeed") || strings.Contains(shown, "way") {
				t.Errorf("page %s", shown)
			}
		})
	}
}

func TestOnlyTheFirstAnswerCounts(t *testing.T) {
	rc := listen(t, auth.Redirect{}, want)
	first := make(chan int, 1)
	go func() { // ends with the request
		status, _, _ := ask(t, "GET", rc.RedirectURI()+"?code=ONE&state="+state, "")
		first <- status
	}()
	code, err := rc.Code(t.Context())
	if err != nil || code.Reveal() != "ONE" {
		t.Fatalf("code %q, error %v", code.Reveal(), err)
	}
	if status, _, _ := ask(t, "GET", rc.RedirectURI()+"?code=TWO&state="+state, ""); status != 400 {
		t.Errorf("the second answer got %d", status)
	}
	rc.Close(true)
	if status := <-first; status != 200 {
		t.Errorf("the first answer got %d", status)
	}
	if conn, err := net.Dial("tcp", rc.host); err == nil {
		_ = conn.Close()
		t.Error("the port is still open")
	}
}

// TestCrowd holds more idle connections than there is room for; the genuine
// answer comes through, and closing waits for none of them.
func TestCrowd(t *testing.T) {
	rc := listen(t, auth.Redirect{}, want)
	for range 2 * maxConns {
		conn, err := net.Dial("tcp", rc.host)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		_, _ = io.WriteString(conn, "GET /callback?sta") // and no more
	}
	started := time.Now()
	conn, err := net.Dial("tcp", rc.host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "GET /callback?code=CODE&state=%s HTTP/1.1\r\nHost: %s\r\n\r\n", state, rc.host)
	code, err := rc.Code(t.Context())
	if err != nil || code.Reveal() != "CODE" {
		t.Fatalf("code %q, error %v", code.Reveal(), err)
	}
	rc.Close(true)
	if line, _ := bufio.NewReader(conn).ReadString('\n'); !strings.Contains(line, " 200 ") {
		t.Errorf("answer %q", line)
	}
	if took := time.Since(started); took > 4*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestHugeRequests(t *testing.T) {
	rc := listen(t, auth.Redirect{}, want)
	if status, _, _ := ask(t, "GET", rc.RedirectURI()+"?x="+strings.Repeat("x", 40<<10), ""); status != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a 40 KiB query got %d", status)
	}
	if status, _, _ := ask(t, "GET", rc.RedirectURI()+"?"+strings.Repeat("a&", 12<<10), ""); status != 400 {
		t.Errorf("12,000 parameters got %d", status)
	}
}

func TestRedirectURIs(t *testing.T) {
	free := freePort(t)
	tests := []struct {
		name string
		in   auth.Redirect
		want string // PORT stands for any
		says string
	}{
		{"default", auth.Redirect{}, "http://127.0.0.1:PORT/callback", ""},
		{"path", auth.Redirect{Path: "/cb"}, "http://127.0.0.1:PORT/cb", ""},
		{"localhost", auth.Redirect{Host: "localhost"}, "http://localhost:PORT/callback", ""},
		{"fixed port", auth.Redirect{Port: free}, fmt.Sprintf("http://127.0.0.1:%d/callback", free), ""},
		{"as written", auth.Redirect{URI: fmt.Sprintf("http://localhost:%d/a/b", free)}, fmt.Sprintf("http://localhost:%d/a/b", free), ""},
		{"as written, no path", auth.Redirect{URI: fmt.Sprintf("http://127.0.0.1:%d", free)}, fmt.Sprintf("http://127.0.0.1:%d", free), ""},
		{"as written, any port", auth.Redirect{URI: "http://127.0.0.1/cb"}, "http://127.0.0.1:PORT/cb", ""},
		{"another computer", auth.Redirect{URI: "http://192.0.2.1:80/cb"}, "", "is not this computer itself"},
		{"every interface", auth.Redirect{Host: "0.0.0.0"}, "", "is not this computer itself"},
		{"path without slash", auth.Redirect{Path: "cb"}, "", "must begin with a slash"},
		{"with a fragment", auth.Redirect{URI: "http://127.0.0.1/cb#x"}, "", "must look like"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rc, err := Listen(tt.in, want, English)
			if tt.says != "" {
				if err == nil || !strings.Contains(err.Error(), tt.says) {
					t.Errorf("error %v, want %q", err, tt.says)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer rc.Close(false)
			_, port, _ := net.SplitHostPort(rc.host)
			if got := rc.RedirectURI(); got != strings.Replace(tt.want, "PORT", port, 1) {
				t.Errorf("redirect URI %s, want %s", got, tt.want)
			}
			if ip := rc.server; ip == nil || !strings.HasPrefix(rc.host, "127.0.0.1:") && !strings.HasPrefix(rc.host, "localhost:") {
				t.Errorf("host %s", rc.host)
			}
			if status, _, _ := ask(t, "GET", strings.Replace(rc.RedirectURI(), "localhost", "127.0.0.1", 1)+"?x=y", rc.host); status != 400 {
				t.Errorf("status %d, want 400", status)
			}
		})
	}
}

func TestTakenPort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	_, err = Listen(auth.Redirect{Port: port}, want, English)
	if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("port %d of 127.0.0.1 is taken", port)) {
		t.Errorf("error %v", err)
	}
	_ = l.Close()
	rc, err := Listen(auth.Redirect{Port: port}, want, English)
	if err != nil {
		t.Fatal(err)
	}
	rc.Close(false)
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func TestNotReachableFromOutside(t *testing.T) {
	rc := listen(t, auth.Redirect{}, want)
	_, port, _ := net.SplitHostPort(rc.host)
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range addresses {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLoopback() && !n.IP.IsLinkLocalUnicast() {
			conn, err := net.DialTimeout("tcp", net.JoinHostPort(n.IP.String(), port), time.Second)
			if err == nil {
				_ = conn.Close()
				t.Errorf("reachable at %s", n.IP)
			}
		}
	}
}
