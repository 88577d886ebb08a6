package words

import (
	"strings"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// System is what the person's system speaks: the display language, and the
// region's format with the person's own choice of the clock.
func System() Locale {
	var l Locale
	tags, _ := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME) // none: English
	for _, tag := range tags {
		if speaks(tag) {
			l.Language = tag
			break
		}
	}
	key, err := registry.OpenKey(registry.CURRENT_USER, `Control Panel\International`, registry.QUERY_VALUE)
	if err != nil {
		return l
	}
	defer key.Close()
	l.Times, _, _ = key.GetStringValue("LocaleName")
	if short, _, err := key.GetStringValue("sShortTime"); err == nil {
		l.Times += map[bool]string{true: "-u-hc-h23", false: "-u-hc-h12"}[strings.Contains(short, "H")]
	}
	return l
}
