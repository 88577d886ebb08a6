package tray

import (
	"golang.org/x/sys/windows/registry"

	"github.com/authfob/authfob/assets"
)

// systemPanel reads whether the taskbar is light, as it is when Authfob starts.
func systemPanel() assets.Panel {
	k, err := registry.OpenKey(registry.CURRENT_USER,
		`Software\Microsoft\Windows\CurrentVersion\Themes\Personalize`, registry.QUERY_VALUE)
	if err != nil {
		return assets.PanelDark
	}
	defer k.Close()
	if light, _, err := k.GetIntegerValue("SystemUsesLightTheme"); err == nil && light == 1 {
		return assets.PanelLight
	}
	return assets.PanelDark
}
