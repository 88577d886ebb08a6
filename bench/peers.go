package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// kubelogin is a command line of kubelogin that has signed in already.
func (l *lab) kubelogin(ctx context.Context, p *provider, storage string) ([]string, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	line := []string{
		l.program("kubelogin"), "get-token", "--oidc-issuer-url", p.URL(), "--oidc-client-id", "kubelogin",
		"--token-cache-storage", storage, "--token-cache-dir", l.path("kubelogin"),
		"--grant-type", "authcode", "--listen-address", "127.0.0.1:0", "--browser-command", self,
	}
	return line, prepare(exec.CommandContext(ctx, line[0], line[1:]...))
}

// oauth2l is a command line of oauth2l, which reads a refresh token from a file
// and never replaces it; cache is where it keeps access tokens, "" for nowhere.
func (l *lab) oauth2l(ctx context.Context, p *provider, cache string) ([]string, error) {
	g, err := p.grant(ctx, "oauth2l")
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(map[string]string{
		"type": "authorized_user", "client_id": "oauth2l", "client_secret": "",
		"auth_uri": p.URL() + "/authorize", "token_uri": p.URL() + "/token", "refresh_token": g.Refresh.Reveal(),
	})
	if err != nil {
		return nil, err
	}
	credentials := l.path("oauth2l.json")
	if err := os.WriteFile(credentials, text, 0o600); err != nil {
		return nil, err
	}
	line := []string{l.program("oauth2l"), "fetch", "--credentials", credentials, "--scope", "api:read", "--cache=" + cache}
	return line, prepare(exec.CommandContext(ctx, line[0], line[1:]...))
}

// oidcAgent starts an agent with an account, and is a command line that asks it.
func (l *lab) oidcAgent(ctx context.Context, p *provider) ([]string, error) {
	set("OIDC_CONFIG_DIR", l.path("oidc-agent"))
	if err := os.MkdirAll(l.path("oidc-agent"), 0o700); err != nil {
		return nil, err
	}
	if os.Getenv("OIDC_SOCK") == "" {
		if err := l.startOIDCAgent(ctx); err != nil {
			return nil, err
		}
	}
	g, err := p.grant(ctx, "oidc-agent")
	if err != nil {
		return nil, err
	}
	set("OIDC_ENCRYPTION_PW", "password of the bench")
	gen := exec.CommandContext(ctx, "oidc-gen", "--manual", "--rt", g.Refresh.Reveal(), "--iss", p.URL(), "--client-id", "oidc-agent", "--client-secret", "",
		"--redirect-uri", "http://localhost:4242", "--scope", strings.Join(scopes, " "), "--cp", os.Getenv("SSL_CERT_FILE"), "--pw-env", "--confirm-default", "--prompt=none", "bench")
	return []string{"oidc-token", "bench"}, prepare(gen)
}

func (l *lab) startOIDCAgent(ctx context.Context) error {
	socket := l.path("oidc-agent.socket")
	set("OIDC_SOCK", socket)
	if err := l.start(exec.CommandContext(context.WithoutCancel(ctx), "oidc-agent", "--console", "--socket-path", socket)); err != nil {
		return err
	}
	return await(ctx, "oidc-agent", func() bool { _, err := os.Stat(socket); return err == nil })
}

// gh is a command line of GitHub's tool with a token in its file.
func (l *lab) gh() ([]string, error) {
	set("GH_CONFIG_DIR", l.path("gh"))
	if err := os.MkdirAll(l.path("gh"), 0o700); err != nil {
		return nil, err
	}
	hosts := "github.com:\n    oauth_token: gho_" + strings.Repeat("x", 36) + "\n    user: bench\n    git_protocol: https\n"
	return []string{"gh", "auth", "token"}, os.WriteFile(l.path("gh", "hosts.yml"), []byte(hosts), 0o600)
}

// secretTool is a command line that looks a token up in the keyring.
func secretTool(ctx context.Context) ([]string, error) {
	cmd := exec.CommandContext(ctx, "secret-tool", "store", "--label=bench", "authfob-bench", "token")
	cmd.Stdin = strings.NewReader(strings.Repeat("t", 1000))
	return []string{"secret-tool", "lookup", "authfob-bench", "token"}, prepare(cmd)
}

// prepare runs a program that must succeed, and tells what it said if it does not.
func prepare(cmd *exec.Cmd) error {
	out, err := cmd.CombinedOutput()
	var missing *exec.Error
	switch {
	case errors.As(err, &missing):
		return fmt.Errorf("%v (see scripts/packages.txt and tools/peers)", err)
	case err != nil:
		return fmt.Errorf("%s: %v: %s", cmd.Path, err, out)
	}
	return nil
}
