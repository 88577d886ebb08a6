//go:build darwin || windows

package tray

import (
	"context"

	"github.com/authfob/authfob/assets"
)

// Desktop is what the system says about itself.
type Desktop struct{ panel assets.Panel }

// Connect asks the system.
func Connect(context.Context) (*Desktop, error) { return &Desktop{panel: systemPanel()}, nil }

// HostPresent is always true: the tray is part of the system.
func (d *Desktop) HostPresent() bool { return true }

// Watched is always true.
func (d *Desktop) Watched(context.Context) bool { return true }

// Panel is the ground that icons are shown on.
func (d *Desktop) Panel() assets.Panel { return d.panel }

// Changed is never closed.
func (d *Desktop) Changed() <-chan struct{} { return nil }

// Gone is never closed.
func (d *Desktop) Gone() <-chan struct{} { return nil }
