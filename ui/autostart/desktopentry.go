package autostart

import (
	"os"
	"path/filepath"
	"strings"
)

// xdg is the person's autostart folder. (Desktop Application Autostart
// Specification)
func xdg() (place, error) {
	config, err := os.UserConfigDir()
	if err != nil {
		return nil, err
	}
	return file{filepath.Join(config, "autostart", "authfob.desktop"), desktopEntry, parseDesktopEntry}, nil
}

func desktopEntry(argv []string) string {
	words := make([]string, 0, len(argv))
	for _, a := range argv {
		words = append(words, execWord(a))
	}
	return `[Desktop Entry]
Type=Application
Version=1.0
Name=Authfob
Comment=A fresh bearer token for every API you work with
Exec=` + strings.Join(words, " ") + `
Terminal=false
StartupNotify=false
X-GNOME-Autostart-enabled=true
`
}

// execWord quotes an argument: once as an argument of Exec, and its backslashes
// once more as those of a string. (Desktop Entry Specification, "The Exec key")
func execWord(a string) string {
	a = strings.ReplaceAll(a, "%", "%%")
	if a != "" && !strings.ContainsAny(a, " \"'\\><~|&;$*?#()`") {
		return a
	}
	a = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "`", "\\`", `$`, `\$`).Replace(a)
	return `"` + strings.ReplaceAll(a, `\`, `\\`) + `"`
}

// parseDesktopEntry reads the Exec line, and the keys by which desktops switch
// an entry off.
func parseDesktopEntry(text string) (command, off string) {
	inside := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			inside = line == "[Desktop Entry]"
		}
		key, value, ok := strings.Cut(line, "=")
		if !inside || !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch key = strings.TrimSpace(key); {
		case key == "Exec":
			command = value
		case key == "Hidden" && value == "true", key == "X-GNOME-Autostart-enabled" && value == "false":
			off = key + "=" + value
		}
	}
	return command, off
}
