package auth

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// book is a vault of nothing but a notebook and records that count who reads them.
type book struct {
	Vault
	records []Record
	note    []byte
	reads   int
	writes  int
}

func (b *book) Recall(context.Context) []byte { return b.note }

func (b *book) Remember(_ context.Context, note []byte) error {
	b.note = note
	b.writes++
	return nil
}

func (b *book) Scan(_ context.Context, have func(AccountID, Stamp) bool, seen func(Record, Stamp)) (s Survey, _ error) {
	for _, r := range b.records {
		if stamp := (Stamp{Time: int64(r.Gen)}); have(r.Account.ID, stamp) {
			s.Same = append(s.Same, r.Account.ID)
		} else {
			b.reads++
			seen(r, stamp)
		}
	}
	return s, nil
}

// shelf is a catalogue of one provider.
type shelf struct{ p Provider }

func (s shelf) Provider(id string) (Provider, bool) {
	if id != s.p.ID {
		return Provider{}, false
	}
	return s.p, true
}

func newBook(n int) *book {
	b := &book{}
	at := time.Now().UTC().Round(0)
	for i := range n {
		r := Record{
			Account: Account{ID: AccountID(fmt.Sprintf("%032x", i)), Name: fmt.Sprint("account ", i), Provider: []string{"", "one"}[i%2], Tags: []string{"prod"}, KeepFresh: time.Hour, RenewAhead: true},
			Grant:   Grant{Access: NewSecret("ACCESS_1"), Refresh: NewSecret("REFRESH_1"), Scopes: []string{"a", "b"}, ObtainedAt: at, ExpiresAt: at.Add(time.Hour), Subject: "s"},
			Trouble: &Trouble{Outcome: OutcomeUnreachable, Host: "a.example", At: at}, Gen: 1,
		}
		b.records = append(b.records, r)
	}
	return b
}

func TestNote(t *testing.T) {
	b := newBook(noteFrom)
	catalogue := shelf{Provider{ID: "one", Name: "One"}}
	snapshot := func(catalogue Providers) []Status {
		t.Helper()
		b.reads = 0
		a := NewAgent(b, nil, catalogue)
		if err := a.Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		list, _ := a.Snapshot()
		return list
	}
	want := snapshot(catalogue)
	if diff := cmp.Diff(want, snapshot(catalogue)); diff != "" || b.reads != 0 {
		t.Errorf("from the note, with %d records read (-want +got):\n%s", b.reads, diff)
	}
	b.records[7].Account.Name, b.records[7].Gen = "renamed", 2
	if got := snapshot(catalogue); b.reads != 1 || got[len(got)-1].Name != "renamed" {
		t.Errorf("after a change %d records are read, want the one", b.reads)
	}
	if b.writes != 1 {
		t.Errorf("the note was written %d times, want once", b.writes)
	}
	catalogue.p.Name = "Uno"
	if got := snapshot(catalogue); b.reads != noteFrom/2 || got[1].ProviderName != "Uno" {
		t.Errorf("after a change of the definition %d records are read, want its own", b.reads)
	}
	b.note = b.note[:len(b.note)/2]
	if got := snapshot(catalogue); b.reads != noteFrom || len(got) != noteFrom {
		t.Errorf("from a broken note %d accounts, %d records read", len(got), b.reads)
	}
}

// Every field of a status comes back, and no cut or damaged note is believed in
// part or crashes.
func TestNoteCode(t *testing.T) {
	var s Status
	fill(reflect.ValueOf(&s).Elem())
	want := note{Format: noteFormat, Definitions: map[string]digest{"one": {1, 2}}, Read: []noted{{Stamp{-1, 2, 1<<64 - 3}, s}, {}}}
	var w noteCode
	w.note(&want)
	read := func(b []byte) (n note, ok bool) {
		c := noteCode{b: b, reading: true}
		c.note(&n)
		return n, !c.broken
	}
	got, ok := read(w.b)
	if diff := cmp.Diff(want, got); diff != "" || !ok {
		t.Errorf("it came back otherwise (-want +got):\n%s", diff)
	}
	for i := range w.b {
		if _, ok := read(w.b[:i]); ok {
			t.Errorf("cut to %d of %d bytes it is believed", i, len(w.b))
		}
		bad := bytes.Clone(w.b)
		bad[i] ^= 0xff
		read(bad)
	}
}

// fill gives every field a value that is not its zero.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Unix(1_800_000_000, 12345).UTC()))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(1))
	case reflect.String:
		v.SetString("text of " + v.Type().String())
	case reflect.Bool:
		v.SetBool(true)
	default:
		v.SetInt(-7_000_000_000 * 3)
	}
}

func TestFewAccountsAreNotNoted(t *testing.T) {
	b := newBook(noteFrom - 1)
	if err := NewAgent(b, nil, shelf{}).Load(t.Context()); err != nil || b.writes != 0 {
		t.Error(err, b.writes)
	}
}

// Nothing secret is in a note.
func TestNoteHoldsNoSecret(t *testing.T) {
	b := newBook(noteFrom)
	if err := NewAgent(b, nil, shelf{}).Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"ACCESS_1", "REFRESH_1"} {
		if bytes.Contains(b.note, []byte(secret)) {
			t.Errorf("%s is in the note", secret)
		}
	}
}

func BenchmarkRecall10000(b *testing.B) {
	v := newBook(10_000)
	if err := NewAgent(v, nil, shelf{}).Load(b.Context()); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		NewAgent(v, nil, shelf{}).recall(b.Context())
	}
	b.ReportMetric(float64(len(v.note)), "bytes")
}

func BenchmarkSnapshot10000(b *testing.B) {
	a := NewAgent(newBook(10_000), nil, shelf{})
	if err := a.Load(b.Context()); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		_, _ = a.Snapshot()
	}
}
