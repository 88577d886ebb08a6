package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/authfob/authfob/auth"
)

// cases are what is measured, in the order of the table.
var cases = []bench{
	{title: "a valid token, key in the keyring", setUp: cachedByKeyring},
	{title: "a valid token, key in the keyring, full build", setUp: cachedByFullBuild},
	{title: "a valid token, key in a file", setUp: cachedByFile},
	{title: "a fresh token over TLS, rotated and saved", setUp: fresh},
	{title: "20 callers at once, token expired, server 50 ms away", most: 9, setUp: burst},
	{title: "copy in the running tray", setUp: copying},
	{title: "1,000 due accounts at one server 50 ms away", most: 2, setUp: due},
	{title: "list of 10,000 accounts", most: 15, setUp: listing},
	{title: "one renewal among 10,000 accounts", setUp: among},
	{title: "size of the program, stripped", most: 1, setUp: size},
}

func cachedByKeyring(ctx context.Context, l *lab) (c contest, err error) {
	o, err := l.signedIn(ctx, "keyring", true)
	if err != nil {
		return c, err
	}
	tool, err := secretTool(ctx)
	if err != nil {
		return c, err
	}
	kubelogin, err := l.kubelogin(ctx, l.strict, "keyring")
	if err != nil {
		return c, err
	}
	gh, err := l.gh()
	if err != nil {
		return c, err
	}
	c.ours = command("authfob token", o.args(l.program("authfob-nogui"), "token", "orders")...)
	c.others = []rival{
		{command("secret-tool lookup", tool...), 0.6},
		{command("kubelogin, token in the keyring", kubelogin...), 0.7},
		{command("gh auth token", gh...), 0.2},
		{l.bareget(), 1.15},
		{command("the bare parts, linked with all of the command line", l.program("barelinked"), l.path("sealed")), 1.15},
	}
	return c, nil
}

func cachedByFullBuild(ctx context.Context, l *lab) (c contest, err error) {
	o, err := l.signedIn(ctx, "full", true)
	if err != nil {
		return c, err
	}
	c.ours = command("authfob token, full build", o.args(l.program("authfob"), "token", "orders")...)
	c.others = []rival{
		{l.bareget(), 1.8},
		{command("the bare parts, linked with the toolkit too", l.program("bareget-full"), l.path("sealed")), 1.15},
	}
	return c, nil
}

func (l *lab) bareget() work {
	return command("the bare parts: a Get of go-keyring, 4 KB opened", l.program("bareget"), l.path("sealed"))
}

func cachedByFile(ctx context.Context, l *lab) (c contest, err error) {
	o, err := l.signedIn(ctx, "file", false)
	if err != nil {
		return c, err
	}
	oauth2l, err := l.oauth2l(ctx, l.keeping, l.path("oauth2l.cache"))
	if err != nil {
		return c, err
	}
	c.ours = command("authfob token", o.args(l.program("authfob-nogui"), "token", "orders")...)
	c.others = []rival{{command("oauth2l, token in its cache", oauth2l...), 1.0}}
	return c, nil
}

func fresh(ctx context.Context, l *lab) (c contest, err error) {
	o, err := l.signedIn(ctx, "fresh", true)
	if err != nil {
		return c, err
	}
	kubelogin, err := l.kubelogin(ctx, l.strict, "disk")
	if err != nil {
		return c, err
	}
	oauth2l, err := l.oauth2l(ctx, l.keeping, "")
	if err != nil {
		return c, err
	}
	oidc, err := l.oidcAgent(ctx, l.strict)
	if err != nil {
		return c, err
	}
	token := l.strict.URL() + "/token"
	curl := []string{"curl", "-sS", "-d", "grant_type=client_credentials", "-d", "client_id=" + robot, "-d", "client_secret=" + robotSecret, token}
	c.ours = command("authfob token --renew", o.args(l.program("authfob-nogui"), "token", "--renew", "orders")...)
	c.others = []rival{
		{command("curl, one POST", curl...), 0.35},
		{command("kubelogin --force-refresh", append(kubelogin, "--force-refresh")...), 0.6},
		{command("oauth2l, nothing saved", oauth2l...), 0.6},
		{command("oidc-token -f", append(oidc, "-f")...), 0.05},
		{command("the bare parts: go-keyring, TLS POST, durable write", l.program("barerenew"), l.path("renewed"), token, robot, robotSecret), 1.3},
	}
	return c, nil
}

func copying(ctx context.Context, l *lab) (c contest, err error) {
	o, err := l.signedIn(ctx, "tray", false)
	if err != nil {
		return c, err
	}
	socket, err := l.startTray(ctx, o)
	if err != nil {
		return c, err
	}
	desk, err := newDesk()
	if err != nil {
		return c, err
	}
	c.ours = work{name: "asking the tray to copy", do: func(ctx context.Context) (sample, error) { return askCopy(ctx, socket, "orders") }}
	c.others = []rival{{work{name: "one X11 selection round trip, a paste of it", do: desk.paste}, 2}}
	return c, nil
}

func due(ctx context.Context, l *lab) (c contest, err error) {
	const accounts, latency = 1000, 50 * time.Millisecond
	template, err := l.crowd(ctx, l.keeping, "due", accounts, func(r *auth.Record) {
		r.Account.RenewAhead = true
		r.Grant.ObtainedAt, r.Grant.ExpiresAt = r.Grant.ObtainedAt.Add(-2*time.Hour), r.Grant.ObtainedAt.Add(-time.Hour)
	})
	if err != nil {
		return c, err
	}
	c.ours = work{name: "the tray", do: func(ctx context.Context) (sample, error) { return l.renewAll(ctx, template, accounts, latency) }}
	ideal := sample{wall: accounts / 4 * latency}
	c.others = []rival{{work{name: "four at a time without a pause", do: func(context.Context) (sample, error) { return ideal, nil }}, 1.15}}
	return c, nil
}

func listing(ctx context.Context, l *lab) (c contest, err error) {
	o, err := l.tenThousand(ctx)
	if err != nil {
		return c, err
	}
	entries, err := os.ReadDir(filepath.Join(o.dir, "vault", "acct"))
	if err != nil {
		return c, err
	}
	cat := []string{"cat"}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".sec") {
			cat = append(cat, e.Name())
		}
	}
	c.ours = printing("authfob list", ".", o.args(l.program("authfob-nogui"), "list")...)
	c.others = []rival{{printing("cat of the same files", filepath.Join(o.dir, "vault", "acct"), cat...), 5}}
	return c, nil
}

func among(ctx context.Context, l *lab) (c contest, err error) {
	many, err := l.tenThousand(ctx)
	if err != nil {
		return c, err
	}
	few, err := l.crowd(ctx, l.strict, "few", 10, nil)
	if err != nil {
		return c, err
	}
	renew := func(name string, o ours) work {
		return command(name, o.args(l.program("authfob-nogui"), "token", "--renew", "account 0")...)
	}
	c.ours = renew("authfob token --renew", many)
	c.others = []rival{{renew("the same among 10", few), 1.2}}
	return c, nil
}

// signedIn is a home with one account, called orders, whose token is fresh.
func (l *lab) signedIn(ctx context.Context, name string, underKeyring bool) (ours, error) {
	o, err := l.newHome(name, underKeyring)
	if err == nil {
		_, err = o.add(ctx, l.strict, "orders")
	}
	return o, err
}
