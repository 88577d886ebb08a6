package share

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	mrand "math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
)

func TestMain(m *testing.M) {
	work = 2 // the cost of a passphrase is tested once, from the command line
	m.Run()
}

// shelf is a catalogue of definitions that are there already.
type shelf map[string]string

func (s shelf) Provider(id string) (auth.Provider, bool) { return auth.Provider{ID: id}, s[id] != "" }

func (s shelf) Source(id string) (string, error) {
	if s[id] == "" {
		return "", fs.ErrNotExist
	}
	return s[id], nil
}

// pemPair is a certificate and its key, PEM.
func pemPair(t testing.TB, name string) (certificate, key string) {
	t.Helper()
	priv, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &priv.PublicKey, priv)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(priv)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})),
		string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))
}

// dice fills records at random, with whatever a record may hold.
type dice struct {
	*mrand.Rand
	certificate, key string
}

func (d dice) word() string {
	letters := []rune("abcXYZ019 -_.äß日本🙂\"\\<&>'")
	b := []rune{'w'}
	for range d.IntN(12) {
		b = append(b, letters[d.IntN(len(letters))])
	}
	return string(append(b, 'w'))
}

func (d dice) secret() auth.Secret {
	if d.IntN(4) == 0 {
		return auth.Secret{}
	}
	return auth.NewSecret(fmt.Sprintf("HUSH-%d %s\x7f\r\n\u2028", d.Uint64(), d.word()))
}

func (d dice) token() auth.Secret {
	b := []byte("HUSH-")
	for range d.IntN(60) {
		b = append(b, byte(0x20+d.IntN(0x5f)))
	}
	return auth.NewSecret(string(b))
}

func (d dice) instant() time.Time {
	return time.Unix(d.Int64N(4_000_000_000), d.Int64N(1_000_000_000)).UTC()
}

// fill sets every settable member of v at random.
func (d dice) fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(d.word())
	case reflect.Bool:
		v.SetBool(d.IntN(2) == 0)
	case reflect.Int, reflect.Int64:
		v.SetInt(d.Int64N(60_000))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1+d.IntN(3), 8))
		for i := range v.Len() {
			d.fill(v.Index(i))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		k, e := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		d.fill(k)
		d.fill(e)
		v.SetMapIndex(k, e)
	case reflect.Struct:
		switch v.Interface().(type) {
		case time.Time:
			v.Set(reflect.ValueOf(d.instant()))
		case auth.Secret:
			v.Set(reflect.ValueOf(d.secret()))
		default:
			for i := range v.NumField() {
				d.fill(v.Field(i))
			}
		}
	}
}

func (d dice) address() string {
	return fmt.Sprintf("https://h%d.example/%d?q=%d", d.IntN(9), d.IntN(9), d.IntN(9))
}

// record is a random record that a vault may hold.
func (d dice) record(name string) auth.Record {
	var r auth.Record
	d.fill(reflect.ValueOf(&r).Elem())
	r.Trouble, r.History, r.CallOrigins, r.Gen = nil, nil, nil, 0
	a := &r.Account
	a.ID, a.Name, a.Provider, a.Source, a.Grant = auth.NewAccountID(), name, "", "", auth.AuthorizationCode
	a.KeepFresh = time.Minute + time.Duration(d.IntN(1000))*time.Second
	a.CA, a.Certificate, a.Proxy = d.certificate, d.certificate+d.key, "http://proxy.example:8080"
	p := &a.Protocol
	for _, e := range []*auth.Endpoints{&p.Endpoints, &r.Metadata.Endpoints} {
		for _, address := range addressesOf(e) {
			*address = d.address()
		}
	}
	p.Issuer, p.Redirect.URI = d.address(), "http://127.0.0.1:8400/cb"
	r.Metadata.Issuer = p.Issuer
	p.ClientAuth, p.Body, p.ScopeStyle = auth.AuthPost, auth.BodyForm, auth.ScopeSpace
	p.Renewal.Body, p.Renewal.ClientAuth, p.Renewal.ScopeStyle = auth.BodyJSON, auth.AuthNone, auth.ScopeOmit
	p.Steps = map[auth.Step]auth.StepFields{auth.StepToken: {
		Params:  map[string]string{"p" + fmt.Sprint(d.IntN(9)): d.word(), "api_key": "HUSH-param"},
		Headers: map[string]string{"X-Authorization": "HUSH-header", "X-Other": "v"},
	}}
	r.Credentials.Origins = []string{auth.Origin(p.Endpoints.Token)}
	g := &r.Grant
	g.Access, g.Refresh, g.ID = d.token(), d.token(), d.token()
	g.Fields = map[string]auth.Secret{"session.key": d.token()}
	g.ExpirySource = auth.ExpiryJWT
	return r
}

