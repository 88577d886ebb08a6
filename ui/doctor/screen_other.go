//go:build darwin || windows

package doctor

import "context"

// openGL cannot be told here without opening a window.
func openGL(context.Context) gl { return glUnknown }
