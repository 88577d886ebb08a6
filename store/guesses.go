package store

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"time"
)

// guesses makes guessing a passphrase or a recovery code slow, whichever
// processes do it: each wrong one doubles the wait for the next, from 0.5 s to
// 10 s. The count is a file beside the header. Whoever can remove that can copy
// the vault and guess elsewhere, where argon2id alone is in the way. (requirement 62)
type guesses struct{ rooms *rooms }

const (
	guessesName  = "guesses"
	maxGuessWait = 10 * time.Second
)

// wrong is how often it was guessed wrong in a row, and when last.
type wrong struct {
	Count int       `json:"count"`
	Last  time.Time `json:"last"`
}

// wait is how long the next guess has to wait.
func (w wrong) wait(now time.Time) time.Duration {
	if w.Count <= 0 {
		return 0
	}
	pause := min(maxGuessWait, 500*time.Millisecond<<min(w.Count-1, 10))
	return min(pause, pause-now.Sub(w.Last)) // no longer where the clock was set back
}

// try runs guess, after the wait that is due, and counts.
func (g guesses) try(ctx context.Context, guess func() ([32]byte, error)) ([32]byte, error) {
	timer := time.NewTimer(g.read().wait(time.Now()))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		return [32]byte{}, ctx.Err()
	}
	key, err := guess()
	if err == nil {
		_ = removeIfThere(g.rooms.root, guessesName)
	} else {
		g.count()
	}
	return key, err
}

func (g guesses) read() (w wrong) {
	text, err := readRegular(g.rooms.root, guessesName, 4096)
	if err != nil || json.Unmarshal(text, &w) != nil {
		return wrong{}
	}
	return w
}

// count needs no fsync and no lock: of two guesses at the same moment one may
// go uncounted.
func (g guesses) count() {
	w := wrong{g.read().Count + 1, time.Now().UTC().Round(0)}
	text, err := json.Marshal(w)
	if err != nil {
		return
	}
	temp := tempName(guessesName)
	f, err := newFile(g.rooms.root, temp)
	if errors.Is(err, os.ErrExist) { // of a process that died here
		_ = removeIfThere(g.rooms.root, temp)
		f, err = newFile(g.rooms.root, temp)
	}
	if err != nil {
		return
	}
	_, err = f.Write(text)
	if errors.Join(err, f.Close()) == nil {
		_ = patiently(func() error { return g.rooms.root.Rename(temp, guessesName) })
	}
}
