//go:build unix && !darwin

package open

import (
	"bufio"
	"bytes"
	"cmp"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/authfob/authfob/auth"
)

// maxEntry bounds a desktop entry, in bytes.
const maxEntry = 256 << 10

// installed reads the desktop entries of programs that open https. One of the
// person's own hides the system's of the same file name. (Desktop Entry
// Specification 1.5, XDG Base Directory Specification)
func installed() (list []Browser) {
	seen := map[string]bool{}
	for _, dir := range dataFolders() {
		files, _ := filepath.Glob(filepath.Join(dir, "applications", "*.desktop"))
		for _, file := range files {
			name := filepath.Base(file)
			if seen[name] {
				continue
			}
			seen[name] = true
			info, err := os.Stat(file)
			if err != nil || !info.Mode().IsRegular() || info.Size() > maxEntry {
				continue
			}
			if text, err := os.ReadFile(file); err == nil {
				if b, ok := browserOf(text); ok {
					list = append(list, b)
				}
			}
		}
	}
	return list
}

func dataFolders() []string {
	own := os.Getenv("XDG_DATA_HOME")
	if home, err := os.UserHomeDir(); own == "" && err == nil {
		own = filepath.Join(home, ".local", "share")
	}
	return append([]string{own}, filepath.SplitList(cmp.Or(os.Getenv("XDG_DATA_DIRS"), "/usr/local/share:/usr/share"))...)
}

// browserOf reads one entry; false where it is no browser, or is not shown.
func browserOf(entry []byte) (Browser, bool) {
	keys := entryKeys(entry)
	opens := strings.Split(keys["MimeType"], ";")
	if keys["Hidden"] == "true" || keys["NoDisplay"] == "true" || keys["Terminal"] == "true" || !slices.Contains(opens, "x-scheme-handler/https") {
		return Browser{}, false
	}
	words, err := Split(keys["Exec"])
	words = slices.DeleteFunc(words, isFieldCode)
	if err != nil || len(words) == 0 || keys["Name"] == "" {
		return Browser{}, false
	}
	for _, program := range []string{words[0], cmp.Or(keys["TryExec"], words[0])} {
		if _, err := exec.LookPath(program); err != nil {
			return Browser{}, false
		}
	}
	return Browser{auth.Clean(keys["Name"], 60), joined(words)}, true
}

// isFieldCode tells what stands for the address: it is added at the end.
// Flatpak puts the files that it passes on between @@.
func isFieldCode(word string) bool {
	return len(word) == 2 && word[0] == '%' || strings.HasPrefix(word, "@@")
}

// entryKeys are the keys of an entry's main group, without the translated ones.
func entryKeys(entry []byte) map[string]string {
	keys, in := map[string]string{}, false
	for lines := bufio.NewScanner(bytes.NewReader(entry)); lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		if strings.HasPrefix(line, "[") {
			in = line == "[Desktop Entry]"
			continue
		}
		if key, value, ok := strings.Cut(line, "="); in && ok {
			keys[strings.TrimSpace(key)] = strings.TrimSpace(value)
		}
	}
	return keys
}
