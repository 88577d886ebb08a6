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
func parseDesktopEntry(text string) (e entry) {
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
			e.command, e.program = value, execProgram(value)
		case key == "Hidden" && value == "true", key == "X-GNOME-Autostart-enabled" && value == "false":
			e.off = key + "=" + value
		}
	}
	return e
}

// execProgram undoes execWord for the first word of an Exec line.
func execProgram(line string) string {
	line = strings.ReplaceAll(line, `\\`, `\`) // as the value of a key
	rest, quoted := strings.CutPrefix(line, `"`)
	if !quoted {
		line, _, _ = strings.Cut(line, " ")
		return strings.ReplaceAll(line, "%%", "%")
	}
	var word strings.Builder
	for i := 0; i < len(rest) && rest[i] != '"'; i++ {
		if rest[i] == '\\' && i+1 < len(rest) {
			i++
		}
		word.WriteByte(rest[i])
	}
	return strings.ReplaceAll(word.String(), "%%", "%")
}
