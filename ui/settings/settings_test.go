package settings

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestSettingsSurvive(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "config")
	if got := Load(dir); got.Theme != "" {
		t.Errorf("without a file: %+v", got)
	}
	if err := Change(dir, func(s *Settings) { s.Theme, s.ClearAfter, s.Unmarked = "dark", Never, []string{"curl"} }); err != nil {
		t.Fatal(err)
	}
	want := Settings{Format: 1, Theme: "dark", ClearAfter: Never, Unmarked: []string{"curl"}}
	if diff := cmp.Diff(want, Load(dir)); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []string{"", "{", strings.Repeat(" ", maxFile) + `{"format":1,"theme":"light"}`, `{"format":99,"theme":"light"}`} {
		if err := os.WriteFile(path(dir), []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := Load(dir); got.Theme != "" {
			t.Errorf("from %q: %+v", strings.TrimSpace(bad), got)
		}
	}
	if err := Change(dir, func(s *Settings) { s.Theme = "dark" }); err == nil {
		t.Error("a newer Authfob's settings were written over")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".authfob-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestChangesAtOnceLoseNothing(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if err := Change(dir, func(s *Settings) { s.ClearAfter++ }); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := Load(dir).ClearAfter; got != 8 {
		t.Errorf("8 changes made %d", got)
	}
}

func TestSeconds(t *testing.T) {
	for _, c := range []struct {
		s    Seconds
		want time.Duration
	}{{0, time.Minute}, {Never, 0}, {5, 5 * time.Second}} {
		if got := c.s.Or(time.Minute); got != c.want {
			t.Errorf("%d: got %s, want %s", c.s, got, c.want)
		}
	}
}

func TestFollow(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "config")
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	changes, err := Follow(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	if s := <-changes; s.Theme != "" {
		t.Errorf("at first: %+v", s)
	}
	if err := Change(dir, func(s *Settings) { s.Theme = "light" }); err != nil {
		t.Fatal(err)
	}
	if s := <-changes; s.Theme != "light" {
		t.Errorf("after a change: %+v", s)
	}
	cancel()
	for range changes { // closed once ctx has ended
	}
}

func TestCheck(t *testing.T) {
	for text, want := range map[string]error{
		`{"format": 1}`: nil, `{"format": 1, "theme": "dark", "more": []}`: nil, "": ErrDamaged, "{": ErrDamaged, "{}": ErrDamaged,
		`{"format": 1, "theme": 7}`: ErrDamaged, `{"format": 2, "theme": "dark"}`: ErrNewer, "null": ErrDamaged, "\x00": ErrDamaged,
	} {
		dir := t.TempDir()
		if err := Check(dir); err != nil {
			t.Errorf("without a file: %v", err)
		}
		if err := os.WriteFile(path(dir), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := Check(dir); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", text, err, want)
		}
		if held := Load(dir).Theme != ""; held && want != nil {
			t.Errorf("%q holds although %v", text, want)
		}
	}
	dir := t.TempDir()
	if err := os.Mkdir(path(dir), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Check(dir); !errors.Is(err, ErrDamaged) {
		t.Errorf("a folder in its place: %v", err)
	}
}

// What is wrong with them is said so that a person finds it.
func TestCheckSaysWhere(t *testing.T) {
	for text, want := range map[string]string{
		`{"format": 1,}`: "no JSON at byte 14", "[]": "no JSON object", `{"format": 1, "theme": 7}`: `"theme" is not of the right kind`, "{}": `"format" is missing`,
	} {
		dir := t.TempDir()
		if err := os.WriteFile(path(dir), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := Check(dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, without %q", text, err, want)
		}
	}
}

// A slip in a file that somebody wrote by hand costs none of it.
func TestDamagedSettingsAreKept(t *testing.T) {
	dir := t.TempDir()
	const bad = `{"format":1,"theme":"dark",}`
	if err := os.WriteFile(path(dir), []byte(bad), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Change(dir, func(s *Settings) { s.Motion = "full" }); err != nil {
		t.Fatal(err)
	}
	if kept, err := os.ReadFile(path(dir) + ".damaged"); err != nil || string(kept) != bad {
		t.Errorf("kept %q, %v", kept, err)
	}
	if got := Load(dir); got.Motion != "full" || Check(dir) != nil {
		t.Errorf("got %+v, %v", got, Check(dir))
	}
}
