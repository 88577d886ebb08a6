package network

import (
	"context"
	"runtime"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"github.com/authfob/authfob/crash"
	"github.com/authfob/authfob/wake"
)

// lookEvery is how soon a change is seen that comes without a change of routes:
// a person called the network metered.
const lookEvery = 15 * time.Minute

// follow asks when the network changes, and every now and then.
func follow(ctx context.Context, _ time.Duration, told func(putOff bool)) {
	changes := make(chan struct{}, 1)
	ended := make(chan struct{})
	go crash.Guard("network", func() { // ends with ctx; follow waits for it
		defer close(ended)
		wake.Watch(ctx, func() {
			select {
			case changes <- struct{}{}:
			default:
			}
		})
	})()
	defer func() { <-ended }()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		if cost, err := cost(); err == nil {
			told(cost&(costFixed|costVariable|costOverLimit|costRoaming) != 0)
		}
		select {
		case <-changes:
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// NLM_CONNECTION_COST of netlistmgr.h.
const (
	costFixed     = 0x2
	costVariable  = 0x4
	costOverLimit = 0x10000
	costRoaming   = 0x40000
)

var (
	createInstance = windows.NewLazySystemDLL("ole32.dll").NewProc("CoCreateInstance")

	classNetworkListManager = windows.GUID{Data1: 0xDCB00C01, Data2: 0x570F, Data3: 0x4A9B, Data4: [8]byte{0x8D, 0x69, 0x19, 0x9F, 0xDB, 0xA5, 0x72, 0x3B}}
	interfaceCostManager    = windows.GUID{Data1: 0xDCB00008, Data2: 0x570F, Data3: 0x4A9B, Data4: [8]byte{0x8D, 0x69, 0x19, 0x9F, 0xDB, 0xA5, 0x72, 0x3B}}
)

// costManager is INetworkCostManager, as far as it is used.
type costManager struct {
	methods *struct {
		queryInterface, addRef, release uintptr
		getCost                         uintptr
	}
}

// cost asks what the machine's connection to the internet costs.
func cost() (cost uint32, err error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := windows.CoInitializeEx(0, windows.COINIT_MULTITHREADED); err == nil || err == syscall.Errno(windows.S_FALSE) {
		defer windows.CoUninitialize()
	}
	const everyServer = 0x17 // CLSCTX_ALL
	var m *costManager
	hr, _, _ := createInstance.Call(uintptr(unsafe.Pointer(&classNetworkListManager)), 0, everyServer,
		uintptr(unsafe.Pointer(&interfaceCostManager)), uintptr(unsafe.Pointer(&m)))
	if hr != 0 {
		return 0, syscall.Errno(hr)
	}
	defer syscall.SyscallN(m.methods.release, uintptr(unsafe.Pointer(m)))
	hr, _, _ = syscall.SyscallN(m.methods.getCost, uintptr(unsafe.Pointer(m)), uintptr(unsafe.Pointer(&cost)), 0)
	if hr != 0 {
		return 0, syscall.Errno(hr)
	}
	return cost, nil
}
