package words

import (
	"os/exec"
	"strings"
)

// System is what the person's system speaks. Programs that are started from the
// Finder have no LANG, and the other way to the preferences takes cgo.
func System() Locale { return fromPreferences(preference) }

// preference reads one of the global preferences, "" where it is not set.
func preference(key string) string {
	out, err := exec.Command("/usr/bin/defaults", "read", "-g", key).Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}
