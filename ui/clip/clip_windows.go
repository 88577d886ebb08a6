package clip

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/crash"
)

var (
	user32   = windows.NewLazySystemDLL("user32.dll")
	kernel32 = windows.NewLazySystemDLL("kernel32.dll")

	openClipboard     = user32.NewProc("OpenClipboard")
	closeClipboard    = user32.NewProc("CloseClipboard")
	emptyClipboard    = user32.NewProc("EmptyClipboard")
	setClipboardData  = user32.NewProc("SetClipboardData")
	registerFormat    = user32.NewProc("RegisterClipboardFormatW")
	clipboardSequence = user32.NewProc("GetClipboardSequenceNumber")
	globalAlloc       = kernel32.NewProc("GlobalAlloc")
	globalFree        = kernel32.NewProc("GlobalFree")
	globalLock        = kernel32.NewProc("GlobalLock")
	globalUnlock      = kernel32.NewProc("GlobalUnlock")
)

const (
	cfUnicodeText = 13
	gmemMoveable  = 2

	// openTries times openPause is how long another program may keep the
	// clipboard open.
	openTries = 50
	openPause = 10 * time.Millisecond
	// lookEvery is how often a held value is checked for being replaced.
	lookEvery = time.Second
)

// exclusions are the formats that keep a value out of monitors, the history
// and the cloud, and their contents. (Microsoft, "Clipboard Formats")
var exclusions = []struct {
	name string
	data []byte
}{
	{"ExcludeClipboardContentFromMonitorProcessing", []byte{0, 0, 0, 0}},
	{"CanIncludeInClipboardHistory", []byte{0, 0, 0, 0}},
	{"CanUploadToCloudClipboard", []byte{0, 0, 0, 0}},
}

func openSystem() (backend, error) { return system{}, nil }

// system is the clipboard of the window station.
type system struct{}

func (system) concealed() bool { return true }

func (system) called() string { return "the clipboard of Windows" }

func (system) close() {}

func (system) put(ctx context.Context, c content) (held, error) {
	text, err := windows.UTF16FromString(c.value.Reveal())
	if err != nil {
		return nil, errors.New("the value has a zero byte: it cannot be copied")
	}
	h := &systemHeld{marked: c.marked, gone: make(chan struct{}), stop: make(chan struct{})}
	err = whileOpen(ctx.Done(), func() error { return fill(text, c.marked) })
	if err != nil {
		return nil, err
	}
	h.sequence = sequence()
	// Ends by clear, or when the value is replaced.
	go crash.Guard("clipboard", h.look)()
	return h, nil
}

// fill replaces the content of the clipboard, which is open.
func fill(text []uint16, marked bool) error {
	if ok, _, e := emptyClipboard.Call(); ok == 0 {
		return fmt.Errorf("could not empty the clipboard: %v", e)
	}
	for _, x := range exclusions {
		if !marked {
			break
		}
		if err := setNamed(x.name, x.data); err != nil {
			return err // the value is not put without its marks
		}
	}
	return setData(cfUnicodeText, unsafe.Slice((*byte)(unsafe.Pointer(&text[0])), 2*len(text)))
}

// systemHeld is a value and the clipboard's sequence number with it.
type systemHeld struct {
	mu       sync.Mutex // guards sequence; held while swap changes the clipboard
	sequence uintptr
	marked   bool
	gone     chan struct{}
	stop     chan struct{}
	once     sync.Once
}

func (h *systemHeld) lost() <-chan struct{} { return h.gone }

// swap changes the content while the clipboard's number is still that of our
// value, and takes the new number.
func (h *systemHeld) swap(value auth.Secret) bool {
	text, err := windows.UTF16FromString(value.Reveal())
	if err != nil {
		return false
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	ours := false
	err = whileOpen(h.stop, func() error {
		if ours = sequence() == h.sequence; !ours {
			return nil
		}
		return fill(text, h.marked)
	})
	if ours {
		h.sequence = sequence()
	}
	return ours && err == nil
}

func (h *systemHeld) still() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return sequence() == h.sequence
}

// clear empties the clipboard while its number is still that of our value.
// Nobody else can change it in between: it is open, by us.
func (h *systemHeld) clear() {
	h.once.Do(func() { close(h.stop) })
	_ = whileOpen(nil, func() error {
		if h.still() {
			_, _, _ = emptyClipboard.Call()
		}
		return nil
	})
}

// look notices that somebody else copied. There is an event for it, but only
// for programs with a window.
func (h *systemHeld) look() {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-h.stop:
			return
		case <-tick.C:
			if !h.still() {
				close(h.gone)
				return
			}
		}
	}
}

func sequence() uintptr {
	n, _, _ := clipboardSequence.Call()
	return n
}

// whileOpen runs fn with the clipboard open, which belongs to a thread.
func whileOpen(stop <-chan struct{}, fn func() error) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for try := 0; ; try++ {
		if ok, _, _ := openClipboard.Call(0); ok != 0 {
			break
		}
		if try == openTries {
			return errors.New("another program keeps the clipboard open: copy again")
		}
		select {
		case <-stop:
			return context.Canceled
		case <-time.After(openPause):
		}
	}
	defer func() { _, _, _ = closeClipboard.Call() }()
	return fn()
}

func setNamed(name string, data []byte) error {
	p, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		return err
	}
	format, _, e := registerFormat.Call(uintptr(unsafe.Pointer(p)))
	if format == 0 {
		return fmt.Errorf("could not mark the value as secret: %v", e)
	}
	return setData(format, data)
}

// setData hands a copy of data to the clipboard, which owns it from then on.
func setData(format uintptr, data []byte) error {
	handle, _, e := globalAlloc.Call(gmemMoveable, uintptr(len(data)))
	if handle == 0 {
		return fmt.Errorf("no memory for the clipboard: %v", e)
	}
	address, _, e := globalLock.Call(handle)
	if address == 0 {
		_, _, _ = globalFree.Call(handle)
		return fmt.Errorf("no memory for the clipboard: %v", e)
	}
	// The address is memory that Go does not know, and so cannot move.
	copy(unsafe.Slice(*(**byte)(unsafe.Pointer(&address)), len(data)), data)
	_, _, _ = globalUnlock.Call(handle)
	if ok, _, e := setClipboardData.Call(format, handle); ok == 0 {
		_, _, _ = globalFree.Call(handle)
		return fmt.Errorf("could not set the clipboard: %v", e)
	}
	return nil
}
