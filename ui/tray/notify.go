package tray

import "github.com/authfob/authfob/auth"

// NotifyConfig is what notifications are made from. All fields are required.
type NotifyConfig struct {
	// Snapshot and Changed are read as auth.Agent describes it.
	Snapshot func() []auth.Status
	Changed  func() <-chan struct{}
	// Wanted reads what the person wants to be told, as it is at this moment.
	Wanted func() Wanted
	// Open shows the window at an account, "" for the list.
	Open func(auth.AccountID)
}
