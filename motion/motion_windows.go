package motion

import (
	"context"
	"unsafe"

	"golang.org/x/sys/windows"
)

// getClientAreaAnimation is SPI_GETCLIENTAREAANIMATION of winuser.h.
const getClientAreaAnimation = 0x1042

var parametersInfo = windows.NewLazySystemDLL("user32.dll").NewProc("SystemParametersInfoW")

// Reduced asks for "Animation effects" in the settings of Windows.
func Reduced(context.Context) bool {
	on := int32(1)
	ok, _, _ := parametersInfo.Call(getClientAreaAnimation, 0, uintptr(unsafe.Pointer(&on)), 0)
	return ok != 0 && on == 0
}
