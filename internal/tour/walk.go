package main

import (
	"slices"

	pretend "github.com/authfob/authfob/auth/demo"
)

// step is one thing that is done in the window by keys alone.
type step struct {
	does          string // as the tour says it
	width, height int    // of the window from here on, in pixels; 0 as it is
	keys          []stroke
	as            string  // who then signs in, on the page that was opened; "" is nobody
	until         outcome // nil: the window looks different
	picture       string  // of the window then; "" is none
}

// walk is everything that a person does in the window, in its order.
func (d *demo) walk() []step {
	return slices.Concat(d.looks(), d.links(), d.uses(), d.changes(), d.ends())
}

func (d *demo) looks() []step {
	return []step{
		{does: "the list", until: d.is("Lab display", "sign_in_needed"), picture: "list"},
		{does: "the keys, by ?", keys: []stroke{write("?")}, picture: "keys"},
		{does: "closed them", keys: []stroke{press("Escape")}},
	}
}

// links adds an account at an issuer, whose token ends soon, and one at each of
// the four systems.
func (d *demo) links() []step {
	secret := func(client string) stroke { return next(pretend.Secret(client)) }
	issuer := []stroke{write("Payroll"), next(d.issuer), next("demo-once")}
	robot := []stroke{press("shift+Tab", "Right", "Tab"), write("Office air"), next("airthings-robot"), secret("airthings-robot")}
	airmap := []stroke{write("Survey flights"), next("airmap-app"), next("ada@example.com")}
	insiders := []stroke{write("Insiders desk"), next("insiders-web"), secret("insiders-web")}
	smartsense := []stroke{write("Cold room"), next("smartsense-app"), secret("smartsense-app")}
	add := press("Return")
	return []step{
		{does: "the providers", keys: []stroke{press("ctrl+n")}, picture: "add"},
		{does: "filled in an issuer", keys: slices.Concat(choose("any openid"), issuer), picture: "add-issuer"},
		{does: "added it; the browser opened", keys: []stroke{add}, until: d.opensAPage, picture: "signin-browser"},
		{does: "Ada signed in there, in Chromium", as: "ada", until: d.is("Payroll", "fresh"), picture: "signed-in"},
		{does: "filled in Airthings", keys: slices.Concat(choose("airthings"), robot), picture: "add-airthings"},
		{does: "added it", keys: []stroke{add}, until: d.is("Office air", "expired")},
		{does: "copied its first token; xclip pasted it", keys: append(find("office air"), press("Return")), until: d.pastes("Office air", "raw"), picture: "copied"},
		{does: "added AirMap, which asks for a password", keys: slices.Concat(choose("airmap"), airmap, []stroke{add}), until: d.is("Survey flights", "sign_in_needed"), picture: "signin-password"},
		{does: "typed it", keys: []stroke{write(pretend.Password), press("Return")}, until: d.is("Survey flights", "fresh")},
		{does: "added Insiders; the browser opened", keys: slices.Concat(choose("insiders"), insiders, []stroke{add}), until: d.opensAPage},
		{does: "Grace signed in there", as: "grace", until: d.is("Insiders desk", "fresh")},
		{does: "added SmartSense", keys: slices.Concat(choose("smartsense"), smartsense, []stroke{add}), until: d.is("Cold room", "expired")},
		{does: "copied its first token; xclip pasted it", keys: append(find("cold room"), press("Return")), until: d.pastes("Cold room", "raw")},
	}
}

// uses signs in on another device, and looks at a token from all sides.
func (d *demo) uses() []step {
	return []step{
		{does: "a code for another device", keys: append(find("lab display"), press("Return")), picture: "signin-device"},
		{does: "opened its page", keys: []stroke{press("Return")}, until: d.opensAPage},
		{does: "Katherine signed the device in", as: "katherine", until: d.is("Lab display", "fresh")},
		{does: "copied as a header; xclip pasted it", keys: append(find("nightly"), press("ctrl+Return")), until: d.pastes("Nightly import", "header"), picture: "header"},
		{does: "the account's menu", keys: []stroke{press("Menu")}, picture: "menu"},
		{does: "the ways to copy", keys: []stroke{press("Down", "Right")}, picture: "formats"},
		{does: "closed them", keys: []stroke{press("Escape", "Escape")}},
		{does: "its details", keys: append(find("orders api"), press("space")), picture: "details"},
		{does: "beside the list, in a wide window", width: 1280, height: 800, keys: []stroke{press("Escape", "Escape", "Home", "Down", "space")}, picture: "wide"},
		{does: "360 pixels narrow", width: 360, height: 720, keys: []stroke{press("Escape", "Escape", "Escape", "Home")}, picture: "narrow"},
		{does: "as wide as before", width: 480, height: 720, keys: []stroke{press("ctrl+f", "Escape")}},
	}
}

// changes changes things, and takes it back.
func (d *demo) changes() []step {
	return []step{
		{does: "a new name", keys: append(find("nightly"), press("F2"), write("Night shift")), picture: "rename"},
		{does: "renamed", keys: []stroke{press("Return")}, until: d.renamed("Nightly import", "Night shift")},
		{does: "removed it", keys: append(find("night shift"), press("Delete", "Escape")), picture: "removed"},
		{does: "and brought it back", keys: []stroke{press("ctrl+z")}, until: d.renamed("Nightly import", "Night shift"), picture: "undone"},
		{does: "removed another for good", keys: append(find("insiders desk"), press("Delete")), until: d.is("Insiders desk", "")},
		{does: "the settings", keys: []stroke{press("Escape", "Escape", "ctrl+comma")}, picture: "settings"},
		{does: "closed them", keys: []stroke{press("Escape")}},
	}
}

// ends lets a token end, and locks.
func (d *demo) ends() []step {
	return []step{
		{does: "a token ended", keys: find("payroll"), until: d.is("Payroll", "sign_in_needed"), picture: "expired"},
		{does: "the browser opened", keys: []stroke{press("Return")}, until: d.opensAPage},
		{does: "Ada signed in again", as: "ada", until: d.is("Payroll", "fresh"), picture: "signed-in-again"},
		{does: "locked; the command line is refused", keys: []stroke{press("Escape", "Escape", "ctrl+l")}, until: d.locked(true), picture: "locked"},
		{does: "unlocked", keys: []stroke{press("Return")}, until: d.locked(false), picture: "unlocked"},
	}
}
