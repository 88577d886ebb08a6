package kit

import (
	"sync"

	"fyne.io/fyne/v2/test"
)

var theApp = sync.OnceValue(test.NewApp)

// wear gives the tests' app its theme.
func wear(mode string) { theApp().Settings().SetTheme(Look{Mode: mode}) }
