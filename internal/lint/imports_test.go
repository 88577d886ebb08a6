package lint

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mayImport says which rooms of ours a room may import, outside its tests.
// Imports point downwards: main, wire, ui, then the domain and what is beside
// it; auth, the domain, imports nothing of ours.
var mayImport = map[string][]string{
	".":                     {"ui/cli", "wire"},
	"wire":                  {"assets", "auth", "auth/catalog", "auth/demo", "auth/flow", "auth/loopback", "away", "crash", "home", "motion", "network", "store", "store/keyring", "ui/autostart", "ui/choose", "ui/cli", "ui/clip", "ui/doctor", "ui/format", "ui/local", "ui/open", "ui/resident", "ui/settings", "ui/text", "ui/tray", "ui/vault", "ui/window", "ui/window/form", "ui/window/lock", "ui/window/preferences", "ui/window/transfer", "ui/words", "wake", "wire/quiet"},
	"wire/quiet":            {},
	"ui/cli":                {"auth", "crash", "home", "share", "ui/autostart", "ui/doctor", "ui/format", "ui/local", "ui/text", "ui/vault"},
	"ui/resident":           {"auth", "crash", "ui/format", "ui/local", "ui/settings", "ui/text"},
	"ui/tray":               {"assets", "auth", "bus", "crash", "ui/text", "ui/words"},
	"ui/window":             {"assets", "auth", "crash", "share", "ui/format", "ui/settings", "ui/text", "ui/vault", "ui/window/form", "ui/window/kit", "ui/window/lock", "ui/window/preferences", "ui/window/rows", "ui/window/transfer", "ui/words"},
	"ui/window/form":        {"auth", "ui/settings", "ui/text", "ui/window/kit", "ui/words"},
	"ui/window/lock":        {"auth", "ui/text", "ui/vault", "ui/window/kit", "ui/words"},
	"ui/window/preferences": {"auth", "ui/settings", "ui/text", "ui/window/kit", "ui/window/lock", "ui/words"},
	"ui/window/rows":        {"auth", "crash", "ui/text", "ui/window/kit", "ui/words"},
	"ui/window/transfer":    {"auth", "share", "ui/text", "ui/window/kit", "ui/words"},
	"ui/window/kit":         {"assets", "auth", "crash", "ui/text", "ui/words"},
	"ui/autostart":          {"whole"},
	"ui/choose":             {"bus"},
	"ui/clip":               {"auth", "crash"},
	"ui/doctor":             {"auth", "auth/catalog", "crash", "home", "store", "store/keyring", "ui/autostart", "ui/clip", "ui/format", "ui/local", "ui/open", "ui/settings", "ui/text", "ui/tray"},
	"ui/format":             {"auth"},
	"ui/local":              {"auth", "crash"},
	"ui/vault":              {"auth"},
	"ui/open":               {"auth"},
	"ui/settings":           {"crash", "whole"},
	"ui/text":               {"auth", "ui/words"},
	"ui/words":              {"assets"},
	"home":                  {},
	"network":               {"bus", "crash", "wake"},
	"away":                  {"bus", "crash"},
	"motion":                {"bus"},
	"bus":                   {},
	"wake":                  {"crash"},
	"crash":                 {},
	"store":                 {"auth", "crash", "store/keyring"},
	"store/keyring":         {"bus"},
	"auth":                  {},
	"auth/flow":             {"auth", "auth/loopback", "auth/strictjson", "crash"},
	"auth/strictjson":       {},
	"share":                 {"auth", "auth/catalog", "auth/strictjson", "whole"},
	"whole":                 {},
	"auth/loopback":         {"auth"},
	"auth/catalog":          {"assets", "auth"},
	"auth/demo":             {"auth"},
	"assets":                {},
	"assets/gen":            {},

	// For tests and developers; nothing above imports them.
	"bench":              {"auth", "auth/demo", "home", "store", "ui/local"},
	"bench/accounts":     {"auth", "home", "store"},
	"bench/answer":       {"bench/process"},
	"bench/process":      {},
	"bench/bare":         {},
	"bench/bareget":      {"bench/bare", "ui/window"},
	"bench/barelinked":   {"bench/bare", "ui/cli", "wire"},
	"bench/barerenew":    {},
	"bench/renewals":     {},
	"bench/baretray":     {"assets", "ui/window"},
	"bench/barewindow":   {},
	"bench/drawn":        {"bench/process"},
	"ui/window/fakes":    {"auth", "share", "ui/window/kit"},
	"e2e":                {},
	"internal/lint":      {},
	"internal/testenv":   {},
	"internal/webdriver": {},
	"internal/hostile":   {},
	"internal/pages":     {"ui/cli", "wire"},
	"internal/sbom":      {"wire"},
	"internal/tour":      {"auth/demo", "internal/webdriver"},
}

func rooms(t tree) (problems []string) {
	for _, s := range t.sources {
		allowed, known := mayImport[s.room()]
		if !known {
			problems = append(problems, s.path+": the room "+s.room()+" is not in the table of imports")
			continue
		}
		if s.isTest() {
			continue
		}
		for _, p := range s.imports() {
			ours, ok := strings.CutPrefix(p, module+"/")
			if ok && !slices.Contains(allowed, ours) {
				problems = append(problems, fmt.Sprintf("%s: %s must not import %s", s.path, s.room(), ours))
			}
		}
	}
	return problems
}

func fyneInWindowOnly(t tree) (problems []string) {
	for _, s := range t.sources {
		for _, p := range s.imports() {
			if strings.HasPrefix(p, "fyne.io/fyne") && !s.inWindow() && s.room() != "bench/barewindow" {
				problems = append(problems, s.path+": only ui/window and what is below it may import Fyne")
			}
		}
	}
	return problems
}

// browser keeps the opening of URLs in the one room that checks them first.
func browser(t tree) (problems []string) {
	for _, s := range t.sources {
		if slices.Contains(s.imports(), "github.com/pkg/browser") && s.room() != "ui/open" {
			problems = append(problems, s.path+": open URLs with ui/open, which checks them")
		}
	}
	return problems
}

// TestNoGUIBuildHasNoFyne asks go list what the build without the window
// links, and makes sure that the same question finds Fyne in the full build.
func TestNoGUIBuildHasNoFyne(t *testing.T) {
	for _, goos := range []string{"linux", "windows"} {
		if n := fyneDeps(t, "GOOS="+goos, "CGO_ENABLED=0", "-tags=nogui"); n != 0 {
			t.Errorf("%s: the nogui build links %d packages of Fyne", goos, n)
		}
	}
	if fyneDeps(t, "GOOS=linux", "CGO_ENABLED=1", "-tags=") == 0 {
		t.Error("the full build links no Fyne: this test would never fail")
	}
}

// fyneDeps counts the packages of Fyne (not of its systray) that main needs.
func fyneDeps(t *testing.T, goos, cgo, tags string) int {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", tags, ".")
	cmd.Dir = filepath.Join("..", "..")
	cmd.Env = append(cmd.Environ(), goos, cgo)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return strings.Count("\n"+string(out), "\nfyne.io/fyne/")
}
