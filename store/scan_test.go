package store

import (
	"context"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/crash"
)

// reader is somebody who scans a vault and keeps the stamps.
type reader map[auth.AccountID]auth.Stamp

// scan returns the names of the records that were read.
func (r reader) scan(t testing.TB, v *Vault) (read []string) {
	t.Helper()
	before := maps.Clone(r)
	_, err := v.Scan(t.Context(),
		func(id auth.AccountID, s auth.Stamp) bool { return before[id] == s },
		func(rec auth.Record, s auth.Stamp) { read = append(read, rec.Account.Name); r[rec.Account.ID] = s })
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(read)
	return read
}

func TestScanReadsWhatChanged(t *testing.T) {
	h, v := newVault(t)
	recs := add(t, v, "one", "two", "three")
	r := reader{}
	if diff := cmp.Diff([]string{"one", "three", "two"}, r.scan(t, v)); diff != "" {
		t.Errorf("the first time (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string(nil), r.scan(t, v)); diff != "" {
		t.Errorf("without a change (-want +got):\n%s", diff)
	}
	other := h.vault() // as another process would
	err := other.Update(t.Context(), recs[1].Account.ID, func(_ context.Context, tx auth.Tx) error {
		rec := tx.Record()
		rec.Account.Name = "zwei"
		return tx.Save(rec)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Delete(t.Context(), recs[0].Account.ID, nil); err != nil {
		t.Fatal(err)
	}
	add(t, other, "four")
	if diff := cmp.Diff([]string{"four", "zwei"}, r.scan(t, v)); diff != "" {
		t.Errorf("after changes (-want +got):\n%s", diff)
	}
}

// BenchmarkScan10000 is what a reader that knows all accounts pays for a change
// of one.
func BenchmarkScan10000(b *testing.B) {
	_, v := fullVault(b, 10_000)
	r := reader{}
	r.scan(b, v)
	for b.Loop() {
		r.scan(b, v)
	}
}

// A panic over one account costs no other, and not the program. (requirement 90)
func TestPanicWhileReadingCostsOneAccount(t *testing.T) {
	crash.Keep(t.TempDir(), "test")
	_, v := newVault(t)
	recs := add(t, v, "one", "two", "three")
	var read []string
	survey, err := v.Scan(t.Context(), func(id auth.AccountID, _ auth.Stamp) bool {
		if id == recs[1].Account.ID {
			panic("over this one")
		}
		return false
	}, func(r auth.Record, _ auth.Stamp) { read = append(read, r.Account.Name) })
	slices.Sort(read)
	if diff := cmp.Diff([]string{"one", "three"}, read); diff != "" || err != nil || len(survey.Damaged) != 1 || survey.Damaged[0].ID != recs[1].Account.ID {
		t.Errorf("read (-want +got):\n%s\ndamaged %v, %v", diff, survey.Damaged, err)
	}
}
