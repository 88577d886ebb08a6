// Package transfer is accounts leaving for a file, and coming from one, on screen.
package transfer

import (
	"context"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/share"
	"github.com/authfob/authfob/ui/window/kit"
)

// Screens are the import and the export.
type Screens struct {
	*kit.Stage
	Needs
	last *imported // can be undone, or nil
}

// Needs are what they need beside the stage.
type Needs struct {
	Files    *Files // nil where nothing leaves and nothing comes
	Accounts Accounts
	Place    func(auth.AccountID) // moves the cursor to an account, once it is listed
	Say      func(string)         // says for a moment what came of it
}

// Accounts are those that are here. The calls are made off the UI goroutine.
type Accounts interface {
	Records(ctx context.Context) (auth.Listing, error)
	Import(ctx context.Context, r auth.Record) error
	Edit(ctx context.Context, id auth.AccountID, fn func(*auth.Record) error) (dropped bool, notice, err error)
	TakeBack(ctx context.Context, id auth.AccountID) error
}

// Files is what an import and an export need beside the accounts.
type Files struct {
	Catalogue interface {
		share.Catalogue
		Own(id string) bool
	}
	// Definitions is the folder of the person's own provider definitions.
	Definitions string
	// Open and Save have the person choose a file in the desktop's own dialog; ""
	// when none was. It stands before parent, see package ui/choose. Nil where
	// there is no such dialog.
	Open func(ctx context.Context, parent, title string) (path string, err error)
	Save func(ctx context.Context, parent, title, dir, name string) (path string, err error)
}

// New returns the screens on a stage.
func New(g *kit.Stage, n Needs) *Screens { return &Screens{Stage: g, Needs: n} }
