package wire

import (
	"runtime"
	"runtime/debug"

	"github.com/authfob/authfob/ui/cli"
)

// Release is the version that this tree leads to: the newest heading of
// CHANGELOG.md and the version in FyneApp.toml, which a test compares.
const Release = "0.1.0"

func version() cli.Version {
	v := cli.Version{Version: Release, Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH, Window: hasWindow}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				v.Commit = s.Value
			}
		}
	}
	return v
}
