package assets

import (
	"embed"
	"io/fs"
)

//go:embed providers/*.toml
var providers embed.FS

// Providers holds the built-in provider definitions, one file ID.toml each.
func Providers() fs.FS {
	dir, err := fs.Sub(providers, "providers")
	if err != nil {
		return providers // not possible: the name is valid
	}
	return dir
}