func newDice(t testing.TB) dice {
	certificate, key := pemPair(t, "Acme Root")
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	return dice{mrand.New(mrand.NewPCG(seed, 0)), certificate, key}
}

var compare = cmp.Options{
	cmp.Comparer(func(a, b auth.Secret) bool { return a.Reveal() == b.Reveal() }),
}

// What is exported with secrets comes back byte by byte. (requirement 86)
func TestRoundTrip(t *testing.T) {
	d := newDice(t)
	for range 30 {
		c := Contents{Records: []auth.Record{d.record("one"), d.record("two")}}
		c.Records[1].Account.Source = c.Records[0].Account.ID
		passphrase := auth.NewSecret(d.word())
		data, err := Encrypted(c, passphrase)
		if err != nil {
			t.Fatal(err)
		}
		if !IsEncrypted(data) || bytes.Contains(data, []byte("HUSH")) {
			t.Fatalf("not encrypted:\n%.300s", data)
		}
		text, err := Decrypt(data, passphrase)
		if err != nil {
			t.Fatal(err)
		}
		f, err := Parse(text, true)
		if err != nil {
			t.Fatal(err)
		}
		ready := NewPlan(f, nil, shelf{}).Ready()
		if len(ready) != 2 {
			t.Fatalf("%d of 2 accounts are ready: %v", len(ready), NewPlan(f, nil, shelf{}).Items[0].Problem)
		}
		for i, it := range ready {
			got, want := it.Record, c.Records[i]
			if got.Account.ID == want.Account.ID || !got.Account.ID.Valid() {
				t.Errorf("the ID %s is no new one", got.Account.ID)
			}
			want.Account.ID = got.Account.ID
			want.Metadata.Grants, want.Metadata.Scopes, want.Older = nil, nil, false // no part of what is kept, or of an export
			if i == 1 {
				want.Account.Source = ready[0].Record.Account.ID
			}
			if diff := cmp.Diff(want, got, compare); diff != "" {
				t.Fatalf("(-want +got):\n%s", diff)
			}
		}
	}
}

// An export without secrets has none, in any form. (requirement 86)
func TestPlainHoldsNoSecret(t *testing.T) {
	d := newDice(t)
	r := d.record("one")
	r.Account.Protocol.Endpoints.Token = "https://h.example/t?a=1&api_key=HUSH-query&b=2"
	before := fmt.Sprint(r.Account)
	text, left, err := Plain(Contents{Records: []auth.Record{r}})
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"HUSH", "PRIVATE KEY", base64.StdEncoding.EncodeToString([]byte("HUSH"))[:5], `"tokens"`, `"secrets"`} {
		if bytes.Contains(text, []byte(bad)) {
			t.Errorf("the export holds %s:\n%s", bad, text)
		}
	}
	if !bytes.Contains(text, []byte("https://h.example/t?a=1&b=2")) {
		t.Error("the rest of the address is not as it was")
	}
	if len(left) != 4 || before != fmt.Sprint(r.Account) {
		t.Errorf("left out: %q; the record changed: %v", left, before != fmt.Sprint(r.Account))
	}
	f, err := Parse(text, false)
	if err != nil {
		t.Fatal(err)
	}
	if p := NewPlan(f, nil, shelf{}); len(p.Ready()) != 1 {
		t.Errorf("it cannot be imported: %v", p.Items[0].Problem)
	}
}

func TestExportNeedsTheSourceAccount(t *testing.T) {
	d := newDice(t)
	r := d.record("one")
	r.Account.Source = auth.NewAccountID()
	_, _, err := Plain(Contents{Records: []auth.Record{r}})
	if e, ok := errors.AsType[*SourceError](err); !ok || e.Source != r.Account.Source || e.Account != "one" {
		t.Errorf("got %v", err)
	}
}

func TestTooManyAccountsAreNotExported(t *testing.T) {
	if _, _, err := Plain(Contents{Records: make([]auth.Record, MaxAccounts+1)}); err == nil || !strings.Contains(err.Error(), "10000") {
		t.Errorf("got %v", err)
	}
}
