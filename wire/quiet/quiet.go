// Package quiet silences the standard logger, to which libraries write what no
// user asked for: Fyne about a locale it cannot parse, while it is being
// initialised; systray about a missing panel.
//
// It works by being initialised before them: among packages that are ready, Go
// initialises the first by import path, and this one needs nothing but the
// logger. A test of package wire watches that it stays so.
package quiet

import (
	"io"
	"log"
	"os"
)

func init() { log.SetOutput(io.Discard) }

// Aloud lets libraries write to standard error after all.
func Aloud() { log.SetOutput(os.Stderr) }
