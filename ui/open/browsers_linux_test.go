package open

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBrowsers(t *testing.T) {
	own, system, bin := t.TempDir(), t.TempDir(), t.TempDir()
	t.Setenv("XDG_DATA_HOME", own)
	t.Setenv("XDG_DATA_DIRS", system+":/nowhere")
	t.Setenv("PATH", bin)
	for _, program := range []string{"firefox", "flatpak", "odd browser"} {
		if err := os.WriteFile(filepath.Join(bin, program), []byte("#!/bin/sh\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	put := func(dir, name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Join(dir, "applications"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "applications", name+".desktop"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const https = "MimeType=text/html;x-scheme-handler/https;\n"
	entry := func(rest string) string { return "[Desktop Entry]\nType=Application\n" + rest }
	put(system, "firefox", entry("Name=Firefox\nName[de]=Feuerfuchs\nExec=firefox %u\n"+https+"[Desktop Action new]\nName=New window\nExec=firefox --new-window\n"))
	put(system, "flat", entry("Name=Another\nExec=flatpak run --command=x org.x @@u %U @@\n"+https))
	put(system, "odd", entry("Name=\u202eOdd\nExec=\"odd browser\" --profile 'it''s'\n"+https))
	put(system, "editor", entry("Name=Editor\nExec=firefox %F\nMimeType=text/plain;\n"))
	put(system, "hidden", entry("Name=Hidden\nExec=firefox\nNoDisplay=true\n"+https))
	put(system, "gone", entry("Name=Gone\nExec=gone %u\n"+https))
	put(system, "mine", entry("Name=Theirs\nExec=firefox\n"+https))
	put(own, "mine", entry("Name=Mine\nExec=firefox -P work %u\n"+https))
	put(system, "huge", entry("Name=Huge\nExec=firefox\n"+https+strings.Repeat("#", maxEntry)))
	got := map[string][]string{}
	for _, b := range Browsers() {
		words, err := Split(b.Command)
		if err != nil {
			t.Errorf("%s: %v", b.Command, err)
		}
		got[b.Name] = words
	}
	want := map[string][]string{
		"Firefox": {"firefox"}, "Another": {"flatpak", "run", "--command=x", "org.x"}, "Mine": {"firefox", "-P", "work"},
		"Odd": {"odd browser", "--profile", "its"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("browsers (-want +got):\n%s", diff)
	}
}

func TestJoined(t *testing.T) {
	want := []string{`C:\Program Files\a.exe`, "it's", `"`, "", "$HOME"}
	got, err := Split(joined(want))
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
