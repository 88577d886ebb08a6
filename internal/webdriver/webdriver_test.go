package webdriver_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/authfob/authfob/internal/webdriver"
)

func TestBrowser(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `<!doctype html><title>x</title><form action=/next><input name=q id=q><button id=go>Go</button></form><p id=said>%s</p>`, r.URL.Query().Get("q"))
	}))
	t.Cleanup(site.Close)
	ctx := t.Context()
	b, err := webdriver.Start(ctx, webdriver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []func() error{
		func() error { return b.Open(ctx, site.URL) },
		func() error { return b.Type(ctx, "#q", "hello") },
		func() error { return b.Click(ctx, "#go") },
		func() error { return b.WaitFor(ctx, site.URL+"/next?q=hello") },
		func() error { return b.WaitFor(ctx, "#said") },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	if html, err := b.Source(ctx); err != nil || !strings.Contains(html, "hello</p>") {
		t.Errorf("%s: %v", html, err)
	}
	if png, err := b.PNG(ctx); err != nil || !bytes.HasPrefix(png, []byte("\x89PNG")) {
		t.Errorf("no picture: %v", err)
	}
	if err := b.Open(ctx, "http://authfob.example/"); err == nil {
		t.Error("the browser went outside")
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if err := b.WaitFor(cancelled, "#nothing"); err == nil {
		t.Error("waited for nothing with success")
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "authfob-chromium-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
