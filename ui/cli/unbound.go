package cli

// onMainThread reports whether a command may show something: the toolkits of
// tray and window want the thread that the program began with. "" is the tray,
// or a mistake.
func onMainThread(name string) bool { return name == "" || name == "window" || name == "demo" }

// unbound does run in a goroutine of its own, and waits for it. The one that
// main runs in was bound to the main thread by the toolkits' start, and each of
// its waits would put two threads to sleep and wake two others: for a token, half
// of all that the kernel is asked to do.
func unbound(run func()) {
	done := make(chan struct{})
	go func() { // ends with run
		defer close(done)
		stretch(false)
		run()
	}()
	<-done
}

// stretch makes room on the stack for what a command needs, while there is
// nothing on it to be moved: grown step by step beneath deep calls, it costs
// a short command a tenth of its time. The branch is never taken; what counts is
// that the function's frame has room for it.
//
//go:noinline
func stretch(never bool) {
	if never {
		var room [40 << 10]byte
		wipe(&room)
	}
}

//go:noinline
func wipe(room *[40 << 10]byte) { clear(room[:]) }
