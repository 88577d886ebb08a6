package tray

import "github.com/authfob/authfob/assets"

// systemPanel does not matter: the menu bar inks the icon itself.
func systemPanel() assets.Panel { return assets.PanelLight }
