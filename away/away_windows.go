package away

import (
	"context"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// listen hears nothing: Windows tells of a locked screen and of sleep through
// messages to a window.
func listen(context.Context, func()) (stop func()) { return func() {} }

var (
	lastInput = windows.NewLazySystemDLL("user32.dll").NewProc("GetLastInputInfo")
	tickCount = windows.NewLazySystemDLL("kernel32.dll").NewProc("GetTickCount")
)

// idleFor is how long nobody touched keyboard or pointer in this session.
func idleFor(context.Context) (time.Duration, bool) {
	var info struct{ size, at uint32 } // LASTINPUTINFO
	info.size = uint32(unsafe.Sizeof(info))
	if ok, _, _ := lastInput.Call(uintptr(unsafe.Pointer(&info))); ok == 0 {
		return 0, false
	}
	now, _, _ := tickCount.Call()
	return time.Duration(uint32(now)-info.at) * time.Millisecond, true // both wrap after 49 days
}
