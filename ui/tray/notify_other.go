//go:build !unix || darwin

package tray

import "context"

// Notify returns at once: this system's notifications ask for an installed and
// signed app. The tray icon shows what needs a person.
func Notify(context.Context, NotifyConfig) {}
