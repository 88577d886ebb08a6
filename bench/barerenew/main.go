// Barerenew is the sum of the parts of a renewal in Go, with nothing decided or
// checked: a Get of go-keyring, a POST over TLS that trusts the system's bundle,
// and the answer sealed and written durably. It must never do more: it is what
// `authfob token --renew` is measured against.
package main

import (
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"

	"github.com/zalando/go-keyring"
	"golang.org/x/crypto/chacha20poly1305"
)

func main() {
	file, address, client, secret := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	text := need(keyring.Get("authfob-bench", "bare"))
	aead := need(chacha20poly1305.NewX(need(base64.StdEncoding.DecodeString(text))))

	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(need(os.ReadFile(os.Getenv("SSL_CERT_FILE"))))
	web := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	reply := need(web.PostForm(address, url.Values{"grant_type": {"client_credentials"}, "client_id": {client}, "client_secret": {secret}}))
	token := need(io.ReadAll(reply.Body))

	nonce := make([]byte, aead.NonceSize(), 8<<10)
	_, _ = rand.Read(nonce)
	write(file, aead.Seal(nonce, nonce, append(token, make([]byte, 4<<10-len(token))...), nil))
	_, _ = os.Stdout.Write(token)
}

// write replaces a file so that a crash leaves the old or the new one.
func write(file string, data []byte) {
	f := need(os.Create(file + ".new"))
	need(f.Write(data))
	check(f.Sync())
	check(f.Close())
	check(os.Rename(file+".new", file))
	dir := need(os.Open(filepath.Dir(file)))
	check(dir.Sync())
}

func need[T any](v T, err error) T {
	check(err)
	return v
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
