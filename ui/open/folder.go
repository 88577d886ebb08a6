package open

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Folder shows one of Authfob's own folders in the system's file manager. It is
// made where it is not there yet, for the person alone.
func Folder(dir string) error { return folder(dir, start) }

func folder(dir string, run func(name string, args ...string) error) error {
	if !filepath.IsAbs(dir) {
		return errors.New("the folder was not opened: it is not a whole path")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("the folder could not be made: %w", err)
	}
	if _, err := opener(); err != nil {
		return fmt.Errorf("the folder was not opened: its path is %s", dir)
	}
	return run(folderProgram, dir)
}
