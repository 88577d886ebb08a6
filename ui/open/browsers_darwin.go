package open

import (
	"os"
	"path/filepath"
)

// known are the browsers of macOS by the names of their bundles: the list of
// who opens https is the system's, behind cgo.
var known = []string{
	"Safari", "Arc", "Brave Browser", "Chromium", "DuckDuckGo", "Firefox", "Firefox Developer Edition", "Google Chrome", "LibreWolf",
	"Microsoft Edge", "Opera", "Orion", "Tor Browser", "Vivaldi", "Zen",
}

func installed() (list []Browser) {
	folders := []string{"/Applications", "/System/Cryptexes/App/System/Applications"}
	if home, err := os.UserHomeDir(); err == nil {
		folders = append(folders, filepath.Join(home, "Applications"))
	}
	for _, name := range known {
		for _, dir := range folders {
			bundle := filepath.Join(dir, name+".app")
			if info, err := os.Stat(bundle); err == nil && info.IsDir() {
				list = append(list, Browser{name, joined([]string{folderProgram, "-a", bundle})})
				break
			}
		}
	}
	return list
}
