package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/authfob/authfob/auth"
)

func read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Every cut and every changed bit of a record is noticed, hurts that account
// alone, and changes nothing on disk. (requirements 57, 58)
func TestDamagedRecord(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	all := add(t, v, "one", "two")
	id, file := all[0].Account.ID, h.path("acct", recordFile(all[0].Account.ID))
	good := read(t, file)
	for i := range good {
		for bit := range 8 {
			bad := slices.Clone(good)
			bad[i] ^= 1 << bit
			if _, err := decodeFile(v.key, id, bad); err == nil {
				t.Fatalf("bit %d of byte %d changed unnoticed", bit, i)
			}
		}
		if _, err := decodeFile(v.key, id, good[:i]); err == nil {
			t.Fatalf("cut to %d bytes unnoticed", i)
		}
	}
	for what, bad := range map[string][]byte{
		"longer": append(slices.Clone(good), 0), "cut": good[:100], "empty": nil, "zeros": make([]byte, 100_000),
	} {
		write(t, file, bad)
		if _, err := v.Get(ctx, id); reasonOf(err) != ReasonRecordDamaged {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := os.Truncate(file, 1<<30); err != nil {
		t.Fatal(err)
	}
	_, err := v.Get(ctx, id)
	wantReason(t, err, ReasonRecordDamaged)

	write(t, file, good[:len(good)-1])
	list, err := v.List(ctx)
	if err != nil || len(list.Records) != 1 || len(list.Damaged) != 1 || list.Damaged[0].Name != "one" {
		t.Errorf("listed %d records, damaged %v, %v", len(list.Records), list.Damaged, err)
	}
	wantReason(t, v.Update(ctx, id, nil), ReasonRecordDamaged)
	if !bytes.Equal(read(t, file), good[:len(good)-1]) {
		t.Error("the damaged file was changed")
	}
	if err := v.Delete(ctx, id, func(_ context.Context, _ auth.Record) { t.Error("fn got a damaged record") }); err != nil {
		t.Errorf("deleting it: %v", err)
	}
	names, _ := os.ReadDir(h.path("acct"))
	if len(names) != 2 || !strings.Contains(names[0].Name()+names[1].Name(), string(id)+".sec.corrupt-") {
		t.Errorf("not set aside: %v", names)
	}
	add(t, v, "one") // its name is free
}

// Records that were exchanged, taken from another vault, or renamed without
// the key are refused. (requirement 58)
func TestMovedRecords(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	all := add(t, v, "one", "two")
	one, two := h.path("acct", recordFile(all[0].Account.ID)), h.path("acct", recordFile(all[1].Account.ID))
	a, b := read(t, one), read(t, two)
	other := home{t.TempDir() + "/vault", h.keyFile} // the same key file, another vault
	stranger := add(t, other.vault(), "stranger")[0].Account.ID
	for what, content := range map[string][]byte{
		"another account's":    b,
		"another vault's":      read(t, other.path("acct", recordFile(stranger))),
		"renamed, same length": bytes.Replace(a, []byte(`"one"`), []byte(`"two"`), 1),
	} {
		write(t, one, content)
		if _, err := v.Get(ctx, all[0].Account.ID); reasonOf(err) != ReasonRecordDamaged {
			t.Errorf("%s record: %v", what, err)
		}
	}
	write(t, other.path("acct", recordFile(all[0].Account.ID)), a)
	_, err := other.vault().Get(ctx, all[0].Account.ID)
	wantReason(t, err, ReasonRecordDamaged)
}

func TestNewerFormat(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	id := add(t, v, "one")[0].Account.ID
	record, head := h.path("acct", recordFile(id)), h.path(headerName)
	good := read(t, record)
	newer := bytes.Replace(good, []byte("AFV1"), []byte("AFV2"), 1)
	write(t, record, newer)
	_, err := v.Get(ctx, id)
	wantReason(t, err, ReasonNewerFormat)
	wantReason(t, v.Delete(ctx, id, nil), ReasonNewerFormat)
	if list, err := v.List(ctx); err != nil || len(list.Locked) != 1 {
		t.Errorf("listed %+v, %v", list, err)
	}
	if !bytes.Equal(read(t, record), newer) {
		t.Error("the newer record was changed")
	}

	write(t, record, good)
	text := bytes.Replace(read(t, head), []byte(`"format": 2`), []byte(`"format": 3`), 1)
	write(t, head, text)
	_, err = v.Get(ctx, id)
	wantReason(t, err, ReasonNewerFormat)
	wantReason(t, h.vault().Add(ctx, newRecord("two")), ReasonNewerFormat)
	if !bytes.Equal(read(t, head), text) {
		t.Error("the newer header was changed")
	}
}

// The header's copy stands in for it; without both, no key is ever made.
func TestDamagedHeader(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	id := add(t, v, "one")[0].Account.ID
	head, copied := h.path(headerName), h.path(headerName+".bak")
	good := read(t, head)
	var fields map[string]any
	if err := json.Unmarshal(good, &fields); err != nil {
		t.Fatal(err)
	}
	fields["seq"] = 99
	forged, _ := json.Marshal(fields)
	for what, bad := range map[string][]byte{
		"empty": nil, "cut": good[:len(good)/2], "no JSON": []byte("\x00\x00"), "no slots": []byte(`{"format":1}`),
		"forged": forged, "another slot id": bytes.Replace(good, []byte(`-1.0"`), []byte(`-2.0"`), 1),
	} {
		write(t, head, bad)
		write(t, copied, good)
		if _, err := h.vault().Get(ctx, id); err != nil {
			t.Errorf("%s: the copy was not used: %v", what, err)
		}
		write(t, head, bad)
		write(t, copied, bad)
		fresh := h.vault()
		if _, err := fresh.Get(ctx, id); !errors.Is(err, auth.ErrLocked) {
			t.Errorf("%s twice: %v", what, err)
		}
		if list, err := fresh.List(ctx); !errors.Is(err, auth.ErrLocked) || len(list.Locked) != 1 {
			t.Errorf("%s twice: listed %+v, %v", what, list, err)
		}
		if err := fresh.Add(ctx, newRecord("two")); !errors.Is(err, auth.ErrLocked) {
			t.Errorf("%s twice: adding: %v", what, err)
		}
		if !bytes.Equal(read(t, head), bad) || !bytes.Equal(read(t, copied), bad) {
			t.Errorf("%s: the header was overwritten", what)
		}
	}
	for _, path := range []string{head, copied} {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	fresh := h.vault()
	_, err := fresh.Get(ctx, id)
	wantReason(t, err, ReasonHeaderDamaged)
	wantReason(t, fresh.Add(ctx, newRecord("two")), ReasonHeaderDamaged)
	if _, err := os.Lstat(head); err == nil {
		t.Error("a new key was made over old accounts")
	}
}

// Whatever byte of a header changes, and wherever it is cut, it opens no more, or
// says what it said.
func TestEveryByteOfTheHeader(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	id := add(t, v, "one")[0].Account.ID
	if err := v.SetRecoveryCode(ctx, NewRecoveryCode()); err != nil {
		t.Fatal(err)
	}
	if err := v.Rotate(ctx, v.source, NewRecoveryCode()); err != nil { // so that it has an earlier key
		t.Fatal(err)
	}
	good := read(t, h.path(headerName))
	is, err := parseHeader(good)
	if err != nil || len(is.Slots) != 2 || len(is.Earlier) != 1 {
		t.Fatalf("%+v, %v", is, err)
	}
	root := must(v.source.open(ctx, is, guesses{}))
	opens := func(text []byte) bool {
		h, err := parseHeader(text)
		if err != nil {
			return false
		}
		k, ok := h.open(root)
		k.drop()
		return ok && !h.equal(is)
	}
	for i := range good {
		for bit := range 8 {
			bad := slices.Clone(good)
			if bad[i] ^= 1 << bit; opens(bad) {
				t.Fatalf("bit %d of byte %d changed unnoticed", bit, i)
			}
		}
		if _, err := parseHeader(good[:i]); err == nil && i < len(good)-1 { // the last is a line's end
			t.Fatalf("cut to %d bytes unnoticed", i)
		}
	}
	for percent := range 100 { // as files, without a good copy
		bad := good[:len(good)*percent/100]
		write(t, h.path(headerName), bad)
		write(t, h.path(headerName+".bak"), bad)
		if _, err := h.vault().Get(ctx, id); !errors.Is(err, auth.ErrLocked) {
			t.Errorf("cut to %d percent: %v", percent, err)
		}
	}
	if aside, _ := filepath.Glob(h.path("*" + corruptMark + "*")); len(aside) > 0 {
		t.Errorf("without a good copy, it was touched: %v", aside)
	}
}

// A header that does not read is set aside, and its copy takes its place, before
// that is damaged, too.
func TestDamagedHeaderIsPutRight(t *testing.T) {
	ctx := t.Context()
	for what, spoil := range map[string]func([]byte) []byte{
		"cut":    func(good []byte) []byte { return good[:len(good)/2] },
		"forged": func(good []byte) []byte { return bytes.Replace(good, []byte(`"seq": 1`), []byte(`"seq": 2`), 1) },
	} {
		h, v := newVault(t)
		id := add(t, v, "one")[0].Account.ID
		head, copied := h.path(headerName), h.path(headerName+".bak")
		good := read(t, head)
		bad := spoil(good)
		write(t, head, bad)
		if _, err := h.vault().Get(ctx, id); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if !bytes.Equal(read(t, head), good) || !bytes.Equal(read(t, copied), good) {
			t.Errorf("%s: it was not put right", what)
		}
		aside, _ := filepath.Glob(head + corruptMark + "*") // the pattern is well-formed
		if len(aside) != 1 || !bytes.Equal(read(t, aside[0]), bad) {
			t.Errorf("%s: set aside: %v", what, aside)
		}
	}
}

// The index only makes Find quick: whatever is in it, Find is right, and puts
// it right.
func TestWrongIndex(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	all := add(t, v, "one", "two")
	one, two := all[0].Account.ID, all[1].Account.ID
	entry := h.path("name", indexFile("one"))
	for what, spoil := range map[string]func(){
		"missing":   func() { _ = os.Remove(entry) },
		"empty":     func() { write(t, entry, nil) },
		"another's": func() { write(t, entry, []byte(two)) },
		"nobody's":  func() { write(t, entry, []byte(auth.NewAccountID())) },
		"a path":    func() { write(t, entry, []byte("../../etc/passwd")) },
	} {
		spoil()
		if got, err := h.vault().Find(ctx, "One"); got != one || err != nil {
			t.Errorf("%s entry: found %v, %v", what, got, err)
		}
		if got := read(t, entry); string(got) != string(one) {
			t.Errorf("%s entry: not put right: %q", what, got)
		}
		spoil()
		wantReason(t, h.vault().Add(ctx, newRecord("ONE")), ReasonNameTaken)
	}
	if got, err := v.Find(ctx, "two"); got != two || err != nil {
		t.Errorf("two: %v, %v", got, err)
	}
}
