//go:build !unix || darwin

package tray

import (
	"context"

	"github.com/authfob/authfob/auth"
)

// NotifyConfig is what notifications are made from.
type NotifyConfig struct {
	Snapshot func() []auth.Status
	Changed  func() <-chan struct{}
	Wanted   func() Wanted
	Open     func(auth.AccountID)
}

// Notify returns at once: this system's notifications ask for an installed and
// signed app. The tray icon shows what needs a person.
func Notify(context.Context, NotifyConfig) {}
