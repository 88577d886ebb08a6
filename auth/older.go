package auth

import "slices"

// olderCopy is the notice about a record that is Older.
const olderCopy = "an older copy of this account was put back: it may hold a refresh token that was spent; sign in again if the provider refuses"

// give replaces the record's grant, and with it what was wrong with the one before.
func (r *Record) give(g Grant) { r.Grant, r.Trouble, r.Older = g, nil, false }

// Notices are cleaned sentences worth showing beside the record's token.
func (r Record) Notices() []string {
	if !r.Older {
		return r.Grant.Notices
	}
	return append(slices.Clip(r.Grant.Notices), olderCopy)
}
